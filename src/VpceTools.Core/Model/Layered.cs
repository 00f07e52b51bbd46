using System.Collections;

namespace VpceTools.Model;

/// <summary>What a network has by id, and behind it what the networks have that it was read with.</summary>
/// <typeparam name="T">The items' type.</typeparam>
/// <param name="own">The network's own.</param>
/// <param name="beyond">All networks'.</param>
internal sealed class LayeredDictionary<T>(Dictionary<string, T> own, IReadOnlyDictionary<string, T> beyond)
    : IReadOnlyDictionary<string, T>
{
    /// <inheritdoc/>
    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    /// <inheritdoc/>
    public IEnumerable<T> Values => this.Select(pair => pair.Value);

    /// <inheritdoc/>
    public int Count => own.Count + beyond.Keys.Count(key => !own.ContainsKey(key));

    /// <inheritdoc/>
    public T this[string key] => own.TryGetValue(key, out var value) ? value : beyond[key];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => own.ContainsKey(key) || beyond.ContainsKey(key);

    /// <inheritdoc/>
#if NET
    public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value) =>
#else
    public bool TryGetValue(string key, out T value) =>
#endif
        own.TryGetValue(key, out value!) || beyond.TryGetValue(key, out value!);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() =>
        own.Concat(beyond.Where(pair => !own.ContainsKey(pair.Key))).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>
/// What belongs to something: the network's own where it has any, since it describes such a VPC whole, else what the others have.
/// </summary>
/// <typeparam name="T">The items' type.</typeparam>
/// <param name="own">The network's own.</param>
/// <param name="beyond">All networks'.</param>
/// <param name="id">The id of an item where both count together, as the members of a group do, which may be in several accounts; null where
/// one of them is all.</param>
internal sealed class LayeredLookup<T>(ILookup<string, T> own, ILookup<string, T> beyond, Func<T, string>? id = null) : ILookup<string, T>
{
    /// <inheritdoc/>
    public int Count => own.Count + beyond.Count(group => !own.Contains(group.Key));

    /// <inheritdoc/>
    public IEnumerable<T> this[string key]
    {
        get
        {
            if (id is null)
                return own.Contains(key) ? own[key] : beyond[key];
            var known = new HashSet<string>(own[key].Select(id), StringComparer.Ordinal);
            return known.Count == 0 ? beyond[key] : own[key].Concat(beyond[key].Where(item => !known.Contains(id(item))));
        }
    }

    /// <inheritdoc/>
    public bool Contains(string key) => own.Contains(key) || beyond.Contains(key);

    /// <inheritdoc/>
    public IEnumerator<IGrouping<string, T>> GetEnumerator() =>
        own.Concat(beyond.Where(group => !own.Contains(group.Key))).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
