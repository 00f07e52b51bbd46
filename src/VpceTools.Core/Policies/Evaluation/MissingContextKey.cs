using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>What a conditional decision depends on.</summary>
/// <param name="Key">The context key; <c>Action</c>, <c>Resource</c> or <c>Principal</c> where the request leaves one of these
/// open.</param>
/// <param name="Operator">The condition operator; null for a policy variable and for the parts of the request.</param>
/// <param name="Values">The policy's values to compare with.</param>
/// <param name="Effect">What the statement does when its condition holds.</param>
/// <param name="StatementIndex">The statement, counted from 0.</param>
public sealed record MissingContextKey(string Key, string? Operator, ValueList<string> Values, PolicyEffect Effect, int StatementIndex)
{
    public override string ToString() => Operator is null ? $"{Key} ({Values})" : $"{Key} ({Operator} {Values})";
}

/// <summary>Collects what the match of one statement depends on.</summary>
internal sealed class MissingKeys(PolicyStatement statement)
{
    private List<MissingContextKey>? _keys;

    /// <summary>The keys, each once.</summary>
    public ValueList<MissingContextKey> ToList() => _keys is null ? [] : _keys.Distinct(ByKey.Instance).ToValueList();

    /// <summary>Adds a key of a condition, a policy variable, or a part of the request.</summary>
    public void Add(string key, string? @operator, ValueList<string> values) =>
        (_keys ??= []).Add(new MissingContextKey(key, @operator, values, statement.Effect, statement.Index));

    /// <summary>Adds policy variables.</summary>
    public void AddVariables(List<string> keys, string text)
    {
        ValueList<string> values = [text];
        foreach (var key in keys)
            Add(key, null, values);
    }

    // The values may be as long as the policy; their hash code is not worth its time.
    private sealed class ByKey : IEqualityComparer<MissingContextKey>
    {
        public static ByKey Instance { get; } = new();

        public bool Equals(MissingContextKey? x, MissingContextKey? y) => x == y;

        public int GetHashCode(MissingContextKey obj) => StringComparer.Ordinal.GetHashCode(obj.Key);
    }
}
