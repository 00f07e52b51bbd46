using VpceTools.Findings;
using VpceTools.Sources;
using VpceTools.Templates;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>Templates and folders that were written to break their reader: one clear error, or a diagnosis that passes nothing unseen.</summary>
public sealed class HostileTemplateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hostile-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Each text or list holds the next one twice: sixty of them would hold more than any machine.</summary>
    [Theory]
    [InlineData("!Join ['', [!GetAtt NEXT.CidrBlock, !GetAtt NEXT.CidrBlock]]", TemplateException.TooLarge)]
    [InlineData("!Sub '${NEXT.CidrBlock}${NEXT.CidrBlock}'", TemplateException.TooLarge)]
    [InlineData("[!GetAtt NEXT.CidrBlock, !GetAtt NEXT.CidrBlock]", TemplateException.Invalid)]
    [InlineData("!Base64 {'Fn::Join': ['', [!GetAtt NEXT.CidrBlock, !GetAtt NEXT.CidrBlock]]}", TemplateException.TooLarge)]
    [InlineData("!Select [0, !Split ['x', !Join ['', [!GetAtt NEXT.CidrBlock, !Ref Open, !GetAtt NEXT.CidrBlock]]]]", null)]
    [InlineData("!If [Perhaps, !GetAtt NEXT.CidrBlock, !Join ['', [!GetAtt NEXT.CidrBlock, x]]]", null)]
    public void Values_that_double_with_each_resource_end(string value, string? errorId)
    {
        var text = "Parameters: { Open: { Type: String } }\nConditions: { Perhaps: !Equals [!Ref Open, 'a'] }\nResources:\n"
            + string.Concat(Enumerable.Range(0, 40).Select(i => $"  V{i}: {{ Type: 'AWS::EC2::VPC', Properties: {{ CidrBlock: "
                + (i == 39 ? "10.0.0.0/16" : value.Replace("NEXT", $"V{i + 1}", StringComparison.Ordinal)) + " } }\n"));
        if (errorId is null)
            Assert.DoesNotContain(JudgedTemplate.Results(JudgedTemplate.OfText(text)), result => result.Status == CheckStatus.Passed);
        else
            Assert.Equal(errorId, Assert.Throws<NetworkSourceException>(() => JudgedTemplate.OfText(text)).ErrorId);
    }

    /// <summary>A stack that nests itself many times over, and lists that grow from stack to stack.</summary>
    [Fact]
    public void Stacks_that_nest_themselves_end()
    {
        Write("self.yaml", "Resources:\n  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: 10.0.0.0/16 } }\n" + string.Concat(
            Enumerable.Range(0, 50).Select(i => $"  S{i}: {{ Type: 'AWS::CloudFormation::Stack', Properties: {{ TemplateURL: self.yaml }} }}\n")));

        var network = JudgedTemplate.Networks(Path.Combine(_folder, "self.yaml")).Single();

        Assert.Single(network.Vpcs);
        Assert.Contains(network.Remarks, remark => remark.Contains("would be a part of itself", StringComparison.Ordinal));
    }

    [Fact]
    public void More_nested_stacks_than_CloudFormation_takes_are_refused()
    {
        for (var level = 0; level < 9; level++)
            Write($"s{level}.yaml", "Resources:\n  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: 10.0.0.0/16 } }\n" + string.Concat(
                Enumerable.Range(0, level == 8 ? 0 : 10).Select(i =>
                    $"  S{i}: {{ Type: 'AWS::CloudFormation::Stack', Properties: {{ TemplateURL: s{level + 1}.yaml }} }}\n")));

        Assert.Equal(TemplateException.TooLarge,
            Assert.Throws<NetworkSourceException>(() => JudgedTemplate.Networks(Path.Combine(_folder, "s0.yaml"))).ErrorId);
    }

    [Fact]
    public void Lists_that_grow_from_stack_to_stack_are_refused()
    {
        for (var level = 0; level < 9; level++)
            Write($"l{level}.yaml", $"Parameters: {{ P: {{ Type: CommaDelimitedList, Default: 'a,b' }} }}\nResources:\n"
                + $"  S: {{ Type: 'AWS::CloudFormation::Stack', Properties: {{ TemplateURL: l{level + 1}.yaml, Parameters: {{ P: ["
                + string.Join(", ", Enumerable.Repeat("!Ref P", 50)) + "] } } }\n");
        Write("l9.yaml", "Parameters: { P: { Type: CommaDelimitedList } }\nResources: { V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: !Select [0, !Ref P] } } }\n");

        Assert.StartsWith("Template", Assert.Throws<NetworkSourceException>(() =>
            JudgedTemplate.Networks(Path.Combine(_folder, "l0.yaml"))).ErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: &a [x, x]\nb: &b [*a, *a]\nResources: {}", "aliases")]
    [InlineData("Resources: {}\nResources: {}", "twice")]
    [InlineData("Resources: !<tag:yaml.org,2002:js/function> 'x'", "no Resources|mapping")]
    [InlineData("? [a]\n: b", "key")]
    [InlineData("Resources: {}\n---\nResources: {}", "second document")]
    public void Tricks_of_Yaml_are_refused(string text, string says)
    {
        Write("t.yaml", text);
        Assert.Matches(says, Assert.Throws<NetworkSourceException>(() => JudgedTemplate.Networks(Path.Combine(_folder, "t.yaml"))).Message);
    }

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public void Deep_nesting_is_a_clear_error(char open, char close)
    {
        foreach (var (name, inner) in new[] { ("t.yaml", open == '[' ? "[" : "{a: "), ("t.json", open == '[' ? "[" : "{\"a\":") })
        {
            Write(name, "{\"Resources\": " + string.Concat(Enumerable.Repeat(inner, 50_000)) + "1" + new string(close, 50_000) + "}");
            Assert.Equal(TemplateException.Invalid,
                Assert.Throws<NetworkSourceException>(() => JudgedTemplate.Networks(Path.Combine(_folder, name))).ErrorId);
        }
    }

    [Fact]
    public void Bytes_that_are_no_text_and_files_that_are_too_large_are_refused()
    {
        var path = Path.Combine(_folder, "t.yaml");
        File.WriteAllBytes(path, [.. "Resources: "u8, 0xFF, 0xFE]);
        Assert.Contains("UTF-8", Assert.Throws<NetworkSourceException>(() => JudgedTemplate.Networks(path)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, "# " + new string('x', 9_000_000));
        Assert.Contains("larger", Assert.Throws<NetworkSourceException>(() => JudgedTemplate.Networks(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>What a folder names outside of itself is not read, by a path or by a link.</summary>
    [Theory]
    [InlineData("../outside.json")]
    [InlineData("a/../../outside.json")]
    [InlineData("link.json")]
    [InlineData("linked/outside.json")]
    public void Nothing_outside_of_a_folder_of_the_CDK_is_read(string file)
    {
        const string Template = """{ "Resources": { "Vpc": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } } } }""";
        var inside = Directory.CreateDirectory(Path.Combine(_folder, "cdk.out")).FullName;
        Write("outside.json", Template);
        File.WriteAllText(Path.Combine(inside, "own.json"), Template.Replace("10.0.", "10.9.", StringComparison.Ordinal));
        File.CreateSymbolicLink(Path.Combine(inside, "link.json"), Path.Combine(_folder, "outside.json"));
        Directory.CreateSymbolicLink(Path.Combine(inside, "linked"), _folder);
        Write("cdk.out/manifest.json", $$"""
            { "version": "54.0.0", "artifacts": {
              "Own": { "type": "aws:cloudformation:stack", "environment": "aws://a/eu-west-1", "properties": { "templateFile": "own.json" } },
              "Other": { "type": "aws:cloudformation:stack", "environment": "aws://a/eu-west-1", "properties": { "templateFile": "{{file}}" } } } }
            """);

        Assert.Equal(["10.9.0.0/16"], JudgedTemplate.Networks(inside).SelectMany(network => network.Vpcs).SelectMany(vpc => vpc.CidrBlocks)
            .Select(block => $"{block}"));
    }

    [Fact]
    public void Stages_that_hold_themselves_end()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "loop"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "loop", "again"), Path.Combine(_folder, "loop"));
        Write("loop/t.json", """{ "Resources": {} }""");
        Write("loop/manifest.json", """
            { "version": "54.0.0", "artifacts": { "Again": { "type": "cdk:cloud-assembly", "properties": { "directoryName": "again" } },
              "T": { "type": "aws:cloudformation:stack", "environment": "aws://a/eu-west-1", "properties": { "templateFile": "t.json" } } } }
            """);

        Assert.All(JudgedTemplate.Networks(Path.Combine(_folder, "loop")), network => Assert.Empty(network.Endpoints));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
