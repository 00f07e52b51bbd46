using System.Text.Json.Nodes;
using CsCheck;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies.Differential;

/// <summary>
/// Decisions that leave things open are held against the naive evaluator in every world that they may be about: a sure one must be right in
/// all of them. The universe is made of what the rules turn on: actions with and without resources, access points, AWS's own buckets,
/// callers without credentials, boundaries, and keys that some services have.
/// </summary>
public class NaiveOracleTests
{
    private const string Own = "111111111111";
    private const string Other = "222222222222";
    private const string OwnOrganization = "o-own";
    private const string Bob = "arn:aws:iam::111111111111:user/Bob";
    private const string Role = "arn:aws:iam::111111111111:role/app";
    private const string Session = "arn:aws:sts::111111111111:federated-user/Session";
    private const string AccessPoint = "arn:aws:s3:us-east-1:111111111111:accesspoint/ap";
    private const string Layers = "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/x";

    // Each action with all resources that it can be about here; of an access point also the bucket behind it.
    private static readonly Dictionary<string, string[][]> Calls = new()
    {
        ["s3:GetObject"] = [["arn:aws:s3:::own/a"], ["arn:aws:s3:::other/a"], [Layers], [AccessPoint + "/object/a", "arn:aws:s3:::own/a"],
            [AccessPoint + "/object/a", "arn:aws:s3:::other/a"]],
        ["s3:ListBucket"] = [["arn:aws:s3:::own"], ["arn:aws:s3:::other"], [AccessPoint, "arn:aws:s3:::own"],
            [AccessPoint, "arn:aws:s3:::other"]],
        ["ecr:GetAuthorizationToken"] = [["*"]],
        ["ecr:BatchGetImage"] = [["arn:aws:ecr:us-east-1:111111111111:repository/r"], ["arn:aws:ecr:us-east-1:222222222222:repository/r"]],
        ["kms:ListKeys"] = [["*"]],
        ["kms:Decrypt"] = [["arn:aws:kms:us-east-1:111111111111:key/k"]],
        ["sqs:SendMessage"] = [["arn:aws:sqs:us-east-1:111111111111:q"], ["arn:aws:sqs:us-east-1:222222222222:q"]],
        ["events:PutRule"] = [["arn:aws:events:us-east-1:111111111111:rule/r"]],
        ["sts:AssumeRoleWithWebIdentity"] = [["arn:aws:iam::111111111111:role/app"]],
    };

    private static readonly NaiveCaller[] Callers =
    [
        .. from boundary in new[] { false, true }
           from organization in new[] { OwnOrganization, null }
           from caller in new NaiveCaller[]
           {
               new("User", Bob, Own, organization, boundary), new("Role", Role, Own, organization, boundary),
               new("FederatedUser", Session, Own, organization, boundary, Bob),
               new("FederatedUser", Session, Own, organization, boundary, "arn:aws:iam::111111111111:user/Eve"),
               new("User", "arn:aws:iam::222222222222:user/Bob", Other, "o-other", boundary),
           }
           select caller,
        new("Root", "arn:aws:iam::111111111111:root", Own, OwnOrganization, false),
        new("Root", "arn:aws:iam::111111111111:root", Own, null, false),
        new("Service", "ec2.amazonaws.com", null, null, false),
        new("Anonymous", "anonymous", null, null, false),
    ];

    private static readonly NaiveCaller Unsigned = new("Unsigned", "", null, null, false);

