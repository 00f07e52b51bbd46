using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Yaml;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>Fixes in the author's language: what is pasted makes the finding go away.</summary>
public sealed class CodeFixTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "guides", "templates");

    [Fact]
    public void A_rule_is_a_resource_of_its_own_with_references()
    {
        var fix = Fix("group-without-443", "SecurityGroupIngress");
        Assert.Contains("EndpointGroupFrom443:\n  Type: AWS::EC2::SecurityGroupIngress\n  Properties:\n    GroupId: !GetAtt EndpointGroup.GroupId", fix,
            StringComparison.Ordinal);
        Assert.DoesNotContain("sg-", fix, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Mended => new()
    {
        { "group-without-443", "SecurityGroupIngress" }, { "no-group", "SecurityGroupIngress" }, { "no-subnet", "SubnetCoverage" },
        { "wrong-zone", "SubnetCoverage" }, { "private-dns", "VpcDns" }, { "gateway-table", "RouteTableAssociation" },
        { "companion", "CompanionEndpoints" }, { "client-egress", "ClientSecurityGroupEgress" },
    };

    [Theory]
    [MemberData(nameof(Mended))]
    public void The_template_with_the_fix_has_the_problem_no_more(string sample, string check)
    {
        var yaml = File.ReadAllText(Path.Combine(Folder, sample + ".yaml"));
        var finding = Finding(JudgedTemplate.OfText(yaml), check);
        Assert.NotEmpty(finding.CloudFormation);

        AssertMended(JudgedTemplate.OfText(CodePaste.IntoYaml(yaml, finding.CloudFormation)), finding, check);
    }

    [Theory]
    [MemberData(nameof(Mended))]
    public void In_Json_it_is_the_same(string sample, string check)
    {
        var json = TemplateWriter.Json(TemplateYaml.Read(File.ReadAllText(Path.Combine(Folder, sample + ".yaml"))).Root!);
        var finding = Finding(JudgedTemplate.OfJson(json), check);
        Assert.NotEmpty(finding.CloudFormation);

        AssertMended(JudgedTemplate.OfJson(CodePaste.IntoJson(json, finding.CloudFormation)), finding, check);
    }

    /// <summary>A policy is amended where somebody says what has to pass; ids that are not there yet are references in it too.</summary>
    [Fact]
    public void A_policy_that_only_denies_gets_a_statement_for_the_call_that_is_named()
    {
        var options = new CheckOptions { RequiredCalls = [new() { Action = "secretsmanager:GetSecretValue", Resource = "*" }] };
        var yaml = File.ReadAllText(Path.Combine(Folder, "deny-only.yaml"));
        var finding = Judge(yaml).Findings.First(one => one.CloudFormation.Length > 0);
        Assert.Contains("\"aws:SourceVpc\":!Ref Vpc", finding.CloudFormation.Replace(": !", ":!", StringComparison.Ordinal),
            StringComparison.Ordinal);

        Assert.Equal(CheckStatus.Passed, Judge(CodePaste.IntoYaml(yaml, finding.CloudFormation)).Status);

        EndpointTestResult Judge(string text)
        {
            var network = JudgedTemplate.OfText(text);
            return new VpceTools.Checks.CheckRunner(network, options).Run(network.Endpoints.Single(e => e.Type == EndpointType.Interface), null)
                .Single(result => result.Check == "EndpointPolicy");
        }
    }

    /// <summary>Nobody knows what it is that denies here, so that nothing is written in its place.</summary>
    [Fact]
    public void A_policy_of_which_a_part_is_not_known_is_not_written_again()
    {
        var yaml = File.ReadAllText(Path.Combine(Folder, "deny-only.yaml")).Replace("aws:SourceVpc\": !Ref Vpc", "aws:SourceVpc\": !Ref Other",
            StringComparison.Ordinal).Replace("Parameters:", "Parameters:\n  Other: { Type: String }", StringComparison.Ordinal);
        var network = JudgedTemplate.OfText(yaml);
        var options = new CheckOptions { RequiredCalls = [new() { Action = "secretsmanager:GetSecretValue", Resource = "*" }] };
        var findings = network.Endpoints.SelectMany(endpoint => new VpceTools.Checks.CheckRunner(network, options).Run(endpoint, null))
            .Where(result => result.Check == "EndpointPolicy").SelectMany(result => result.Findings).ToList();
        Assert.NotEmpty(findings);
        Assert.DoesNotContain(findings, finding => finding.CloudFormation.Contains("not-known", StringComparison.Ordinal));
    }

    [Fact]
    public void In_a_group_with_rules_inside_the_rule_is_one_more_of_them()
    {
        var yaml = File.ReadAllText(Path.Combine(Folder, "client-egress.yaml"));
        var finding = Finding(JudgedTemplate.OfText(yaml), "ClientSecurityGroupEgress");
        Assert.StartsWith("# In FunctionGroup (line ", finding.CloudFormation, StringComparison.Ordinal);
        Assert.Contains("one more element of SecurityGroupEgress:\n- IpProtocol: tcp\n  FromPort: 443\n", finding.CloudFormation,
            StringComparison.Ordinal);
        Assert.Empty(finding.Terraform);
    }

    [Fact]
    public void A_template_in_Json_gets_Json_and_one_of_the_cdk_a_hint()
    {
        var folder = Directory.CreateTempSubdirectory("fix").FullName;
        try
        {
            var json = Path.Combine(folder, "t.json");
            File.WriteAllText(json, Json(metadata: ""));
            Assert.Contains("\"EnableDnsHostnames\": true",
                Finding(JudgedTemplate.Networks(json, "eu-west-1").Single(), "VpcDns").CloudFormation, StringComparison.Ordinal);
            File.WriteAllText(json, Json(""" "Metadata": { "aws:cdk:path": "App/Net/Resource" }, """));
            Assert.Equal("// App/Net: enableDnsHostnames: true",
                Finding(JudgedTemplate.Networks(json, "eu-west-1").Single(), "VpcDns").CloudFormation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static string Json(string metadata) => $$"""
            { "Resources": {
                "Vpc": { "Type": "AWS::EC2::VPC", {{metadata}} "Properties": { "CidrBlock": "10.0.0.0/16" } },
                "A": { "Type": "AWS::EC2::Subnet", "Properties": { "VpcId": { "Ref": "Vpc" }, "CidrBlock": "10.0.0.0/24" } },
                "Sqs": { "Type": "AWS::EC2::VPCEndpoint", "Properties": { "VpcId": { "Ref": "Vpc" }, "SubnetIds": [{ "Ref": "A" }],
                  "VpcEndpointType": "Interface", "PrivateDnsEnabled": true, "ServiceName": "com.amazonaws.eu-west-1.sqs" } } } }
            """;
    }

    /// <summary>Of a network that no code describes, the lines have ids, in both languages.</summary>
    [Fact]
    public async Task A_finding_of_a_snapshot_has_lines_of_both_languages()
    {
        var network = (await new VpceTools.Snapshots.SnapshotSource(Path.Combine(Repository.Samples, "security-group"))
            .ReadAsync(new(), null, TestContext.Current.CancellationToken)).Single();
        var finding = Finding(network, "SecurityGroupIngress");
        Assert.Contains("Type: AWS::EC2::SecurityGroupIngress\n  Properties:\n    GroupId: sg-02198deb71333b428", finding.CloudFormation,
            StringComparison.Ordinal);
        Assert.Contains("resource \"aws_vpc_security_group_ingress_rule\" \"endpoint_from443\" {\n  security_group_id = \"sg-02198deb71333b428\"", finding.Terraform,
            StringComparison.Ordinal);
    }

    private static string Fix(string sample, string check) =>
        Finding(JudgedTemplate.Networks(Path.Combine(Folder, sample + ".yaml"), "eu-west-1").Single(), check).CloudFormation;

    private static Finding Finding(VpcNetwork network, string check) =>
        JudgedTemplate.Results(network).Where(result => result.Check == check).SelectMany(result => result.Findings).First();

    private static void AssertMended(VpcNetwork network, Finding finding, string check)
    {
        var results = JudgedTemplate.Results(network);
        // Whether the names of a new endpoint lead to it AWS alone tells.
        Assert.Equal(check == "CompanionEndpoints" ? CheckStatus.Unknown : CheckStatus.Passed,
            results.Single(result => result.Check == check && result.EndpointId == finding.EndpointId).Status);
        // What fails for the same cause at another endpoint has a finding of its own.
        Assert.DoesNotContain(results, result => result.Status == CheckStatus.Failed
            && (result.Check != check || result.EndpointId == finding.EndpointId));
    }
}
