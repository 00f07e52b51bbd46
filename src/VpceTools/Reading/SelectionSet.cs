using System.Management.Automation;
using VpceTools.Errors;
using VpceTools.Model;
using VpceTools.Parameters;
using VpceTools.Sources;

namespace VpceTools.Reading;

/// <summary>Everything that the whole pipeline selects from one source, so that the source is read once.</summary>
internal sealed class SelectionSet
{
    private readonly List<EndpointSelection> _selections = [];

    public void Add(EndpointSelection selection) => _selections.Add(selection);

    /// <summary>Whether nothing is narrowed down.</summary>
    public bool IsEverything => _selections.Exists(s => s.IsEverything);

    /// <summary>Whether every selection names nothing but ids that cannot exist, so that reading would be in vain.</summary>
    public bool IsHopeless => _selections.TrueForAll(s => s.Ids.Count > 0 && s.Ids.All(id => id.IsLiteral && !VpcEndpoint.IsId(id.Text)));

    /// <summary>What a source can use to narrow its calls; it may give more than is selected.</summary>
    /// <param name="isUnderCode">Whether code is laid over what is read: it names endpoints that are not there yet.</param>
    public NetworkQuery ToQuery(bool isUnderCode = false)
    {
        var query = new NetworkQuery();
        if (!isUnderCode && _selections.TrueForAll(s => s.Ids.Count > 0 && s.Ids.All(id => id.IsLiteral)))
            return query with { EndpointIds = Texts(s => s.Ids.Where(id => VpcEndpoint.IsId(id.Text))) };
        if (_selections.TrueForAll(s => s.VpcIds.Count > 0 && s.VpcIds.All(id => id.IsLiteral)))
            query = query with { VpcIds = Texts(s => s.VpcIds) };
        if (!isUnderCode && _selections.TrueForAll(s => s.ServiceNames.Count > 0 && s.ServiceNames.All(name => name.IsFullName)))
            query = query with { ServiceNames = Texts(s => s.ServiceNames) };
        return query;
    }

    /// <summary>
    /// The selected endpoints, each once: in the order in which they were named, and by Region, VPC and service where that is open.
    /// </summary>
    public IReadOnlyList<SelectedEndpoint> Select(IReadOnlyList<VpcNetwork> networks)
    {
        var byId = new Dictionary<string, (int Rank, EndpointSelection Selection)>(StringComparer.OrdinalIgnoreCase);
        var others = new List<(int Rank, EndpointSelection Selection)>();
        var rank = 0;
        foreach (var selection in _selections)
        {
            foreach (var id in selection.Ids.Where(id => id.IsLiteral && !byId.ContainsKey(id.Text)))
                byId.Add(id.Text, (rank++, selection));
            if (selection.Ids.Count == 0 || selection.Ids.Any(id => !id.IsLiteral))
                others.Add((rank++, selection));
        }

        int? RankOf(VpcNetwork network, VpcEndpoint endpoint)
        {
            foreach (var name in new[] { endpoint.Id, EndpointPattern.AddressOf(endpoint, network) }.OfType<string>())
                if (byId.TryGetValue(name, out var named) && named.Selection.MatchesPlace(endpoint, network))
                    return named.Rank;
            foreach (var (other, selection) in others)
                if (selection.Matches(endpoint, network))
                    return other;
            return null;
        }

        return
        [
            .. networks.SelectMany((network, i) => network.Endpoints
                .Select(e => (Rank: RankOf(network, e), network.Region, Selected: new SelectedEndpoint(i, e))))
                .Where(item => item.Rank is not null)
                .OrderBy(item => item.Rank)
                .ThenBy(item => item.Region, StringComparer.Ordinal)
                .ThenBy(item => item.Selected.Endpoint.VpcId, StringComparer.Ordinal)
                .ThenBy(item => item.Selected.Endpoint.ServiceName, StringComparer.Ordinal)
                .ThenBy(item => item.Selected.Endpoint.Id, StringComparer.Ordinal)
                .Select(item => item.Selected),
        ];
    }

    /// <summary>What was named and found nothing. A wildcard may find nothing, and a filter may leave nothing of what there is.</summary>
    public IEnumerable<ErrorRecord> NotFound(IReadOnlyList<VpcNetwork> networks, IReadOnlyList<SelectedEndpoint> selected, string where)
    {
        foreach (var region in Literals(s => s.Regions))
            if (!networks.Any(n => string.Equals(n.Region, region, StringComparison.OrdinalIgnoreCase)))
                yield return CommandErrors.RegionNotFound(region, where);
        var found = new HashSet<string>(selected.SelectMany(s => new[] { s.Endpoint.Id,
            EndpointPattern.AddressOf(s.Endpoint, networks[s.Network]) }).OfType<string>(), StringComparer.OrdinalIgnoreCase);
        if (_selections.Exists(s => s.Filters.Count > 0))
            found.UnionWith(networks.SelectMany(n => n.Endpoints).Select(e => e.Id));
        foreach (var id in Literals(s => s.Ids).Where(id => !found.Contains(id)))
            yield return networks.Any(n => n.Unreadable.Contains(id)) ? CommandErrors.EndpointUnreadable(id, where)
                : VpcEndpoint.IsId(id) || networks.Any(n => n.Plan is not null) ? CommandErrors.EndpointNotFound(id, where)
                : CommandErrors.EndpointIdMalformed(id);
        var vpcs = new HashSet<string>(selected.Select(s => s.Endpoint.VpcId), StringComparer.OrdinalIgnoreCase);
        foreach (var vpc in Literals(s => s.Ids.Count + s.Filters.Count == 0 ? s.VpcIds : []).Where(vpc => !vpcs.Contains(vpc)))
            yield return CommandErrors.VpcWithoutEndpoint(vpc, where, SharedVpcs.Note(networks, vpc));
        var services = selected.Select(s => s.Endpoint.ServiceName).Distinct(StringComparer.Ordinal).ToList();
        foreach (var service in Literals(s => s.Ids.Count + s.Filters.Count == 0 ? s.ServiceNames : []))
            if (!services.Exists(new ServiceNamePattern(service).Matches))
                yield return CommandErrors.ServiceWithoutEndpoint(service, where);
    }

    private ValueList<string> Texts(Func<EndpointSelection, IEnumerable<NamePattern>> patterns) =>
        _selections.SelectMany(patterns).Select(p => p.Text).Distinct(StringComparer.OrdinalIgnoreCase).ToValueList();

    private IEnumerable<string> Literals(Func<EndpointSelection, IEnumerable<NamePattern>> patterns) =>
        _selections.SelectMany(patterns).Where(p => p.IsLiteral).Select(p => p.Text).Distinct(StringComparer.OrdinalIgnoreCase);
}
