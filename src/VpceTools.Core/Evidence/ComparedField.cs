using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>A field that every account which sees a resource must see alike.</summary>
/// <typeparam name="T">The record of the model.</typeparam>
/// <param name="Name">For people.</param>
/// <param name="Get">Its values, in any order; null or none where the account does not see them.</param>
/// <param name="Take">The first description with the field of the second.</param>
internal sealed record ComparedField<T>(string Name, Func<T, IEnumerable<string>?> Get, Func<T, T, T> Take);

/// <summary>Resources of one kind whose descriptions are held against each other.</summary>
internal abstract class ComparedKind
{
    /// <summary>Where the descriptions of some networks differ.</summary>
    public abstract IEnumerable<Contradiction> Compare(IReadOnlyList<VpcNetwork> networks);
}

/// <summary>The same of one type.</summary>
/// <typeparam name="T">The record of the model.</typeparam>
internal sealed class ComparedKind<T>(EvidenceKind<T> row, string noun, params ComparedField<T>[] fields) : ComparedKind
    where T : class
{
    /// <inheritdoc/>
    public override IEnumerable<Contradiction> Compare(IReadOnlyList<VpcNetwork> networks)
    {
        var seen = new Dictionary<string, (VpcNetwork Network, T Item)>(StringComparer.Ordinal);
        var more = new Dictionary<string, List<(VpcNetwork Network, T Item)>>(StringComparer.Ordinal);
        foreach (var network in networks)
            foreach (var item in row.Get(network))
            {
                var id = row.IdOf(item);
                if (!seen.TryGetValue(id, out var first))
                    seen[id] = (network, item);
                else if (more.TryGetValue(id, out var others))
                    others.Add((network, item));
                else
                    more[id] = [first, (network, item)];
            }

        foreach (var known in more)
            foreach (var field in fields)
                if (Differing(known.Value, field) is { } contradiction)
                    yield return contradiction;
    }

    private Contradiction? Differing(List<(VpcNetwork Network, T Item)> descriptions, ComparedField<T> field)
    {
        var distinct = new List<(VpcNetwork Network, T Item, HashSet<string> Values)>();
        foreach (var (network, item) in descriptions)
        {
            var values = new HashSet<string>((field.Get(item) ?? []).Where(v => v.Length > 0), StringComparer.OrdinalIgnoreCase);
            if (values.Count > 0 && !distinct.Exists(d => d.Values.SetEquals(values)))
                distinct.Add((network, item, values));
        }

        if (distinct.Count < 2)
            return null;
        var (one, two, id) = (distinct[0], distinct[1], row.IdOf(distinct[0].Item));
        return new(row.Kind, id,
            $"{char.ToUpperInvariant(noun[0])}{noun.Substring(1)} {id} is described in different ways: {field.Name} "
                + $"{Only(one.Values, two.Values)} by {Whose(one.Network)}, {Only(two.Values, one.Values)} by {Whose(two.Network)}",
            [.. distinct.Select(d => (Func<VpcNetwork, VpcNetwork>)(network => With(network, id, known => field.Take(known, d.Item))))]);
    }

    private VpcNetwork With(VpcNetwork network, string id, Func<T, T> change)
    {
        VpcNetwork Changed(VpcNetwork one) => !row.Get(one).Any(item => row.IdOf(item) == id) ? one
            : row.With(one, row.Get(one).Select(item => row.IdOf(item) == id ? change(item) : item).ToValueList());
        return JoinedNetworks.Rejoin([.. network.Picture.Select(Changed)], network.Place.Position);
    }

    /// <summary>What one has and the other has not; a few of many.</summary>
    private static string Only(HashSet<string> own, HashSet<string> others)
    {
        const int Shown = 3;
        var only = own.Where(value => !others.Contains(value)).OrderBy(value => value, StringComparer.Ordinal).ToList();
        return only.Count == 0 ? "nothing of that"
            : string.Join(", ", only.Take(Shown)) + (only.Count > Shown ? $" and {only.Count - Shown} more" : "");
    }

    private static string Whose(VpcNetwork network) => network.AccountId is null ? $"another account in {network.Region ?? "some Region"}"
        : $"account {network.AccountId}{(network.Region is null ? "" : $" in {network.Region}")}";
}
