using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html</summary>
public class PolicyVariableTests
{
    private const string Team = "aws:PrincipalTag/team";

    // "To add a default value to a variable, surround the default value with single quotes, and separate the variable text and the default
    // value with a comma and space."
    [Theory]
    [InlineData("arn:aws:s3:::data/${aws:PrincipalTag/team}", "red", "arn:aws:s3:::data/red", true)]
    [InlineData("arn:aws:s3:::data/${AWS:principaltag/Team}", "red", "arn:aws:s3:::data/red", true)]
    [InlineData("arn:aws:s3:::data/${aws:PrincipalTag/team}/*", "red", "arn:aws:s3:::data/red/x", true)]
    [InlineData("arn:aws:s3:::data/${aws:PrincipalTag/team}", "red", "arn:aws:s3:::data/blue", false)]
    [InlineData("arn:aws:s3:::${aws:PrincipalTag/team}-${aws:PrincipalTag/team}", "a", "arn:aws:s3:::a-a", true)]
    [InlineData("arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}", null, "arn:aws:s3:::b-company-wide", true)]
    [InlineData("arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}", "red", "arn:aws:s3:::b-company-wide", false)]
    [InlineData("arn:aws:s3:::b-${aws:PrincipalTag/team, 'company-wide'}", "red", "arn:aws:s3:::b-red", true)]
    // "The resource that includes a policy variable with no value will not match any resource."
    [InlineData("arn:aws:s3:::data/${aws:PrincipalTag/team}", null, "arn:aws:s3:::data/", false)]
    [InlineData("arn:aws:s3:::data/${aws:PrincipalTag/team}", "", "arn:aws:s3:::data/", false)]
    // A value stands for itself: a star in it is not a wildcard.
    [InlineData("arn:aws:s3:::data/${aws:PrincipalTag/team}", "*", "arn:aws:s3:::data/red", false)]
    [InlineData("arn:aws:s3:::data/a${*}", null, "arn:aws:s3:::data/ab", false)]
    [InlineData("arn:aws:s3:::data/a${$}{x}", null, "arn:aws:s3:::data/a${x}", true)]
    // "You can't use a variable to replace parts of the ARN before the fifth colon."
    [InlineData("arn:aws:sqs:us-east-1:${aws:PrincipalTag/team}:q", "123456789012", "arn:aws:sqs:us-east-1:123456789012:q", false)]
    [InlineData("arn:aws:s3:::data/${aws:PrincipalTag/team", "red", "arn:aws:s3:::data/red", false)]
    [InlineData("arn:aws:s3:::data/${}", "red", "arn:aws:s3:::data/red", false)]
    [InlineData("arn:aws:s3:::data/${aws:PrincipalTag/team,'x'}", null, "arn:aws:s3:::data/x", false)]
    public void In_Resource(string pattern, string? value, string resource, bool expected)
    {
        var context = value is null ? PolicyContext.Empty : PolicyContext.Empty.With(Team, value);
        Assert.Equal(
            expected ? PolicyDecisionKind.Allowed : PolicyDecisionKind.ImplicitDeny,
            TestPolicy.Allow($"\"Resource\":\"{pattern}\"").Decide(TestPolicy.Get(resource) with { Context = context.AsComplete() }));
    }

