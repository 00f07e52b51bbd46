using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>
/// What is known of a request's context. A key with values has just these; a key with an empty list is known to be absent; a key that is
/// not named is unknown, unless the context is complete.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html</remarks>
public sealed class PolicyContext
{
    /// <summary>
    /// Not a context key of AWS, but known in the same way: with a value the caller has a permissions boundary, without one none. A deny
    /// with NotPrincipal depends on it.
    /// </summary>
    public const string PermissionsBoundary = "PermissionsBoundary";

    private readonly Dictionary<string, ValueList<string>> _values;

    private PolicyContext(Dictionary<string, ValueList<string>> values, bool isComplete)
    {
        _values = values;
        IsComplete = isComplete;
    }

    /// <summary>The context of which nothing is known.</summary>
    public static PolicyContext Empty { get; } = new(new(StringComparer.OrdinalIgnoreCase), isComplete: false);

    /// <summary>Whether keys that are not named are known to be absent.</summary>
    public bool IsComplete { get; }

    /// <summary>The known keys and their values. "Condition key names are not case-sensitive."</summary>
    public IReadOnlyDictionary<string, ValueList<string>> Values => _values;

    /// <summary>The context in which the key has the values; without values it is known to be absent.</summary>
    public PolicyContext With(string key, params string[] values) => With(key, (IEnumerable<string>)values);

    /// <summary>The context in which the key has the values; without values it is known to be absent.</summary>
    public PolicyContext With(string key, IEnumerable<string> values) =>
        new(new(_values, StringComparer.OrdinalIgnoreCase) { [key] = values.ToValueList() }, IsComplete);

    /// <summary>The same context with every other key known to be absent, as AWS itself sees a request.</summary>
    public PolicyContext AsComplete() => new(_values, isComplete: true);
}
