using VpceTools.Model;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>What is added to a policy, where and how it looks, and when nothing is.</summary>
public class PolicyAmendmentTests
{
    private const string Role = "arn:aws:iam::123456789012:role/path/app";
    private static readonly VpcEndpoint Gateway = new()
    {
        Id = "vpce-1", VpcId = "vpc-1", ServiceName = "com.amazonaws.us-east-1.s3",
        TypeName = "Gateway"
    };
    private static readonly VpcEndpoint Interface = Gateway with { TypeName = "Interface" };

    private static PolicyRequest Call(string action, string resource = "arn:aws:s3:::data/a", string? principal = null) =>
        new() { Action = action, Resource = resource, Principal = principal };

    private static PolicyAmendment Amend(string policy, params PolicyRequest[] calls) => PolicyAmendment.Of(policy, Interface, calls);

    [Fact]
    public void A_statement_is_added_behind_the_others_and_looks_like_the_one_before_it() => Assert.Equal(
        """
        {
            "Version": "2012-10-17",
            "Comment": "unknown to AWS, and kept",
            "Statement": [
                {
                    "Sid": "Own",
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": [ "s3:GetObject" ],
                    "Resource": "arn:aws:s3:::own/*"
                },
                {
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": ["s3:GetObject", "s3:PutObject"],
                    "Resource": "arn:aws:s3:::data/a"
                }
            ]
        }
        """,
        Amend(
            """
            {
                "Version": "2012-10-17",
                "Comment": "unknown to AWS, and kept",
                "Statement": [
                    {
                        "Sid": "Own",
                        "Effect": "Allow",
                        "Principal": "*",
                        "Action": [ "s3:GetObject" ],
                        "Resource": "arn:aws:s3:::own/*"
                    }
                ]
            }
            """,
            Call("s3:GetObject"), Call("s3:PutObject")).Document);

