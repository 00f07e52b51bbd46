using System.Text.Json.Nodes;

namespace VpceTools.Core.Tests.Policies.Differential;

/// <summary>The disagreements that were found, each looked up in the documentation. The generator leaves their features out.</summary>
internal static class KnownDisagreements
{
    private const string Operators =
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html";
    private const string Conditions = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html";
    private const string Sets =
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html";
    private const string Variables = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html";
    private const string Versions = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html";
    private const string Resources = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html";
    private const string Checks = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html";
    private const string Allowed = "Allowed";
    private const string Denied = "ImplicitlyDenied";

    public static IReadOnlyList<KnownDisagreement> All { get; } =
    [
        OfCondition("Null and an empty text", Allowed,
            "The request context is 'null (an empty data string)' there, and Null:true asks for just that.", Conditions,
            """{"Null": {"aws:PrincipalTag/team": "true"}}""", """{"aws:PrincipalTag/team": ""}"""),
        OfCondition("ForAllValues and an empty text", Allowed,
            "It returns true 'if the context key value resolves to a null dataset, such as an empty string'.", Sets,
            """{"ForAllValues:StringEquals": {"aws:TagKeys": "a"}}""", """{"aws:TagKeys": [""]}"""),
        OfCondition("ForAnyValue and an empty text", Denied, "'For no matching key or a null dataset, the condition returns false.'", Sets,
            """{"ForAnyValue:StringEquals": {"aws:TagKeys": ""}}""", """{"aws:TagKeys": [""]}"""),
        OfCondition("ForAllValues:Null", Allowed,
            "'When you use the Null condition operator with ForAllValues, the statement always returns true.'", Checks,
            """{"ForAllValues:Null": {"aws:TagKeys": "false"}}""", "{}"),
        OfCondition("ForAnyValue:Null", Denied,
            "'When you use the Null condition operator with ForAnyValue, the statement always returns false.'", Checks,
            """{"ForAnyValue:Null": {"aws:TagKeys": "true"}}""", "{}"),
        OfCondition("A variable without value under StringNotEquals", Allowed,
            "'Inverted condition operators like StringNotEquals or StringNotLike do match against a null value.'", Variables,
            """{"StringNotEquals": {"aws:username": "${aws:PrincipalTag/team}"}}""", """{"aws:username": "x"}"""),
        OfCondition("A variable without value under ArnNotLike", Allowed, "The same: ArnNotLike is an inverted operator.", Variables,
            """{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:user/${aws:PrincipalTag/team}"}}""",
            """{"aws:PrincipalArn": "arn:aws:iam::123456789012:user/x"}"""),
        OfCondition("${?} under StringEquals", Allowed,
            "The predefined variables 'can be used in any string where you can use regular policy variables'.", Variables,
            """{"StringEquals": {"aws:username": "o${?}"}}""", """{"aws:username": "o?"}"""),
        OfCondition("${*} under StringEqualsIgnoreCase", Allowed,
            "The predefined variables 'can be used in any string where you can use regular policy variables'.", Variables,
            """{"StringEqualsIgnoreCase": {"aws:username": "O${*}"}}""", """{"aws:username": "o*"}"""),
        OfCondition("An empty default", Allowed, "A variable without value stands for its default, and the default here is the empty text.",
            Variables,
            """{"StringEquals": {"aws:username": "a${aws:PrincipalTag/team, ''}"}}""", """{"aws:username": "a"}"""),
        OfCondition("Blanks in a variable", Denied,
            "A variable has no blanks but the one before its default ('Unsupported space in variable').", Checks,
            """{"StringEquals": {"aws:username": "${ aws:PrincipalTag/team }"}}""",
            """{"aws:username": "x", "aws:PrincipalTag/team": "x"}"""),
        OfCondition("An IPv6 address in another spelling", Allowed,
            "RFC 4291 gives an address several spellings; the operator compares addresses, not texts.", Operators,
            """{"IpAddress": {"aws:SourceIp": "2001:db8:0::1"}}""", """{"aws:SourceIp": "2001:db8::1"}"""),
        OfCondition("All of IPv4", Allowed, "0.0.0.0/0 is every IPv4 address (RFC 4632).", Operators,
            """{"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}""", """{"aws:SourceIp": "203.0.113.7"}"""),
        OfCondition("NotIpAddress of one address and the other family", Allowed,
            "NotIpAddress is 'all IP addresses except the specified IP address or range'.", Operators,
            """{"NotIpAddress": {"aws:SourceIp": "10.1.2.3"}}""", """{"aws:SourceIp": "2001:db8::1"}"""),
        OfCondition("NotIpAddress of what is no address", Allowed, "No address is excluded; the linter reports the value.", Operators,
            """{"NotIpAddress": {"aws:SourceIp": "nonsense"}}""", """{"aws:SourceIp": "10.0.0.1"}"""),
        OfCondition("NumericNotEquals of what is no number", Allowed,
            "Negated matching of a value that nothing equals; the linter reports the value.", Operators,
            """{"NumericNotEquals": {"aws:MultiFactorAuthAge": "x"}}""", """{"aws:MultiFactorAuthAge": "1"}"""),
        OfCondition("DateNotEquals of what is no date", Allowed,
            "Negated matching of a value that nothing equals; the linter reports the value.", Operators,
            """{"DateNotEquals": {"aws:CurrentTime": "x"}}""", """{"aws:CurrentTime": "2023-12-01T00:00:00Z"}"""),
        OfCondition("ArnNotEquals of what is no ARN", Allowed,
            "Negated matching of a value that nothing equals; the linter reports the value.", Operators,
            """{"ArnNotEquals": {"aws:PrincipalArn": "x"}}""", """{"aws:PrincipalArn": "arn:aws:iam::123456789012:user/x"}"""),
        OfCondition("A number with letters behind it", Denied, "'10x' is no 'integer or decimal value'.", Operators,
            """{"NumericEquals": {"aws:MultiFactorAuthAge": "10x"}}""", """{"aws:MultiFactorAuthAge": "10"}"""),
        OfCondition("A number with an exponent", Allowed,
            "1e3 is a JSON number (RFC 8259, which the grammar page refers to) and its value is 1000.", Operators,
            """{"NumericEquals": {"aws:MultiFactorAuthAge": "1e3"}}""", """{"aws:MultiFactorAuthAge": "1000"}"""),
        OfCondition("Epoch time", Allowed,
            "UNIX time counts seconds; the other evaluator takes them for milliseconds, so that 2023 is after 2022-12-01.", Operators,
            """{"DateLessThan": {"aws:CurrentTime": "1700000000"}}""", """{"aws:CurrentTime": "2022-12-01T00:00:00Z"}"""),
        OfCondition("Base64 with other unused bits", Allowed, "BinaryEquals compares 'byte for byte', and both texts are the byte 0x41.",
            Operators,
            """{"BinaryEquals": {"aws:PrincipalTag/team": "QQ=="}}""", """{"aws:PrincipalTag/team": "QR=="}"""),
        OfResource("A variable without value in NotResource", Allowed,
            "'The resource that includes a policy variable with no value will not match any resource', so nothing is excepted.", Variables,
            "2012-10-17", "NotResource", "arn:aws:s3:::data/${aws:username}"),
        OfResource("A variable in version 2008-10-17", Denied,
            "Variables 'aren't recognized as variables and are instead treated as literal strings in the policy'.", Versions,
            "2008-10-17", "Resource", "arn:aws:s3:::data/${aws:PrincipalTag/team, 'a'}"),
        OfResource("Capitals in the service of an ARN", Denied,
            "'Invalid ARN service case': the service of an ARN is in lower case, and matching is case-sensitive.", Checks,
            "2012-10-17", "Resource", "arn:aws:S3:::data/a"),
        OfResource("A star before the fields of the ARN", Denied, "A star crosses colons only as the last character of its segment.",
            Resources,
            "2012-10-17", "Resource", "*/a"),
    ];

    private static KnownDisagreement OfCondition(string name, string ours, string reason, string page, string condition, string context) =>
        new(
        name, ours, ours == Allowed ? Denied : Allowed, reason, page,
        JsonNode.Parse($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{{condition}}}]}""")!,
        new GeneratedRequest("s3:GetObject", "arn:aws:s3:::data/a", JsonNode.Parse(context)!.AsObject()));

    private static KnownDisagreement OfResource(string name, string ours, string reason, string page, string version, string element,
        string resource) => new(
        name, ours, ours == Allowed ? Denied : Allowed, reason, page,
        JsonNode.Parse($$"""{"Version":"{{version}}","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","{{element}}":"{{resource}}"}]}""")!,
        new GeneratedRequest("s3:GetObject", "arn:aws:s3:::data/a", []));
}
