using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>
/// The pictures that networks which were read together can come to, where code describes some of them: what PlannedBuilder makes of one
/// network for checks, for questions that several networks and endpoints answer together.
/// </summary>
internal sealed class PlannedPictures(IReadOnlyList<VpcNetwork> networks)
{
    private readonly List<(IReadOnlyList<IReadOnlyList<PlanVariant>> Of, IReadOnlyList<PlannedPicture> Pictures)> _known = [];

    /// <summary>
    /// The pictures, as far as some endpoints and what all share are concerned; none where nothing is one of several. The same pictures are
    /// given for all questions that they answer.
    /// </summary>
    public IReadOnlyList<PlannedPicture> Of(IReadOnlyCollection<string> endpointIds)
    {
        IReadOnlyList<IReadOnlyList<PlanVariant>> variants =
        [
            .. networks.Select(network => network.Plan is not { } plan ? []
                : plan.Variants([.. network.Endpoints.Where(endpoint => endpointIds.Contains(endpoint.Id))])),
        ];
        lock (_known)
        {
            var known = _known.Find(one => one.Of.Zip(variants, (was, now) => ReferenceEquals(was, now)).All(same => same));
            if (known.Pictures is null)
                _known.Add(known = (variants, Combine(variants)));
            return known.Pictures;
        }
    }

    /// <summary>Every combination, of the networks that come first: one that would make them too many counts as not seen.</summary>
    private List<PlannedPicture> Combine(IReadOnlyList<IReadOnlyList<PlanVariant>> variants)
    {
        var pictures = new List<PlannedPicture> { new(networks, new Dictionary<OpenValue, int>()) };
        for (var i = 0; i < variants.Count; i++)
            if (variants[i].Count > 0 && pictures.Count * variants[i].Count <= Choices.Maximum)
                pictures = [.. pictures.SelectMany(picture => variants[i].Select(variant => picture.With(i, variant)))];
        return pictures[0].Taken.Count == 0 ? [] : pictures;
    }
}

/// <summary>Networks as they can come to be together.</summary>
/// <param name="networks">The networks, in the order in which they were read.</param>
/// <param name="taken">Which of its candidates each value takes.</param>
internal sealed class PlannedPicture(IReadOnlyList<VpcNetwork> networks, IReadOnlyDictionary<OpenValue, int> taken)
{
    /// <summary>The networks, in the order in which they were read.</summary>
    public IReadOnlyList<VpcNetwork> Networks => networks;

    /// <summary>Which of its candidates each value takes.</summary>
    public IReadOnlyDictionary<OpenValue, int> Taken => taken;

    /// <summary>The picture with one of the networks as a choice makes it.</summary>
    public PlannedPicture With(int index, PlanVariant variant)
    {
        var all = taken.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var pair in variant.Taken)
            all[pair.Key] = pair.Value;
        return new([.. networks.Select((network, i) => i == index ? variant.Network with { Place = network.Place } : network)], all);
    }
}
