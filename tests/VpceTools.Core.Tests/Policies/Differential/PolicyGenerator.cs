using System.Text.Json.Nodes;

namespace VpceTools.Core.Tests.Policies.Differential;

/// <summary>
/// Makes policies and requests from small sets of actions, resources and values, so that statements match often and fail by little.
/// It leaves out what <c>KnownDisagreements</c> lists.
/// </summary>
internal sealed class PolicyGenerator(int seed)
{
    private static readonly (string Action, string[] Resources)[] Calls =
    [
        ("s3:GetObject", ["arn:aws:s3:::data/a", "arn:aws:s3:::data/a/b.txt", "arn:aws:s3:::data-2/a", "arn:aws:s3:::logs/team-red/x"]),
        ("s3:PutObject", ["arn:aws:s3:::data/a", "arn:aws:s3:::logs/team-blue/x"]),
        ("s3:ListBucket", ["arn:aws:s3:::data", "arn:aws:s3:::logs"]),
        ("sqs:SendMessage", ["arn:aws:sqs:us-east-1:123456789012:orders", "arn:aws:sqs:eu-west-1:210987654321:orders-dlq"]),
        ("dynamodb:GetItem", ["arn:aws:dynamodb:us-east-1:123456789012:table/Orders"]),
        ("kms:Decrypt", ["arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"]),
    ];

    private static readonly string[] ActionPatterns =
    [
        "*", "s3:*", "s3:Get*", "s3:GetObject", "S3:getobject", "s3:*Object", "s3:?etObject", "s3:PutObject", "s3:List*", "sqs:*",
        "sqs:SendMessage",
        "dynamodb:GetItem", "dynamodb:*Item", "kms:Decrypt", "kms:*", "s3:*t*", "sqs:S*M*",
    ];

    private static readonly string[] ResourcePatterns =
    [
        "*", "arn:aws:s3:::*", "arn:aws:s3:::data", "arn:aws:s3:::data/*", "arn:aws:s3:::data/a", "arn:aws:s3:::data*",
        "arn:aws:s3:::data-?/*", "arn:aws:s3:::*/a",
        "arn:aws:s3:::logs/${aws:PrincipalTag/team}/*", "arn:aws:s3:::logs/${aws:PrincipalTag/team, 'team-red'}/*",
        "arn:aws:s3:::${aws:username}/*",
        "arn:aws:sqs:*:*:orders", "arn:aws:sqs:us-east-1:*:orders*", "arn:aws:sqs:us-*:123456789012:orders", "arn:*:sqs:*:*:*",
        "arn:aws:sqs:*:210987654321:*",
        "arn:aws:dynamodb:*:*:table/*", "arn:aws:dynamodb:us-east-?:123456789012:table/Ord*", "arn:aws:kms:us-east-1:123456789012:key/*",
        "arn:aws:s3:::da*a/*.txt",
        "arn:aws-cn:s3:::data/*", "arn:aws:sqs:us-east-1:1234567890??:orders",
    ];

    private static readonly Key[] Keys =
    [
        new("aws:SourceVpce", "String", ["vpce-1", "vpce-2", "VPCE-1"], ["vpce-1", "vpce-2", "vpce-*", "vpce-?", "*"]),
        new("aws:PrincipalOrgID", "String", ["o-abc", "o-xyz"], ["o-abc", "O-ABC", "o-*", "o-xyz"]),
        new("aws:PrincipalTag/team", "String", ["team-red", "team-blue", "team*"],
            ["team-red", "TEAM-RED", "team-*", "team-????", "${aws:username}", "team${*}", "${aws:PrincipalTag/other}"]),
        new("aws:username", "String", ["data", "team-red", "o?"],
            ["data", "${aws:PrincipalTag/team}", "*a", "o${?}", "${aws:PrincipalTag/other, 'data'}"]),
        new("aws:RequestedRegion", "String", ["us-east-1", "eu-west-1"], ["us-east-1", "us-*", "eu-*-1", "*-1"]),
        new("aws:MultiFactorAuthAge", "Numeric", ["0", "60", "3600", "3600.5", "-1"], ["0", "60", "3600", "3600.5", "3601", "-1", "60.0"]),
        new("aws:CurrentTime", "Date", ["2024-02-29T12:00:00Z", "2024-03-01T00:00:00Z", "2023-12-31T23:59:59Z"],
            ["2024-02-29T12:00:00Z", "2024-02-29T13:00:00+01:00", "2024-03-01", "2024-01-01T00:00:00Z", "2024-03"]),
        new("aws:SecureTransport", "Bool", ["true", "false"], ["true", "false", "True", "FALSE"]),
        new("aws:PrincipalIsAWSService", "Bool", ["false", "true"], ["false", "true", "${aws:SecureTransport}"]),
        new("aws:PrincipalTag/key", "Binary", ["QQ==", "QUI=", "c2VjcmV0"], ["QQ==", "QUI=", "c2VjcmV0", "c2VjcmV1"]),
        new("aws:SourceIp", "Ip", ["203.0.113.7", "10.1.2.3", "2001:db8::1"],
            ["203.0.113.0/24", "10.0.0.0/8", "0.0.0.0/1", "2001:db8::/32", "::/0", "10.1.2.3/32"]),
        new("aws:VpcSourceIp", "Ip", ["10.1.2.3", "10.2.0.9"], ["10.1.0.0/16", "10.1.2.3", "10.2.0.9/32", "10.2.0.8/31"]),
        new("aws:PrincipalArn", "Arn", ["arn:aws:iam::123456789012:role/app", "arn:aws:iam::123456789012:user/somebody",
            "arn:aws:iam::210987654321:role/path/app"],
            ["arn:aws:iam::123456789012:role/app", "arn:aws:iam::*:role/*", "arn:aws:iam::123456789012:*",
                "arn:aws:iam::??????789012:user/some*", "arn:*:iam::*:role/*app", "arn:aws:iam::123456789012:user/${aws:username}"]),
        new("aws:SourceArn", "Arn", ["arn:aws:sns:us-east-1:123456789012:topic", "arn:aws:s3:::data"],
            ["arn:aws:sns:*:123456789012:*", "arn:aws:s3:::*", "arn:aws:sns:us-east-1:123456789012:t?pic"]),
        new("aws:PrincipalOrgPaths", "StringList", ["o-abc/r-1/ou-1/", "o-abc/r-1/ou-2/", "o-xyz/r-9/"],
            ["o-abc/r-1/ou-1/", "o-abc/*", "o-abc/r-?/ou-2/", "*"]),
        new("aws:TagKeys", "StringList", ["team", "cost", "Team"], ["team", "cost", "t*", "TEAM"]),
        new("aws:CalledVia", "StringList", ["athena.amazonaws.com", "cloudformation.amazonaws.com"],
            ["athena.amazonaws.com", "*.amazonaws.com"]),
    ];

