using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Reads the statements of a policy.</summary>
internal static class StatementReader
{
    private static readonly string[] Elements =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    private static readonly Dictionary<string, PrincipalKind> PrincipalKinds = new(StringComparer.Ordinal)
    {
        ["AWS"] = PrincipalKind.Aws,
        ["Federated"] = PrincipalKind.Federated,
        ["Service"] = PrincipalKind.Service,
        ["CanonicalUser"] = PrincipalKind.CanonicalUser,
    };

    private static readonly string[] PrincipalKindNames = [.. PrincipalKinds.Keys];

    /// <summary>Reads a statement; null when something that it needs is missing or wrong.</summary>
    public static PolicyStatement? Read(PolicyParser parser, PolicyJsonNode node, int index, PolicyVersion version)
    {
        if (!node.IsObject)
        {
            parser.Fail(node.Position, $"A statement is an object, not {node.Description}.");
            return null;
        }

        var members = parser.ReadMembers(node, Elements, index, MergeRepeated);
        var sid = parser.ReadString(members, "Sid");
        var effect = ReadEffect(parser, node, members);
        var principal = ReadPrincipal(parser, node, members);
        var action = OneOf(parser, node, members, "Action", "NotAction");
        var resource = OneOf(parser, node, members, "Resource", "NotResource");
        var actions = action is { } a
            ? new ActionElement(
                a.Name == "NotAction", parser.ReadStrings(a).Select(text => new ActionPattern(text.Text, text.Position))
                    .ToValueList(), a.Position)
            : null;
        var resources = resource is { } r
            ? new ResourceElement(
                r.Name == "NotResource", parser.ReadStrings(r).Select(text => new ResourcePattern(text.Text, text.Position, version))
                    .ToValueList(), r.Position)
            : null;
        var conditions = members.TryGetValue("Condition", out var condition) ? ConditionReader.Read(parser, condition.Value, version) : [];
        if (effect is null || principal is null || actions is null || resources is null)
            return null;
        return new PolicyStatement
        {
            Index = index,
            Sid = sid,
            Effect = effect.Value,
            Principal = principal,
            Action = actions,
            Resource = resources,
            Conditions = conditions,
            Position = node.Position,
            Length = node.End - node.Position.Offset,
        };
    }

    // AWS no longer takes repeated elements, but for policies saved before: "Multiple Effect elements: only the last Effect element is
    // observed"; multiple Action or Resource elements "are combined internally and treated as if they were a single list"
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html#duplicateelement). For the others no meaning is
    // documented.
    private static PolicyJsonMember? MergeRepeated(PolicyJsonMember earlier, PolicyJsonMember later)
    {
        if (later.Name == "Effect")
            return later;
        if (later.Name is not ("Action" or "Resource"))
            return null;
        // A merged list is marked by its missing end, so that the next repetition joins it in place.
        var merged = earlier.Value;
        if (!merged.IsArray || merged.End > 0)
        {
            merged = new PolicyJsonNode { Kind = JsonTokenType.StartArray, Position = earlier.Value.Position };
            merged.Items.AddRange(earlier.Value.IsArray ? earlier.Value.Items : [earlier.Value]);
        }

        merged.Items.AddRange(later.Value.IsArray ? later.Value.Items : [later.Value]);
        return earlier with { Value = merged };
    }

    private static PolicyEffect? ReadEffect(PolicyParser parser, PolicyJsonNode node, Dictionary<string, PolicyJsonMember> members)
    {
        if (!members.TryGetValue("Effect", out var member))
        {
            parser.Fail(node.Position, "The statement has no 'Effect'.");
            return null;
        }

        switch (member.Value.IsString ? member.Value.Text : null)
        {
            case "Allow":
                return PolicyEffect.Allow;
            case "Deny":
                return PolicyEffect.Deny;
            default:
                parser.Fail(member.Value.Position, $"'Effect' is 'Allow' or 'Deny', case-sensitive, not {member.Value.Description}.");
                return null;
        }
    }

    private static PolicyJsonMember? OneOf(
        PolicyParser parser, PolicyJsonNode node, Dictionary<string, PolicyJsonMember> members, string name, string negated)
    {
        var hasPlain = members.TryGetValue(name, out var plain);
        var hasNegated = members.TryGetValue(negated, out var not);
        if (hasPlain && hasNegated)
            parser.Fail(not.Position, $"A statement has either '{name}' or '{negated}', not both.");
        else if (!hasPlain && !hasNegated)
            parser.Fail(node.Position, $"The statement has neither '{name}' nor '{negated}'.");
        return hasPlain ? plain : hasNegated ? not : null;
    }

    private static PrincipalElement? ReadPrincipal(PolicyParser parser, PolicyJsonNode node, Dictionary<string, PolicyJsonMember> members)
    {
        // "It must contain a Principal element" (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
        if (OneOf(parser, node, members, "Principal", "NotPrincipal") is not { } member)
            return null;
        var principals = new List<PolicyPrincipal>();
        if (member.Value.IsString && member.Value.Text == "*")
        {
            principals.Add(new PolicyPrincipal(PrincipalKind.Aws, "*", member.Value.Position));
        }
        else if (!member.Value.IsObject)
        {
            parser.Fail(
                member.Value.Position,
                $"'{member.Name}' is \"*\" or an object such as {{\"AWS\": \"arn:aws:iam::123456789012:root\"}}, "
                    + $"not {member.Value.Description}.");
        }
        else
        {
            var entries = parser.ReadMembers(member.Value, PrincipalKindNames, null, (_, _) => null,
                entry => parser.Fail(
                    entry.Position, $"'{entry.Name}' is not a kind of principal; these are AWS, Federated, Service and CanonicalUser."));
            foreach (var entry in entries.Values)
                principals.AddRange(
                    parser.ReadStrings(entry).Select(text => new PolicyPrincipal(PrincipalKinds[entry.Name], text.Text, text.Position)));
        }

        return new PrincipalElement(member.Name == "NotPrincipal", principals.ToValueList(), member.Position);
    }
}
