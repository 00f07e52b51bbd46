using VpceTools.Model;
using VpceTools.Templates;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>What does not matter to CloudFormation does not matter here: the language, the order, the stacks that resources are split into.</summary>
public sealed class TemplateEqualityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("equal-").FullName;

    public static TheoryData<string> Samples => TemplateEvidenceTests.Samples;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Samples))]
    public void In_Json_and_in_another_order_a_template_is_the_same(string sample)
    {
        var yaml = Yaml(sample);
        var root = TemplateYaml.Read(yaml).Root!;
        var turned = root with
        {
            Members = [.. root.Members.Reverse().Select(member => member with { Value = member.Value with
            {
                Members = [.. member.Value.Members.Reverse()],
            } })],
        };

        var expected = Verdicts(JudgedTemplate.OfText(yaml));

        Assert.Equal(expected, Verdicts(JudgedTemplate.OfJson(TemplateWriter.Json(root))));
        Assert.Equal(expected, Verdicts(JudgedTemplate.OfJson(TemplateWriter.Json(turned))));
    }

    /// <summary>The endpoints go to a stack of their own, which gets what they refer to as parameters.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Split_into_nested_stacks_a_template_is_the_same(string sample)
    {
        var root = TemplateYaml.Read(Yaml(sample)).Root!;
        var resources = root["Resources"]!;
        var moved = resources.Members.Where(member => member.Value["Type"]!.Text == "AWS::EC2::VPCEndpoint").ToList();
        var referred = moved.SelectMany(member => References(member.Value)).Distinct().Where(name => !name.StartsWith("AWS::", StringComparison.Ordinal))
            .ToList();
        Assert.DoesNotContain(referred, name => moved.Exists(member => member.Name == name));
        var stack = Map(("Type", Text("AWS::CloudFormation::Stack")), ("Properties", Map(("TemplateURL", Text("inner.json")),
            ("Parameters", Map([.. referred.Select(name => (name, Text(name) with { Tag = "!Ref" }))])))));
        var inner = Map(("Parameters", Map([.. referred.Select(name => (name, Map(("Type", Text("String")))))])),
            ("Resources", resources with { Members = moved }));
        var outer = root with
        {
            Members = [.. root.Members.Select(member => member.Name != "Resources" ? member : member with
            {
                Value = resources with { Members = [.. resources.Members.Except(moved), new("Inner", 1, stack)] },
            })],
        };
        File.WriteAllText(Path.Combine(_folder, "outer.json"), TemplateWriter.Json(outer));
        File.WriteAllText(Path.Combine(_folder, "inner.json"), TemplateWriter.Json(inner));

        Assert.Equal(Verdicts(JudgedTemplate.OfText(Yaml(sample))),
            Verdicts(JudgedTemplate.Networks(Path.Combine(_folder, "outer.json"), "eu-west-1").Single()));
    }

    private static IEnumerable<string> References(TemplateNode node) =>
        (node.Tag == "!Ref" ? [node.Text] : node.Tag == "!GetAtt" ? (string[])[node.Text.Split('.')[0]] : [])
        .Concat(node.Items.SelectMany(References)).Concat(node.Members.SelectMany(member => References(member.Value)));

    private static TemplateNode Text(string text) => new(TemplateNodeKind.Text, text, 1, 1);

    private static TemplateNode Map(params (string Name, TemplateNode Value)[] members) => new(TemplateNodeKind.Mapping, "", 1, 1)
    {
        Members = [.. members.Select(member => new TemplateMember(member.Name, 1, member.Value))],
    };

    private static string Yaml(string sample) =>
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "templates", sample + ".yaml"));

    private static List<string> Verdicts(VpcNetwork network) => JudgedTemplate.Results(network)
        .Select(result => $"{result.ServiceName} {result.Check} {result.Status} {string.Join(" ", result.Findings.Select(f => f.Severity))}")
        .Order(StringComparer.Ordinal).ToList();
}