    /// <summary>The context keys that policies ask for.</summary>
    public static IEnumerable<string> KeyNames => [.. Keys.Select(key => key.Name), "aws:PrincipalTag/other"];

    private readonly Random _random = new(seed);
    private bool _variables;

    public GeneratedCase Next(int requests)
    {
        _variables = Chance(0.9);
        var statements = new JsonArray();
        for (var i = _random.Next(1, 5); i > 0; i--)
            statements.Add(NextStatement());
        var policy = new JsonObject
        {
            ["Version"] = _variables ? "2012-10-17" : "2008-10-17", ["Statement"] = statements.Count == 1
            && Chance(0.5) ? statements[0]!.DeepClone() : statements
        };
        return new GeneratedCase(policy, [.. Enumerable.Range(0, requests).Select(_ => NextRequest())]);
    }

    private JsonObject NextStatement()
    {
        var statement = new JsonObject { ["Effect"] = Chance(0.7) ? "Allow" : "Deny", ["Principal"] = "*" };
        statement[Chance(0.85) ? "Action" : "NotAction"] = OneOrMore(ActionPatterns, 3);
        statement[Chance(0.85) ? "Resource" : "NotResource"] = OneOrMore(ResourcePatterns, 3);
        if (statement["NotResource"] is { } excluded && excluded.ToJsonString().Contains("${", StringComparison.Ordinal))
            statement["NotResource"] = "arn:aws:s3:::logs/*";
        if (Chance(0.6))
            statement["Condition"] = NextCondition();
        return statement;
    }

    private JsonObject NextCondition()
    {
        var condition = new JsonObject();
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            var key = Pick(Keys);
            var @operator = NextOperator(key.Type);
            if (condition[@operator] is not JsonObject keys)
                condition[@operator] = keys = [];
            if (keys.All(known => !string.Equals(known.Key, key.Name, StringComparison.OrdinalIgnoreCase)))
                keys[Chance(0.8) ? key.Name : key.Name.ToUpperInvariant()] = @operator.StartsWith("Null", StringComparison.Ordinal)
                    ? Pick(["true", "false"])
                    : OneOrMore([.. key.PolicyValues.Where(value => IsAgreed(@operator, value))], 3);
        }

        return condition;
    }

    // A variable without value in a negated operator, and ${*}, ${?} in operators without wildcards, are on the list of disagreements.
    private static bool IsAgreed(string @operator, string value) =>
        !value.Contains("${", StringComparison.Ordinal)
        || ((!@operator.Contains("Not", StringComparison.Ordinal) || value.Contains(", '", StringComparison.Ordinal))
            && (@operator.Contains("Like", StringComparison.Ordinal)
                || !(value.Contains("${*}", StringComparison.Ordinal) || value.Contains("${?}", StringComparison.Ordinal))));

    private string NextOperator(string type)
    {
        if (Chance(0.1))
            return "Null";
        var plain = type switch
        {
            "Numeric" => Pick(["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
                "NumericGreaterThanEquals"]),
            "Date" => Pick(["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan",
                "DateGreaterThanEquals"]),
            "Bool" => "Bool",
            "Binary" => "BinaryEquals",
            "Ip" => Pick(["IpAddress", "NotIpAddress"]),
            "Arn" => Pick(["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals", "StringLike"]),
            _ => Pick(["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike",
                "StringNotLike"]),
        };
        if (Chance(0.25))
            plain += "IfExists";
        return type == "StringList" ? Pick(["ForAllValues:", "ForAnyValue:"]) + plain : plain;
    }

    private GeneratedRequest NextRequest()
    {
        var (action, resources) = Pick(Calls);
        var context = new JsonObject();
        foreach (var key in Keys)
        {
            if (!Chance(0.6))
                continue;
            if (key.Type == "StringList")
                context[key.Name] = new JsonArray([.. key.RequestValues.Where(_ => Chance(0.5)).DefaultIfEmpty(key.RequestValues[0])
                    .Select(value => (JsonNode)value)]);
            else
                context[key.Name] = Pick(key.RequestValues);
        }

        return new GeneratedRequest(action, Pick(resources), context);
    }

    private JsonNode OneOrMore(string[] values, int most)
    {
        if (!_variables)
            values = [.. values.Where(value => !value.Contains("${", StringComparison.Ordinal))];
        var count = _random.Next(1, most + 1);
        return count == 1 && Chance(0.5) ? Pick(values)
            : new JsonArray([.. Enumerable.Range(0, count).Select(_ => (JsonNode)Pick(values))]);
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    private sealed record Key(string Name, string Type, string[] RequestValues, string[] PolicyValues);
}
