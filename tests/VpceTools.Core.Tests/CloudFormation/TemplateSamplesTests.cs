using VpceTools.Findings;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>
/// The samples of docs/guides/templates: one that is healthy, and one for each of the frequent mistakes, which differs from it in that
/// mistake and nothing else.
/// </summary>
public sealed class TemplateSamplesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "guides", "templates");

    [Theory]
    [InlineData("group-without-443", "SecurityGroupIngress", CheckStatus.Failed, "SecretsManager", "EndpointGroup")]
    [InlineData("no-group", "SecurityGroupIngress", CheckStatus.Failed, "SecretsManager", "default security group")]
    [InlineData("no-subnet", "SubnetCoverage", CheckStatus.Failed, "SecretsManager", "SecretsManager")]
    [InlineData("wrong-zone", "SubnetCoverage", CheckStatus.Warning, "SecretsManager", "eu-west-1a")]
    [InlineData("gateway-table", "RouteTableAssociation", CheckStatus.Failed, "S3", "Table")]
    [InlineData("private-dns", "VpcDns", CheckStatus.Failed, "SecretsManager", "Vpc")]
    [InlineData("companion", "CompanionEndpoints", CheckStatus.Failed, "SecretsManager", "ecr.dkr")]
    [InlineData("client-egress", "ClientSecurityGroupEgress", CheckStatus.Failed, "SecretsManager", "FunctionGroup")]
    [InlineData("deny-only", "EndpointPolicy", CheckStatus.Failed, "SecretsManager", "SecretsManager")]
    public void A_mistake_is_found_with_its_place(string sample, string check, CheckStatus status, string address, string says)
    {
        var result = Results(sample).Single(result => result.Check == check && result.Address == address);
        Assert.Equal(status, result.Status);
        Assert.Contains(says, result.Message + string.Concat(result.Findings.Select(finding => finding.Address)), StringComparison.Ordinal);
        Assert.All(result.Findings, finding => Assert.True(finding.Line > 1
            && finding.File!.EndsWith($"{sample}.yaml", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_healthy_one_is_healthy_and_mostly_decided()
    {
        var results = Results("healthy").Where(result => result.Status != CheckStatus.NotApplicable).ToList();
        Assert.DoesNotContain(results, result => result.Status is CheckStatus.Failed or CheckStatus.Warning);
        Assert.True(results.Count(result => result.Status == CheckStatus.Passed) * 100 / results.Count >= 60,
            JudgedTemplate.Lines(results));
    }

    /// <summary>The entries of AWS's lists are in no template, and all are public addresses: often they do not matter.</summary>
    [Theory]
    [InlineData("", CheckStatus.Passed)]
    [InlineData("[{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !GetAtt Vpc.CidrBlock }]", CheckStatus.Failed)]
    [InlineData("[{ IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationSecurityGroupId: !GetAtt EndpointGroup.GroupId }]",
        CheckStatus.Failed)]
    [InlineData("[{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }]", CheckStatus.Failed)]
    [InlineData("[{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 52.216.0.0/15 }]", CheckStatus.Unknown)]
    [InlineData("[{ IpProtocol: tcp, FromPort: 443, ToPort: 443, DestinationPrefixListId: pl-63a5400a }]", CheckStatus.Unknown)]
    public void Clients_get_out_to_a_gateway_by_rules_that_hold_for_any_entries(string egress, CheckStatus status)
    {
        var healthy = File.ReadAllText(Path.Combine(Folder, "healthy.yaml"));
        var text = egress.Length == 0 ? healthy : healthy.Replace("GroupDescription: The functions",
            $"GroupDescription: The functions\n      SecurityGroupEgress: {egress}", StringComparison.Ordinal);
        Assert.Equal(status, JudgedTemplate.Results(JudgedTemplate.OfText(text))
            .Single(result => result is { Check: "ClientSecurityGroupEgress", Address: "S3" }).Status);
    }

    /// <summary>A rule that names the group of one workload lets no other in, though both are anywhere in the same subnets.</summary>
    [Fact]
    public void A_rule_for_the_group_of_one_workload_lets_no_other_in()
    {
        const string Workers = """
              SourceSecurityGroupId: !GetAtt WorkerGroup.GroupId
              WorkerGroup:
                Type: AWS::EC2::SecurityGroup
                Properties: { GroupDescription: workers, VpcId: !Ref Vpc }
              Worker:
                Type: AWS::Lambda::Function
                Properties: { VpcConfig: { SubnetIds: [!Ref SubnetA, !Ref SubnetB], SecurityGroupIds: [GROUP] } }
            """;
        var healthy = File.ReadAllText(Path.Combine(Folder, "healthy.yaml"));
        EndpointTestResult Judge(string group, string other) => JudgedTemplate.Results(JudgedTemplate.OfText(healthy
            .Replace("      CidrIp: !GetAtt Vpc.CidrBlock", "      " + string.Join("\n", Workers.Split('\n').Select((line, i) =>
                i == 0 ? line.Trim() : line)).Replace("GROUP", group, StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("SecurityGroupIds: [!Ref FunctionGroup]", $"SecurityGroupIds: [{other}]", StringComparison.Ordinal)))
            .Single(result => result is { Check: "SecurityGroupIngress", Address: "SecretsManager" });

        Assert.Equal(CheckStatus.Warning, Judge("!Ref WorkerGroup", "!Ref FunctionGroup").Status);
        Assert.Equal(CheckStatus.Passed, Judge("!Ref WorkerGroup", "!Ref WorkerGroup").Status);
        Assert.Equal(CheckStatus.Failed, Judge("!Ref FunctionGroup", "!Ref FunctionGroup").Status);
    }

    [Fact]
    public void Every_sample_is_in_the_table_above()
    {
        var told = typeof(TemplateSamplesTests).GetMethod(nameof(A_mistake_is_found_with_its_place))!.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => ((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value)
                .OfType<string>();
        Assert.Equal(told.Append("healthy").Order(), Directory.GetFiles(Folder, "*.yaml").Select(Path.GetFileNameWithoutExtension).Order());
    }

    private static IReadOnlyList<EndpointTestResult> Results(string sample) =>
        JudgedTemplate.Results(JudgedTemplate.Networks(Path.Combine(Folder, sample + ".yaml"), "eu-west-1").Single());
}
