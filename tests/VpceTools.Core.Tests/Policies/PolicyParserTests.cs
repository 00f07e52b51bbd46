using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</summary>
public class PolicyParserTests
{
    private const string Full = """
        {
          "Version": "2012-10-17",
          "Id": "the policy",
          "Statement": [
            {
              "Sid": "First",
              "Effect": "Allow",
              "Principal": "*",
              "Action": "s3:GetObject",
              "Resource": "arn:aws:s3:::data/*"
            },
            {
              "Sid": "Zweite ä😀", "Effect": "Deny",
              "NotPrincipal": { "AWS": ["123456789012", "arn:aws:iam::123456789012:user/Bob"], "Service": "s3.amazonaws.com" },
              "NotAction": ["s3:*", "sqs:*"],
              "NotResource": ["*"],
              "Condition": {
                "StringEquals": { "aws:SourceVpce": ["vpce-1", "vpce-2"], "aws:PrincipalOrgID": "o-1" },
                "NumericLessThan": { "s3:max-keys": 10.5 },
                "Bool": { "aws:SecureTransport": true }
              }
            }
          ]
        }
        """;

    [Fact]
    public void A_document_keeps_everything_with_its_place()
    {
        var document = TestPolicy.Parse(Full);

        Assert.Equal((PolicyVersion.V2012, true, "the policy", 2),
            (document.Version, document.HasVersion, document.Id, document.Statements.Count));
        var (first, second) = (document.Statements[0], document.Statements[1]);
        Assert.Equal((0, "First", PolicyEffect.Allow, "5:5"), (first.Index, first.Sid, first.Effect, first.Position.ToString()));
        Assert.True(first.Principal.IsEveryone);
        Assert.Equal("9:17", first.Action.Patterns.Single().Position.ToString());
        Assert.Equal("10:19", first.Resource.Patterns.Single().Position.ToString());
        Assert.Equal((1, "Zweite ä😀", PolicyEffect.Deny, true, true, true),
            (second.Index, second.Sid, second.Effect, second.Principal.IsNegated, second.Action.IsNegated, second.Resource.IsNegated));
        Assert.Equal(["123456789012", "arn:aws:iam::123456789012:user/Bob", "Service:s3.amazonaws.com"],
            second.Principal.Principals.Select(principal => principal.ToString()));
        Assert.Equal(
            ["StringEquals aws:SourceVpce ['vpce-1', 'vpce-2']", "StringEquals aws:PrincipalOrgID 'o-1'",
                "NumericLessThan s3:max-keys '10.5'", "Bool aws:SecureTransport 'true'"],
            second.Conditions.Select(condition => condition.ToString()));
        Assert.Empty(document.Irregularities);
    }

    [Fact]
    public void A_statement_is_a_piece_of_the_text()
    {
        foreach (var statement in TestPolicy.Parse(Full).Statements)
        {
            var piece = Full.Substring(statement.Position.Offset, statement.Length);
            Assert.Equal(statement.Sid, TestPolicy.Parse($$"""{"Statement":{{piece}}}""").Statements.Single().Sid);
        }
    }

    [Fact]
    public void Positions_count_characters_and_not_bytes()
    {
        var document = TestPolicy.Parse("""{"Id":"ä😀","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""");
        Assert.Equal(new TextPosition(1, 25, 24), document.Statements.Single().Position);
    }

