using System.Text.Json.Nodes;

namespace VpceTools.Core.Tests.Policies.Differential;

/// <summary>A statement as plain data, for an evaluator that shares no code with the product's.</summary>
internal sealed record NaiveStatement(
    bool IsAllow, string[] Actions, bool IsNotResource, string[] Resources, bool IsNotPrincipal, string[] Principals,
    NaiveCondition[] Conditions)
{
    public JsonObject ToJson()
    {
        var statement = new JsonObject
        {
            ["Effect"] = IsAllow ? "Allow" : "Deny",
            [IsNotPrincipal ? "NotPrincipal" : "Principal"] = Principals is ["*"] ? "*" : new JsonObject { ["AWS"] = List(Principals) },
            ["Action"] = List(Actions),
            [IsNotResource ? "NotResource" : "Resource"] = List(Resources),
        };
        if (Conditions.Length > 0)
        {
            var conditions = new JsonObject();
            foreach (var condition in Conditions)
                (conditions[condition.Operator] ??= new JsonObject())[condition.Key] = List(condition.Values);
            statement["Condition"] = conditions;
        }

        return statement;
    }

    private static JsonArray List(string[] items) => [.. items.Select(item => (JsonNode)item)];
}

/// <summary>A condition as plain data.</summary>
internal sealed record NaiveCondition(string Operator, string Key, string[] Values);

/// <summary>
/// Who calls, with all that AWS knows of the caller. The kind is Root, User, Role, FederatedUser (of whom User is the user whose session it
/// is), Service, Anonymous, or Unsigned for calls of identity providers' users.
/// </summary>
internal sealed record NaiveCaller(string Kind, string Arn, string? Account, string? Organization, bool HasBoundary, string? User = null);

/// <summary>
/// A call of which everything is known, also what AWS does where it does not document it. Its resources are one resource, or an access
/// point and the bucket behind it.
/// </summary>
internal sealed record NaiveWorld(
    string Action, string[] Resources, NaiveCaller Caller, string OwnerAccount, string? OwnerOrganization, bool IsGateway,
    IReadOnlyDictionary<string, string[]> Keys, NaiveHabits Habits);

/// <summary>What AWS does where its pages leave it open.</summary>
/// <param name="DeniesNamedOnGateway">Whether the policy of a gateway endpoint denies principals that it names, and exempts those of
/// NotPrincipal.</param>
/// <param name="DeniesPartlyExempt">Whether NotPrincipal denies a caller whose account, or whose role's session, it does not name.</param>
/// <param name="SeveralMeetNegated">Whether several values fulfil a negated operator without a qualifier.</param>
internal sealed record NaiveHabits(bool DeniesNamedOnGateway, bool DeniesPartlyExempt, bool SeveralMeetNegated);

/// <summary>
/// The rules of endpoint policies in the simplest form, two-valued and by text: who reads AWS's pages beside it should find every sentence.
/// A question that leaves something open is asked of every world that it may be about.
/// </summary>
internal static class NaiveEvaluator
{
    /// <summary>Whether the call passes.</summary>
    public static bool Passes(IReadOnlyList<NaiveStatement> policy, NaiveWorld world) => world.Resources.All(resource =>
        policy.Any(statement => statement.IsAllow && Matches(statement, resource, world))
            && !policy.Any(statement => !statement.IsAllow && Matches(statement, resource, world)));

    private static bool Matches(NaiveStatement statement, string resource, NaiveWorld world) =>
        statement.Actions.Any(pattern => Fits(world.Action, pattern))
        && statement.Resources.Any(pattern => Fits(resource, pattern)) != statement.IsNotResource
        && (statement.IsNotPrincipal ? !Exempts(statement, world) : statement.Principals.Any(named => Covers(statement, named, world)))
        && statement.Conditions.All(condition => Holds(condition, world));

    private static bool Covers(NaiveStatement statement, string named, NaiveWorld world)
    {
        if (named == "*")
            return true;
        var caller = world.Caller;
        if (!Names(named, caller))
            return false;
        if (!world.IsGateway || (IsAccount(named) && caller.Kind == "Root"))
            return true;
        // "Access is granted to the AWS account root user only"; what is denied is not documented.
        return !statement.IsAllow && world.Habits.DeniesNamedOnGateway;
    }