    // "You can use a policy variable for Condition values in any condition that involves the string operators or the ARN operators."
    [Theory]
    [InlineData("StringEquals", "${aws:PrincipalTag/team}", "red", "red", true)]
    [InlineData("StringEquals", "${aws:PrincipalTag/team}", "red", "Red", false)]
    [InlineData("StringEqualsIgnoreCase", "${aws:PrincipalTag/team}", "red", "Red", true)]
    [InlineData("StringLike", "${aws:PrincipalTag/team}-*", "red", "red-1", true)]
    [InlineData("StringLike", "${aws:PrincipalTag/team}", "r*", "red", false)]
    [InlineData("StringLike", "r${*}", null, "r*", true)]
    [InlineData("StringLike", "r${?}d", null, "red", false)]
    [InlineData("StringEquals", "r${?}", null, "r?", true)]
    // "Inverted condition operators like StringNotEquals or StringNotLike do match against a null value."
    [InlineData("StringEquals", "${aws:PrincipalTag/team}", null, "", false)]
    [InlineData("StringNotEquals", "${aws:PrincipalTag/team}", null, "red", true)]
    [InlineData("StringNotLike", "${aws:PrincipalTag/team}", null, "red", true)]
    [InlineData("StringNotEquals", "${aws:PrincipalTag/team}", "red", "red", false)]
    // "You can't use a policy variable with other operators."
    [InlineData("NumericEquals", "${aws:PrincipalTag/team}", "5", "5", false)]
    [InlineData("IpAddress", "${aws:PrincipalTag/team}", "10.0.0.1", "10.0.0.1", false)]
    // "You can use a policy variable with the Boolean condition operator."
    [InlineData("Bool", "${aws:PrincipalTag/team}", "true", "TRUE", true)]
    public void In_conditions(string @operator, string value, string? team, string actual, bool expected)
    {
        var context = PolicyContext.Empty.With("aws:PrincipalTag/other", actual);
        if (team is not null)
            context = context.With(Team, team);
        Assert.Equal(
            expected ? PolicyDecisionKind.Allowed : PolicyDecisionKind.ImplicitDeny,
            TestPolicy.Allow($"\"Condition\":{{\"{@operator}\":{{\"aws:PrincipalTag/other\":\"{value}\"}}}}")
                .Decide(TestPolicy.Get() with { Context = context.AsComplete() }));
    }

    // "Variables such as ${aws:username} aren't recognized as variables and are instead treated as literal strings in the policy."
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
    [Fact]
    public void Version_2008_has_no_variables()
    {
        var document = TestPolicy.Parse("{\"Statement\":"
            + TestPolicy.Statement("Allow", "\"Resource\":\"arn:aws:s3:::data/${aws:username}\"") + "}");
        var context = PolicyContext.Empty.With("aws:username", "a").AsComplete();
        Assert.Equal(PolicyDecisionKind.ImplicitDeny, document.Decide(TestPolicy.Get("arn:aws:s3:::data/a") with { Context = context }));
        Assert.Equal(PolicyDecisionKind.Allowed,
            document.Decide(TestPolicy.Get("arn:aws:s3:::data/${aws:username}") with { Context = context }));
    }

    // "You can use any available single-valued context key as a policy variable, but you can't use a multivalued context key as a policy
    // variable."
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    [Theory]
    [InlineData("aws:TagKeys", "a")]
    [InlineData("aws:PrincipalTag/x", "a|b")]
    public void Keys_with_several_values_are_no_variables(string key, string values) =>
        Assert.Equal(
            PolicyDecisionKind.ImplicitDeny,
            TestPolicy.Allow($"\"Resource\":\"arn:aws:s3:::data/${{{key}}}\"")
                .Decide(TestPolicy.Get() with { Context = TestPolicy.Context($"{key}={values}").AsComplete() }));

    [Fact]
    public void A_variable_whose_key_is_not_given_makes_the_decision_conditional()
    {
        var decision = PolicyEvaluator.Evaluate(TestPolicy.Allow("\"Resource\":\"arn:aws:s3:::data/${aws:username}\""), TestPolicy.Get());
        Assert.Equal(PolicyDecisionKind.Conditional, decision.Decision);
        Assert.Equal("aws:username (arn:aws:s3:::data/${aws:username})", decision.MissingContextKeys.Single().ToString());
    }

    [Fact]
    public void A_variable_does_not_matter_where_the_rest_of_the_text_cannot_match() =>
        Assert.Equal(PolicyDecisionKind.ImplicitDeny, TestPolicy.Allow("\"Resource\":\"arn:aws:s3:::logs/${aws:username}\"")
            .Decide(TestPolicy.Get()));
}
