using System.Collections.Concurrent;

namespace VpceTools.Policies;

/// <summary>
/// The service prefixes that IAM knows, with their actions, resources and condition keys: <c>Data/service-authorization.tsv</c>, which is
/// read when first asked for, a service at a time.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
/// </remarks>
internal static class ServiceAuthorization
{
    private static readonly Lazy<Dictionary<string, string>> Lines = new(ReadLines);
    private static readonly ConcurrentDictionary<string, Service> Services = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The service prefixes.</summary>
    public static IEnumerable<string> Prefixes => Lines.Value.Keys;

    public static bool IsPrefix(string prefix) => Lines.Value.ContainsKey(prefix);

    /// <summary>The actions of the service as AWS writes them, with its prefix; none where IAM does not know the prefix.</summary>
    public static IEnumerable<string> ActionsOf(string prefix) =>
        Find(prefix) is { } service ? service.Actions.Values.Select(action => $"{service.Prefix}:{action.Name}") : [];

    /// <summary>Whether the pattern, in lower case, matches an action of the service.</summary>
    public static bool HasAction(string prefix, GlobPattern pattern) =>
        Find(prefix) is { } service && service.Actions.Keys.Any(action => pattern.IsMatch($"{prefix}:{action}"));

    /// <summary>The resources that an action takes; null where it is not known, as of patterns.</summary>
    public static ActionResources? ResourcesOf(string action)
    {
        var colon = action.IndexOf(':');
        return colon > 0 && Find(action.Substring(0, colon)) is { } service
            && service.Actions.TryGetValue(action.Substring(colon + 1).ToLowerInvariant(), out var found) ? found.Resources : null;
    }

    /// <summary>Whether the resources of the service's actions can have ARNs of the other service.</summary>
    public static bool CanNameResourcesOf(string prefix, GlobPattern arnService) =>
        Find(prefix) is not { } service || service.ArnServices.Any(name => name == "*" || arnService.IsMatch(name));

    /// <summary>The condition keys that are not global in the calls of the service, with a star for what a key leaves open.</summary>
    public static IEnumerable<string> KeysOf(string prefix) => Find(prefix)?.Keys.Select(key => key.Name) ?? [];

    /// <summary>Whether calls of the service can have the condition key.</summary>
    public static bool HasKey(string prefix, string key) => Find(prefix) is { } service && service.Keys.Any(known => known.IsMatch(key));

    /// <summary>Whether a service's condition key can have several values; global keys are in <see cref="GlobalConditionKeys"/>.</summary>
    public static bool IsMultivalued(string key) =>
        Find(key.Substring(0, Math.Max(key.IndexOf(':'), 0))) is { } service
            && service.Keys.Any(known => known.IsMultivalued && known.IsMatch(key));

    private static Service? Find(string prefix) =>
        Lines.Value.TryGetValue(prefix, out var line) ? Services.GetOrAdd(prefix, _ => new Service(line.Split('\t'))) : null;

    private static Dictionary<string, string> ReadLines()
    {
        var lines = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in DataFile.Read("service-authorization.tsv"))
            lines[line.Substring(0, line.IndexOf('\t'))] = line;
        return lines;
    }

    private sealed class Service
    {
        public Service(string[] fields)
        {
            Prefix = fields[0];
            ResourceType[] types =
            [
                .. Items(fields[1], ' ')
                    .Select(item => new ResourceType(item.Substring(0, item.IndexOf('=')), item.Substring(item.IndexOf('=') + 1))),
            ];
            ArnServices = types.Length == 0 ? [fields[0]]
                : new HashSet<string>(types.Select(type => type.ArnService), StringComparer.Ordinal);
            Keys = [.. Items(fields[2], ' ').Select(item => new ServiceKey(item))];
            var actions = new Dictionary<string, (string, ActionResources)>(StringComparer.Ordinal);
            foreach (var group in Items(fields[3], ' '))
            {
                var colon = group.IndexOf(':');
                var numbers = group.Substring(0, colon);
                var resources = new ActionResources(
                    [.. Items(numbers.TrimEnd('?'), ',').Select(number => types[int.Parse(number)])],
                        numbers.EndsWith("?", StringComparison.Ordinal));
                foreach (var name in Items(group.Substring(colon + 1), ','))
                    actions[name.ToLowerInvariant()] = (name, resources);
            }

            Actions = actions;
        }

        /// <summary>The prefix as AWS writes it.</summary>
        public string Prefix { get; }

        /// <summary>The services in the ARNs of the resources; <c>*</c> where it may be any.</summary>
        public IEnumerable<string> ArnServices { get; }

        public ServiceKey[] Keys { get; }

        /// <summary>The actions by their name in lower case.</summary>
        public IReadOnlyDictionary<string, (string Name, ActionResources Resources)> Actions { get; }

        private static string[] Items(string text, char separator) => text.Length == 0 ? [] : text.Split(separator);
    }

    private sealed class ServiceKey
    {
        private readonly GlobPattern? _pattern;

        public ServiceKey(string item)
        {
            IsMultivalued = item.EndsWith("+", StringComparison.Ordinal);
            Name = item.TrimEnd('+');
            _pattern = Name.Contains('*') ? GlobPattern.Parse(Name.ToLowerInvariant()) : null;
        }

        public string Name { get; }

        public bool IsMultivalued { get; }

        public bool IsMatch(string key) =>
            _pattern is null ? string.Equals(Name, key, StringComparison.OrdinalIgnoreCase) : _pattern.IsMatch(key.ToLowerInvariant());
    }
}
