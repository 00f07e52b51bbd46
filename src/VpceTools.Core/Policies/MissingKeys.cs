using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Collects what the match of one statement hangs on.</summary>
internal sealed class MissingKeys(PolicyStatement statement)
{
    private List<MissingContextKey>? _keys;

    /// <summary>The keys, each once.</summary>
    public ValueList<MissingContextKey> ToList() => _keys is null ? [] : _keys.Distinct().ToValueList();

    /// <summary>Adds a key of a condition, a policy variable, or a part of the request.</summary>
    public void Add(string key, string? @operator, ValueList<string> values) =>
        (_keys ??= []).Add(new MissingContextKey(key, @operator, values, statement.Effect, statement.Index));

    /// <summary>Adds policy variables.</summary>
    public void AddVariables(List<string> keys, string text)
    {
        foreach (var key in keys)
            Add(key, null, [text]);
    }
}
