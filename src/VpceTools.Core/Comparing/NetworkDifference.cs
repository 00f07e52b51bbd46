using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Comparing;

/// <summary>
/// All that two networks say differently, in parts that can be applied to the first or left out one by one. Lists have no order of their
/// own here, since AWS gives them in any.
/// </summary>
internal sealed class NetworkDifference
{
    private readonly List<KindDifference> _kinds;
    private readonly List<Alteration> _alterations;

    public NetworkDifference(VpcNetwork before, VpcNetwork after)
    {
        Before = before with
        {
            Region = before.Region ?? after.Region,
            AccountId = before.AccountId
            ?? after.AccountId,
            Provenance = default
        };
        _kinds = [.. EvidenceKinds.All.Select(kind => new KindDifference(kind, Before, after)).Where(kind => kind.Alterations.Count > 0)];
        _alterations = [.. _kinds.SelectMany(kind => kind.Alterations)];
        for (var i = 0; i < _alterations.Count; i++)
            _alterations[i].Number = i;
    }

    /// <summary>The first network.</summary>
    public VpcNetwork Before { get; }

    /// <summary>The differences, each with its number.</summary>
    public IReadOnlyList<Alteration> Alterations => _alterations;

    /// <summary>The first network with all differences but some: with none left out, it is the second.</summary>
    public VpcNetwork Without(ICollection<Alteration> undone) =>
        _kinds.Aggregate(Before, (network, kind) => kind.ApplyTo(network, undone));
}

/// <summary>A difference that can be undone.</summary>
internal sealed class Alteration
{
    /// <summary>Its number among all.</summary>
    public int Number { get; set; }

    /// <summary>What it is for people.</summary>
    public required NetworkChange Change { get; set; }

    /// <summary>The kind of evidence.</summary>
    public required ResourceKind Kind { get; init; }

    /// <summary>The item; null where the kind as a whole is unseen in one of the networks.</summary>
    public string? ItemId { get; init; }

    /// <summary>The part of the item; null for all of it.</summary>
    public PartDifference? Part { get; init; }
}

/// <summary>What two networks say differently of one kind of evidence.</summary>
internal sealed class KindDifference
{
    private readonly EvidenceKind _kind;
    private readonly VpcNetwork _before;
    private readonly VpcNetwork _after;
    private readonly Dictionary<string, object> _added = new(StringComparer.Ordinal);
    private readonly ILookup<string, Alteration> _ofItem;
    private readonly List<Alteration> _alterations = [];

    public KindDifference(EvidenceKind kind, VpcNetwork before, VpcNetwork after)
    {
        (_kind, _before, _after) = (kind, before, after);
        var (was, now) = (before.Described.Contains(kind.Kind), after.Described.Contains(kind.Kind));
        if (was == now && !Failures(before).SequenceEqual(Failures(after)))
            Add(null, null, ChangeKind.Unseen, "its calls failed otherwise", null, null);
        if (was == now)
            Compare();
        else
            Add(null, null, ChangeKind.Unseen, was ? "not known any more" : "not known before", null, null);
        _ofItem = _alterations.Where(alteration => alteration.ItemId is not null)
            .ToLookup(alteration => alteration.ItemId!, StringComparer.Ordinal);
    }

    /// <summary>The differences.</summary>
    public IReadOnlyList<Alteration> Alterations => _alterations;

    /// <summary>A network with the differences that are not undone.</summary>
    public VpcNetwork ApplyTo(VpcNetwork network, ICollection<Alteration> undone)
    {
        var kept = new HashSet<Alteration>(_alterations.Where(alteration => !undone.Contains(alteration)));
        if (kept.FirstOrDefault(alteration => alteration.ItemId is null) is not null)
        {
            network = network with
            {
                Described = [.. network.Described.Where(kind => kind != _kind.Kind),
                    .. _after.Described.Where(kind => kind == _kind.Kind)],
                Failures = [.. network.Failures.Where(failure => failure.Kind != _kind.Kind),
                    .. _after.Failures.Where(failure => failure.Kind == _kind.Kind)],
            };
            if (_before.Described.Contains(_kind.Kind) != _after.Described.Contains(_kind.Kind))
                return _kind.WithItems(network, _kind.ItemsOf(_after).Select(item => item.Item));
        }

        if (!kept.Any(alteration => alteration.ItemId is not null))
            return network;
        var unreadable = kept.Where(alteration => alteration.Change.Change == ChangeKind.Unseen && alteration.ItemId is not null).ToList();
        if (unreadable.Count > 0)
            network = network with { Unreadable = Unreadable(network.Unreadable, unreadable) };
        return _kind.WithItems(network, Items(kept));
    }

