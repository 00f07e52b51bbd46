using VpceTools.Model;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

public class EndpointContextTests
{
    private static readonly VpcEndpoint Endpoint = new()
    {
        Id = "vpce-1", VpcId = "vpc-1", ServiceName = "com.amazonaws.us-east-1.s3",
        TypeName = "Gateway"
    };

    [Theory]
    [InlineData("StringEquals", "aws:SourceVpce", "vpce-1", PolicyDecisionKind.Allowed)]
    [InlineData("StringEquals", "aws:SourceVpce", "vpce-2", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("StringEquals", "aws:SourceVpc", "vpc-1", PolicyDecisionKind.Allowed)]
    [InlineData("StringEquals", "aws:RequestedRegion", "us-east-1", PolicyDecisionKind.Allowed)]
    [InlineData("IpAddress", "aws:VpcSourceIp", "10.0.0.0/8", PolicyDecisionKind.Allowed)]
    // "In this case, the condition returns false":
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
    [InlineData("IpAddress", "aws:SourceIp", "0.0.0.0/0", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("NotIpAddress", "aws:SourceIp", "10.0.0.0/8", PolicyDecisionKind.Allowed)]
    [InlineData("StringEquals", "aws:PrincipalOrgID", "o-1", PolicyDecisionKind.Conditional)]
    public void An_endpoint_fixes_keys(string @operator, string key, string value, PolicyDecisionKind expected) =>
        Assert.Equal(expected, TestPolicy.Allow($"\"Condition\":{{\"{@operator}\":{{\"{key}\":\"{value}\"}}}}")
            .Decide(TestPolicy.Get() with { AssumedContext = EndpointContext.For(Endpoint).With("aws:VpcSourceIp", "10.1.2.3") }));

    [Fact]
    public void A_decision_lists_the_assumed_values_that_it_was_made_with()
    {
        var document = TestPolicy.Allow(
            "\"Condition\":{\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"},\"Null\":{\"aws:SourceIp\":\"true\"}}");
        var decision = PolicyEvaluator.Evaluate(document, TestPolicy.Get() with { AssumedContext = EndpointContext.For(Endpoint) });
        Assert.Equal(["aws:SourceVpc = vpc-1", "aws:SourceIp absent"], decision.AssumedContextKeys.Select(assumed => assumed.ToString()));
    }

    [Fact]
    public void What_the_caller_gives_wins()
    {
        var document = TestPolicy.Allow("\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-2\"}}");
        var decision = PolicyEvaluator.Evaluate(document,
            TestPolicy.Get() with
            {
                AssumedContext = EndpointContext.For(Endpoint),
                Context = TestPolicy.Context("aws:SourceVpce=vpce-2")
            });
        Assert.Equal(PolicyDecisionKind.Allowed, decision.Decision);
        Assert.Empty(decision.AssumedContextKeys);
    }

    [Fact]
    public void The_Region_of_a_service_without_one_is_not_certain() =>
        Assert.DoesNotContain("aws:RequestedRegion",
            EndpointContext.For(Endpoint with { ServiceName = "com.amazonaws.s3-global.accesspoint" }).Values.Keys);
}
