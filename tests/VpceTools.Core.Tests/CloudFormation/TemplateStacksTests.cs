using VpceTools.CloudFormation;
using VpceTools.Findings;
using VpceTools.Sources;
using VpceTools.Templates;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>Several stacks: of the CDK, nested ones, and what one exports and another imports; and what is no template at all.</summary>
public sealed class TemplateStacksTests : IDisposable
{
    private const string Vpc = """{ "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": true } }""";
    private const string Subnet =
        """{ "Type": "AWS::EC2::Subnet", "Properties": { "VpcId": { "Ref": "Vpc" }, "CidrBlock": "10.0.0.0/24" } }""";
    private readonly string _folder = Directory.CreateTempSubdirectory("stacks").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_stack_imports_what_another_of_the_run_exports()
    {
        WriteNet();
        Write("App.template.json", $$"""
            { "Resources": { "Sqs": { "Type": "AWS::EC2::VPCEndpoint", "Metadata": { "aws:cdk:path": "App/Sqs" }, "Properties": {
                "VpcId": { "Fn::ImportValue": "net-vpc" }, "SubnetIds": [{ "Fn::ImportValue": "net-subnet" }], "VpcEndpointType": "Interface",
                "ServiceName": { "Fn::Sub": "com.amazonaws.${AWS::Region}.sqs" }, "PrivateDnsEnabled": true } } } }
            """);
        Write("manifest.json", Manifest("aws://111122223333/eu-west-1", "Net", "App"));
        var network = JudgedTemplate.Networks(_folder).Single();
        var endpoint = Assert.Single(network.Endpoints);
        Assert.Equal(("eu-west-1", "111122223333", "com.amazonaws.eu-west-1.sqs"),
            (network.Region, network.AccountId, endpoint.ServiceName));
        Assert.Equal((network.Vpcs.Single().Id, network.Subnets.Single().Id), (endpoint.VpcId, endpoint.SubnetIds.Single()));
        Assert.Equal("App/Sqs", JudgedTemplate.Results(network)[0].Address);
    }