    private static bool Exempts(NaiveStatement statement, NaiveWorld world)
    {
        var caller = world.Caller;
        if (statement.Principals.Contains("*"))
            return true;
        if (caller.Account is null)
            return false;
        // "Will always deny any IAM principal that has a permissions boundary policy attached."
        if (!statement.IsAllow && caller.HasBoundary)
            return false;
        var account = statement.Principals.Any(named => IsAccount(named) && named == caller.Account);
        if (caller.Kind == "Root")
            return account;
        if (!statement.Principals.Any(named => !IsAccount(named) && Names(named, caller)))
            return false;
        if (world.IsGateway && !world.Habits.DeniesNamedOnGateway)
            return false;
        return !world.Habits.DeniesPartlyExempt || (account && caller.Kind != "Role");
    }

    private static bool Names(string named, NaiveCaller caller) =>
        IsAccount(named) ? caller.Account == named : named == caller.Arn || (caller.User is not null && named == caller.User);

    private static bool IsAccount(string named) => named.Length == 12;

    private static bool Holds(NaiveCondition condition, NaiveWorld world)
    {
        var name = condition.Operator;
        var qualifier = name.Contains(':', StringComparison.Ordinal) ? name[..name.IndexOf(':', StringComparison.Ordinal)] : "";
        name = name[(qualifier.Length == 0 ? 0 : qualifier.Length + 1)..];
        var ifExists = name.EndsWith("IfExists", StringComparison.Ordinal);
        var isNegated = name.Contains("Not", StringComparison.Ordinal);
        var present = KeyOf(condition.Key, world);
        if (name == "Null")
            return condition.Values.Contains(present is null ? "true" : "false");
        if (qualifier == "ForAllValues")
            return present is null || present.All(value => Meets(value));
        if (qualifier == "ForAnyValue")
            return present is not null && present.Any(value => Meets(value));
        if (present is null)
            return ifExists || isNegated;
        return present.Length == 1 ? Meets(present[0]) : isNegated && world.Habits.SeveralMeetNegated;

        bool Meets(string value) => condition.Values.Any(wanted => Equals(value, wanted)) != isNegated;

        bool Equals(string value, string wanted)
        {
            if (wanted == "${aws:PrincipalAccount}" || wanted == "${aws:PrincipalOrgID}")
                return KeyOf(wanted[2..^1], world) is [var one] && one == value;
            return name.Contains("Like", StringComparison.Ordinal) ? Fits(value, wanted) : value == wanted;
        }
    }

    private static string[]? KeyOf(string key, NaiveWorld world)
    {
        var caller = world.Caller;
        var service = world.Action[..world.Action.IndexOf(':', StringComparison.Ordinal)];
        return key switch
        {
            "aws:PrincipalAccount" => caller.Kind == "Anonymous" ? ["anonymous"] : Of(caller.Account),
            "aws:PrincipalOrgID" => Of(caller.Organization),
            "aws:PrincipalArn" => caller.Account is null ? null : [caller.Arn],
            "aws:PrincipalIsAWSService" => caller.Kind is "Anonymous" or "Unsigned" ? null : [caller.Kind == "Service" ? "true" : "false"],
            "aws:ResourceAccount" => [world.OwnerAccount],
            "aws:ResourceOrgID" => Of(world.OwnerOrganization),
            "aws:VpceAccount" => service is "s3" or "kms" or "ecr" ? ["111111111111"] : null,
            "kms:ViaService" or "events:source" => Of(world.Keys, key),
            "aws:PrincipleOrgID" => null,
            _ => throw new InvalidOperationException(key),
        };
    }

    private static string[]? Of(string? value) => value is null ? null : [value];

    private static string[]? Of(IReadOnlyDictionary<string, string[]> keys, string key) => keys.TryGetValue(key, out var values)
        && values.Length > 0 ? values : null;

    /// <summary>Whether the text matches a pattern of this universe, which has one star at its end or none.</summary>
    public static bool Fits(string text, string pattern) => pattern.EndsWith('*') ? text.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : text == pattern;
}
