using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class EndpointPolicyCheckTests
{
    private static VpcNetwork With(string? policy) => World.Healthy.WithEndpoint(e => e with { PolicyDocument = policy });

    private static string Allow(string action = "*", string resource = "*", string more = "") =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"{{action}}","Resource":"{{resource}}"{{more}}}]}""";

    [Theory]
    [InlineData(World.DefaultPolicy)]
    [InlineData("""{"Statement":[{"Action":"*","Effect":"Allow","Resource":"*","Principal":{"AWS":"*"}}]}""")]
    public void Passes_with_the_default_policy_however_it_is_written(string policy)
    {
        var result = With(policy).Check<EndpointPolicyCheck>();
        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Empty(result.Findings);
    }

    [Fact]
    public void A_policy_of_its_own_passes_and_is_worth_knowing()
    {
        var finding = With(Allow("sqs:SendMessage")).Check<EndpointPolicyCheck>().Only(CheckStatus.Passed, Severity.Information);
        Assert.Empty(finding.Repair);
        Assert.Contains("sqs:SendMessage", finding.Evidence.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("""{"Version":"2012-10-17"}""", "no 'Statement'")]
    [InlineData("""{"Statement":[{"Effect":"Permit","Principal":"*","Action":"*","Resource":"*"}]}""", "Permit")]
    public void Fails_when_the_policy_is_not_well_formed_and_says_where(string policy, string says)
    {
        var finding = With(policy).Check<EndpointPolicyCheck>().Only(CheckStatus.Failed, Severity.High);
        Assert.Contains(says, finding.Summary, StringComparison.Ordinal);
        Assert.Empty(finding.Repair);
        Assert.Contains("--reset-policy", finding.Recommendation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sqs:DeleteQueue","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""")]
    public void Fails_when_nothing_can_pass(string policy)
    {
        var finding = With(policy).Check<EndpointPolicyCheck>().Only(CheckStatus.Failed, Severity.Critical);
        Assert.Equal("allows nothing", finding.Evidence.Rule);
        Assert.Empty(finding.Repair);
    }

    [Fact]
    public void Fails_when_no_call_of_the_endpoints_service_can_pass()
    {
        var finding = With(Allow("s3:*")).Check<EndpointPolicyCheck>().Only(CheckStatus.Failed, Severity.Critical);
        Assert.Equal("The policy of endpoint vpce-1 lets no call of its service (sqs) pass, so every call is answered with 403.",
            finding.Summary);
    }

    [Theory]
    [InlineData("vpce-1", CheckStatus.Passed)]
    [InlineData("vpce-9", CheckStatus.Failed)]
    public void Knows_which_endpoint_and_vpc_every_call_comes_through(string endpoint, CheckStatus status) =>
        Assert.Equal(status, With(Allow(more: $$$""","Condition":{"StringEquals":{"aws:SourceVpce":"{{{endpoint}}}"}}"""))
            .Check<EndpointPolicyCheck>().Status);

    // What every call through the endpoint has or has not:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html; who can be named:
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
    [Theory]
    [InlineData("\"Principal\":\"*\",\"Action\":\"*\",\"Condition\":{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}", "")]
    [InlineData("\"Principal\":\"*\",\"Action\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:RequestedRegion\":\"eu-west-1\"}}", "")]
    [InlineData("\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/app\"},\"Action\":\"*\"", "")]
    [InlineData("\"Principal\":\"*\",\"Action\":\"*\"",
        ",{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"Principal\":\"*\",\"NotAction\":\"s3:Get*\",\"Resource\":\"*\"}")]
    public void Fails_when_what_the_endpoint_fixes_stops_every_call(string allow, string more)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow",{{allow}},"Resource":"*"}{{more}}]}""";
        var finding = World.HealthyGateway.WithEndpoint(e => e with { PolicyDocument = policy }).Check<EndpointPolicyCheck>()
            .Only(CheckStatus.Failed, Severity.Critical);
        Assert.Equal("allows nothing of the endpoint's service", finding.Evidence.Rule);
    }

    [Fact]
    public void Warns_of_faults_that_keep_a_part_from_its_effect()
    {
        var policy = Allow("sqs:SendMessage")
            .Replace("}]}", """},{"Effect":"Allow","Principal":"*","Action":"sqs:DeleteMessage","Resource":"arn:aws:sqs"}]}""",
                StringComparison.Ordinal);
        var finding = With(policy).Check<EndpointPolicyCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Contains("has 1 fault", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("https://docs.aws.amazon.com/", finding.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Remarks_stay_where_there_are_faults_as_well()
    {
        var policy = Allow("sqs:SendMessage")
            .Replace("}]}",
                """},{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"},{"Effect":"Allow","Principal":"*","Action":"sqs:DeleteMessage","Resource":"arn:aws:sqs"}]}""", StringComparison.Ordinal);
        var finding = With(policy).Check<EndpointPolicyCheck>().Only(CheckStatus.Warning, Severity.Medium);
        Assert.Contains("Information Redundant: Statement 1 does all that the statement does.", finding.Evidence.Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Says_how_many_faults_it_does_not_show()
    {
        var policy = Allow("sqs:SendMessage")
            .Replace("}]}", "}"
                + string.Concat(Enumerable.Repeat(
                    """,{"Effect":"Allow","Principal":"*","Action":"sqs:DeleteMessage","Resource":"arn:aws:sqs"}""", 40)) + "]}",
                        StringComparison.Ordinal);
        var detail = With(policy).Check<EndpointPolicyCheck>().Only(CheckStatus.Warning, Severity.Medium).Evidence.Detail!;
        Assert.Contains("has 40 faults", With(policy).Check<EndpointPolicyCheck>().Message, StringComparison.Ordinal);
        Assert.Contains(" and 30 more", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Applies_to_gateway_endpoints_by_their_own_service()
    {
        Assert.Equal(CheckStatus.Passed, World.HealthyGateway.Check<EndpointPolicyCheck>().Status);
        World.HealthyGateway.WithEndpoint(e => e with { PolicyDocument = Allow("sqs:*") }).Check<EndpointPolicyCheck>()
            .Only(CheckStatus.Failed, Severity.Critical);
    }

    [Fact]
    public void Does_not_apply_where_the_service_or_the_type_takes_no_policy()
    {
        Assert.Equal(CheckStatus.NotApplicable, With("{").WithService(s => s with { VpcEndpointPolicySupported = false })
            .Check<EndpointPolicyCheck>().Status);
        Assert.Equal(CheckStatus.NotApplicable, With(null).WithEndpoint(e => e with { TypeName = "ServiceNetwork" })
            .Check<EndpointPolicyCheck>().Status);
        Assert.Equal(CheckStatus.NotApplicable, With(null).WithEndpoint(e => e with { TypeName = "GatewayLoadBalancer" })
            .Check<EndpointPolicyCheck>().Status);
    }

    [Fact]
    public void Is_unknown_where_the_evidence_shows_no_policy() =>
        WorldChanges.IsUnknown(With(null).Check<EndpointPolicyCheck>(), "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids vpce-1");

    [Fact]
    public void Needs_nothing_but_the_endpoint() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.Denied(ResourceKind.VpcEndpointService).Check<EndpointPolicyCheck>().Status);
}
