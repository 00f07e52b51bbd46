using System.Management.Automation;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Output;
using VpceTools.Paths;
using VpceTools.Reachability;

namespace VpceTools.Reading;

/// <summary>
/// Adds to results and findings the paths that they are about, as Test-VpcEndpointPath gives them: to the endpoint where packets are
/// judged, to its private name where names are.
/// </summary>
/// <param name="diagnosis">The endpoints.</param>
internal sealed class ResultPaths(Diagnosis diagnosis)
{
    private readonly Lazy<PathFinder> _finder = new(() => new(diagnosis.Networks, diagnosis.Options));

    /// <summary>Adds the paths to the results of one endpoint.</summary>
    public void AddTo(IReadOnlyList<EndpointTestResult> results)
    {
        var own = diagnosis.Endpoints.Where(e => results.Count > 0 && IsOf(results[0], e)).Take(1).ToList();
        if (own.Count == 0)
            return;
        var selected = own[0];
        var context = diagnosis.ContextOf(selected);
        var network = diagnosis.NetworkOf(selected);
        var clients = context.Clients.Classes.Select(c => c.Shared).Where(c => c.Kind != ClientKind.NatGateway).ToList();
        if (clients.Count == 0)
            return;
        var itself = PathDestination.Endpoint(selected.Endpoint.Id);
        var named = EndpointNames.PrivateNames(selected.Endpoint, context.Service, []).Select(name => name.Replace("*.", "any."))
            .Select(name => PathDestination.Parse(name, network.Region)).FirstOrDefault(to => to is not null) ?? itself;
        var known = new Dictionary<(string Client, PathDestination To), EndpointPath>();
        foreach (var result in results)
        {
            var layer = CheckCatalog.Find(result.Check)?.Descriptor.Layer;
            if (layer is not (CheckLayer.Path or CheckLayer.Name) || result.Status == CheckStatus.NotApplicable)
                continue;
            var to = layer == CheckLayer.Name ? named : itself;
            // The worst first: what stops packets is what somebody looks for.
            var paths = clients.Select(client => To(client, to)).OrderBy(path => path.Verdict == PathVerdict.Reachable).ToList();
            Add(OutputObject.From(result), "Paths", paths.Select(OutputObject.From).ToArray());
            Add(OutputObject.From(result), nameof(EndpointPath.Hops), paths[0].Hops);
            foreach (var finding in result.Findings)
            {
                var affected = finding.Evidence.AffectedClients
                    .Select(label => context.Clients.Clients.FirstOrDefault(c => c.Label == label))
                    .FirstOrDefault(client => client is not null);
                var path = affected is null ? paths[0] : To(affected, to);
                Add(OutputObject.From(finding), "Path", OutputObject.From(path));
                Add(OutputObject.From(finding), nameof(EndpointPath.Hops), path.Hops);
            }
        }

        EndpointPath To(Client client, PathDestination to) => known.TryGetValue((client.Label, to), out var found) ? found
            : known[(client.Label, to)] = _finder.Value.Find(HomeOf(client) ?? network, client, to);
    }

    /// <summary>Names are asked where the client is.</summary>
    private VpcNetwork? HomeOf(Client client) => client.VpcId is not { } vpc ? null
        : diagnosis.Networks.FirstOrDefault(network => network.Vpcs.Any(v => v.Id == vpc));

    private bool IsOf(EndpointTestResult result, SelectedEndpoint selected) => selected.Endpoint.Id == result.EndpointId
        && diagnosis.NetworkOf(selected) is var network && network.Region == result.Region
        && (selected.Endpoint.OwnerId ?? network.AccountId) == result.AccountId;

    private static void Add(PSObject item, string name, object value)
    {
        item.Properties.Remove(name);
        item.Properties.Add(new PSNoteProperty(name, value));
    }
}
