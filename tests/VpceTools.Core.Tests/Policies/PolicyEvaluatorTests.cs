using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

public class PolicyEvaluatorTests
{
    // The default policy of https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy.
    [Fact]
    public void The_default_policy_allows_everything() =>
        Assert.Equal(
            PolicyDecisionKind.Allowed,
            TestPolicy.Parse("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""")
                .Decide(TestPolicy.Get() with { Principal = "arn:aws:iam::123456789012:user/Bob" }));

    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html#bucket-policies-s3: restrict access to a specific bucket.
    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::bucket_name/key", PolicyDecisionKind.Allowed)]
    [InlineData("s3:ListBucket", "arn:aws:s3:::bucket_name", PolicyDecisionKind.Allowed)]
    [InlineData("S3:getobject", "arn:aws:s3:::bucket_name/key", PolicyDecisionKind.Allowed)]
    [InlineData("s3:DeleteObject", "arn:aws:s3:::bucket_name/key", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("s3:GetObject", "arn:aws:s3:::other/key", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("s3:GetObject", "arn:aws:s3:::Bucket_name/key", PolicyDecisionKind.ImplicitDeny)]
    public void Access_to_one_bucket(string action, string resource, PolicyDecisionKind expected) =>
        Assert.Equal(
            expected,
            TestPolicy.Allow("\"Action\":[\"s3:ListBucket\",\"s3:GetObject\",\"s3:PutObject\"],\"Resource\":[\"arn:aws:s3:::bucket_name\",\"arn:aws:s3:::bucket_name/*\"]")
                .Decide(new PolicyRequest { Action = action, Resource = resource }));

    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-ddb.html#iam-policies-ddb: read-only tables, by "dynamodb:Describe*"
    // and the like.
    [Theory]
    [InlineData("dynamodb:DescribeTable", PolicyDecisionKind.Allowed)]
    [InlineData("dynamodb:ListTables", PolicyDecisionKind.Allowed)]
    [InlineData("dynamodb:PutItem", PolicyDecisionKind.ImplicitDeny)]
    public void Read_only_actions(string action, PolicyDecisionKind expected) =>
        Assert.Equal(expected, TestPolicy.Allow("\"Action\":[\"dynamodb:DescribeTable\",\"dynamodb:List*\"]")
            .Decide(new PolicyRequest { Action = action }));

    // Resource patterns of https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html.
    [Theory]
    [InlineData("arn:aws:s3:::DOC/*/test/*", "arn:aws:s3:::DOC/1/test/object.jpg", true)]
    [InlineData("arn:aws:s3:::DOC/*/test/*", "arn:aws:s3:::DOC/1///test///object.jpg", true)]
    [InlineData("arn:aws:s3:::DOC/*/test/*", "arn:aws:s3:::DOC//test/object.jpg", true)]
    [InlineData("arn:aws:s3:::DOC/*/test/*", "arn:aws:s3:::DOC/1/test/", true)]
    [InlineData("arn:aws:s3:::DOC/*/test/*", "arn:aws:s3:::DOC/1-test/object.jpg", false)]
    [InlineData("arn:aws:s3:::DOC/*/test/*", "arn:aws:s3:::DOC/test/object.jpg", false)]
    [InlineData("arn:aws:s3:::DOC/*/test/*", "arn:aws:s3:::DOC/1/2/test.jpg", false)]
    [InlineData("arn:aws:iam::*:user/accounting/*", "arn:aws:iam::123456789012:user/accounting/Bob", true)]
    // "If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the colon boundaries."
    [InlineData("arn:aws:sqs:*", "arn:aws:sqs:us-east-1:123456789012:q", true)]
    [InlineData("arn:aws:sqs:us-*-1:123456789012:q", "arn:aws:sqs:us-east-1:123456789012:q", true)]
    [InlineData("arn:aws:sqs:us-*t-1:q", "arn:aws:sqs:us-east-1:123456789012:q", false)]
    [InlineData("arn:aws:logs:*:*:log-group:/aws/*:*", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/x:log-stream:y", true)]
    [InlineData("arn:aws:sqs", "arn:aws:sqs:us-east-1:123456789012:q", false)]
    public void Resource_patterns(string pattern, string resource, bool expected) =>
        Assert.Equal(
            expected ? PolicyDecisionKind.Allowed : PolicyDecisionKind.ImplicitDeny,
            TestPolicy.Allow($"\"Resource\":\"{pattern}\"").Decide(TestPolicy.Get(resource)));

    [Theory]
    [InlineData("\"NotAction\":\"s3:Put*\"", PolicyDecisionKind.Allowed)]
    [InlineData("\"NotAction\":\"s3:Get*\"", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("\"NotResource\":\"arn:aws:s3:::logs/*\"", PolicyDecisionKind.Allowed)]
    [InlineData("\"NotResource\":\"arn:aws:s3:::data/*\"", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("\"Action\":[]", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("\"NotAction\":[]", PolicyDecisionKind.Allowed)]
    [InlineData("\"Condition\":{}", PolicyDecisionKind.Allowed)]
    [InlineData("\"Action\":\"s3\"", PolicyDecisionKind.ImplicitDeny)]
    public void Negated_and_empty_elements(string element, PolicyDecisionKind expected) =>
        Assert.Equal(expected, TestPolicy.Allow(element).Decide(TestPolicy.Get()));

    [Fact]
    public void An_explicit_deny_wins_wherever_it_stands()
    {
        var allow = TestPolicy.Statement("Allow");
        var deny = TestPolicy.Statement("Deny", "\"Sid\":\"No\",\"Action\":\"s3:Get*\"");
        foreach (var document in new[] { TestPolicy.Of(allow, deny), TestPolicy.Of(deny, allow) })
        {
            var decision = PolicyEvaluator.Evaluate(document, TestPolicy.Get());
            Assert.Equal(PolicyDecisionKind.ExplicitDeny, decision.Decision);
            Assert.Equal("No", decision.Statements.Single().Statement.Sid);
            Assert.Equal(PolicyEffect.Allow, decision.OtherStatements.Single().Statement.Effect);
            Assert.Contains("'No') denies it", decision.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_policy_of_denies_alone_denies_everything() =>
        Assert.Equal(PolicyDecisionKind.ImplicitDeny, TestPolicy.Of(TestPolicy.Statement("Deny", "\"Action\":\"s3:Put*\""))
            .Decide(TestPolicy.Get()));

    [Fact]
    public void A_decision_says_why_each_other_statement_has_no_say()
    {
        var document = TestPolicy.Of(
            TestPolicy.Statement("Allow", "\"Sid\":\"A\",\"Action\":\"s3:PutObject\",\"Resource\":\"arn:aws:s3:::logs/*\""),
            TestPolicy.Statement("Allow", "\"Sid\":\"B\",\"Principal\":{\"AWS\":\"210987654321\"}"),
            TestPolicy.Statement("Deny",
                "\"Sid\":\"C\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-2\"},\"Bool\":{\"aws:SecureTransport\":\"false\"}}"),
            TestPolicy.Statement("Allow", "\"Sid\":\"D\",\"NotAction\":\"s3:*\""));
        var decision = PolicyEvaluator.Evaluate(document, TestPolicy.Get() with
        {
            Principal = "arn:aws:iam::123456789012:user/Bob",
            Context = TestPolicy.Context("aws:SourceVpce=vpce-1", "!aws:SecureTransport"),
        });

        Assert.Equal(PolicyDecisionKind.ImplicitDeny, decision.Decision);
        Assert.Empty(decision.Statements);
        Assert.Equal(
            [
                "it does not match because Action s3:PutObject does not match s3:GetObject; Resource arn:aws:s3:::logs/* does not match arn:aws:s3:::data/a",
                "it does not match because Principal 210987654321 does not match arn:aws:iam::123456789012:user/Bob",
                "it does not match because StringEquals aws:SourceVpce 'vpce-2' does not hold: the request has 'vpce-1'; Bool aws:SecureTransport 'false' does not hold: the request has no aws:SecureTransport",
                "it does not match because NotAction s3:* excludes s3:GetObject",
            ],
            decision.OtherStatements.Select(outcome => outcome.Why));
    }

    [Fact]
    public void A_match_says_why_too()
    {
        var decision = PolicyEvaluator.Evaluate(
            TestPolicy.Allow("\"Sid\":\"Own\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}"),
            TestPolicy.Get() with { Context = TestPolicy.Context("aws:SourceVpce=vpce-1") });
        Assert.Equal(
            "statement 1 ('Own') at 1:38: it allows the request: Action *, Resource * and Principal * match and its conditions hold (StringEquals aws:SourceVpce 'vpce-1')",
            decision.Statements.Single().ToString());
    }

    [Fact]
    public void A_key_that_is_not_given_makes_the_decision_conditional_and_is_named_with_its_values()
    {
        var decision = PolicyEvaluator.Evaluate(
            TestPolicy.Allow("\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":[\"o-1\",\"o-2\"]}}"), TestPolicy.Get());

        Assert.Equal(PolicyDecisionKind.Conditional, decision.Decision);
        Assert.Equal(new MissingContextKey("aws:PrincipalOrgID", "StringEquals", ["o-1", "o-2"], PolicyEffect.Allow, 0),
            decision.MissingContextKeys.Single());
        Assert.Equal("it depends on aws:PrincipalOrgID", decision.Reason);
        Assert.Contains("if StringEquals aws:PrincipalOrgID ['o-1', 'o-2'] holds", decision.Statements.Single().Why,
            StringComparison.Ordinal);
    }

    [Theory]
    // An open allow beside a sure one does not matter; neither does an open deny where nothing allows.
    [InlineData("Allow", "", "Allow", "s3:*", PolicyDecisionKind.Allowed)]
    [InlineData("Deny", "", "Allow", "s3:*", PolicyDecisionKind.Conditional)]
    [InlineData("Deny", "", "Allow", "sqs:*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("Deny", "", "Deny", "s3:*", PolicyDecisionKind.ExplicitDeny)]
    [InlineData("Allow", "", "Deny", "s3:*", PolicyDecisionKind.ExplicitDeny)]
    // Neither does an open condition of a statement that is about other actions.
    [InlineData("Deny", "\"Action\":\"sqs:*\",", "Allow", "s3:*", PolicyDecisionKind.Allowed)]
    public void What_is_open_counts_only_where_it_matters(string openEffect, string openElements, string otherEffect, string otherAction,
        PolicyDecisionKind expected) =>
        Assert.Equal(expected, TestPolicy.Of(
            TestPolicy.Statement(openEffect, openElements + "\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}"),
            TestPolicy.Statement(otherEffect, $"\"Action\":\"{otherAction}\"")).Decide(TestPolicy.Get()));

    [Theory]
    [InlineData("StringLikeIfExists", "*", PolicyDecisionKind.Allowed)]
    [InlineData("StringLike", "*", PolicyDecisionKind.Conditional)]
    [InlineData("NumericEquals", "x", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("NumericNotEquals", "x", PolicyDecisionKind.Allowed)]
    [InlineData("ForAllValues:StringEquals", "x", PolicyDecisionKind.Conditional)]
    [InlineData("Null", "true", PolicyDecisionKind.Conditional)]
    [InlineData("ForAllValues:Null", "true", PolicyDecisionKind.Allowed)]
    public void A_condition_that_no_value_changes_is_not_open(string @operator, string value, PolicyDecisionKind expected) =>
        Assert.Equal(expected, TestPolicy.Allow($"\"Condition\":{{\"{@operator}\":{{\"aws:username\":\"{value}\"}}}}")
            .Decide(TestPolicy.Get()));

    // A request with wildcards stands for many, and is allowed only when all of them are.
    [Theory]
    [InlineData("s3:Get*", "arn:aws:s3:::data/a", PolicyDecisionKind.Allowed)]
    [InlineData("s3:*", "arn:aws:s3:::data/a", PolicyDecisionKind.Conditional)]
    [InlineData("s3:Put*", "arn:aws:s3:::data/a", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("s3:GetObject", "arn:aws:s3:::data/*", PolicyDecisionKind.Allowed)]
    [InlineData("s3:GetObject", "arn:aws:s3:::data*", PolicyDecisionKind.Conditional)]
    [InlineData("s3:GetObject", "*", PolicyDecisionKind.Conditional)]
    [InlineData("s3:GetObject", "arn:aws:s3:::logs/*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("s3:GetObject", "arn:aws:s3:::data/?", PolicyDecisionKind.Allowed)]
    public void A_request_with_wildcards(string action, string resource, PolicyDecisionKind expected) =>
        Assert.Equal(expected, TestPolicy.Allow("\"Action\":\"s3:Get*\",\"Resource\":\"arn:aws:s3:::data/*\"")
            .Decide(new PolicyRequest { Action = action, Resource = resource }));

    [Fact]
    public void A_request_with_wildcards_names_the_part_that_it_leaves_open()
    {
        var decision = PolicyEvaluator.Evaluate(TestPolicy.Allow("\"Resource\":\"arn:aws:s3:::data/*\""), TestPolicy.Get("arn:aws:s3:::*"));
        Assert.Equal("Resource (arn:aws:s3:::data/*)", decision.MissingContextKeys.Single().ToString());
    }
}
