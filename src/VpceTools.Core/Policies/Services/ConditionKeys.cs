using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Says of a condition key whether a call can have it at all, and how many values.</summary>
internal static class ConditionKeys
{
    // As far apart as a letter that is missing and one that is wrong: more would take one key for another.
    private const int Misspelling = 2;

    /// <summary>Whether the key can have several values, so that it needs a set qualifier and is no policy variable.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    /// </remarks>
    public static bool IsMultivalued(string key) => GlobalConditionKeys.Find(key)?.IsMultivalued ?? ServiceAuthorization.IsMultivalued(key);

    /// <summary>
    /// Whether no call of a service has the key; false where one can have it, and where the service or the key is not known.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="servicePrefix">The prefix of the call's action; null where it is not known.</param>
    public static bool IsNeverIn(string key, string? servicePrefix)
    {
        if (servicePrefix is null || !ServiceAuthorization.IsPrefix(servicePrefix))
            return false;
        if (GlobalConditionKeys.Find(key) is { } known)
            return !known.IsIn(servicePrefix);
        return PrefixOf(key) is { } prefix && ServiceAuthorization.IsPrefix(prefix)
            && !string.Equals(prefix, servicePrefix, StringComparison.OrdinalIgnoreCase)
                && !ServiceAuthorization.HasKey(servicePrefix, key);
    }

    /// <summary>The key that is meant where there is none of the name but one that is nearly the same; null otherwise.</summary>
    public static string? FindMeant(string key)
    {
        if (GlobalConditionKeys.Find(key) is not null || PrefixOf(key) is not { } prefix)
            return null;
        if (GlobalConditionKeys.HasForm(key))
            return Nearest(key, GlobalConditionKeys.Names);
        return ServiceAuthorization.IsPrefix(prefix) && !ServiceAuthorization.HasKey(prefix, key)
            ? Nearest(key, ServiceAuthorization.KeysOf(prefix)) : null;
    }

    /// <summary>
    /// Whether the key is one of those that IAM documents. Keys of identity providers begin with their host name, or with saml.
    /// </summary>
    public static bool IsKnown(string key) =>
        GlobalConditionKeys.Find(key) is not null
        || (PrefixOf(key) is { } prefix && !GlobalConditionKeys.HasForm(key)
            && (prefix.Contains('.') || string.Equals(prefix, "saml", StringComparison.OrdinalIgnoreCase)
                || ServiceAuthorization.HasKey(prefix, key)));

    /// <summary>The part before the colon; null without one.</summary>
    public static string? PrefixOf(string key)
    {
        var colon = key.IndexOf(':');
        return colon > 0 ? key.Substring(0, colon) : null;
    }

    private static string? Nearest(string key, IEnumerable<string> names)
    {
        // A tag's key is anybody's word; what stands before it is not.
        var slash = key.IndexOf('/');
        var (root, tag) = slash < 0 ? (key, "") : (key.Substring(0, slash), key.Substring(slash));
        var nearest = names
            .Where(name => name.Contains('/') == slash >= 0)
            .Select(name => name.Split('/')[0])
            .Select(name => (Name: name, Distance: Spelling.Distance(root.ToLowerInvariant(), name.ToLowerInvariant(), Misspelling)))
            .Where(found => found.Distance is > 0 and <= Misspelling && WithoutDigits(found.Name) != WithoutDigits(root))
            .OrderBy(found => found.Distance).ThenBy(found => found.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is null ? null : nearest.Name + tag;
    }

    // Where only a number differs, it is the next of a row of keys rather than a slip.
    private static string WithoutDigits(string name) => new([.. name.Where(character => !char.IsDigit(character))]);
}
