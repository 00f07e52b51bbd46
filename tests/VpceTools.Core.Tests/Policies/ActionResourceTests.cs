using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>
/// Which resources actions take: "If this column is empty, the action does not support resource-level permissions and you must specify all
/// resources ("*")",
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#actions_table.
/// </summary>
public class ActionResourceTests
{
    private static PolicyDecisionKind Decide(string elements, string action, string resource = "*") =>
        TestPolicy.Allow(elements).Decide(new() { Action = action, Resource = resource });

    private static string Resource(string resource) => $"\"Resource\":\"{resource}\"";

    [Theory]
    [InlineData("ecr:GetAuthorizationToken", "arn:aws:ecr:us-east-1:123456789012:repository/*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ecr:GetAuthorizationToken", "arn:aws:ecr:*:*:*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ecr:GetAuthorizationToken", "*", PolicyDecisionKind.Allowed)]
    [InlineData("s3:ListAllMyBuckets", "arn:aws:s3:::own", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("s3:ListAllMyBuckets", "arn:aws:s3:::own*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("S3:listallmybuckets", "arn:aws:s3:::own/*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("kms:ListKeys", "arn:aws:kms:us-east-1:123456789012:key/1234", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("sqs:ListQueues", "arn:aws:sqs:us-east-1:123456789012:*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("ec2:DescribeInstances", "arn:aws:ec2:us-east-1:123456789012:instance/*", PolicyDecisionKind.ImplicitDeny)]
    // AWS's own page allows it so, and its messages name such ARNs: open.
    [InlineData("s3:ListAllMyBuckets", "arn:aws:s3:::*", PolicyDecisionKind.Conditional)]
    [InlineData("dynamodb:ListTables", "arn:aws:dynamodb:us-east-1:123456789012:table/*", PolicyDecisionKind.Conditional)]
    [InlineData("dynamodb:ListTables", "arn:aws:dynamodb:us-east-1:123456789012:table/orders", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("logs:DescribeLogGroups", "arn:aws:logs:*:*:*", PolicyDecisionKind.Conditional)]
    [InlineData("logs:DescribeLogGroups", "arn:aws:logs:*:*:log-group:/app/*", PolicyDecisionKind.ImplicitDeny)]
    public void An_action_without_resource_is_asked_for_on_the_star(string action, string resource, PolicyDecisionKind expected)
    {
        Assert.Equal(expected, Decide(Resource(resource), action));
        // Whatever resource is named beside it.
        Assert.Equal(expected, Decide(Resource(resource), action, "arn:aws:s3:::own"));
    }

    [Theory]
    [InlineData("ecr:GetAuthorizationToken", "arn:aws:ecr:us-east-1:123456789012:repository/*", PolicyDecisionKind.Allowed)]
    [InlineData("ecr:GetAuthorizationToken", "*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("s3:ListAllMyBuckets", "arn:aws:s3:::*", PolicyDecisionKind.Conditional)]
    public void NotResource_leaves_the_star(string action, string resource, PolicyDecisionKind expected) =>
        Assert.Equal(expected, Decide($"\"NotResource\":\"{resource}\"", action));

    // "Any" resource is any of those that the action takes.
    [Theory]
    [InlineData("s3:GetObject", "arn:aws:s3:::data", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("s3:GetObject", "arn:aws:s3:::data/*", PolicyDecisionKind.Conditional)]
    [InlineData("s3:GetObject", "arn:aws:s3:::*/*", PolicyDecisionKind.Conditional)]
    [InlineData("s3:GetObject", "arn:aws:s3*", PolicyDecisionKind.Conditional)]
    [InlineData("s3:ListBucket", "arn:aws:s3:::data/*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("s3:ListBucket", "arn:aws:s3:::data*", PolicyDecisionKind.Conditional)]
    [InlineData("sqs:SendMessage", "arn:*:sqs:*:*:*", PolicyDecisionKind.Allowed)]
    [InlineData("sqs:SendMessage", "arn:aws:sqs:*:*:*", PolicyDecisionKind.Conditional)]
    [InlineData("sqs:SendMessage", "arn:aws:sns:*:*:*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("dynamodb:GetItem", "arn:aws:dynamodb:*:*:table/t/index/*", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("dynamodb:Query", "arn:aws:dynamodb:*:*:table/t/index/*", PolicyDecisionKind.Conditional)]
    public void Any_resource_is_one_that_the_action_takes(string action, string resource, PolicyDecisionKind expected) =>
        Assert.Equal(expected, Decide(Resource(resource), action));

    [Fact]
    public void The_reason_says_what_the_action_takes()
    {
        static string Why(string resource, string action) =>
            PolicyEvaluator.Evaluate(TestPolicy.Allow(Resource(resource)), new() { Action = action }).OtherStatements.Single().Why;

        Assert.Equal(
            "it does not match because Resource arn:aws:ecr:*:*:repository/* does not match *, the only resource of ecr:GetAuthorizationToken",
            Why("arn:aws:ecr:*:*:repository/*", "ecr:GetAuthorizationToken"));
        Assert.Equal(
            "it does not match because Resource arn:aws:sns:*:*:t does not match any resource of sqs:SendMessage: queue (arn:aws:sqs:*:*:QueueName)",
            Why("arn:aws:sns:*:*:t", "sqs:SendMessage"));
    }

    // Statements that look like a permission and are none.
    [Theory]
    [InlineData("kms:ListKeys", "arn:aws:kms:us-east-1:123456789012:key/1234",
        "'kms:ListKeys' takes no resource, and only a statement with Resource \"*\" matches it: this one never does.")]
    [InlineData("s3:GetObject", "arn:aws:s3:::b",
        "'s3:GetObject' takes no resource of the statement, so that no call matches: it takes accesspointobject (arn:aws:s3:*:*:accesspoint/AccessPointName/object/ObjectName) or object (arn:aws:s3:::BucketName/ObjectName).")]
    [InlineData("s3:ListBucket", "arn:aws:s3:::b/*",
        "'s3:ListBucket' takes no resource of the statement, so that no call matches: it takes accesspoint (arn:aws:s3:*:*:accesspoint/AccessPointName) or bucket (arn:aws:s3:::BucketName).")]
    [InlineData("logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/app",
        "'logs:PutLogEvents' takes no resource of the statement, so that no call matches: it takes log-stream (arn:aws:logs:*:*:log-group:LogGroupName:log-stream:LogStreamName).")]
    [InlineData("s3:List*", "arn:aws:s3:::b", null)]
    [InlineData("ecr:Describe*Registry", "arn:aws:ecr:us-east-1:123456789012:repository/r",
        "'ecr:Describe*Registry' takes no resource, and only a statement with Resource \"*\" matches it: this one never does.")]
    [InlineData("s3:*", "arn:aws:s3:::b", null)]
    [InlineData("s3:GetObject", "arn:aws:s3:::b*", null)]
    [InlineData("s3:GetObject", "arn:aws:s3:::${aws:username}", null)]
    [InlineData("s3:ListAllMyBuckets", "arn:aws:s3:::*", null)]
    [InlineData("s3:AddedByAwsTomorrow", "arn:aws:s3:::b", null)]
    [InlineData("*", "arn:aws:s3:::b", null)]
    public void A_statement_that_no_call_can_match_is_found(string action, string resource, string? message)
    {
        foreach (var effect in new[] { "Allow", "Deny" })
        {
            var document = TestPolicy.Of(TestPolicy.Statement(effect, $"\"Action\":\"{action}\",\"Resource\":\"{resource}\""),
                TestPolicy.Statement("Allow"));
            var found = PolicyLinter.Lint(document).Where(result => result.Rule == PolicyLintRule.ActionWithoutResource).ToList();
            Assert.Equal(message is null ? [] : [message], found.Select(result => result.Message));
            Assert.All(found, result => Assert.Equal(PolicyLintSeverity.Warning, result.Severity));
        }
    }

    [Fact]
    public void Of_several_actions_only_those_are_found_that_no_resource_fits() => Assert.Equal(
        ["ecr:GetAuthorizationToken"],
        PolicyLinter.Lint(TestPolicy.Allow(
                "\"Action\":[\"ecr:GetAuthorizationToken\",\"ecr:BatchGetImage\",\"s3:GetObject\",\"s3:ListBucket\"],"
                + "\"Resource\":[\"arn:aws:ecr:us-east-1:123456789012:repository/*\",\"arn:aws:s3:::b\",\"arn:aws:s3:::b/*\"]"))
            .Where(result => result.Rule == PolicyLintRule.ActionWithoutResource).Select(result => result.Message.Split('\'')[1]));

    [Theory]
    [InlineData("kms:ListKeys", "arn:aws:kms:us-east-1:123456789012:key/1234", "kms", false)]
    [InlineData("kms:Decrypt", "arn:aws:kms:us-east-1:123456789012:key/1234", "kms", true)]
    [InlineData("kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1234", "kms", false)]
    [InlineData("kms:*", "arn:aws:kms:us-east-1:123456789012:key/1234", "kms", true)]
    [InlineData("s3:GetObject", "arn:aws:s3:::b", "s3", false)]
    [InlineData("s3:ListBucket", "arn:aws:s3:::b/*", "s3", false)]
    [InlineData("s3:GetObject", "arn:aws:s3:::b/*", "s3", true)]
    [InlineData("logs:DescribeLogGroups", "arn:aws:logs:*:*:*", "logs", true)]
    [InlineData("kms:AddedByAwsTomorrow", "arn:aws:kms:us-east-1:123456789012:key/1234", "kms", true)]
    [InlineData("ecr:GetAuthorizationToken", "*", "ecr.api", true)]
    public void Whether_any_call_of_the_service_can_pass(string action, string resource, string service, bool expected) => Assert.Equal(
        expected,
        PolicyAnalysis.CanAllowService(TestPolicy.Allow($"\"Action\":\"{action}\",\"Resource\":\"{resource}\""),
            TestPolicy.Target($"com.amazonaws.us-east-1.{service}")));

    [Fact]
    public void Actions_and_resources_are_paired_where_there_can_be_such_a_call()
    {
        var calls = CallPairs.Of(
            ["s3:GetObject", "s3:ListBucket", "ecr:GetAuthorizationToken", "ecr:BatchGetImage", "s3:Get*", "s3:AddedByAwsTomorrow"],
            ["arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:ecr:us-east-1:123456789012:repository/r"]);

        Assert.Equal(
            [
                "s3:GetObject arn:aws:s3:::b/*", "s3:ListBucket arn:aws:s3:::b", "ecr:GetAuthorizationToken *",
                "ecr:BatchGetImage arn:aws:ecr:us-east-1:123456789012:repository/r",
                "s3:Get* arn:aws:s3:::b", "s3:Get* arn:aws:s3:::b/*",
                "s3:AddedByAwsTomorrow arn:aws:s3:::b", "s3:AddedByAwsTomorrow arn:aws:s3:::b/*",
                "s3:AddedByAwsTomorrow arn:aws:ecr:us-east-1:123456789012:repository/r",
            ],
            calls.Pairs.Select(pair => $"{pair.Action} {pair.Resource}"));
        Assert.Empty(calls.Unpaired);
    }

    [Fact]
    public void An_action_that_takes_none_of_the_resources_is_told()
    {
        var calls = CallPairs.Of(["s3:GetObject", "s3:PutBucket*", "kms:ListKeys"], ["arn:aws:s3:::b/*"]);

        Assert.Equal(["s3:GetObject arn:aws:s3:::b/*", "kms:ListKeys *"], calls.Pairs.Select(pair => $"{pair.Action} {pair.Resource}"));
        Assert.Equal(["None of the resources given is one that 's3:PutBucket*' takes."], calls.Unpaired);
        Assert.Equal(
            ["None of the resources given is one that 'sqs:SendMessage' takes: queue (arn:aws:sqs:*:*:QueueName)."],
            CallPairs.Of(["sqs:SendMessage"], ["arn:aws:sns:us-east-1:123456789012:t"]).Unpaired);
    }

    [Fact]
    public void Any_resource_goes_with_every_action() => Assert.Equal(
        ["s3:GetObject *", "sqs:ListQueues *"], CallPairs.Of(["s3:GetObject", "sqs:ListQueues"], ["*"]).Pairs.Select(pair =>
            $"{pair.Action} {pair.Resource}"));
}
