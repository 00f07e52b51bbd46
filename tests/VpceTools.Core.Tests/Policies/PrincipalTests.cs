using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html,
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway.
/// </summary>
public class PrincipalTests
{
    private const string Account = "123456789012";
    private const string Root = "arn:aws:iam::123456789012:root";
    private const string User = "arn:aws:iam::123456789012:user/team/Bob";
    private const string Role = "arn:aws:iam::123456789012:role/path/app";
    private const string Session = "arn:aws:sts::123456789012:assumed-role/app/i-1";
    private const string OtherAccount = "arn:aws:iam::210987654321:user/Bob";

    private static readonly PolicyContext WithoutBoundary = PolicyContext.Empty.With(PolicyContext.PermissionsBoundary);

    [Theory]
    [InlineData("\"*\"", User, PolicyDecisionKind.Allowed)]
    [InlineData("\"*\"", null, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"*\"}", "ec2.amazonaws.com", PolicyDecisionKind.Allowed)]
    // "The account ARN and the shortened account ID behave the same way. Both delegate permissions to the account."
    [InlineData("{\"AWS\":\"123456789012\"}", User, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"123456789012\"}", Session, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:root\"}", Role, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:root\"}", Account, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"123456789012\"}", OtherAccount, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"AWS\":[\"123456789012\",\"210987654321\"]}", OtherAccount, PolicyDecisionKind.Allowed)]
    // "In a Principal element, the user name part of the ARN is case sensitive."
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:user/team/Bob\"}", User, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:user/team/bob\"}", User, PolicyDecisionKind.ImplicitDeny)]
    // "You cannot use a wildcard to match part of a principal name or ARN."
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:user/*\"}", User, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:role/path/app\"}", Role, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:role/path/app\"}", Session, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:role/path/web\"}", Session, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/app/i-1\"}", Session, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/app/i-2\"}", Session, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/app/i-1\"}", Role, PolicyDecisionKind.Conditional)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:root\"}", null, PolicyDecisionKind.Conditional)]
    [InlineData("{\"AWS\":\"AROAEXAMPLE\"}", Role, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"Service\":\"ec2.amazonaws.com\"}", "ec2.amazonaws.com", PolicyDecisionKind.Allowed)]
    [InlineData("{\"Service\":\"ec2.amazonaws.com\"}", User, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"Federated\":\"accounts.google.com\"}", User, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"Federated\":\"accounts.google.com\"}", Session, PolicyDecisionKind.Conditional)]
    [InlineData("{\"CanonicalUser\":\"79a59df9\"}", User, PolicyDecisionKind.Conditional)]
    [InlineData("{\"CanonicalUser\":\"79a59df9\"}", "79a59df9", PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":[]}", User, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{}", User, PolicyDecisionKind.ImplicitDeny)]
    public void Principal_of_an_interface_endpoint(string element, string? principal, PolicyDecisionKind expected) =>
        Assert.Equal(expected, TestPolicy.Allow($"\"Principal\":{element}").Decide(TestPolicy.Get() with { Principal = principal }));

    // "If you specify the principal in the following format, access is granted to the AWS account root user only, not all users and roles
    // for the account."
    [Theory]
    [InlineData("\"*\"", User, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"123456789012\"}", User, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"AWS\":\"123456789012\"}", Session, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"AWS\":\"123456789012\"}", Root, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:root\"}", Account, PolicyDecisionKind.Allowed)]
    // "With gateway endpoints, the Principal element must be set to *."
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:user/team/Bob\"}", User, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:user/team/Bob\"}", null, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("{\"AWS\":\"123456789012\"}", null, PolicyDecisionKind.Conditional)]
    public void Principal_of_a_gateway_endpoint(string element, string? principal, PolicyDecisionKind expected) =>
        Assert.Equal(expected, TestPolicy.Allow($"\"Principal\":{element}")
            .Decide(TestPolicy.Get() with { Principal = principal, IsGatewayEndpoint = true }));

    [Theory]
    [InlineData("{\"AWS\":[\"arn:aws:iam::123456789012:user/team/Bob\",\"arn:aws:iam::123456789012:root\"]}", User,
        PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":[\"arn:aws:iam::123456789012:user/team/Bob\",\"arn:aws:iam::123456789012:root\"]}", Role,
        PolicyDecisionKind.ExplicitDeny)]
    [InlineData("{\"AWS\":[\"arn:aws:iam::123456789012:user/team/Bob\",\"arn:aws:iam::123456789012:root\"]}", OtherAccount,
        PolicyDecisionKind.ExplicitDeny)]
    // "If the NotPrincipal element contained only Bob's ARN, the effect of the policy might be to explicitly deny access to the AWS account
    // that contains the user Bob."
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:user/team/Bob\"}", User, PolicyDecisionKind.Conditional)]
    [InlineData("{\"AWS\":\"arn:aws:iam::123456789012:root\"}", User, PolicyDecisionKind.ExplicitDeny)]
    [InlineData("{\"AWS\":\"123456789012\"}", Root, PolicyDecisionKind.Allowed)]
    // "include both the ARN for a role and the ARN for the account containing that role"; the assumed-role user is validated last.
    [InlineData("{\"AWS\":[\"arn:aws:sts::123456789012:assumed-role/app/i-1\",\"arn:aws:iam::123456789012:role/path/app\",\"123456789012\"]}", Session, PolicyDecisionKind.Allowed)]
    [InlineData("{\"AWS\":[\"arn:aws:iam::123456789012:role/path/app\",\"123456789012\"]}", Session, PolicyDecisionKind.Conditional)]
    [InlineData("\"*\"", User, PolicyDecisionKind.Allowed)]
    [InlineData("{\"Service\":\"ec2.amazonaws.com\"}", "ec2.amazonaws.com", PolicyDecisionKind.Allowed)]
    [InlineData("{\"Service\":\"ec2.amazonaws.com\"}", User, PolicyDecisionKind.ExplicitDeny)]
    public void NotPrincipal_with_Deny(string element, string principal, PolicyDecisionKind expected)
    {
        var document = TestPolicy.Of(TestPolicy.Statement("Allow"), TestPolicy.Statement("Deny", $"\"NotPrincipal\":{element}"));
        Assert.Equal(expected, document.Decide(TestPolicy.Get() with { Principal = principal, Context = WithoutBoundary }));
    }

    // "Resource-based policy statements that contain a NotPrincipal policy element with a Deny effect will always deny any IAM principal
    // that has a permissions boundary policy attached": https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html.
    // Root users and services have none.
    [Theory]
    [InlineData("Deny", User, null, PolicyDecisionKind.Conditional)]
    [InlineData("Deny", User, "", PolicyDecisionKind.Allowed)]
    [InlineData("Deny", User, "arn:aws:iam::123456789012:policy/limit", PolicyDecisionKind.ExplicitDeny)]
    [InlineData("Deny", Role, null, PolicyDecisionKind.ExplicitDeny)]
    [InlineData("Deny", Account, null, PolicyDecisionKind.Allowed)]
    [InlineData("Allow", User, null, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("Allow", Role, null, PolicyDecisionKind.Allowed)]
    public void NotPrincipal_and_a_permissions_boundary(string effect, string principal, string? boundary, PolicyDecisionKind expected)
    {
        var statement = TestPolicy.Statement(effect, $"\"NotPrincipal\":{{\"AWS\":[\"{User}\",\"{Account}\"]}}");
        var document = effect == "Allow" ? TestPolicy.Of(statement) : TestPolicy.Of(TestPolicy.Statement("Allow"), statement);
        var context = boundary switch
        {
            null => PolicyContext.Empty,
            "" => WithoutBoundary,
            _ =>
            PolicyContext.Empty.With(PolicyContext.PermissionsBoundary, boundary)
        };

        var decision = PolicyEvaluator.Evaluate(document, TestPolicy.Get() with { Principal = principal, Context = context });

        Assert.Equal(expected, decision.Decision);
        if (expected == PolicyDecisionKind.Conditional)
        {
            Assert.Equal("it depends on PermissionsBoundary", decision.Reason);
            Assert.Contains("a Deny with NotPrincipal denies every caller that has a permissions boundary", decision.Statements[1].Why,
                StringComparison.Ordinal);
        }
    }

    // The page says what a gateway endpoint grants to a principal that is named; what it denies to one is not documented.
    [Theory]
    [InlineData("\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:user/team/Bob\"}", User, PolicyDecisionKind.Conditional)]
    [InlineData("\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:user/team/Bob\"}", Role, PolicyDecisionKind.Allowed)]
    [InlineData("\"Principal\":{\"AWS\":\"123456789012\"}", User, PolicyDecisionKind.Conditional)]
    [InlineData("\"Principal\":{\"AWS\":\"123456789012\"}", Root, PolicyDecisionKind.ExplicitDeny)]
    [InlineData("\"Principal\":{\"AWS\":\"123456789012\"}", OtherAccount, PolicyDecisionKind.Allowed)]
    [InlineData("\"Principal\":\"*\"", User, PolicyDecisionKind.ExplicitDeny)]
    [InlineData("\"NotPrincipal\":{\"AWS\":[\"arn:aws:iam::123456789012:user/team/Bob\",\"123456789012\"]}", User,
        PolicyDecisionKind.Conditional)]
    [InlineData("\"NotPrincipal\":{\"AWS\":[\"arn:aws:iam::123456789012:user/team/Bob\",\"123456789012\"]}", Role,
        PolicyDecisionKind.ExplicitDeny)]
    public void A_deny_of_a_gateway_endpoint(string element, string principal, PolicyDecisionKind expected)
    {
        var document = TestPolicy.Of(TestPolicy.Statement("Allow"), TestPolicy.Statement("Deny", element));

        var decision = PolicyEvaluator.Evaluate(document,
            TestPolicy.Get() with { Principal = principal, IsGatewayEndpoint = true, Context = WithoutBoundary });

        Assert.Equal(expected, decision.Decision);
        if (expected == PolicyDecisionKind.Conditional)
            Assert.Contains("AWS does not document whether the policy of a gateway endpoint denies", decision.Statements[1].Why,
                StringComparison.Ordinal);
    }

    // What a policy says of a user holds for the user's federated sessions too, and the session's ARN does not tell whose it is:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
    [Theory]
    [InlineData(User, "arn:aws:sts::123456789012:federated-user/Bob", PolicyDecisionKind.Conditional)]
    [InlineData(User, "arn:aws:sts::210987654321:federated-user/Bob", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("arn:aws:sts::123456789012:federated-user/Bob", "arn:aws:sts::123456789012:federated-user/Bob", PolicyDecisionKind.Allowed)]
    [InlineData(Account, "arn:aws:sts::123456789012:federated-user/Bob", PolicyDecisionKind.Allowed)]
    [InlineData(Role, "arn:aws:sts::123456789012:federated-user/Bob", PolicyDecisionKind.ImplicitDeny)]
    public void A_federated_users_session_may_be_that_of_the_user_who_is_named(string named, string principal, PolicyDecisionKind expected)
    {
        var decision = PolicyEvaluator.Evaluate(TestPolicy.Allow($"\"Principal\":{{\"AWS\":\"{named}\"}}"),
            TestPolicy.Get() with { Principal = principal });

        Assert.Equal(expected, decision.Decision);
        if (expected == PolicyDecisionKind.Conditional)
            Assert.Contains("its ARN does not tell which", decision.Statements[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void NotPrincipal_of_a_gateway_endpoint_stays_open_without_a_principal() => Assert.Equal(
        PolicyDecisionKind.Conditional,
        TestPolicy.Of(TestPolicy.Statement("Allow"), TestPolicy.Statement("Deny", $"\"NotPrincipal\":{{\"AWS\":\"{User}\"}}"))
            .Decide(TestPolicy.Get() with { IsGatewayEndpoint = true }));

    [Theory]
    [InlineData(User, "aws:PrincipalArn", User)]
    [InlineData(User, "aws:username", "Bob")]
    [InlineData(User, "aws:PrincipalAccount", Account)]
    [InlineData(User, "aws:PrincipalType", "User")]
    [InlineData(Role, "aws:PrincipalArn", Role)]
    [InlineData(Role, "aws:PrincipalType", "AssumedRole")]
    [InlineData(Session, "aws:PrincipalAccount", Account)]
    [InlineData(Account, "aws:PrincipalArn", Root)]
    [InlineData("ec2.amazonaws.com", "aws:PrincipalServiceName", "ec2.amazonaws.com")]
    [InlineData("ec2.amazonaws.com", "aws:PrincipalIsAWSService", "true")]
    public void What_a_principal_implies_need_not_be_repeated(string principal, string key, string value)
    {
        var decision = PolicyEvaluator.Evaluate(
            TestPolicy.Allow($"\"Condition\":{{\"StringEquals\":{{\"{key}\":\"{value}\"}}}}"),
            TestPolicy.Get() with { Principal = principal });
        Assert.Equal(PolicyDecisionKind.Allowed, decision.Decision);
        Assert.Equal([new AssumedContextKey(key, value)], decision.AssumedContextKeys);
    }

    [Fact]
    public void The_ARN_of_a_session_leaves_out_the_path_of_its_role_and_so_implies_no_PrincipalArn()
    {
        var decision = PolicyEvaluator.Evaluate(
            TestPolicy.Allow($"\"Condition\":{{\"ArnLike\":{{\"aws:PrincipalArn\":\"{Role}\"}}}}"),
            TestPolicy.Get() with { Principal = Session });
        Assert.Equal(PolicyDecisionKind.Conditional, decision.Decision);
        Assert.Equal("aws:PrincipalArn", decision.MissingContextKeys.Single().Key);
    }

    // Role names are unique in an account whatever their path.
    [Theory]
    [InlineData("ArnLike", "arn:aws:iam::123456789012:role/app", PolicyDecisionKind.Conditional)]
    [InlineData("ArnLike", "arn:aws:iam::123456789012:role/*/app", PolicyDecisionKind.Conditional)]
    [InlineData("ArnLike", "arn:aws:iam::123456789012:role/*", PolicyDecisionKind.Allowed)]
    [InlineData("StringLike", "arn:aws:iam::123456789012:*", PolicyDecisionKind.Allowed)]
    [InlineData("ArnLike", "arn:aws:iam::999999999999:role/app", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ArnLike", "arn:aws:iam::123456789012:role/other", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ArnLike", "arn:aws:iam::123456789012:role/team/other-app", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ArnLike", "arn:aws:iam::123456789012:user/app", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ArnLike", "arn:aws-cn:iam::123456789012:role/app", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("StringEquals", "arn:aws:iam::123456789012:role/path/app", PolicyDecisionKind.Conditional)]
    [InlineData("StringEquals", "arn:aws:iam::123456789012:role/path/other", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ArnNotLike", "arn:aws:iam::123456789012:role/other", PolicyDecisionKind.Allowed)]
    [InlineData("ArnNotLike", "arn:aws:iam::123456789012:role/*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ArnNotLike", "arn:aws:iam::123456789012:role/app", PolicyDecisionKind.Conditional)]
    [InlineData("ArnLikeIfExists", "arn:aws:iam::123456789012:role/other", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("Null", "false", PolicyDecisionKind.Allowed)]
    public void A_session_implies_the_role_with_any_path(string @operator, string value, PolicyDecisionKind expected) => Assert.Equal(
        expected, TestPolicy.Allow($"\"Condition\":{{\"{@operator}\":{{\"aws:PrincipalArn\":\"{value}\"}}}}")
            .Decide(TestPolicy.Get() with { Principal = Session }));

    [Fact]
    public void A_session_of_another_role_is_told_by_name() => Assert.EndsWith(
        "does not hold: the request has 'arn:aws:iam::123456789012:role/app' or 'arn:aws:iam::123456789012:role/*/app'",
        Assert.Single(PolicyEvaluator.Evaluate(
            TestPolicy.Allow("\"Condition\":{\"ArnLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::123456789012:role/other\"}}"),
            TestPolicy.Get() with { Principal = Session }).OtherStatements).Why,
        StringComparison.Ordinal);

    [Fact]
    public void What_the_caller_gives_wins_over_what_the_principal_implies()
    {
        var document = TestPolicy.Allow("\"Condition\":{\"StringEquals\":{\"aws:PrincipalAccount\":\"210987654321\"}}");
        var decision = PolicyEvaluator.Evaluate(document,
            TestPolicy.Get() with { Principal = User, Context = TestPolicy.Context("aws:principalaccount=210987654321") });
        Assert.Equal(PolicyDecisionKind.Allowed, decision.Decision);
        Assert.Empty(decision.AssumedContextKeys);
    }
}
