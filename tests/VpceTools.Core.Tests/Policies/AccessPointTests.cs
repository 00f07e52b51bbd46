using VpceTools.Model;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html</summary>
public class AccessPointTests
{
    private const string AccessPoint = "arn:aws:s3:us-west-2:123456789012:accesspoint/example-vpc-ap";
    private const string Object = AccessPoint + "/object/reports/a.csv";

    private static readonly VpcEndpoint Endpoint = new()
    {
        Id = "vpce-1", ServiceName = "com.amazonaws.us-west-2.s3",
        TypeName = "Gateway"
    };

    private static string Allow(params string[] resources) =>
        TestPolicy.Statement("Allow", $"\"Resource\":[{string.Join(",", resources.Select(resource => $"\"{resource}\""))}]");

    private static PolicyDecision Decide(PolicyDocument document, string resource, string action = "s3:GetObject",
        string? through = null) => PolicyEvaluator.Evaluate(
        document, new()
        {
            Action = action, Resource = resource, Context = through is null ? PolicyContext.Empty
            : PolicyContext.Empty.With("s3:DataAccessPointArn", through)
        });

    [Theory]
    [InlineData("*", null, PolicyDecisionKind.Allowed)]
    [InlineData(AccessPoint + "/object/*", "arn:aws:s3:::*/*", PolicyDecisionKind.Allowed)]
    [InlineData(AccessPoint + "/object/*", "arn:aws:s3:::awsexamplebucket1/*", PolicyDecisionKind.Conditional)]
    [InlineData(AccessPoint + "/object/*", "arn:aws:s3:::awsexamplebucket1/reports/*", PolicyDecisionKind.Conditional)]
    // The key is the same behind the access point.
    [InlineData(AccessPoint + "/object/*", "arn:aws:s3:::awsexamplebucket1/other", PolicyDecisionKind.ImplicitDeny)]
    [InlineData(AccessPoint + "/object/*", null, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("arn:aws:s3:::*", null, PolicyDecisionKind.ImplicitDeny)]
    public void Both_the_access_point_and_the_bucket_must_be_allowed(string resource, string? other, PolicyDecisionKind expected) =>
        Assert.Equal(expected, Decide(TestPolicy.Of(Allow(other is null ? [resource] : [resource, other])), Object).Decision);

    [Theory]
    [InlineData(AccessPoint + "/object/*", "arn:aws:s3:::awsexamplebucket1/*", PolicyDecisionKind.Allowed)]
    [InlineData(AccessPoint + "/object/*", "arn:aws:s3:::other/*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("arn:aws:s3:us-west-2:123456789012:accesspoint/other/object/*", "arn:aws:s3:::awsexamplebucket1/*",
        PolicyDecisionKind.ImplicitDeny)]
    public void Where_the_bucket_is_known_the_decision_is_sure(string resource, string other, PolicyDecisionKind expected) =>
        Assert.Equal(expected, Decide(TestPolicy.Of(Allow(resource, other)), "arn:aws:s3:::awsexamplebucket1/reports/a.csv",
            through: AccessPoint).Decision);

    [Theory]
    [InlineData("s3:ListBucket", PolicyDecisionKind.Allowed)]
    // Management calls are about the access point alone.
    [InlineData("s3:GetAccessPointPolicy", PolicyDecisionKind.Allowed)]
    public void Calls_about_the_access_point_itself(string action, PolicyDecisionKind expected)
    {
        Assert.Equal(expected, Decide(TestPolicy.Of(Allow(AccessPoint, "arn:aws:s3:::*")), AccessPoint, action).Decision);
        Assert.Equal(action == "s3:ListBucket" ? PolicyDecisionKind.ImplicitDeny : expected,
            Decide(TestPolicy.Of(Allow(AccessPoint)), AccessPoint, action).Decision);
    }

    [Fact]
    public void The_reason_says_which_of_the_two_is_stopped() => Assert.Equal(
        "no statement allows it, as far as it is about arn:aws:s3:::*/reports/a.csv: calls through an access point are about it and the bucket behind it",
        Decide(TestPolicy.Of(Allow(AccessPoint + "/object/*")), Object).Reason);

    // "s3:DataAccessPointAccount" delegates a bucket to its access points:
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    [Theory]
    [InlineData("123456789012", PolicyDecisionKind.Allowed)]
    [InlineData("210987654321", PolicyDecisionKind.ImplicitDeny)]
    public void Conditions_know_the_access_point(string account, PolicyDecisionKind expected) => Assert.Equal(
        expected, Decide(TestPolicy.Allow($"\"Condition\":{{\"StringEquals\":{{\"s3:DataAccessPointAccount\":\"{account}\"}}}}"),
            Object).Decision);

    [Fact]
    public void A_deny_of_the_bucket_denies_what_comes_through_the_access_point() => Assert.Equal(
        PolicyDecisionKind.ExplicitDeny,
        Decide(TestPolicy.Of(Allow("*"), TestPolicy.Statement("Deny", "\"Resource\":\"arn:aws:s3:::awsexamplebucket1/*\"")),
            "arn:aws:s3:::awsexamplebucket1/a", through: AccessPoint).Decision);

    [Fact]
    public void A_fix_names_both_or_says_that_the_bucket_is_missing()
    {
        const string Policy = """{"Version":"2012-10-17","Statement":[]}""";
        var open = PolicyAmendment.Of(Policy, Endpoint, [new() { Action = "s3:GetObject", Resource = Object }]);
        var known = PolicyAmendment.Of(
            Policy, Endpoint,
            [new() { Action = "s3:GetObject", Resource = "arn:aws:s3:::awsexamplebucket1/a",
                Context = PolicyContext.Empty.With("s3:DataAccessPointArn", AccessPoint) }]);

        Assert.Equal(PolicyAmendmentOutcome.Inexpressible, open.Outcome);
        Assert.Contains("Which bucket is behind", open.Reason, StringComparison.Ordinal);
        Assert.Contains($"\"Resource\":[\"{AccessPoint}/object/a\",\"arn:aws:s3:::awsexamplebucket1/a\"]", known.Document,
            StringComparison.Ordinal);
    }
}
