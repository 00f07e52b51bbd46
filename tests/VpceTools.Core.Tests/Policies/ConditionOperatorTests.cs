using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>
/// Every operator and qualifier at its edges, from
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html.
/// </summary>
public class ConditionOperatorTests
{
    private const string Tag = "aws:PrincipalTag/t";

    // "Exact matching, case sensitive", "Negated matching", "ignoring case", "The values can include multi-character match wildcards (*)
    // and single-character match wildcards (?)".
    [Theory]
    [InlineData("StringEquals", "red", "red", true)]
    [InlineData("StringEquals", "red", "Red", false)]
    [InlineData("StringEquals", "r*", "red", false)]
    [InlineData("StringEquals", "r*", "r*", true)]
    [InlineData("StringEquals", "", "", true)]
    [InlineData("StringNotEquals", "red", "red", false)]
    [InlineData("StringNotEquals", "red", "Red", true)]
    [InlineData("StringEqualsIgnoreCase", "red", "RED", true)]
    [InlineData("StringEqualsIgnoreCase", "red", "blue", false)]
    [InlineData("StringNotEqualsIgnoreCase", "red", "RED", false)]
    [InlineData("StringNotEqualsIgnoreCase", "red", "blue", true)]
    [InlineData("StringLike", "r*", "red", true)]
    [InlineData("StringLike", "r*", "Red", false)]
    [InlineData("StringLike", "r?d", "red", true)]
    [InlineData("StringLike", "r?d", "reed", false)]
    [InlineData("StringLike", "*", "", true)]
    [InlineData("StringNotLike", "r*", "red", false)]
    [InlineData("StringNotLike", "r*", "blue", true)]
    public void String_operators(string @operator, string value, string actual, bool expected) =>
        Check(@operator, Tag, [value], [actual], expected);

    // "comparing a key to an integer or decimal value"
    [Theory]
    [InlineData("NumericEquals", "10", "10", true)]
    [InlineData("NumericEquals", "10", "10.0", true)]
    [InlineData("NumericEquals", "10", "11", false)]
    [InlineData("NumericEquals", "ten", "ten", false)]
    [InlineData("NumericEquals", "10", "ten", false)]
    [InlineData("NumericNotEquals", "10", "10.00", false)]
    [InlineData("NumericNotEquals", "10", "9.99", true)]
    [InlineData("NumericLessThan", "10", "9.99", true)]
    [InlineData("NumericLessThan", "10", "10", false)]
    [InlineData("NumericLessThan", "-1", "-2", true)]
    [InlineData("NumericLessThanEquals", "10", "10", true)]
    [InlineData("NumericLessThanEquals", "10", "10.01", false)]
    [InlineData("NumericGreaterThan", "10", "10", false)]
    [InlineData("NumericGreaterThan", "10", "10.01", true)]
    [InlineData("NumericGreaterThanEquals", "10", "10", true)]
    [InlineData("NumericGreaterThanEquals", "10", "9", false)]
    [InlineData("NumericEquals", "99999999999999999999", "99999999999999999999", true)]
    public void Numeric_operators(string @operator, string value, string actual, bool expected) =>
        Check(@operator, "s3:max-keys", [value], [actual], expected);

    // "one of the W3C implementations of the ISO 8601 date formats or in epoch (UNIX) time"
    [Theory]
    [InlineData("DateEquals", "2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z", true)]
    [InlineData("DateEquals", "2020-01-01T00:00:00Z", "2020-01-01T01:00:00+01:00", true)]
    [InlineData("DateEquals", "2020-01-01", "2020-01-01T00:00:00Z", true)]
    [InlineData("DateEquals", "2020-01", "2020-01-01T00:00:00Z", true)]
    [InlineData("DateEquals", "2020", "2020-01-01T00:00:00Z", true)]
    [InlineData("DateEquals", "1577836800", "2020-01-01T00:00:00Z", true)]
    [InlineData("DateEquals", "2020-01-01T00:00Z", "2020-01-01T00:00:00.000Z", true)]
    [InlineData("DateEquals", "2020-02-30", "2020-02-30", false)]
    [InlineData("DateEquals", "2020-01-*", "2020-01-01", false)]
    [InlineData("DateNotEquals", "2020-01-01", "2020-01-01T00:00:00Z", false)]
    [InlineData("DateNotEquals", "2020-01-01", "2020-01-01T00:00:01Z", true)]
    [InlineData("DateLessThan", "2020-01-01", "2019-12-31T23:59:59Z", true)]
    [InlineData("DateLessThan", "2020-01-01", "2020-01-01T00:00:00Z", false)]
    [InlineData("DateLessThanEquals", "2020-01-01", "2020-01-01T00:00:00Z", true)]
    [InlineData("DateGreaterThan", "2020-01-01", "2020-01-01T00:00:00Z", false)]
    [InlineData("DateGreaterThan", "2020-01-01T00:00:01Z", "2020-06-01T00:00:00Z", true)]
    [InlineData("DateGreaterThanEquals", "2020-01-01", "2020-01-01T00:00:00Z", true)]
    [InlineData("DateGreaterThanEquals", "2020-01-01", "2019-12-31T23:59:59.999Z", false)]
    [InlineData("DateEquals", "999999999999999999", "999999999999999999", false)]
    public void Date_operators(string @operator, string value, string actual, bool expected) =>
        Check(@operator, "aws:CurrentTime", [value], [actual], expected);

