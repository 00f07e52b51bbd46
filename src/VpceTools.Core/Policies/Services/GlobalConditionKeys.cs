namespace VpceTools.Policies;

/// <summary>
/// The condition keys that calls of every service can have, and which calls do not have them: <c>Data/global-condition-keys.tsv</c>.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html</remarks>
internal static class GlobalConditionKeys
{
    private const string Prefix = "aws:";

    private static readonly Lazy<Dictionary<string, GlobalConditionKey>> Keys = new(() => DataFile.Read("global-condition-keys.tsv")
        .Select(line => new GlobalConditionKey(line.Split('\t'))).ToDictionary(key => Root(key.Name), StringComparer.OrdinalIgnoreCase));

    /// <summary>The names of all keys, with a star for the key of a tag.</summary>
    public static IEnumerable<string> Names => Keys.Value.Values.Select(key => key.Name);

    /// <summary>What is known of a key; null where it is none of them.</summary>
    public static GlobalConditionKey? Find(string key) => Keys.Value.TryGetValue(Root(key), out var known) ? known : null;

    /// <summary>Whether the key has the form of a global one, whether or not there is one of that name.</summary>
    public static bool HasForm(string key) => key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    // Of aws:PrincipalTag/team the part that all such keys share.
    private static string Root(string key)
    {
        var slash = key.IndexOf('/');
        return slash < 0 ? key : key.Substring(0, slash + 1);
    }
}

/// <summary>A condition key that calls of every service can have.</summary>
internal sealed class GlobalConditionKey
{
    private readonly HashSet<string>? _services;

    public GlobalConditionKey(string[] fields)
    {
        Name = fields[0].TrimEnd('+');
        IsMultivalued = fields[0].EndsWith("+", StringComparison.Ordinal);
        Owner = fields[1];
        _services = fields[2].Length == 0 ? null : new(fields[2].Split(' '), StringComparer.OrdinalIgnoreCase);
    }

    public string Name { get; }

    public bool IsMultivalued { get; }

    /// <summary>Whether it says who calls; calls without credentials do not have it, but for those that say so.</summary>
    public bool IsOfCaller => Owner is "principal" or "session";

    /// <summary>Whether only some services' calls have it.</summary>
    public bool IsLimited => _services is not null;

    private string Owner { get; }

    /// <summary>Whether calls of the service can have it.</summary>
    public bool IsIn(string servicePrefix) => _services is null || _services.Contains(servicePrefix);
}
