using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using VpceTools.Model;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>Amendments of generated policies, held against every request of a small universe.</summary>
public class PolicyAmendmentPropertyTests
{
    private const string User = "arn:aws:iam::123456789012:user/Bob";
    private const string Role = "arn:aws:iam::123456789012:role/app";
    private static readonly string[] Actions = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "sqs:SendMessage"];
    private static readonly string[] Resources = ["arn:aws:s3:::a", "arn:aws:s3:::a/1", "arn:aws:s3:::b/1", "arn:aws:s3:::b/${x}",
        "arn:aws:sqs:us-east-1:123456789012:q"];
    private static readonly string?[] Principals = [User, Role, "123456789012", "arn:aws:iam::210987654321:user/Bob"];
    private static readonly string[] ActionPatterns = [.. Actions, "s3:*", "s3:Get*", "*"];
    private static readonly string[] ResourcePatterns = [.. Resources, "arn:aws:s3:::a/*", "arn:aws:s3:::b*", "*"];

    private static readonly Gen<JsonNode> Statements = Gen.Select(
        OneOf("Allow", "Allow", "Deny"), OneOf("Action", "Action", "NotAction"), OneOf(ActionPatterns).Array[1, 2],
        OneOf("Resource", "Resource", "NotResource"), OneOf(ResourcePatterns).Array[1, 2],
        OneOf("\"*\"", $"{{\"AWS\":\"{User}\"}}", "{\"AWS\":[\"123456789012\"]}"),
        OneOf("", "", "{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}", "{\"StringNotEquals\":{\"aws:SourceVpc\":\"vpc-9\"}}",
            "{\"Bool\":{\"aws:SecureTransport\":\"false\"}}"))
        .Select((effect, actionElement, actions, resourceElement, resources, principal, condition) =>
        {
            var statement = new JsonObject
            {
                ["Effect"] = effect, ["Principal"] = JsonNode.Parse(principal),
                [actionElement] = Values(actions), [resourceElement] = Values(resources)
            };
            if (condition.Length > 0)
                statement["Condition"] = JsonNode.Parse(condition);
            return (JsonNode)statement;
        });

    private static readonly Gen<string> Policies = Gen.Select(Statements.Array[0, 3], Gen.Bool, Gen.Bool, Gen.Bool)
        .Select((statements, indented, isOld, isSingle) =>
        new JsonObject
        {
            ["Version"] = isOld ? "2008-10-17" : "2012-10-17",
            ["Note"] = "kept",
            ["Statement"] = isSingle && statements.Length == 1 ? statements[0] : new JsonArray(statements),
            ["Id"] = "ä😀",
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = indented }));

    private static readonly Gen<PolicyRequest[]> Required = Gen.Select(
            OneOf(ActionPatterns), OneOf(ResourcePatterns), OneOf(User, Role, "123456789012", null))
        .Select((action, resource, principal) => new PolicyRequest { Action = action, Resource = resource, Principal = principal }).Array[1,
            4];

    private static readonly Gen<VpcEndpoint> Endpoints = OneOf("Gateway", "Interface")
        .Select(type => new VpcEndpoint { Id = "vpce-1", VpcId = "vpc-1", ServiceName = "com.amazonaws.us-east-1.s3", TypeName = type });

    [Fact]
    public void The_required_calls_pass_and_nothing_else_that_did_not()
    {
        var amended = 0;
        Gen.Select(Policies, Required, Endpoints).Sample((policy, required, endpoint) =>
        {
            if (PolicyAmendment.Of(policy, endpoint, required).Document is not { } text)
                return true;
            Interlocked.Increment(ref amended);
            var (before, after) = (TestPolicy.Parse(policy), TestPolicy.Parse(text));
            return required.All(call => Passes(after, endpoint, call)) && Universe().All(call =>
                Passes(after, endpoint, call) == (Passes(before, endpoint, call) || required.Any(wanted => IsPartOf(call, wanted))));
        }, iter: 1_500, threads: 1);
        Assert.InRange(amended, 500, 3_000);
    }

    [Fact]
    public void The_text_stays_as_it_was_but_for_what_is_inserted() => Gen.Select(Policies, Required, Endpoints)
        .Sample((policy, required, endpoint) =>
    {
        if (PolicyAmendment.Of(policy, endpoint, required).Document is not { } text)
            return true;
        var statements = TestPolicy.Parse(policy).Statements;
        var (document, kept) = (TestPolicy.Parse(text), TestPolicy.Parse(policy));
        // Each old statement is there, in its place and as it was written; what stands between the new text's pieces of the old one is what
        // was inserted.
        var added = document.Statements.Skip(statements.Count).ToList();
        return added.Count > 0
            && kept.Statements.Zip(document.Statements).All(pair => Piece(policy, pair.First) == Piece(text, pair.Second))
            && (kept.Id, kept.Version, kept.Irregularities.Count) == (document.Id, document.Version, document.Irregularities.Count)
            && IsInsertion(policy, text, pieces: policy.Contains("\"Statement\":{", StringComparison.Ordinal)
                || policy.Contains("\"Statement\": {", StringComparison.Ordinal) ? 2 : 1);
    }, iter: 1_500);

    [Fact]
    public void An_amended_policy_needs_no_amendment() => Gen.Select(Policies, Required, Endpoints).Sample((policy, required, endpoint) =>
        PolicyAmendment.Of(policy, endpoint, required).Document is not { } text
        || PolicyAmendment.Of(text, endpoint, required).Outcome == PolicyAmendmentOutcome.NotNeeded, iter: 1_500);

    [Fact]
    public void A_call_that_is_denied_is_never_amended() => Gen.Select(Policies, Required, Endpoints).Sample((policy, required, endpoint) =>
    {
        var document = TestPolicy.Parse(policy);
        var isDenied = required.Any(call => PolicyEvaluator.Evaluate(document,
            EndpointContext.Through(endpoint, call)).Decision == PolicyDecisionKind.ExplicitDeny);
        return !isDenied || PolicyAmendment.Of(policy, endpoint, required) is { Document: null, Outcome: PolicyAmendmentOutcome.Denied };
    }, iter: 1_500);

    // A request of which everything is known; what nobody asks for is absent.
    private static bool Passes(PolicyDocument document, VpcEndpoint endpoint, PolicyRequest call) =>
        PolicyEvaluator.Evaluate(document, EndpointContext.Through(endpoint, call)).Decision == PolicyDecisionKind.Allowed;

    private static IEnumerable<PolicyRequest> Universe() =>
        from action in Actions
        from resource in Resources
        where IsCall(action, resource)
        from principal in Principals
        from transport in new[] { "true", "false" }
        select new PolicyRequest
        {
            Action = action, Resource = resource, Principal = principal,
            Context = PolicyContext.Empty.With("aws:SecureTransport", transport).AsComplete()
        };

    // What a call of the action can be about: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
    private static bool IsCall(string action, string resource) => action switch
    {
        "sqs:SendMessage" => resource.StartsWith("arn:aws:sqs:", StringComparison.Ordinal),
        "s3:ListBucket" => resource == "arn:aws:s3:::a",
        _ => resource.StartsWith("arn:aws:s3:", StringComparison.Ordinal) && resource.Contains('/', StringComparison.Ordinal),
    };

    // The oracle: patterns of this universe have one star at their end, or none.
    private static bool IsPartOf(PolicyRequest call, PolicyRequest wanted) =>
        Fits(call.Action, wanted.Action) && Fits(call.Resource, wanted.Resource)
            && (wanted.Principal is null || wanted.Principal == call.Principal);

    private static bool Fits(string text, string pattern) => pattern.EndsWith('*')
        ? text.StartsWith(pattern[..^1], StringComparison.Ordinal) : text == pattern;

    private static string Piece(string text, PolicyStatement statement) => text.Substring(statement.Position.Offset, statement.Length);

    // Whether the longer text is the shorter one with one piece inserted, or with a bracket and a piece.
    private static bool IsInsertion(string shorter, string longer, int pieces)
    {
        var head = shorter.Zip(longer).TakeWhile(pair => pair.First == pair.Second).Count();
        if (pieces == 2)
            return longer[head] == '[' && IsInsertion(shorter[head..], longer[(head + 1)..], 1);
        var tail = shorter.Reverse().Zip(longer.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return head + tail >= shorter.Length;
    }

    private static Gen<T> OneOf<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    private static JsonNode Values(string[] values) => values.Length == 1 ? JsonValue.Create(values[0])
        : new JsonArray([.. values.Select(value => (JsonNode)value)]);
}