    private static readonly Gen<NaiveCondition> Conditions = Gen.OneOf(
        Condition(["StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringNotEqualsIfExists"], "aws:PrincipalAccount",
            [Own, Other, "anonymous"]),
        Condition(["StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringNotEqualsIfExists"], "aws:PrincipalOrgID",
            [OwnOrganization, "o-other"]),
        Condition(["StringEquals", "StringNotEquals", "StringNotEqualsIfExists"], "aws:ResourceAccount",
            [Own, Other, "${aws:PrincipalAccount}"]),
        Condition(["StringEquals", "StringNotEquals", "StringEqualsIfExists", "StringNotEqualsIfExists"], "aws:ResourceOrgID",
            [OwnOrganization, "${aws:PrincipalOrgID}"]),
        Condition(["StringEquals", "StringNotEquals", "StringEqualsIfExists"], "aws:VpceAccount", [Own, Other]),
        Condition(["StringLike", "StringNotLike"], "aws:PrincipalArn", ["arn:aws:iam::111111111111:*", Bob]),
        Condition(["StringEquals", "StringNotEquals", "ForAnyValue:StringEquals", "ForAllValues:StringEquals"], "events:source",
            ["aws.ec2", "aws.ecs"]),
        Condition(["StringEquals", "StringNotEquals", "StringEqualsIfExists"], "kms:ViaService", ["x"]),
        Condition(["StringEquals", "StringNotEquals"], "aws:PrincipleOrgID", [OwnOrganization]),
        Condition(["Null"], "aws:PrincipalIsAWSService", ["true", "false"]),
        Condition(["Null"], "aws:VpceAccount", ["true", "false"]));

    private static readonly Gen<NaiveStatement> Statements = Gen.Select(
        Pick(true, true, false), Pick([.. Calls.Keys, "s3:*", "ecr:*", "*"]).Array[1, 3], Pick(false, false, false, true),
        Pick([
            "*", "*", "arn:aws:s3:::*", "arn:aws:s3:::own*", "arn:aws:s3:::own/*", "arn:aws:s3:::own",
            "arn:aws:s3:us-east-1:111111111111:accesspoint/ap*",
            "arn:aws:ecr:us-east-1:111111111111:repository/*", "arn:aws:sqs:us-east-1:222222222222:q",
            "arn:aws:kms:us-east-1:111111111111:key/k", Layers,
        ]).Array[1, 3],
        Pick(false, false, false, true), Pick("*", "*", "*", Bob, Role, Own, Session, "arn:aws:iam::222222222222:user/Bob").Array[1, 3],
        Conditions.Array[0, 2])
        .Select((isAllow, actions, isNotResource, resources, isNotPrincipal, principals, conditions) => new NaiveStatement(
            isAllow, actions, isNotResource, resources, isNotPrincipal, principals.Contains("*") ? ["*"] : [.. principals.Distinct()],
            [.. conditions.DistinctBy(condition => (condition.Operator, condition.Key))]));

    private static readonly Gen<PolicyRequest> Requests = Gen.Select(
        Pick([.. Calls.Keys]), Gen.Int[0, 7], Pick(null, null, Bob, Role, Session, Own, "anonymous", "ec2.amazonaws.com"), Gen.Bool,
        Gen.Int[0, 4], Pick(null, "", "yes"))
        .Select((action, which, principal, isGateway, keys, boundary) =>
        {
            var resources = Calls[action].Select(resource => resource[0]).Distinct().ToList();
            var context = PolicyContext.Empty;
            if (keys == 1)
                context = context.With("aws:PrincipalOrgID", OwnOrganization);
            else if (keys is 2 or 3)
                context = context.With("events:source", keys == 2 ? ["aws.ec2"] : ["aws.ec2", "aws.ecs"]);
            if (boundary is not null)
                context = boundary.Length == 0 ? context.With(PolicyContext.PermissionsBoundary)
                    : context.With(PolicyContext.PermissionsBoundary, boundary);
            return new PolicyRequest
            {
                Action = action, Resource = which < resources.Count ? resources[which] : "*", Principal = principal,
                IsGatewayEndpoint = isGateway, Context = context, OwnAccounts = [Own],
                AssumedContext = PolicyContext.Empty.With("aws:VpceAccount", Own),
            };
        });