    [Theory]
    [InlineData("""{"Statement":[]}""",
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/a"}]}""")]
    [InlineData("""{"Statement":[ ], "Id":"x"}""",
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/a"} ], "Id":"x"}""")]
    [InlineData(
        """{"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"},"Version":"2012-10-17"}""",
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"},{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/a"}],"Version":"2012-10-17"}""")]
    [InlineData(
        """{ "Statement": [ { "Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*" } ] }""",
        """{ "Statement": [ { "Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*" }, { "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/a" } ] }""")]
    public void Every_form_of_Statement_takes_one_more(string policy, string expected) =>
        Assert.Equal(expected, Amend(policy, Call("s3:GetObject")).Document);

    [Theory]
    [InlineData(null, """Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/a"}""")]
    [InlineData(Role, """Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/path/app"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::data/a"}""")]
    [InlineData("s3.amazonaws.com",
        """Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::data/a"}""")]
    // An account in a Principal element would be everybody in it, and only its root user is asked for:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
    [InlineData("123456789012",
        """Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/a","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:root"}}}""")]
    public void An_interface_endpoint_names_the_principal(string? principal, string expected) =>
        Assert.EndsWith(expected + "]}", Amend("""{"Statement":[]}""", Call("s3:GetObject", principal: principal)).Document,
            StringComparison.Ordinal);

    // "With gateway endpoints, the Principal element must be set to *. To specify a principal, use the aws:PrincipalArn condition key."
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway
    [Fact]
    public void A_gateway_endpoint_takes_the_principal_in_a_condition() => Assert.EndsWith(
        """Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::data/a","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/path/app"}}}]}""",
        PolicyAmendment.Of("""{"Statement":[]}""", Gateway, [Call("s3:GetObject", principal: Role)]).Document, StringComparison.Ordinal);

    [Fact]
    public void Calls_join_one_statement_only_where_every_combination_is_required()
    {
        var product = from action in new[] { "s3:GetObject", "s3:PutObject" }
                      from resource in new[] { "arn:aws:s3:::a/*",
            "arn:aws:s3:::b/*" }
                      select Call(action, resource);
        Assert.Equal(
            """{"Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]}]}""",
            Amend("""{"Statement":[]}""", [.. product]).Document);
        Assert.Equal(
            """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::a"}]}""",
            Amend("""{"Statement":[]}""", Call("s3:GetObject", "arn:aws:s3:::a/*"), Call("s3:ListBucket", "arn:aws:s3:::a")).Document);
    }

    [Fact]
    public void A_call_that_another_one_covers_adds_nothing() => Assert.Equal(
        """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::data/*"}]}""",
        Amend("""{"Statement":[]}""", Call("s3:GetObject"), Call("s3:*", "arn:aws:s3:::data/*"), Call("S3:*", "arn:aws:s3:::data/*"),
            Call("s3:PutObject", principal: Role)).Document);

    [Fact]
    public void A_call_that_passes_already_is_not_repeated() => Assert.EndsWith(
        """,{"Effect":"Allow","Principal":"*","Action":"s3:PutObject","Resource":"arn:aws:s3:::data/a"}]}""",
        Amend("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:Get*","Resource":"*"}]}""", Call("s3:GetObject"),
            Call("s3:PutObject")).Document,
        StringComparison.Ordinal);

    // "${$} - use where you need a dollar sign":
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "arn:aws:s3:::data/${$}{x}")]
    [InlineData("""{"Statement":[]}""", "arn:aws:s3:::data/${x}")]
    public void What_looks_like_a_variable_in_a_resource_stands_for_itself(string policy, string expected) =>
        Assert.Contains($"\"{expected}\"", Amend(policy, Call("s3:GetObject", "arn:aws:s3:::data/${x}")).Document,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""", PolicyAmendmentOutcome.NotNeeded,
        "allows every required call")]
    [InlineData("""{"Statement":[{"Sid":"No","Effect":"Deny","Principal":"*","Action":"s3:Get*","Resource":"*"}]}""",
        PolicyAmendmentOutcome.Denied, "statement 1 ('No') at 1:15 denies s3:GetObject on arn:aws:s3:::data/a")]
    [InlineData(
        """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:Get*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}}]}""",
        PolicyAmendmentOutcome.Denied, "may deny s3:GetObject on arn:aws:s3:::data/a: that depends on aws:PrincipalOrgID")]
    [InlineData("""{"Statement":[{"Effect":"Permit"}]}""", PolicyAmendmentOutcome.Malformed, "line 1, column 15")]
    [InlineData("  ", PolicyAmendmentOutcome.Malformed, "no policy")]
    [InlineData(null, PolicyAmendmentOutcome.Malformed, "no policy")]
    public void Where_nothing_is_added_the_reason_is_told(string? policy, PolicyAmendmentOutcome outcome, string reason)
    {
        var amendment = PolicyAmendment.Of(policy, Interface, [Call("s3:GetObject")]);

        Assert.Equal((outcome, null), (amendment.Outcome, amendment.Document));
        Assert.Contains(reason, amendment.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetObject", "arn:aws:s3:::data/a", null, "is not an action")]
    [InlineData("s3:GetObject", "data/a", null, "neither * nor an ARN")]
    [InlineData("s3:GetObject", "*", "Bob", "no statement can name it")]
    [InlineData("s3:GetObject", "*", "arn:aws:iam::123456789012:role/*", "no statement can name it")]
    [InlineData("s3:GetObject", "*", "arn:aws:sts::123456789012:assumed-role/app/i-1", "leaves out the path of its role")]
    [InlineData("s3:GetObject", "*", "ec2.amazonaws.com", "AWS service")]
    public void What_no_statement_of_a_gateway_can_say_is_refused(string action, string resource, string? principal, string reason)
    {
        var amendment = PolicyAmendment.Of("""{"Statement":[]}""", Gateway, [Call(action, resource, principal)]);

        Assert.Equal((PolicyAmendmentOutcome.Inexpressible, null), (amendment.Outcome, amendment.Document));
        Assert.Contains(reason, amendment.Reason, StringComparison.Ordinal);
    }

    // "The size of an endpoint policy cannot exceed 20,480 characters, including white space."
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policy-considerations
    [Theory]
    [InlineData(0, PolicyAmendmentOutcome.Amended)]
    [InlineData(1, PolicyAmendmentOutcome.TooLong)]
    public void A_policy_never_grows_beyond_the_limit(int more, PolicyAmendmentOutcome outcome)
    {
        const string Policy = """{"Statement":[]}""";
        var added = Amend(Policy, Call("s3:GetObject")).Document!.Length - Policy.Length;
        var amendment = Amend(Policy + new string(' ', PolicyLinter.MaximumLength - Policy.Length - added + more), Call("s3:GetObject"));

        Assert.Equal(outcome, amendment.Outcome);
        Assert.Equal(outcome == PolicyAmendmentOutcome.Amended ? PolicyLinter.MaximumLength : null, amendment.Document?.Length);
    }
}