    private ValueList<string> Unreadable(ValueList<string> ids, List<Alteration> alterations) =>
    [
        .. ids.Concat(alterations.Select(alteration => alteration.ItemId!).Where(_after.Unreadable.Contains))
            .Where(id => !alterations.Exists(alteration => alteration.ItemId == id) || _after.Unreadable.Contains(id))
            .Distinct(StringComparer.Ordinal),
    ];

    private IEnumerable<object> Items(HashSet<Alteration> kept)
    {
        foreach (var (id, item) in Keyed(_before))
        {
            var changes = _ofItem[id].Where(kept.Contains).ToList();
            if (changes.Count == 0)
                yield return item;
            else if (changes.TrueForAll(change => change.Part is not null))
                yield return RecordDifference.With(item, changes.Select(change => change.Part!));
        }

        foreach (var (id, item) in _added.Select(added => (added.Key, added.Value)))
            if (_ofItem[id].Any(kept.Contains))
                yield return item;
    }

    private void Compare()
    {
        var now = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (id, item) in Keyed(_after))
            now.Add(id, item);
        foreach (var (id, item) in Keyed(_before))
        {
            if (!now.TryGetValue(id, out var other))
            {
                var isUnreadable = _after.Unreadable.Contains(id);
                Add(id, null, isUnreadable ? ChangeKind.Unseen : ChangeKind.Removed, isUnreadable ? "cannot be read any more" : "removed",
                    Summary(item), null);
            }
            else if (!ReferenceEquals(item, other) && !item.Equals(other))
            {
                foreach (var part in RecordDifference.Of(item, other))
                    Add(id, part, part.IsElement && part.Before is null ? ChangeKind.Added
                        : part.IsElement && part.After is null ? ChangeKind.Removed : ChangeKind.Changed, ChangeText.Of(part),
                        ChangeText.Value(part.Before), ChangeText.Value(part.After));
            }

            now.Remove(id);
        }

        foreach (var (id, item) in now.Select(added => (added.Key, added.Value)))
        {
            _added.Add(id, item);
            var isUnreadable = _before.Unreadable.Contains(id);
            Add(id, null, isUnreadable ? ChangeKind.Unseen : ChangeKind.Added, isUnreadable ? "could not be read before" : "added",
                null, Summary(item));
        }
    }

    /// <summary>A name for people, where the item has one.</summary>
    private static string? Summary(object item) => item.GetType().GetProperty("Name")?.GetValue(item) as string;

    private void Add(string? id, PartDifference? part, ChangeKind change, string description, string? before, string? after) =>
        _alterations.Add(new()
        {
            Kind = _kind.Kind,
            ItemId = id,
            Part = part,
            Change = new()
            {
                ResourceId = id ?? _kind.Call.Command,
                ResourceType = ChangeText.TypeOf(_kind.Kind),
                Change = change,
                Property = part?.Property.Name,
                Before = before,
                After = after,
                Description = description,
                Region = _before.Region ?? _after.Region,
                AccountId = _before.AccountId ?? _after.AccountId,
            },
        });

    private IEnumerable<(bool IsAccessDenied, string IamAction)> Failures(VpcNetwork network) =>
        network.Failures.Where(failure => failure.Kind == _kind.Kind).Select(failure => (failure.IsAccessDenied, failure.IamAction))
            .OrderBy(failure => failure.IamAction, StringComparer.Ordinal);

    /// <summary>The items by an id that is theirs alone: S3 is listed twice under one name.</summary>
    private IEnumerable<(string Id, object Item)> Keyed(VpcNetwork network)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, item) in _kind.ItemsOf(network))
        {
            seen[id] = seen.TryGetValue(id, out var count) ? count + 1 : 1;
            yield return (seen[id] == 1 ? id : $"{id} ({seen[id]})", item);
        }
    }
}