    [Fact]
    public void A_sure_decision_is_right_in_every_world()
    {
        var (sure, open, idle) = (0, 0, 0);
        Gen.Select(Statements.Array[1, 4], Requests).Sample((statements, request) =>
        {
            var passes = Worlds(request).Select(world => NaiveEvaluator.Passes(statements, world)).Distinct().ToList();
            if (passes.Count == 0)
                return true; // What is known of the call contradicts itself, such as an organisation of a caller without credentials.
            var decision = PolicyEvaluator.Evaluate(TestPolicy.Parse(ToJson(statements)), request).Decision;
            if (decision == PolicyDecisionKind.Conditional)
            {
                Interlocked.Increment(ref open);
                if (passes.Count == 1)
                    Interlocked.Increment(ref idle);
                return true;
            }

            Interlocked.Increment(ref sure);
            return passes.Count == 1 && passes[0] == (decision == PolicyDecisionKind.Allowed);
        }, iter: 5_000, print: call =>
            $"{Say(call.Item2)}\n{ToJson(call.Item1)}\n{PolicyEvaluator.Evaluate(TestPolicy.Parse(ToJson(call.Item1)), call.Item2)}");
        // Most questions have a sure answer, and of the others few have one that was not seen.
        Assert.True(sure > 2 * open, $"{sure} sure, {open} open, of which {idle} decided");
        Assert.True(idle < open / 3, $"{sure} sure, {open} open, of which {idle} decided");
    }

    private static string ToJson(NaiveStatement[] statements) =>
        new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray([.. statements.Select(statement => (JsonNode)statement.ToJson())])
        }.ToJsonString();

    private static string Say(PolicyRequest request) =>
        $"{request} {(request.IsGatewayEndpoint ? "through a gateway" : "through an interface")}, "
        + string.Join("; ", request.Context.Values.Select(key => $"{key.Key} = {string.Join(", ", key.Value)}"));

    private static IEnumerable<NaiveWorld> Worlds(PolicyRequest request) =>
        from resources in Calls[request.Action]
        where request.Resource == "*" || resources[0] == request.Resource
        from caller in request.Action == "sts:AssumeRoleWithWebIdentity" ? [Unsigned] : Callers
        where IsMeant(request, caller)
        from owner in OwnersOf(resources[^1])
        from keys in KeysOf(request)
        from habits in new[] { false, true }
        select new NaiveWorld(
            request.Action, resources, caller, owner.Account, owner.Organization, request.IsGatewayEndpoint, keys,
            new(habits, habits, habits));

    private static bool IsMeant(PolicyRequest request, NaiveCaller caller)
    {
        if (caller.Kind == "Unsigned")
            return !request.Context.Values.ContainsKey("aws:PrincipalOrgID");
        if (request.Principal is not null && request.Principal != caller.Arn
            && !(request.Principal == Own && caller is { Kind: "Root", Account: Own }))
            return false;
        if (request.Context.Values.TryGetValue("aws:PrincipalOrgID", out var organization) && caller.Organization != organization[0])
            return false;
        return !request.Context.Values.TryGetValue(PolicyContext.PermissionsBoundary, out var boundary)
            || caller.Kind is not ("User" or "Role" or "FederatedUser") || caller.HasBoundary == boundary.Count > 0;
    }

    private static IEnumerable<(string Account, string? Organization)> OwnersOf(string resource) =>
        resource == Layers ? [("777777777777", "o-aws"), ("777777777777", null)]
        : resource.Contains(Other, StringComparison.Ordinal) ? [(Other, "o-other"), (Other, null)]
        : resource.Contains(Own, StringComparison.Ordinal) ? [(Own, OwnOrganization), (Own, null)]
        : [(Own, OwnOrganization), (Own, null), (Other, "o-other"), (Other, null)];

    private static IEnumerable<Dictionary<string, string[]>> KeysOf(PolicyRequest request)
    {
        string[][] sources = request.Context.Values.TryGetValue("events:source", out var known) ? [[.. known]]
            : request.Action == "events:PutRule" ? [[], ["aws.ec2"], ["aws.s3"], ["aws.ec2", "aws.ecs"], ["aws.s3", "aws.ecs"]] : [[]];
        string[][] services = request.Action.StartsWith("kms:", StringComparison.Ordinal) ? [[], ["x"], ["y"]] : [[]];
        return from source in sources
               from service in services
               select new Dictionary<string, string[]>
               {
                   ["events:source"] = source,
                   ["kms:ViaService"] = service
               };
    }

    private static Gen<NaiveCondition> Condition(string[] operators, string key, string[] values) =>
        Gen.Select(Pick(operators), Pick(values).Array[1, 2])
            .Select((name, picked) => new NaiveCondition(name, key, name == "Null" ? [picked[0]] : [.. picked.Distinct()]));

    private static Gen<T> Pick<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);
}
