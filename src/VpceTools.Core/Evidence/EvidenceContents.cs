using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>What the documents of a file, or of all files of a partition, hold.</summary>
/// <param name="file">The file's name, for messages.</param>
internal sealed class EvidenceContents(string file)
{
    private readonly Dictionary<ResourceSlot, ResourceSet> _sets = [];
    private readonly HashSet<ResourceKind> _complete = [];
    private readonly Dictionary<ResourceKind, string> _truncated = [];

    /// <summary>The file's name.</summary>
    public string File => file;

    /// <summary>The Regions that ARNs name.</summary>
    public List<string> ArnRegions { get; } = [];

    public List<string> Remarks { get; } = [];

    /// <summary>Whether a document that is known was recognised.</summary>
    public bool HoldsDocuments { get; private set; }

    /// <summary>Kinds of which a complete answer, or the last page of one, is at hand.</summary>
    public IReadOnlyCollection<ResourceKind> Complete => _complete;

    /// <summary>Kinds of which only a part is at hand, each with a file that says so.</summary>
    public IEnumerable<KeyValuePair<ResourceKind, string>> Truncated => _truncated.Where(t => !_complete.Contains(t.Key));

    /// <summary>The resources of a slot.</summary>
    public ResourceSet<T> Of<T>(ResourceSlot<T> slot)
        where T : class
    {
        if (!_sets.TryGetValue(slot, out var set))
            _sets[slot] = set = slot.NewSet();
        return (ResourceSet<T>)set;
    }

    /// <summary>Notes that a document was recognised.</summary>
    /// <param name="kind">The evidence that it completes; null where it only adds detail to another.</param>
    /// <param name="isTruncated">Whether more pages follow it.</param>
    public void AddDocument(ResourceKind? kind, bool isTruncated)
    {
        HoldsDocuments = true;
        if (kind is not { } known)
            return;
        if (!isTruncated)
            _complete.Add(known);
        else
            NoteTruncated(known, file);
    }

    /// <summary>
    /// Reads one resource; leaves it out, with a remark, when one of its values cannot be read or is no id that AWS can have given.
    /// </summary>
    /// <returns>Whether it could be read.</returns>
    public bool Add<T>(ResourceSlot<T> slot, string id, DocumentNode item, Func<DocumentNode, T> read, bool isPage = false)
        where T : class
    {
        try
        {
            var resource = read(item);
            slot.Check(resource);
            if (isPage)
                Of(slot).AddPage(resource, file);
            else
                Of(slot).Add(resource, file, Remarks);
            return true;
        }
        catch (UnreadableValueException unreadable)
        {
            var shown = IdForm.Shown(id);
            Of(slot).AddUnreadable(shown);
            Remarks.Add($"{shown} is left out, because it cannot be read in '{file}': {unreadable.Message}.");
            return false;
        }
    }

    /// <summary>Takes in another file's contents.</summary>
    public void MergeFrom(EvidenceContents other)
    {
        Remarks.AddRange(other.Remarks);
        foreach (var (slot, others) in other._sets.Select(set => (set.Key, set.Value)))
        {
            if (!_sets.TryGetValue(slot, out var own))
                _sets[slot] = own = slot.NewSet();
            own.AddAll(others, Remarks);
        }

        ArnRegions.AddRange(other.ArnRegions);
        HoldsDocuments |= other.HoldsDocuments;
        _complete.UnionWith(other._complete);
        foreach (var truncated in other._truncated)
            NoteTruncated(truncated.Key, truncated.Value);
    }

    /// <summary>The network that all of it makes.</summary>
    public VpcNetwork ToNetwork()
    {
        foreach (var set in _sets.Values)
            set.JoinPages(Remarks);
        foreach (var kind in EvidenceKinds.All)
            kind.Settle?.Invoke(this);
        var truncated = Truncated.Select(t => (Kind: EvidenceKinds.For(t.Key), File: t.Value)).OrderBy(t => t.Kind.Kind).ToList();
        foreach (var (kind, name) in truncated)
            Remarks.Add(Truncation(kind, name));
        var spoilt = EvidenceKinds.All.Where(kind => kind.NeedsEveryItem && kind.UnreadableIn(this).Any()).ToList();
        return EvidenceKinds.All.Aggregate(new VpcNetwork(), (network, kind) => kind.Place(network, this)) with
        {
            Described = _complete.Concat(truncated.Where(t => t.Kind.CountsInPart).Select(t => t.Kind.Kind))
                .Except(spoilt.Select(kind => kind.Kind)).OrderBy(kind => kind).ToValueList(),
            Failures = truncated.Where(t => !t.Kind.CountsInPart)
                .Select(t => new DescribeFailure(t.Kind.Kind, IsAccessDenied: false, t.Kind.Call.IamAction, Truncation(t.Kind, t.File)))
                .Concat(spoilt.Where(kind => truncated.TrueForAll(t => t.Kind != kind)).Select(Spoilt)).ToValueList(),
            Unreadable = EvidenceKinds.All.SelectMany(kind => kind.UnreadableIn(this))
                .Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal).ToValueList(),
        };
    }

    private DescribeFailure Spoilt(EvidenceKind kind) => new(kind.Kind, IsAccessDenied: false, kind.Call.IamAction,
        $"{string.Join(", ", kind.UnreadableIn(this))} cannot be read, and may be at work in any VPC.");

    private static string Truncation(EvidenceKind kind, string name) =>
        $"'{name}' holds a part of the list only (it has a NextToken); '{kind.Call.Command}' without --max-items and --no-paginate gives "
            + "all of it.";

    private void NoteTruncated(ResourceKind kind, string name)
    {
        if (!_truncated.ContainsKey(kind))
            _truncated[kind] = name;
    }
}