    /// <summary>aws-cdk issue 37144: the CDK chose subnets by a zone that has none, and wrote an empty list.</summary>
    [Fact]
    public void An_empty_list_of_subnets_is_found_in_what_the_cdk_wrote()
    {
        Write("Net.template.json", $$"""
            { "Resources": { "Vpc": {{Vpc}}, "Subnet": {{Subnet}}, "Sqs": { "Type": "AWS::EC2::VPCEndpoint", "Properties": {
                "VpcId": { "Ref": "Vpc" }, "SubnetIds": [], "VpcEndpointType": "Interface", "PrivateDnsEnabled": true,
                "ServiceName": "com.amazonaws.eu-west-1.sqs" } } } }
            """);
        Write("manifest.json", Manifest("aws://unknown-account/unknown-region", "Net"));
        var result = JudgedTemplate.Results(JudgedTemplate.Networks(_folder).Single()).Single(r => r.Check == "SubnetCoverage");
        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Equal("Sqs", result.Address);
        Assert.EndsWith("Net.template.json", result.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Stacks_for_different_Regions_are_different_networks()
    {
        WriteNet();
        Write("App.template.json", $$"""{ "Resources": { "Vpc": {{Vpc}} } }""");
        Write("manifest.json", Manifest("aws://111122223333/eu-west-1", "Net", "App")
            .Replace("""eu-west-1", "properties": { "templateFile": "App""", """us-east-1", "properties": { "templateFile": "App""",
                StringComparison.Ordinal));
        Assert.Equal(["eu-west-1", "us-east-1"], JudgedTemplate.Networks(_folder).Select(network => network.Region).Order());
    }

    [Fact]
    public void A_nested_stack_is_judged_with_what_its_parent_gives_it_and_gives_back_what_it_puts_out()
    {
        Write("parent.yaml", """
            Resources:
              Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16 } }
              Inner:
                Type: AWS::CloudFormation::Stack
                Properties: { TemplateURL: ./inner/child.yaml, Parameters: { Vpc: !Ref Vpc } }
              Group:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  VpcId: !Ref Vpc
                  SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !GetAtt Inner.Outputs.Block }]
            """);
        Directory.CreateDirectory(Path.Combine(_folder, "inner"));
        Write("inner/child.yaml", """
            Parameters: { Vpc: { Type: "AWS::EC2::VPC::Id" } }
            Resources:
              Subnet: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.7.0/24 } }
            Outputs: { Block: { Value: !GetAtt Subnet.CidrBlock } }
            """);
        var network = JudgedTemplate.Networks(Path.Combine(_folder, "parent.yaml")).Single();
        Assert.Equal(network.Vpcs.Single().Id, network.Subnets.Single().VpcId);
        Assert.Equal("10.0.7.0/24", network.SecurityGroups.SelectMany(group => group.Ingress)
            .Single(rule => rule.FromPort == 443).Cidr.ToString());
        Assert.Equal("Inner/Subnet", network.Plan!.OriginOf(network.Subnets.Single().Id)!.Address);
    }

    [Theory]
    [InlineData("../outside.yaml")]
    [InlineData("/etc/hostname")]
    [InlineData("https://bucket.s3.amazonaws.com/x.yaml")]
    [InlineData("missing.yaml")]
    public void A_nested_stack_whose_template_is_not_here_is_said_and_no_file_elsewhere_is_read(string url)
    {
        Write("parent.yaml", $$"""
            Resources:
              Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16 } }
              Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "{{url}}" } }
            """);
        var network = JudgedTemplate.Networks(Path.Combine(_folder, "parent.yaml")).Single();
        Assert.Contains(network.Remarks, remark => remark.Contains("The nested stack Inner is not judged", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stack_that_nests_itself_ends()
    {
        Write("self.yaml", """
            Resources:
              Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: self.yaml } }
              Vpc: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16 } }
            """);
        Assert.NotEmpty(JudgedTemplate.Networks(Path.Combine(_folder, "self.yaml")).Single().Vpcs);
    }

    [Fact]
    public void What_get_template_prints_is_a_template_too()
    {
        Write("printed.json", $$"""{ "TemplateBody": { "Resources": { "Vpc": {{Vpc}} } }, "StagesAvailable": ["Original", "Processed"] }""");
        Assert.Single(JudgedTemplate.Networks(Path.Combine(_folder, "printed.json")).Single().Vpcs);
    }

    [Theory]
    [InlineData("plan.json", """{ "format_version": "1.2", "planned_values": {} }""", TemplateException.Invalid, "-PlanPath")]
    [InlineData("terraform.tfstate", """{ "version": 4, "terraform_version": "1.9.0" }""", TemplateException.Invalid, "-StatePath")]
    [InlineData("main.tf", "resource \"aws_vpc\" \"x\" {}", TemplateException.Invalid, "terraform show -json")]
    [InlineData("endpoints.json", """{ "VpcEndpoints": [] }""", TemplateException.Invalid, "-SnapshotPath")]
    [InlineData("manifest2.json", """{ "version": "54.0.0", "artifacts": {} }""", TemplateException.Invalid, "give the folder")]
    [InlineData("list.yaml", "- a", TemplateException.Invalid, "no Resources")]
    [InlineData("empty.yaml", "", TemplateException.Invalid, "empty")]
    [InlineData("broken.json", "{ \"Resources\": ", TemplateException.Invalid, "not JSON")]
    [InlineData("broken.yaml", "Resources:\n\t- a", TemplateException.Invalid, "tab")]
    public void What_is_no_template_is_refused_with_what_to_do(string name, string text, string id, string advice)
    {
        Write(name, text);
        var error = Assert.Throws<NetworkSourceException>(() => JudgedTemplate.Networks(Path.Combine(_folder, name)));
        Assert.Equal(id, error.ErrorId);
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(_folder, name), error.Target);
    }

    [Fact]
    public void A_folder_without_a_manifest_and_a_path_to_nothing_are_told()
    {
        Assert.Equal(TemplateException.Invalid, Assert.Throws<NetworkSourceException>(() => JudgedTemplate.Networks(_folder)).ErrorId);
        Assert.Equal("TemplateNotFound",
            Assert.Throws<NetworkSourceException>(() => JudgedTemplate.Networks(Path.Combine(_folder, "none.yaml"))).ErrorId);
    }

    [Theory]
    [InlineData("Stge", "live", "It has Stage.")]
    [InlineData("Stage", "other", "It takes")]
    public void A_parameter_that_no_template_has_or_takes_is_told(string name, string value, string says)
    {
        Write("t.yaml", "Parameters: { Stage: { Type: String, AllowedValues: [live, test] } }\n"
            + "Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: !Ref Stage } } }");
        var error = Assert.Throws<NetworkSourceException>(() =>
            JudgedTemplate.Networks(Path.Combine(_folder, "t.yaml"), null, (name, value)));
        Assert.Equal(TemplateException.ParameterInvalid, error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whatever single part of a template is replaced by something else, there is an answer or one clear error.</summary>
    [Fact]
    public void Every_mutation_of_a_template_is_judged_or_refused()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "templates", "healthy.yaml"));
        var root = TemplateYaml.Read(text).Root!;
        var places = Places(root).ToList();
        Assert.True(places.Count > 100);
        TemplateNode[] others =
        [
            new(TemplateNodeKind.Nothing, "", 1, 1), new(TemplateNodeKind.Text, "x", 1, 1), new(TemplateNodeKind.List, "", 1, 1),
            new(TemplateNodeKind.Mapping, "", 1, 1), new(TemplateNodeKind.Text, "Vpc", 1, 1) { Tag = "!Ref" },
            new(TemplateNodeKind.Text, "-1", 1, 1), new(TemplateNodeKind.Text, "${}", 1, 1) { Tag = "!Sub" },
        ];
        // Each place meets a third of what can take it, and each of that a third of the places.
        foreach (var (place, i) in places.Select((place, i) => (place, i)))
            foreach (var other in others.Where((_, j) => (i + j) % 3 == 0))
            {
                var mutated = Replaced(root, place, other);
                try
                {
                    var run = new StackEvaluator(Template.From(mutated), new() { File = "t.yaml" });
                    var world = TemplateWorld.From([.. run.Resources()], [], "eu-west-1", null);
                    JudgedTemplate.Results(VpceTools.Planned.PlannedOverlay.Alone(world));
                }
                catch (Exception e) when (e is TemplateException or NetworkSourceException)
                {
                    Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
                }
            }
    }

    private static IEnumerable<TemplateNode> Places(TemplateNode node) =>
        node.Items.Concat(node.Members.Select(member => member.Value)).SelectMany(Places).Append(node);

    private static TemplateNode Replaced(TemplateNode node, TemplateNode place, TemplateNode other) => ReferenceEquals(node, place) ? other
        : node with
        {
            Items = [.. node.Items.Select(item => Replaced(item, place, other))],
            Members = [.. node.Members.Select(member => member with { Value = Replaced(member.Value, place, other) })],
        };

    private void WriteNet() => Write("Net.template.json", $$"""
        { "Resources": { "Vpc": {{Vpc}}, "Subnet": {{Subnet}} },
          "Outputs": { "A": { "Value": { "Ref": "Vpc" }, "Export": { "Name": "net-vpc" } },
            "B": { "Value": { "Ref": "Subnet" }, "Export": { "Name": { "Fn::Sub": "net-subnet" } } } } }
        """);

    private static string Manifest(string environment, params string[] stacks) => "{ \"version\": \"54.0.0\", \"artifacts\": { "
        + string.Join(", ",
        stacks.Select(name => $$"""
            "{{name}}": { "type": "aws:cloudformation:stack", "environment": "{{environment}}", "properties": { "templateFile": "{{name}}.template.json" } }
            """)) + """
        , "TestDefaultTestDeployAssert1": { "type": "aws:cloudformation:stack", "environment": "aws://a/b", "properties": { "templateFile": "none.json" } } } }
        """;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}
