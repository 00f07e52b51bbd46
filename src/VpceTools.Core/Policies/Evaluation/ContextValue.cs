using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>What a request says about a context key.</summary>
internal readonly record struct ContextValue
{
    private ContextValue(ValueList<string>? values, IReadOnlyList<RequestName>? names = null) => (Values, Names) = (values, names);

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
}
