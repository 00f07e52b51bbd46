using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>Callers who have no principal of AWS's, and AWS services: what conditions see of them.</summary>
public class CallerTests
{
    private static PolicyDecisionKind Decide(string condition, string? principal, string action = "s3:GetObject",
        string resource = "arn:aws:s3:::data/a") =>
        TestPolicy.Allow($"\"Condition\":{condition}").Decide(new() { Action = action, Resource = resource, Principal = principal });

    // "For anonymous requests, the request context returns anonymous"; "anonymous requests do not include this key":
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"anonymous"}}""", PolicyDecisionKind.Allowed)]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"123456789012"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("""{"StringEquals":{"aws:PrincipalType":"Anonymous"}}""", PolicyDecisionKind.Allowed)]
    [InlineData("""{"StringEquals":{"aws:userid":"anonymous"}}""", PolicyDecisionKind.Allowed)]
    [InlineData("""{"Null":{"aws:PrincipalArn":"true"}}""", PolicyDecisionKind.Allowed)]
    [InlineData("""{"StringNotEquals":{"aws:PrincipalOrgID":"o-abc"}}""", PolicyDecisionKind.Allowed)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"a"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("""{"Bool":{"aws:PrincipalIsAWSService":"false"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("""{"BoolIfExists":{"aws:MultiFactorAuthPresent":"true"}}""", PolicyDecisionKind.Allowed)]
    [InlineData("""{"StringEquals":{"aws:ResourceOrgID":"o-abc"}}""", PolicyDecisionKind.Conditional)]
    public void An_anonymous_caller(string condition, PolicyDecisionKind expected) =>
        Assert.Equal(expected, Decide(condition, "anonymous"));

    [Theory]
    [InlineData("\"*\"", PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"*\"}", PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"123456789012\"}", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"Federated\":\"accounts.google.com\"}", PolicyDecisionKind.ImplicitDeny)]
    public void Only_everybody_includes_callers_without_an_AWS_principal(string element, PolicyDecisionKind expected)
    {
        var document = TestPolicy.Allow($"\"Principal\":{element}");
        Assert.Equal(expected, document.Decide(TestPolicy.Get() with { Principal = "anonymous" }));
        Assert.Equal(expected, document.Decide(new()
        {
            Action = "sts:AssumeRoleWithWebIdentity",
            Resource = "arn:aws:iam::123456789012:role/app"
        }));
    }

    [Fact]
    public void A_deny_of_all_but_some_hits_anonymous_callers() => Assert.Equal(
        PolicyDecisionKind.ExplicitDeny,
        TestPolicy.Of(TestPolicy.Statement("Allow"), TestPolicy.Statement("Deny", "\"NotPrincipal\":{\"AWS\":\"123456789012\"}"))
            .Decide(TestPolicy.Get() with { Principal = "anonymous" }));

    // "Calling AssumeRoleWithWebIdentity does not require the use of AWS security credentials":
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-abc"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("""{"StringEquals":{"aws:PrincipalAccount":"123456789012"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("""{"StringEquals":{"aws:ResourceAccount":"123456789012"}}""", PolicyDecisionKind.Allowed)]
    [InlineData("""{"StringEquals":{"aws:ResourceOrgID":"o-abc"}}""", PolicyDecisionKind.Conditional)]
    [InlineData("""{"StringEquals":{"aws:FederatedProvider":"x"}}""", PolicyDecisionKind.Conditional)]
    public void A_pod_that_asks_for_a_role_has_no_principal_yet(string condition, PolicyDecisionKind expected)
    {
        Assert.Equal(expected, Decide(condition, null, "sts:AssumeRoleWithWebIdentity", "arn:aws:iam::123456789012:role/app"));
        // Nor does it help to name one.
        Assert.Equal(expected, Decide(condition, "arn:aws:iam::123456789012:role/node", "sts:AssumeRoleWithWebIdentity",
            "arn:aws:iam::123456789012:role/app"));
    }

    [Fact]
    public void The_reason_says_that_the_call_has_no_principal() => Assert.EndsWith(
        "does not match the caller, since sts:AssumeRoleWithWebIdentity is not signed and has no AWS principal",
        PolicyEvaluator.Evaluate(
            TestPolicy.Allow("\"Principal\":{\"AWS\":\"123456789012\"}"),
            new()
            {
                Action = "sts:AssumeRoleWithWebIdentity",
                Resource = "arn:aws:iam::123456789012:role/app"
            }).OtherStatements.Single().Why,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalOrgID":"o-abc"}}""", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("""{"Bool":{"aws:PrincipalIsAWSService":"true"}}""", PolicyDecisionKind.Allowed)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"a"}}""", PolicyDecisionKind.ImplicitDeny)]
    public void A_service_is_in_no_organization(string condition, PolicyDecisionKind expected) =>
        Assert.Equal(expected, Decide(condition, "cloudformation.amazonaws.com"));

    [Fact]
    public void Anonymous_is_a_principal_that_a_call_can_have()
    {
        Assert.Null(CallNames.WhyNoPrincipal("anonymous"));
        Assert.Equal(
            PolicyAmendmentOutcome.Inexpressible,
            PolicyAmendment.Of(
                """{"Statement":[]}""", new() { Id = "vpce-1", ServiceName = "com.amazonaws.us-east-1.s3" },
                [TestPolicy.Get() with { Principal = "anonymous" }]).Outcome);
    }

    // The statement that lets pods in names everybody: nobody else can be named.
    [Fact]
    public void A_call_without_a_principal_is_mended_for_everybody() => Assert.Contains(
        "\"Principal\":\"*\"",
        PolicyAmendment.Of(
            """{"Statement":[]}""", new() { Id = "vpce-1", ServiceName = "com.amazonaws.us-east-1.sts" },
            [new() { Action = "sts:AssumeRoleWithWebIdentity", Resource = "arn:aws:iam::123456789012:role/app",
                Principal = "arn:aws:iam::123456789012:role/node" }]).Document,
        StringComparison.Ordinal);
}
