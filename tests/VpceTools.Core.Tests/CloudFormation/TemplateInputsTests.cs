using VpceTools.Findings;
using VpceTools.Sources;
using VpceTools.Templates;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>
/// Templates and CDK outputs that people published, with the diagnosis that a reader made of each. They lie beside the repository where
/// somebody collected them; what is committed is our own.
/// </summary>
public sealed class TemplateInputsTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "iac-inputs"));

    /// <summary>All six are healthy: a tool that barks here is switched off.</summary>
    [Theory]
    [InlineData("integ.facvpc-with-cidr-mask-and-endpoints", 2)]
    [InlineData("integ.lamsec-deployFunctionWithVpc", 1)]
    [InlineData("integ.lambed-with-vpc", 2)]
    [InlineData("integ.lamddb-deployFunctionWithExistingVpc", 1)]
    [InlineData("integ.farsec-new-resources", 4)]
    [InlineData("integ.albfar-all-existing-private-http", 3)]
    public void What_the_cdk_makes_raises_no_false_alarm_and_what_the_code_tells_is_decided(string name, int endpoints)
    {
        var results = Results(Path.Combine("cdk", name));
        Assert.Equal(endpoints, results.Select(result => result.EndpointId).Distinct().Count());
        Assert.DoesNotContain(results, result => result.Status is CheckStatus.Failed or CheckStatus.Warning);
        Assert.All(results, result => Assert.EndsWith("/Resource", result.Address, StringComparison.Ordinal));
        Assert.All(results, result => Assert.EndsWith(".template.json", result.File, StringComparison.Ordinal));
        foreach (var check in new[] { "SecurityGroupIngress", "VpcDns", "SubnetCoverage", "EndpointSecurityGroups", "Route",
            "DhcpOptions" })
            Assert.All(results.Where(result => result.Check == check && !result.ServiceName.EndsWith(".s3", StringComparison.Ordinal)
                && result.Status != CheckStatus.NotApplicable), result => Assert.Equal(CheckStatus.Passed, result.Status));
    }

    [Theory]
    [InlineData("ecs-fargate-private-vpc.yml", "DynamoDBEndpoint", "RouteTableAssociation", CheckStatus.Warning, "PublicRouteTable")]
    [InlineData("ecs-ec2-private-vpc.yml", "DynamoDBEndpoint", "RouteTableAssociation", CheckStatus.Warning, "PublicRouteTable")]
    [InlineData("ecs-fargate-private-vpc.yml", "DynamoDBEndpoint", "PrefixListRoute", CheckStatus.Passed, "2 route tables")]
    [InlineData("cfn-endpoint-creationpolicy.yaml", "CfnEndpoint", "SecurityGroupIngress", CheckStatus.Passed, "")]
    [InlineData("cfn-endpoint-creationpolicy.yaml", "CfnEndpoint", "VpcDns", CheckStatus.Passed, "")]
    [InlineData("cfn-endpoint-creationpolicy.yaml", "CfnEndpoint", "SubnetCoverage", CheckStatus.Passed, "")]
    [InlineData("cfn-endpoint-waitcondition-no-igw.yaml", "CfnEndpoint", "SecurityGroupIngress", CheckStatus.Passed, "")]
    [InlineData("cfn-endpoint-waitcondition-no-igw.yaml", "S3Endpoint", "EndpointPolicy", CheckStatus.Warning,
        "calls needed by CloudFormation custom resources")]
    [InlineData("prefixlist-cfn-endpoint-waitcondition.yaml", "CfnEndpoint", "ClientSecurityGroupEgress", CheckStatus.Unknown,
        "S3PrefixListID.PrefixListID")]
    // Whatever it is: a list of a service lets nothing out to the endpoint.
    [InlineData("prefixlist-cfn-endpoint-waitcondition.yaml", "CfnEndpoint", "ClientSecurityGroupEgress", CheckStatus.Unknown,
        "holds no address of a VPC")]
    [InlineData("quickstart-aws-vpc.template.yaml", "S3VPCEndpoint", "PrefixListRoute", CheckStatus.Passed, "2 route tables")]
    [InlineData("quickstart-aws-vpc.template.yaml", "S3VPCEndpoint", "RouteTableAssociation", CheckStatus.Warning,
        "PublicSubnetRouteTable")]
    [InlineData("cfn-lint-quickstart-vpc.json", "S3VPCEndpoint", "PrefixListRoute", CheckStatus.Passed, "")]
    [InlineData("widdix-vpc-endpoint-s3.yaml", "EndpointS3", "VpcDns", CheckStatus.Unknown, "ParentVPCStack-VPC")]
    [InlineData("widdix-vpc-endpoint.yaml", "Endpoint", "SubnetCoverage", CheckStatus.Unknown, "the stack that exports it")]
    [InlineData("ecs-mcp-infrastructure.json", "ECRAPIEndpoint", "VpcDns", CheckStatus.Unknown, "VpcId")]
    [InlineData("ecs-mcp-infrastructure.json", "ECRAPIEndpoint", "SubnetCoverage", CheckStatus.Unknown, "-Parameter @{ SubnetIds")]
    [InlineData("ecs-mcp-infrastructure.json", "LogsEndpoint", "CompanionEndpoints", CheckStatus.Unknown, "also needs ssmmessages")]
    [InlineData("ecs-mcp-infrastructure.json", "S3Endpoint", "RouteTableAssociation", CheckStatus.Unknown, "VpcId")]
    public void What_a_reader_says_of_a_published_template_is_what_is_said(
        string file, string endpoint, string check, CheckStatus status, string says)
    {
        var results = Results(Path.Combine("cfn", file));
        var result = Assert.Single(results, result => result.Address == endpoint && result.Check == check);
        Assert.Equal(status, result.Status);
        Assert.Contains(says, result.Message, StringComparison.Ordinal);
        Assert.True(result.Line > 1);
        Assert.DoesNotContain(results, other => other.Status == CheckStatus.Failed);
    }

    [Fact]
    public void A_template_that_a_macro_has_yet_to_make_is_refused_with_advice()
    {
        var path = Existing(Path.Combine("cfn", "macro-expand-vpc-endpoint.yaml"));
        var error = Assert.Throws<NetworkSourceException>(() => JudgedTemplate.Networks(path));
        Assert.Equal(TemplateException.NotProcessed, error.ErrorId);
        Assert.Contains("--template-stage Processed", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Its source is what another stack exports, so that only the ports are known.</summary>
    [Fact]
    public void A_rule_by_the_service_follows_the_value_of_the_parameter()
    {
        var path = Existing(Path.Combine("cfn", "widdix-vpc-endpoint.yaml"));
        var mail = JudgedTemplate.Networks(path, "eu-west-1", ("ServiceName", "email-smtp"), ("ParentVPCStack", "vpc")).Single();
        var other = JudgedTemplate.Networks(path, "eu-west-1", ("ServiceName", "sqs"), ("ParentVPCStack", "vpc")).Single();
        Assert.Equal("com.amazonaws.eu-west-1.email-smtp", mail.Endpoints.Single().ServiceName);
        int?[] PortsOf(VpceTools.Model.VpcNetwork network) =>
            [.. network.SecurityGroups.SelectMany(group => group.Ingress).Select(rule => rule.FromPort).Distinct().Order()];
        Assert.Equal([443], PortsOf(other));
        Assert.Superset(new HashSet<int?> { 25, 465, 587, 2465, 2587 }, PortsOf(mail).ToHashSet());
    }

    private static IReadOnlyList<EndpointTestResult> Results(string name) =>
        [.. JudgedTemplate.Networks(Existing(name)).SelectMany(JudgedTemplate.Results)];

    private static string Existing(string name)
    {
        var path = Path.Combine(Folder, name);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"There is no {path}.");
        return path;
    }
}