    [Theory]
    [InlineData("Bool", "true", "true", true)]
    [InlineData("Bool", "True", "true", true)]
    [InlineData("Bool", "false", "true", false)]
    [InlineData("Bool", "yes", "yes", false)]
    // "Compares the value of the specified key byte for byte against a base-64 encoded representation"
    [InlineData("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", true)]
    [InlineData("BinaryEquals", "QmluYXJ5", "QmluYXJ6", false)]
    [InlineData("BinaryEquals", "not base64", "not base64", false)]
    public void Bool_and_Binary_operators(string @operator, string value, string actual, bool expected) =>
        Check(@operator, Tag, [value], [actual], expected);

    // "The value must be in the standard CIDR format (for example, 203.0.113.0/24 or 2001:DB8:1234:5678::/64)."
    [Theory]
    [InlineData("IpAddress", "203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("IpAddress", "203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("IpAddress", "203.0.113.5", "203.0.113.5", true)]
    [InlineData("IpAddress", "203.0.113.5", "203.0.113.6", false)]
    [InlineData("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678:ffff::1", true)]
    [InlineData("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5679::1", false)]
    [InlineData("IpAddress", "2001:db8::1", "2001:db8:0:0::1", true)]
    [InlineData("IpAddress", "0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("IpAddress", "10.0.0.0/33", "10.0.0.1", false)]
    [InlineData("IpAddress", "10.*", "10.0.0.1", false)]
    [InlineData("NotIpAddress", "203.0.113.0/24", "203.0.113.7", false)]
    [InlineData("NotIpAddress", "203.0.113.0/24", "198.51.100.1", true)]
    [InlineData("NotIpAddress", "203.0.113.0/24", "2001:db8::1", true)]
    public void IpAddress_operators(string @operator, string value, string actual, bool expected) =>
        Check(@operator, "aws:VpcSourceIp", [value], [actual], expected);

    // "Each of the six colon-delimited components of the ARN is checked separately"; the example of finance/document.txt is the page's.
    [Theory]
    [InlineData("ArnLike", "arn:aws:iam::*:role/app-*", "arn:aws:iam::123456789012:role/app-1", true)]
    [InlineData("ArnEquals", "arn:aws:iam::*:role/app-*", "arn:aws:iam::123456789012:role/app-1", true)]
    [InlineData("ArnLike", "arn:aws:iam::123456789012:role/app", "arn:aws:iam::123456789012:role/App", false)]
    [InlineData("ArnLike", "arn:aws:someservice:*:111122223333:finance/*",
        "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt", false)]
    [InlineData("StringLike", "arn:aws:someservice:*:111122223333:finance/*",
        "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt", true)]
    [InlineData("ArnLike", "arn:aws:s3:::b/*", "arn:aws:s3:::b/x:y", true)]
    [InlineData("ArnLike", "*", "arn:aws:s3:::b", false)]
    [InlineData("ArnLike", "arn:aws:s3:::b", "b", false)]
    [InlineData("ArnNotLike", "arn:aws:iam::*:role/app-*", "arn:aws:iam::123456789012:role/app-1", false)]
    [InlineData("ArnNotEquals", "arn:aws:iam::*:role/app-*", "arn:aws:iam::123456789012:role/web", true)]
    public void Arn_operators(string @operator, string value, string actual, bool expected) =>
        Check(@operator, "aws:PrincipalArn", [value], [actual], expected);

    // "If the key that you specify in a policy condition is not present in the request context, the values do not match and the condition
    // is false. If the policy condition requires that the key is not matched, such as StringNotLike or ArnNotLike, and the right key is not
    // present, the condition is true."
    [Theory]
    [InlineData("StringEquals", false)]
    [InlineData("StringNotEquals", true)]
    [InlineData("StringNotEqualsIgnoreCase", true)]
    [InlineData("StringLike", false)]
    [InlineData("StringNotLike", true)]
    [InlineData("NumericEquals", false)]
    [InlineData("NumericNotEquals", true)]
    [InlineData("NumericLessThan", false)]
    [InlineData("DateEquals", false)]
    [InlineData("DateNotEquals", true)]
    [InlineData("Bool", false)]
    [InlineData("BinaryEquals", false)]
    [InlineData("IpAddress", false)]
    [InlineData("NotIpAddress", true)]
    [InlineData("ArnLike", false)]
    [InlineData("ArnNotEquals", true)]
    // "If the key is not present, evaluate the condition element as true."
    [InlineData("StringEqualsIfExists", true)]
    [InlineData("StringNotEqualsIfExists", true)]
    [InlineData("NumericLessThanIfExists", true)]
    [InlineData("IpAddressIfExists", true)]
    [InlineData("ArnLikeIfExists", true)]
    [InlineData("BoolIfExists", true)]
    // "It also returns true if there are no context keys in the request"; "if the key does not exist, the condition returns false".
    [InlineData("ForAllValues:StringEquals", true)]
    [InlineData("ForAllValues:StringNotEquals", true)]
    [InlineData("ForAnyValue:StringEquals", false)]
    [InlineData("ForAnyValue:StringNotEquals", false)]
    // Tried on AWS: "ForAnyValue:StringEqualsIfExists behaving unexpectedly", https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w.
    [InlineData("ForAnyValue:StringEqualsIfExists", false)]
    [InlineData("ForAnyValue:StringNotEqualsIfExists", false)]
    [InlineData("ForAllValues:StringEqualsIfExists", true)]
    public void A_missing_key(string @operator, bool expected) => Check(@operator, Tag, ["10.0.0.1"], null, expected);

    [Theory]
    [InlineData("Null", "true", null, true)]
    [InlineData("Null", "true", "x", false)]
    [InlineData("Null", "false", null, false)]
    [InlineData("Null", "false", "x", true)]
    [InlineData("Null", "maybe", "x", false)]
    // "Null – … it is possible to include an empty string. In this case, the value in the request context is null."
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
    [InlineData("Null", "true", "", true)]
    // "always return a true or false respectively"
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
    [InlineData("ForAllValues:Null", "false", null, true)]
    [InlineData("ForAnyValue:Null", "true", null, false)]
    public void Null_asks_for_absence(string @operator, string value, string? actual, bool expected) =>
        Check(@operator, Tag, [value], actual is null ? null : [actual], expected);

    // "The condition returns true if every context key value in the request matches a context key value in the policy"; "at least one
    // member".
    [Theory]
    [InlineData("ForAllValues:StringEquals", "a,b", "a", true)]
    [InlineData("ForAllValues:StringEquals", "a,b", "a,b", true)]
    [InlineData("ForAllValues:StringEquals", "a,b", "a,c", false)]
    [InlineData("ForAllValues:StringEquals", "a", "", true)]
    [InlineData("ForAllValues:StringNotEquals", "a,b", "c", true)]
    [InlineData("ForAllValues:StringNotEquals", "a,b", "c,a", false)]
    [InlineData("ForAnyValue:StringEquals", "a,b", "c,b", true)]
    [InlineData("ForAnyValue:StringEquals", "a,b", "c,d", false)]
    [InlineData("ForAnyValue:StringEquals", "", "", false)]
    [InlineData("ForAnyValue:StringNotEquals", "a,b", "a,c", true)]
    [InlineData("ForAnyValue:StringNotEquals", "a,b", "a,b", false)]
    [InlineData("ForAnyValue:StringLike", "a*", "b,abc", true)]
    [InlineData("ForAllValues:StringLikeIfExists", "a*", "b,abc", false)]
    // Without a qualifier one value is compared and several never match: the tables of "Using IAM policy conditions in Amazon EventBridge",
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html.
    [InlineData("StringEquals", "a,b", "a,b", false)]
    [InlineData("StringEquals", "a,b", "b", true)]
    [InlineData("StringEquals", "a,b", "c", false)]
    [InlineData("StringEquals", "a", "a", true)]
    [InlineData("StringNotEquals", "a", "c", true)]
    [InlineData("StringNotEquals", "a", "a", false)]
    public void Set_qualifiers(string @operator, string values, string actual, bool expected) =>
        Check(@operator, "aws:TagKeys", values.Split(','), actual.Split(','), expected);

    // "AllowPutRuleIfSourceIsEC2OrECS" of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html with its table,
    // and what it leaves open.
    [Theory]
    [InlineData("Allow", "StringEquals", "aws.ec2", PolicyDecisionKind.Allowed)]
    [InlineData("Allow", "StringEquals", "aws.s3", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("Allow", "StringEquals", "aws.ec2|aws.ecs", PolicyDecisionKind.ImplicitDeny)]
    [InlineData("Allow", "StringEquals", null, PolicyDecisionKind.ImplicitDeny)]
    [InlineData("Allow", "StringEquals", "?", PolicyDecisionKind.Conditional)]
    [InlineData("Allow", "StringNotEquals", "aws.s3", PolicyDecisionKind.Allowed)]
    [InlineData("Allow", "StringNotEquals", "aws.s3|aws.sqs", PolicyDecisionKind.Conditional)]
    [InlineData("Deny", "StringEquals", "aws.ec2", PolicyDecisionKind.ExplicitDeny)]
    [InlineData("Deny", "StringEquals", "aws.ec2|aws.ecs", PolicyDecisionKind.Allowed)]
    [InlineData("Deny", "StringNotEquals", null, PolicyDecisionKind.ExplicitDeny)]
    [InlineData("Deny", "StringNotEquals", "aws.s3|aws.sqs", PolicyDecisionKind.Conditional)]
    public void A_key_with_several_values_and_no_qualifier(string effect, string @operator, string? actual, PolicyDecisionKind expected)
    {
        var condition = $"\"Action\":\"events:PutRule\",\"Condition\":{{\"{@operator}\":{{\"events:source\":[\"aws.ec2\",\"aws.ecs\"]}}}}";
        var document = effect == "Allow" ? TestPolicy.Allow(condition)
            : TestPolicy.Of(TestPolicy.Statement("Allow"), TestPolicy.Statement("Deny", condition));
        var context = actual switch
        {
            null => TestPolicy.Context("!events:source"),
            "?" => PolicyContext.Empty,
            _ =>
            TestPolicy.Context($"events:source={actual}")
        };
        var decision = PolicyEvaluator.Evaluate(document,
            new() { Action = "events:PutRule", Resource = "arn:aws:events:us-east-1:123456789012:rule/r", Context = context });

        Assert.Equal(expected, decision.Decision);
        Assert.Equal(expected == PolicyDecisionKind.Conditional ? ["events:source"] : [],
            decision.MissingContextKeys.Select(missing => missing.Key));
    }

    [Fact]
    public void Several_values_that_match_none_are_told_so() => Assert.EndsWith(
        "does not hold: the request has 'aws.ec2', 'aws.ecs', and without ForAnyValue or ForAllValues several values never match",
        PolicyEvaluator.Evaluate(
            TestPolicy.Allow("\"Condition\":{\"StringEquals\":{\"events:source\":[\"aws.ec2\",\"aws.ecs\"]}}"),
            new()
            {
                Action = "events:PutRule", Context =
                TestPolicy.Context("events:source=aws.ec2|aws.ecs")
            }).OtherStatements.Single().Why,
        StringComparison.Ordinal);

    // "If a single condition operator includes multiple values for one key, that condition operator is evaluated using a logical OR"; for
    // negated operators "the effective permissions work like a logical AND"
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html).
    [Theory]
    [InlineData("StringEquals", "a,b", "b", true)]
    [InlineData("StringEquals", "a,b", "c", false)]
    [InlineData("StringNotEquals", "a,b", "b", false)]
    [InlineData("StringNotEquals", "a,b", "c", true)]
    [InlineData("NotIpAddress", "10.0.0.0/8,192.168.0.0/16", "192.168.1.1", false)]
    public void Several_values(string @operator, string values, string actual, bool expected) =>
        Check(@operator, Tag, values.Split(','), [actual], expected);

    [Theory]
    [InlineData("stringequals")]
    [InlineData("STRINGEQUALS")]
    [InlineData("forallvalues:StringEqualsIfExists")]
    public void Operators_are_known_in_any_case(string @operator) => Assert.NotNull(ConditionOperator.TryParse(@operator));

    [Theory]
    [InlineData("StringSimilar")]
    [InlineData("NullIfExists")]
    [InlineData("ForSomeValues:StringEquals")]
    [InlineData("None:StringEquals")]
    [InlineData("1:StringEquals")]
    [InlineData("IfExists")]
    [InlineData("")]
    public void Other_texts_are_no_operators(string @operator) => Assert.Null(ConditionOperator.TryParse(@operator));

    [Fact]
    public void Keys_have_no_case() => Check("StringEquals", "AWS:principaltag/T", ["a"], ["a"], true);

    private static void Check(string @operator, string key, string[] values, string[]? actual, bool expected)
    {
        var list = string.Join(",", values.Select(value => $"\"{value}\""));
        var document = TestPolicy.Allow($"\"Condition\":{{\"{@operator}\":{{\"{key}\":[{list}]}}}}");
        var context = (actual is null ? PolicyContext.Empty : PolicyContext.Empty.With(key.ToLowerInvariant(), actual)).AsComplete();

        var decision = PolicyEvaluator.Evaluate(document, TestPolicy.Get() with { Context = context });

        Assert.Equal(expected ? PolicyDecisionKind.Allowed : PolicyDecisionKind.ImplicitDeny, decision.Decision);
    }
}
