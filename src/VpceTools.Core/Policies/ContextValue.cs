using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>What a request says about a context key.</summary>
internal readonly record struct ContextValue
{
    private ContextValue(ValueList<string>? values) => Values = values;

    /// <summary>The key may have any value, or none.</summary>
    public static ContextValue Unknown { get; } = new(null);

    /// <summary>The key is not in the request.</summary>
    public static ContextValue Absent { get; } = new([]);

    /// <summary>The values; null when they are unknown.</summary>
    public ValueList<string>? Values { get; }

    /// <summary>Whether nothing is known of the key.</summary>
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
}
