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

    [Theory]
    [InlineData("group-without-443", "SecurityGroupIngress")]
    [InlineData("private-dns", "VpcDns")]
    [InlineData("gateway-table", "RouteTableAssociation")]
    [InlineData("client-egress", "ClientSecurityGroupEgress")]
    [InlineData("no-subnet", "SubnetCoverage")]
    public void The_template_with_the_fix_has_the_problem_no_more(string sample, string check)
    {
        var path = Path.Combine(Folder, sample + ".yaml");
        var finding = Finding(JudgedTemplate.Networks(path, "eu-west-1").Single(), check);
        var fix = finding.CloudFormation;
        Assert.NotEmpty(fix);
        var mended = Path.Combine(Path.GetTempPath(), $"mended-{Guid.NewGuid():N}.yaml");
        File.WriteAllText(mended, Pasted(File.ReadAllText(path), fix));
        try
        {
            var results = JudgedTemplate.Results(JudgedTemplate.Networks(mended, "eu-west-1").Single());
            Assert.Equal(CheckStatus.Passed, results.Single(result => result.Check == check
                && result.EndpointId == finding.EndpointId).Status);
        }
        finally
        {
            File.Delete(mended);
        }
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

    /// <summary>
    /// What a person does with the lines: a resource goes to the resources, properties to the resource at the line that is named.
    /// </summary>
    private static string Pasted(string template, string fix)
    {
        var lines = template.Split('\n').ToList();
        var parts = fix.Split('\n');
        if (!parts[0].StartsWith("# In ", StringComparison.Ordinal))
            return template.TrimEnd('\n') + "\n" + string.Concat(parts.Select(part => "  " + part + "\n"));
        var at = int.Parse(parts[0].Split("(line ")[1].Split(')')[0], System.Globalization.CultureInfo.InvariantCulture) - 1;
        var isElement = parts[0].Contains("one more element of", StringComparison.Ordinal);
        var section = isElement ? parts[0].Split("one more element of ")[1] : "Properties:";
        var place = lines.FindIndex(at, line => line.Trim() == section.TrimEnd(':') + ":");
        var key = parts[1].Split(':')[0] + ":";
        // A list that is there gets more elements; the samples write lists in one line.
        var old = isElement ? -1 : lines.FindIndex(place, line => line.Trim().StartsWith(key, StringComparison.Ordinal));
        if (old > 0 && parts[1].EndsWith("# add", StringComparison.Ordinal))
            lines[old] = lines[old].TrimEnd(']') + string.Concat(parts.Skip(2).Select(part => ", " + part.Trim().TrimStart('-').Trim()))
                + "]";
        else
            lines.InsertRange(place + 1, parts.Skip(1).Select(part => (isElement ? "        " : "      ") + part));
        var text = string.Join("\n", lines);
        Assert.Null(TemplateYaml.Read(text).Error);
        return text;
    }
}
