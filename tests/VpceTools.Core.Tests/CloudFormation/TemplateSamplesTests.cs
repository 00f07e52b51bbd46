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
    [InlineData("no-group", "EndpointSecurityGroups", CheckStatus.Warning, "SecretsManager", "default security group")]
    [InlineData("no-subnet", "SubnetCoverage", CheckStatus.Failed, "SecretsManager", "SecretsManager")]
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
