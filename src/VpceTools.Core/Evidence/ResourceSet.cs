namespace VpceTools.Evidence;

/// <summary>The key under which <see cref="EvidenceContents"/> gathers resources of one type.</summary>
internal abstract class ResourceSlot
{
    /// <summary>An empty set.</summary>
    public abstract ResourceSet NewSet();
}

/// <summary>How resources of one type are told apart, checked and merged.</summary>
/// <typeparam name="T">The type.</typeparam>
/// <param name="idOf">The id of a resource.</param>
/// <param name="check">Refuses an id that AWS cannot have given.</param>
/// <param name="merge">What two descriptions of one resource say together; null where they contradict each other. By default they must be
/// equal.</param>
internal sealed class ResourceSlot<T>(Func<T, string> idOf, Action<T> check, Func<T, T, T?>? merge = null) : ResourceSlot
    where T : class
{
    public Func<T, string> IdOf => idOf;

    public Action<T> Check => check;

    /// <summary>
    /// Adds an earlier page to the last one; null where what is known is no last page. Only answers that do not name their parent need it.
    /// </summary>
    public Func<T, T, T?>? WithPage { get; init; }

    /// <summary>Whether pages without a last one are of use, because a resource says itself that there is more.</summary>
    public bool KeepsPages { get; init; }

    public T? Merge(T first, T second) => merge is not null ? merge(first, second) : first.Equals(second) ? first : null;

    /// <inheritdoc/>
    public override ResourceSet NewSet() => new ResourceSet<T>(this);
}

/// <summary>A set of any type.</summary>
internal abstract class ResourceSet
{
    /// <summary>Takes in the resources of another set of the type, which is not to be used any more.</summary>
    public abstract void AddAll(ResourceSet other, List<string> remarks);

    /// <summary>Puts the pages of paged answers together, when all files are read.</summary>
    public abstract void JoinPages(List<string> remarks);
}

/// <summary>The resources of one slot by id, in the order in which they were first seen.</summary>
/// <typeparam name="T">Their type.</typeparam>
internal sealed class ResourceSet<T>(ResourceSlot<T> slot) : ResourceSet
    where T : class
{
    private readonly HashSet<string> _unreadable = new(StringComparer.Ordinal);
    private readonly List<(T Item, string File)> _pages = [];
    private Dictionary<string, int> _positions = new(StringComparer.Ordinal);
    private List<(T Item, string File)> _items = [];

    /// <summary>The ids of the resources that could not be read.</summary>
    public IReadOnlyCollection<string> Unreadable => _unreadable;

    /// <summary>
    /// The resources; one that was unreadable in any file is left out, for the readable description may be the older one.
    /// </summary>
    public IEnumerable<T> Items =>
        _unreadable.Count == 0 ? _items.Select(i => i.Item) : _items.Select(i => i.Item).Where(i => !_unreadable.Contains(slot.IdOf(i)));

    /// <summary>Adds a resource; of two that contradict each other the later one stays, with a remark.</summary>
    public void Add(T item, string file, List<string> remarks)
    {
        var id = slot.IdOf(item);
        if (!_positions.TryGetValue(id, out var position))
        {
            _positions.Add(id, _items.Count);
            _items.Add((item, file));
            return;
        }

        var (known, knownFile) = _items[position];
        if (slot.Merge(known, item) is { } merged)
        {
            _items[position] = (merged, knownFile);
            return;
        }

        var places = knownFile == file ? $"twice in '{file}'" : $"in '{knownFile}' and in '{file}'";
        remarks.Add($"{id} is described {places} in different ways; the last description is used.");
        _items[position] = (item, file);
    }

    /// <summary>Adds a page that others follow.</summary>
    public void AddPage(T item, string file) => _pages.Add((item, file));

    /// <inheritdoc/>
    public override void AddAll(ResourceSet other, List<string> remarks)
    {
        var others = (ResourceSet<T>)other;
        // The common case, one file a kind: its set is taken over whole, and nothing reads the other any more.
        if (_items.Count == 0)
            (_items, _positions) = (others._items, others._positions);
        else
            foreach (var (item, file) in others._items)
                Add(item, file, remarks);
        _pages.AddRange(others._pages);
        _unreadable.UnionWith(others._unreadable);
    }

    /// <inheritdoc/>
    public override void JoinPages(List<string> remarks)
    {
        foreach (var (page, file) in _pages)
        {
            var id = slot.IdOf(page);
            if (_positions.TryGetValue(id, out var position) && slot.WithPage?.Invoke(_items[position].Item, page) is { } joined)
                _items[position] = (joined, _items[position].File);
            else if (slot.KeepsPages && !_positions.ContainsKey(id))
                Add(page, file, remarks);
            else
                remarks.Add($"'{file}' has a part of what belongs to {id} only (it says that there is more), so that all of it counts as "
                    + "unknown.");
        }
    }

    /// <summary>Notes a resource that could not be read.</summary>
    public void AddUnreadable(string id) => _unreadable.Add(id);

    /// <summary>Whether a resource of this id is known and readable.</summary>
    public bool Contains(string id) => _positions.ContainsKey(id) && !_unreadable.Contains(id);
}
