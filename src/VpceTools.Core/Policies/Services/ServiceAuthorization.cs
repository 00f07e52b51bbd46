namespace VpceTools.Policies;

/// <summary>
/// The service prefixes and actions that IAM knows, read from <c>Data/service-authorization.tsv</c> when first asked for.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
/// </remarks>
internal static class ServiceAuthorization
{
    private static readonly Lazy<Dictionary<string, Service>> Services = new(Load);

    public static IEnumerable<string> Prefixes => Services.Value.Keys;

    public static bool IsPrefix(string prefix) => Services.Value.ContainsKey(prefix);

    /// <summary>The actions of the service, in lower case and with its prefix; none where IAM does not know the prefix.</summary>
    public static IEnumerable<string> ActionsOf(string prefix) =>
        Services.Value.TryGetValue(prefix, out var service) ? service.Actions.Select(action => $"{prefix}:{action}") : [];

    /// <summary>The actions of the service as AWS writes them, with its prefix; none where IAM does not know the prefix.</summary>
    public static IEnumerable<string> NamesOf(string prefix) =>
        Services.Value.TryGetValue(prefix, out var service) ? service.Names.Split(' ').Select(name => $"{prefix.ToLowerInvariant()}:{name}") : [];

    /// <summary>Whether the pattern, in lower case, matches an action of the service.</summary>
    public static bool HasAction(string prefix, GlobPattern pattern) =>
        Services.Value.TryGetValue(prefix, out var service)
            && Array.Exists(service.Actions, action => pattern.IsMatch($"{prefix}:{action}"));

    /// <summary>Whether the resources of the service's actions can have ARNs of the other service.</summary>
    public static bool CanNameResourcesOf(string prefix, GlobPattern arnService) =>
        !Services.Value.TryGetValue(prefix, out var service)
            || Array.Exists(service.ArnServices, name => name == "*" || arnService.IsMatch(name));

    /// <summary>Whether a service's context key can have several values; global keys are in <see cref="MultivaluedKeys"/>.</summary>
    public static bool IsMultivalued(string key)
    {
        var prefix = key.Substring(0, Math.Max(key.IndexOf(':'), 0));
        return Services.Value.TryGetValue(prefix, out var service)
            && Array.Exists(service.MultivaluedKeys, known => string.Equals(known, key, StringComparison.OrdinalIgnoreCase));
    }

    private static Dictionary<string, Service> Load()
    {
        using var stream = typeof(ServiceAuthorization).Assembly.GetManifestResourceStream("service-authorization.tsv")!;
        using var reader = new StreamReader(stream);
        var services = new Dictionary<string, Service>(StringComparer.OrdinalIgnoreCase);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith("#", StringComparison.Ordinal))
                continue;
            var fields = line.Split('\t');
            services[fields[0]] = new Service(
                fields[1].Length == 0 ? [fields[0]] : fields[1].Split(' '), fields[2].Split(' '), fields[3].ToLowerInvariant().Split(' '),
                fields[3]);
        }

        return services;
    }

    private sealed record Service(string[] ArnServices, string[] MultivaluedKeys, string[] Actions, string Names);
}

/// <summary>The context keys that can have several values. They need a set qualifier and are no policy variables.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html; the global keys
/// are those whose value type is "Multivalued" in https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html,
/// the others those of <see cref="ServiceAuthorization"/>.
/// </remarks>
internal static class MultivaluedKeys
{
    private const string GlobalPrefix = "aws:";

    private static readonly HashSet<string> Global = new(StringComparer.OrdinalIgnoreCase)
    {
        "aws:CalledVia", "aws:PrincipalOrgPaths", "aws:PrincipalServiceNamesList", "aws:ResourceOrgPaths", "aws:SourceOrgPaths",
            "aws:TagKeys", "aws:VpceOrgPaths",
    };

    /// <summary>Whether the key can have several values.</summary>
    public static bool Contains(string key) =>
        key.StartsWith(GlobalPrefix, StringComparison.OrdinalIgnoreCase) ? Global.Contains(key) : ServiceAuthorization.IsMultivalued(key);
}