    [Fact]
    public void A_single_statement_and_single_values_need_no_list()
    {
        var document = TestPolicy.Parse("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*","Resource":"*"}}""");
        Assert.Equal((PolicyVersion.V2008, false), (document.Version, document.HasVersion));
        Assert.True(document.Statements.Single().Principal.IsEveryone);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_text() =>
        Assert.Equal(1, TestPolicy.Parse("\uFEFF{\"Statement\":[" + TestPolicy.Statement("Allow") + "]}").Statements[0].Position.Line);

    // "Multiple Effect elements: only the last Effect element is observed. […] Multiple Action elements: all Action elements are combined
    // internally and treated as if they were a single list."
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html#duplicateelement
    [Fact]
    public void Repeated_elements_mean_what_AWS_made_of_them_before_it_refused_them()
    {
        var document = TestPolicy.Parse("""
            {"Statement":{"Effect":"Deny","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Action":["s3:PutObject"],
            "Resource":"arn:aws:s3:::a","Resource":"arn:aws:s3:::b"}}
            """);
        var statement = document.Statements.Single();
        Assert.Equal(PolicyEffect.Allow, statement.Effect);
        Assert.Equal(["s3:GetObject", "s3:PutObject"], statement.Action.Patterns.Select(pattern => pattern.Text));
        Assert.Equal(["arn:aws:s3:::a", "arn:aws:s3:::b"], statement.Resource.Patterns.Select(pattern => pattern.Text));
        Assert.Equal(["Effect 1:31", "Action 1:88", "Resource 2:29"],
            document.Irregularities.Select(found => $"{found.Name} {found.Position}"));
    }

    [Fact]
    public void Unknown_elements_do_not_keep_the_rest_from_being_read()
    {
        var document = TestPolicy.Parse(
            """{"Comment":"x","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","condition":{}}}""");
        Assert.Equal(["Comment 1:2", "condition 1:90"], document.Irregularities.Select(found => $"{found.Name} {found.Position}"));
        Assert.Contains("did you mean 'Condition'", document.Irregularities[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "1:1", "not JSON")]
    [InlineData("   ", "1:4", "not JSON")]
    [InlineData("null", "1:1", "is a JSON object, not null")]
    [InlineData("[]", "1:1", "is a JSON object, not a list")]
    [InlineData("{\n  \"Statement\": [\n    {,}\n]}", "3:6", "not JSON")]
    [InlineData("{\"Statement\": [],\n}", "2:1", "not JSON: a comma stands before the closing brace.")]
    [InlineData("{\"Statement\": [1,]}", "1:18", "not JSON: a comma stands before the closing bracket.")]
    [InlineData("{\"Statement\": []} x", "1:19", "not JSON")]
    [InlineData("{\"Statement\": [] // x\n}", "1:18", "not JSON")]
    [InlineData("{\"Id\": \"\\uD800\", \"Statement\": []}", "1:8", "surrogate")]
    [InlineData("{}", "1:1", "has no 'Statement'")]
    [InlineData("{\"Version\": \"2012-10-18\", \"Statement\": []}", "1:13", "'2012-10-18' is not a version")]
    [InlineData("{\"Version\": 2012, \"Statement\": []}", "1:13", "takes a text, not 2012")]
    [InlineData("{\"Statement\": [], \"Statement\": []}", "1:19", "'Statement' is duplicated")]
    [InlineData("{\"Statement\": [1]}", "1:16", "is an object, not 1")]
    [InlineData("{\"Statement\": {\"Effect\": \"allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}}", "1:26",
        "'Allow' or 'Deny', case-sensitive")]
    [InlineData("{\"Statement\": {\"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}}", "1:15", "has no 'Effect'")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}", "1:15",
        "neither 'Principal' nor 'NotPrincipal'")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Resource\": \"*\"}}", "1:15",
        "neither 'Action' nor 'NotAction'")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\"}}", "1:15",
        "neither 'Resource' nor 'NotResource'")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"NotAction\": \"*\", \"Resource\": \"*\"}}", "1:68", "either 'Action' or 'NotAction'")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"123456789012\", \"Action\": \"*\", \"Resource\": \"*\"}}", "1:48",
        "'Principal' is \"*\" or an object")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"Aws\": \"*\"}, \"Action\": \"*\", \"Resource\": \"*\"}}", "1:49",
        "'Aws' is not a kind of principal")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"1\", \"AWS\": \"2\"}, \"Action\": \"*\", \"Resource\": \"*\"}}", "1:61", "'AWS' is duplicated")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": [\"*\", 7], \"Resource\": \"*\"}}", "1:69",
        "'Action' takes a text or a list of texts, not 7")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": {}}}", "1:80",
        "'Resource' takes a text or a list of texts, not an object")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": []}}",
        "1:98", "'Condition' takes an object of operators")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"StringIs\": {}}}}", "1:99", "'StringIs' is not a condition operator")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"a:b\": {}}}}}", "1:115", "takes a text, number or Boolean")]
    [InlineData("{\"Statement\": {\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"a:b\": true, \"A:B\": true}}}}", "1:121", "'A:B' is duplicated")]
    public void What_is_no_policy_is_told_with_line_and_column(string text, string position, string message)
    {
        var result = PolicyDocument.Parse(text);

        Assert.Null(result.Document);
        var error = Assert.Single(result.Errors);
        Assert.Equal(position, $"{error.Line}:{error.Column}");
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_the_text()
    {
        var result = PolicyDocument.Parse("""
            {"Version": "1", "Statement": [
              {"Effect": "Permit", "Principal": "*", "Action": "*"},
              {"Effect": "Allow", "Principal": "me", "Action": "*", "Resource": "*"}
            ]}
            """);
        Assert.Equal(["1:13", "2:3", "2:14", "3:36"], result.Errors.Select(error => $"{error.Line}:{error.Column}"));
    }

    [Fact]
    public void Nesting_that_no_policy_has_is_an_error() =>
        Assert.Single(PolicyDocument.Parse(new string('[', 50_000)).Errors);
}
