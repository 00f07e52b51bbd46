namespace VpceTools.Evidence;

/// <summary>The resources of one kind by id, in the order in which they were first seen.</summary>
/// <typeparam name="T">The kind.</typeparam>
internal sealed class ResourceSet<T>
    where T : class
{
    private readonly Func<T, string> _id;
    private readonly Func<T, T, T?> _merge;
    private Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private List<(T Item, string File)> _items = [];
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);

    /// <summary>Makes an empty set.</summary>
    /// <param name="id">The id of a resource.</param>
    /// <param name="merge">What two descriptions of one resource say together; null where they contradict each other. By default they must be equal.</param>
    public ResourceSet(Func<T, string> id, Func<T, T, T?>? merge = null)
    {
        _id = id;
        _merge = merge ?? ((first, second) => first.Equals(second) ? first : null);
    }

    /// <summary>The ids of the resources that could not be read.</summary>
    public IReadOnlyCollection<string> Unreadable => _unreadable;

    /// <summary>The resources; one that was unreadable in any file is left out, for the readable description may be the older one.</summary>
    public IEnumerable<T> Items => _unreadable.Count == 0 ? _items.Select(i => i.Item) : _items.Select(i => i.Item).Where(i => !_unreadable.Contains(_id(i)));

    /// <summary>Adds a resource; of two that contradict each other the later one stays, with a remark.</summary>
    public void Add(T item, string file, List<string> remarks)
    {
        var id = _id(item);
        if (!_positions.TryGetValue(id, out var position))
        {
            _positions.Add(id, _items.Count);
            _items.Add((item, file));
            return;
        }

        var (known, knownFile) = _items[position];
        if (_merge(known, item) is { } merged)
        {
            _items[position] = (merged, knownFile);
            return;
        }

        var places = knownFile == file ? $"twice in '{file}'" : $"in '{knownFile}' and in '{file}'";
        remarks.Add($"{id} is described {places} in different ways; the last description is used.");
        _items[position] = (item, file);
    }

    /// <summary>Takes in the resources of another set, which is not to be used any more.</summary>
    public void AddAll(ResourceSet<T> other, List<string> remarks)
    {
        // The common case, one file a kind: its set is taken over whole, and nothing reads the other any more.
        if (_items.Count == 0)
            (_items, _positions) = (other._items, other._positions);
        else
            foreach (var (item, file) in other._items)
                Add(item, file, remarks);
        _unreadable.UnionWith(other._unreadable);
    }

    /// <summary>Notes a resource that could not be read.</summary>
    public void AddUnreadable(string id) => _unreadable.Add(id);

    /// <summary>Whether a resource of this id is known and readable.</summary>
    public bool Contains(string id) => _positions.ContainsKey(id) && !_unreadable.Contains(id);
}
