using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>Each rule, what it does not say, and the page that it is from.</summary>
public class PolicyLinterTests
{
    private static readonly PolicyTarget Gateway = TestPolicy.Target("com.amazonaws.us-east-1.s3", isGateway: true);
    private static readonly PolicyTarget Queue = TestPolicy.Target("com.amazonaws.us-east-1.sqs");

    /// <summary>The elements of one statement, and the rule with its place; <c>null</c> where none applies.</summary>
    public static TheoryData<string, string, PolicyLintRule?, PolicyLintSeverity, string> Statements => new()
    {
        { "Allow", "", PolicyLintRule.BroadPrincipal, PolicyLintSeverity.Information, "*" },
        { "Allow", "\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}", null, default, "" },
        { "Deny", "", null, default, "" },

        { "Allow", "\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:user/*\"}", PolicyLintRule.InvalidPrincipal,
            PolicyLintSeverity.Error, "wildcard" },
        { "Allow", "\"Principal\":{\"AWS\":\"Bob\"}", PolicyLintRule.InvalidPrincipal, PolicyLintSeverity.Error, "'Bob'" },
        { "Allow", "\"Principal\":{\"AWS\":\"arn:aws:iam::1234:root\"}", PolicyLintRule.InvalidPrincipal, PolicyLintSeverity.Error,
            "1234" },
        { "Allow", "\"Principal\":{\"AWS\":\"AROAEXAMPLEID\"}", PolicyLintRule.DeletedPrincipal, PolicyLintSeverity.Warning, "deleted" },
        { "Allow", "\"Principal\":{\"AWS\":\"123456789012\"}", PolicyLintRule.GatewayPrincipal, PolicyLintSeverity.Warning,
            "root user only" },
        { "Allow", "\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/app\"}", PolicyLintRule.GatewayPrincipal,
            PolicyLintSeverity.Warning, "is not matched" },
        { "Allow", "\"NotPrincipal\":{\"AWS\":\"123456789012\"}", PolicyLintRule.NotPrincipal, PolicyLintSeverity.Warning, "anonymous" },
        { "Deny", "\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::123456789012:role/app\"}", PolicyLintRule.NotPrincipal,
            PolicyLintSeverity.Warning, "account 123456789012 too" },
        { "Deny", "\"NotPrincipal\":{\"AWS\":[\"arn:aws:iam::123456789012:role/app\",\"123456789012\"]}", null, default, "" },

        { "Deny", "\"Action\":\"GetObject\"", PolicyLintRule.InvalidAction, PolicyLintSeverity.Error, "'GetObject'" },
        { "Deny", "\"Action\":\"s*:GetObject\"", PolicyLintRule.InvalidAction, PolicyLintSeverity.Error, "wildcard in its service prefix" },
        { "Deny", "\"Action\":\"S3:getobject\"", null, default, "" },
        { "Deny", "\"Action\":\"s4:GetObject\"", PolicyLintRule.UnknownService, PolicyLintSeverity.Error, "'s4'" },
        { "Deny", "\"Action\":\"s3:GetObjekt\"", PolicyLintRule.UnknownAction, PolicyLintSeverity.Warning, "'s3:GetObjekt'" },
        { "Deny", "\"Action\":\"s3:Get*Acl\"", null, default, "" },
        { "Deny", "\"Action\":\"s3:Gett*\"", PolicyLintRule.UnknownAction, PolicyLintSeverity.Warning, "'s3:Gett*'" },
        { "Deny", "\"Action\":\"sqs:SendMessage\"", PolicyLintRule.ForeignAction, PolicyLintSeverity.Information,
            "(s3, s3-object-lambda)" },
        { "Deny", "\"NotAction\":\"sqs:SendMessage\"", null, default, "" },
        { "Deny", "\"Action\":\"${aws:username}:x\"", PolicyLintRule.InvalidVariable, PolicyLintSeverity.Error, "not replaced in Action" },

        { "Deny", "\"Resource\":\"data/*\"", PolicyLintRule.InvalidResource, PolicyLintSeverity.Error, "neither * nor an ARN" },
        { "Deny", "\"Resource\":\"arn:aws:s3:data\"", PolicyLintRule.InvalidResource, PolicyLintSeverity.Error, "six fields" },
        { "Deny", "\"Resource\":\"arn:aws:s3:*\"", null, default, "" },
        { "Deny", "\"Resource\":\"arn:amazon:s3:::data\"", PolicyLintRule.InvalidResource, PolicyLintSeverity.Error, "'amazon'" },
        { "Deny", "\"Resource\":\"arn:aws:S3:::data\"", PolicyLintRule.InvalidResource, PolicyLintSeverity.Error, "lower case" },
        { "Deny", "\"Resource\":\"arn:aws:s3:::\"", PolicyLintRule.InvalidResource, PolicyLintSeverity.Error, "names no resource" },
        { "Deny", "\"Resource\":\"arn:aws:s3:us-east-1:12345*:accesspoint/x\"", PolicyLintRule.InvalidResource, PolicyLintSeverity.Error,
            "'12345*'" },
        { "Deny", "\"Resource\":\"arn:aws:sqs:us-east-1:123456789012:q\"", PolicyLintRule.ForeignResource, PolicyLintSeverity.Information,
            "service 'sqs'" },
        { "Deny", "\"Resource\":\"arn:aws:s3:eu-west-1:123456789012:accesspoint/x\"", PolicyLintRule.ForeignResource,
            PolicyLintSeverity.Warning, "region 'eu-west-1'" },
        { "Deny", "\"Resource\":\"arn:aws-cn:s3:::data\"", PolicyLintRule.ForeignResource, PolicyLintSeverity.Warning,
            "partition 'aws-cn'" },
        { "Deny", "\"Resource\":\"arn:*:s3:us-*-1:*:accesspoint/x\"", null, default, "" },
        { "Deny", "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:kms:us-east-1:123456789012:key/x\"",
            PolicyLintRule.ResourceWithoutAction, PolicyLintSeverity.Warning, "'kms'" },
        { "Deny", "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data\"", PolicyLintRule.ActionWithoutResource,
            PolicyLintSeverity.Warning, "object (arn:aws:s3:::BucketName/ObjectName)" },
        { "Deny", Condition("StringEquals", "aws:PrincipleOrgID", "o-1"), PolicyLintRule.UnknownConditionKey, PolicyLintSeverity.Error,
            "'aws:PrincipalOrgID' is meant" },
        { "Deny", Condition("StringEquals", "kms:ViaService", "x"), PolicyLintRule.KeyNotInRequest, PolicyLintSeverity.Warning,
            "never holds" },
        { "Deny", "\"Resource\":\"arn:aws:s3:::${aws:username\"", PolicyLintRule.InvalidVariable, PolicyLintSeverity.Error,
            "no brace ends" },
        { "Deny", "\"Resource\":\"arn:aws:s3:::${aws username}\"", PolicyLintRule.InvalidVariable, PolicyLintSeverity.Error,
            "is not a policy variable" },
        { "Deny", "\"Resource\":\"arn:aws:s3:::${aws:TagKeys}\"", PolicyLintRule.InvalidVariable, PolicyLintSeverity.Error,
            "several values" },
        { "Deny", "\"Resource\":\"arn:aws:s3:${aws:username}::data\"", PolicyLintRule.InvalidVariable, PolicyLintSeverity.Error,
            "after the fifth colon" },
        { "Deny", "\"Resource\":\"arn:aws:s3:::${aws:username, 'x'}/*\"", null, default, "" },

        { "Deny", Condition("Bool", "aws:SecureTransport", "yes"), PolicyLintRule.InvalidConditionValue, PolicyLintSeverity.Error,
            "'yes'" },
        { "Deny", Condition("IpAddress", "aws:VpcSourceIp", "10.0.0.0/33"), PolicyLintRule.InvalidConditionValue, PolicyLintSeverity.Error,
            "10.0.0.0/33" },
        { "Deny", Condition("DateLessThan", "aws:CurrentTime", "tomorrow"), PolicyLintRule.InvalidConditionValue, PolicyLintSeverity.Error,
            "tomorrow" },
        { "Deny", Condition("NumericEquals", "s3:max-keys", "many"), PolicyLintRule.InvalidConditionValue, PolicyLintSeverity.Error,
            "many" },
        { "Deny", Condition("NumericEquals", "s3:max-keys", "10"), null, default, "" },
        { "Deny", Condition("ArnLike", "aws:PrincipalArn", "*role*"), PolicyLintRule.InvalidConditionValue, PolicyLintSeverity.Error,
            "*role*" },
        { "Deny", Condition("StringEquals", "SourceVpce", "vpce-1"), PolicyLintRule.UnknownConditionKey, PolicyLintSeverity.Error,
            "'SourceVpce'" },
        { "Deny", Condition("StringEquals", "accounts.google.com:aud", "x"), null, default, "" },
        { "Deny", "\"Condition\":{\"StringEquals\":{\"aws:username\":[]}}", PolicyLintRule.EmptyCondition, PolicyLintSeverity.Warning,
            "no value" },
        { "Deny", Condition("StringEquals", "aws:TagKeys", "x"), PolicyLintRule.MissingQualifier, PolicyLintSeverity.Error,
            "needs ForAnyValue" },
        { "Deny", Condition("StringEquals", "s3:RequestObjectTagKeys", "x"), PolicyLintRule.MissingQualifier,
            PolicyLintSeverity.Information, "s3:RequestObjectTagKeys" },
        { "Deny", Condition("Null", "aws:TagKeys", "true"), null, default, "" },
        { "Deny", Condition("ForAllValues:Null", "aws:TagKeys", "true"), PolicyLintRule.MisleadingQualifier, PolicyLintSeverity.Warning,
            "always true" },
        { "Deny", Condition("ForAnyValue:Null", "aws:TagKeys", "true"), PolicyLintRule.MisleadingQualifier, PolicyLintSeverity.Warning,
            "always false" },
        { "Allow", Condition("ForAnyValue:StringEqualsIfExists", "aws:TagKeys", "x"), PolicyLintRule.MisleadingQualifier,
            PolicyLintSeverity.Warning, "no effect with ForAnyValue" },
        { "Allow", Condition("ForAnyValue:StringEquals", "aws:TagKeys", "x"), null, default, "" },
        { "Allow", Condition("ForAllValues:StringEquals", "aws:TagKeys", "x"), PolicyLintRule.MisleadingQualifier,
            PolicyLintSeverity.Warning, "without aws:TagKeys" },
        { "Allow", "\"Condition\":{\"ForAllValues:StringEquals\":{\"aws:TagKeys\":\"x\"},\"Null\":{\"aws:TagKeys\":\"false\"}}", null,
            default, "" },
        { "Deny", Condition("StringEquals", "aws:username", "Bob*"), PolicyLintRule.WildcardWithoutLike, PolicyLintSeverity.Warning,
            "'Bob*'" },
        { "Deny", Condition("StringEquals", "aws:username", "Bob${*}"), null, default, "" },
        { "Deny", Condition("StringLike", "aws:PrincipalOrgID", "o-123456*"), PolicyLintRule.SystemIdentifierPattern,
            PolicyLintSeverity.Error, "aws:PrincipalOrgID" },
        { "Deny", Condition("NumericEquals", "aws:PrincipalAccount", "123456789012"), PolicyLintRule.SystemIdentifierPattern,
            PolicyLintSeverity.Error, "aws:PrincipalAccount" },
        { "Deny", Condition("StringLike", "aws:username", "Bob*"), PolicyLintRule.ShortWildcardText, PolicyLintSeverity.Warning, "'Bob*'" },
        { "Deny", Condition("StringLike", "aws:username", "Robert*"), null, default, "" },
        { "Deny", Condition("StringLike", "aws:username", "*Robert"), null, default, "" },
        { "Deny", Condition("StringLike", "aws:username", "*"), null, default, "" },
        { "Deny", Condition("IpAddress", "aws:SourceIp", "10.0.0.0/8"), PolicyLintRule.SourceIp, PolicyLintSeverity.Warning,
            "aws:VpcSourceIp" },
        { "Deny", Condition("IpAddress", "aws:VpcSourceIp", "${aws:username}"), PolicyLintRule.InvalidVariable, PolicyLintSeverity.Error,
            "takes no policy variables" },

        { "Deny", "\"Action\":[]", PolicyLintRule.NeverMatches, PolicyLintSeverity.Warning, "its Action is empty" },
        { "Deny", "\"NotResource\":\"*\"", PolicyLintRule.NeverMatches, PolicyLintSeverity.Warning, "leaves no resource" },
        { "Deny", "\"Principal\":{\"AWS\":[]}", PolicyLintRule.NeverMatches, PolicyLintSeverity.Warning, "its Principal is empty" },
        { "Deny", "\"Action\":[\"s3:Get*\",\"s3:GetObject\"]", PolicyLintRule.RedundantValue, PolicyLintSeverity.Information,
            "'s3:GetObject' is covered by 's3:Get*'" },
        { "Deny", "\"Resource\":[\"arn:aws:s3:::a/x\",\"arn:aws:s3:::a/*\"]", PolicyLintRule.RedundantValue, PolicyLintSeverity.Information,
            "'arn:aws:s3:::a/x' is covered" },
        { "Deny", "\"Resource\":[\"arn:aws:s3:::a\",\"arn:aws:s3:::a/*\"]", null, default, "" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_statement(string effect, string elements, PolicyLintRule? rule, PolicyLintSeverity severity, string message)
    {
        // A second statement keeps the document from allowing nothing, and is no reason for a result itself.
        var document = TestPolicy.Of(TestPolicy.Statement(effect, elements),
            TestPolicy.Statement("Allow", Condition("StringEquals", "aws:PrincipalOrgID", "o-2")));

        var results = PolicyLinter.Lint(document, Gateway)
            .Where(result => result.Statement?.Index == 0 && result.Rule is not (PolicyLintRule.Unreachable or PolicyLintRule.Redundant));

        if (rule is null)
        {
            Assert.Empty(results);
            return;
        }

        var found = Assert.Single(results, result => result.Rule == rule);
        Assert.Equal(severity, found.Severity);
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
        Assert.InRange(found.Position.Offset, document.Statements[0].Position.Offset, document.Statements[0].Position.Offset
            + document.Statements[0].Length);
        Assert.Equal("docs.aws.amazon.com", found.Page.Host);
    }

    [Fact]
    public void Every_rule_has_its_page() =>
        Assert.All(Enum.GetValues<PolicyLintRule>(), rule => Assert.Equal("docs.aws.amazon.com", PolicyLintRules.PageOf(rule).Host));

    [Fact]
    public void The_default_policy_has_only_information() =>
        Assert.Equal(
            [PolicyLintRule.BroadPrincipal],
            PolicyLinter.Lint(TestPolicy.Parse("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"""),
                Gateway).Select(result => result.Rule));

    [Theory]
    [InlineData("\"Action\":\"sqs:*\"", PolicyLintRule.NeverMatchesService)]
    [InlineData("\"Resource\":\"arn:aws:s3:eu-west-1:123456789012:accesspoint/x\"", PolicyLintRule.NeverMatchesService)]
    [InlineData("\"Action\":[]", PolicyLintRule.AllowsNothing)]
    public void A_policy_that_lets_nothing_pass(string elements, PolicyLintRule rule) =>
        Assert.Equal("1:1", Assert.Single(PolicyLinter.Lint(TestPolicy.Allow(elements), Gateway), result => result.Rule == rule
            && result.Severity == PolicyLintSeverity.Error).Position.ToString());

    [Fact]
    public void Unknown_and_repeated_elements_are_told_with_line_and_column()
    {
        var document = TestPolicy.Parse(
            "{\n\"Comment\":1,\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\n\"Action\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Reason\":\"x\"}]}");
        Assert.Equal(
            ["UnknownElement 2:1", "RepeatedElement 3:14", "UnknownElement 3:45"],
            PolicyLinter.Lint(document).Where(result => result.Severity == PolicyLintSeverity.Error)
                .Select(result => $"{result.Rule} {result.Position}"));
    }

    // "The size of an endpoint policy cannot exceed 20,480 characters, including white space."
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_policy_of_more_than_20480_characters(int more, bool expected)
    {
        const string Policy = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";
        var document = TestPolicy.Parse(Policy + new string(' ', PolicyLinter.MaximumLength - Policy.Length + more));
        Assert.Equal(expected, PolicyLinter.Lint(document).Any(result => result.Rule == PolicyLintRule.PolicyTooLong));
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""", "has no Version")]
    [InlineData("""{"Version":"2008-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""",
        "is of version 2008-10-17")]
    public void An_old_version(string json, string message) =>
        Assert.Contains(message, Assert.Single(PolicyLinter.Lint(TestPolicy.Parse(json)), result =>
            result.Rule == PolicyLintRule.OldVersion).Message, StringComparison.Ordinal);

    [Fact]
    public void A_repeated_Sid()
    {
        var statement = TestPolicy.Statement("Allow", "\"Sid\":\"A\",\"Action\":\"s3:GetObject\"");
        Assert.Equal(1, Assert.Single(PolicyLinter.Lint(TestPolicy.Of(statement, statement)), result =>
            result.Rule == PolicyLintRule.RepeatedSid).Statement!.Index);
    }

    /// <summary>Two statements, and what is said of the first and of the second.</summary>
    [Theory]
    [InlineData("Deny", "\"Action\":\"s3:*\"", "Allow", "\"Action\":\"s3:GetObject\"", null, PolicyLintRule.Unreachable)]
    [InlineData("Deny", "\"Action\":\"s3:*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}", "Allow",
        "\"Action\":\"s3:GetObject\"", null, null)]
    [InlineData("Deny", "\"Action\":\"s3:Get*\"", "Allow", "\"Action\":\"s3:*\"", null, null)]
    [InlineData("Deny", "\"NotAction\":\"sqs:*\"", "Allow", "\"Action\":\"s3:*\"", null, PolicyLintRule.Unreachable)]
    [InlineData("Deny", "\"NotAction\":\"s3:*\"", "Allow", "\"Action\":\"s3:Get*\"", PolicyLintRule.Redundant, null)]
    [InlineData("Allow", "\"Action\":\"s3:*\"", "Allow", "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/*\"", null,
        PolicyLintRule.Redundant)]
    [InlineData("Allow", "\"Action\":\"s3:GetObject\"", "Allow", "\"Action\":\"s3:GetObject\"", null, PolicyLintRule.Redundant)]
    [InlineData("Allow", "\"Action\":\"s3:GetObject\"", "Allow", "\"Action\":\"s3:*\"", PolicyLintRule.Redundant, null)]
    [InlineData("Allow", "\"Principal\":{\"AWS\":\"123456789012\"}", "Allow", "\"Action\":\"s3:*\"", null, null)]
    [InlineData("Allow", "\"Principal\":{\"AWS\":[\"123456789012\",\"210987654321\"]}", "Allow", "\"Principal\":{\"AWS\":\"210987654321\"}",
        null, PolicyLintRule.Redundant)]
    [InlineData("Allow", "\"Resource\":\"arn:aws:s3:::${aws:username}\"", "Allow", "\"Resource\":\"arn:aws:s3:::${aws:username}\"", null,
        null)]
    [InlineData("Deny", "\"Action\":\"s3:Put*\"", "Allow", "\"Action\":\"s3:Get*\"", PolicyLintRule.Redundant, null)]
    [InlineData("Deny", "\"Action\":\"s3:Put*\"", "Allow", "\"Action\":\"s3:*\"", null, null)]
    public void Two_statements(string firstEffect, string first, string secondEffect, string second, PolicyLintRule? ofFirst,
        PolicyLintRule? ofSecond)
    {
        var results = PolicyLinter.Lint(TestPolicy.Of(TestPolicy.Statement(firstEffect, first), TestPolicy.Statement(secondEffect, second)))
            .Where(result => result.Rule is PolicyLintRule.Unreachable or PolicyLintRule.Redundant)
            .ToDictionary(result => result.Statement!.Index, result => result.Rule);

        Assert.Equal((ofFirst, ofSecond), (results.TryGetValue(0, out var found) ? found : null, results.TryGetValue(1, out var other)
            ? other : (PolicyLintRule?)null));
    }

    [Fact]
    public void An_interface_endpoint_takes_named_principals_and_its_own_service() =>
        Assert.Empty(PolicyLinter.Lint(
            TestPolicy.Allow("\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"sqs:*\",\"Resource\":\"arn:aws:sqs:us-east-1:123456789012:q\""), Queue));

    [Fact]
    public void Nothing_is_said_of_a_service_that_is_not_known() =>
        Assert.DoesNotContain(
            PolicyLinter.Lint(TestPolicy.Allow("\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/*\""),
                TestPolicy.Target("com.amazonaws.vpce.us-east-1.vpce-svc-0123")),
            result => result.Rule is PolicyLintRule.ForeignAction or PolicyLintRule.ForeignResource or PolicyLintRule.NeverMatchesService);

    [Fact]
    public void Results_are_in_the_order_of_the_text()
    {
        var results = PolicyLinter.Lint(TestPolicy.Of(TestPolicy.Statement("Allow", "\"Action\":\"s4:x\",\"Resource\":\"y\""),
            TestPolicy.Statement("Allow", "\"Action\":\"s5:x\"")), Gateway);
        Assert.Equal(results.OrderBy(result => result.Position.Offset), results);
    }

    [Fact]
    public void Every_rule_has_a_test()
    {
        var tested = Statements.Select(row => row.Data.Item3).OfType<PolicyLintRule>();
        PolicyLintRule[] elsewhere =
        [
            PolicyLintRule.PolicyTooLong, PolicyLintRule.OldVersion, PolicyLintRule.UnknownElement, PolicyLintRule.RepeatedElement,
            PolicyLintRule.RepeatedSid,
            PolicyLintRule.AllowsNothing, PolicyLintRule.NeverMatchesService, PolicyLintRule.Unreachable, PolicyLintRule.Redundant,
        ];
        Assert.Equal(Enum.GetValues<PolicyLintRule>(), tested.Concat(elsewhere).Distinct().Order());
    }

    private static string Condition(string @operator, string key, string value) =>
        $"\"Condition\":{{\"{@operator}\":{{\"{key}\":\"{value}\"}}}}";
}
