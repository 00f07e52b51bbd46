using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>What a request says about a context key.</summary>
internal readonly record struct ContextValue
{
    private ContextValue(ValueList<string>? values, IReadOnlyList<RequestName>? names = null, ForeignOwner? foreign = null) =>
        (Values, Names, Foreign) = (values, names, foreign);

    /// <summary>The key may have any value, or none.</summary>
    public static ContextValue Unknown { get; } = new(null);

    /// <summary>The key is not in the request.</summary>
    public static ContextValue Absent { get; } = new([]);

    /// <summary>The values; null when they are unknown.</summary>
    public ValueList<string>? Values { get; }

    /// <summary>
    /// Where the value is unknown: the names of which it is one. The key is in the request then. Null where it may be any, or absent.
    /// </summary>
    public IReadOnlyList<RequestName>? Names { get; }

    /// <summary>Where the value is unknown: that it is not the user's own account or organization. Null where it may be.</summary>
    public ForeignOwner? Foreign { get; }

    /// <summary>Whether the values are unknown.</summary>
    public bool IsUnknown => Values is null;

    /// <summary>Whether the key is not in the request.</summary>
    public bool IsAbsent => Values is { Count: 0 };

    /// <summary>
    /// Whether the key is absent or has only empty texts, which is what the pages call "null" ("an empty data string")
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html#AccessPolicyLanguage_RequestContext).
    /// </summary>
    public bool IsNull => Values is not null && Values.All(value => value.Length == 0);

    /// <summary>The value of a key that has one; null otherwise.</summary>
    public string? SingleText => Values is { Count: 1 } ? Values[0] : null;

    /// <summary>The key with these values.</summary>
    public static ContextValue Of(ValueList<string> values) => new(values);

    /// <summary>The key with one value, which is among the names.</summary>
    public static ContextValue OneOf(params RequestName[] names) => new(null, names);

    /// <summary>The key with values of somebody else's.</summary>
    public static ContextValue OfForeign(ForeignOwner owner) => new(null, foreign: owner);
}

/// <summary>
/// The account or the organization of somebody else: which it is nobody knows, but conditions that ask for the user's own are decided all
/// the same.
/// </summary>
/// <param name="OwnAccounts">The user's accounts; null where the key is about organizations, none of which a policy can name but the
/// author's.</param>
/// <param name="MayBeAbsent">Whether the key may be missing, as that of an organization is where the account is a member of none.</param>
/// <param name="IsCallersToo">Whether the caller may be of the same account, so that comparing with the caller's says nothing.</param>
internal sealed record ForeignOwner(IReadOnlyCollection<string>? OwnAccounts, bool MayBeAbsent, bool IsCallersToo)
{
    private static readonly string[] CallerKeys =
        ["aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:VpceAccount", "aws:VpceOrgID"];

    /// <summary>Whether the owner is surely not the one that a policy names, as the author's organization ids and known accounts.</summary>
    public bool Differs(string text)
    {
        if (OwnAccounts is not null)
            return OwnAccounts.Contains(text);
        var organization = text.Split('/')[0];
        return organization.StartsWith("o-", StringComparison.Ordinal) && organization.IndexOfAny(['*', '?']) < 0;
    }

    /// <summary>Whether the owner is surely not the one that a policy variable stands for.</summary>
    public bool DiffersFromVariable(string key) => !IsCallersToo && CallerKeys.Contains(key, StringComparer.OrdinalIgnoreCase);
}
