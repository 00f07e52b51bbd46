using VpceTools.Naming;
using VpceTools.Needs;
using VpceTools.Policies;
using VpceTools.Reachability;
using NameClient = VpceTools.Naming.NameClient;

namespace VpceTools.Reading;

/// <summary>A name and who asks for it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Client">Who asks.</param>
/// <param name="EndpointIds">The endpoints that the question is about.</param>
internal sealed record NameQuestion(DomainName Name, NameClient Client, IReadOnlyList<string> EndpointIds)
{
    /// <summary>The Region of the endpoints.</summary>
    public string? Region { get; private init; }

    /// <summary>The account that owns them.</summary>
    public string? AccountId { get; private init; }

    /// <summary>The questions about the endpoints of a diagnosis, each once.</summary>
    /// <param name="diagnosis">The endpoints.</param>
    /// <param name="names">The names; null asks for all that the endpoints have and that clients call their services by.</param>
    /// <param name="inboundEndpoints">The inbound Resolver endpoints that are asked; null for clients in VPCs.</param>
    /// <param name="clients">The clients that are named; none asks for whoever runs in the endpoints' VPCs.</param>
    public static IEnumerable<NameQuestion> Of(Diagnosis diagnosis, IReadOnlyList<DomainName>? names, string[]? inboundEndpoints,
        ClientSelection clients)
    {
        var asked = diagnosis.Endpoints.SelectMany(selected =>
        {
            var wanted = names ?? NamesOf(diagnosis, selected);
            var network = diagnosis.NetworkOf(selected);
            return ClientsOf(diagnosis, selected, inboundEndpoints, clients)
                .SelectMany(client => wanted.Select(name => (name, client, selected.Endpoint.Id, network)));
        });
        return asked.GroupBy(q => (q.client.Label, q.client.VpcId, q.client.InboundEndpointId, q.name))
            .Select(alike => new NameQuestion(alike.Key.name, alike.First().client, [.. alike.Select(q => q.Id).Distinct()])
            {
                Region = alike.First().network.Region,
                AccountId = alike.First().network.AccountId,
            });
    }

    private static List<NameClient> ClientsOf(Diagnosis diagnosis, SelectedEndpoint selected, string[]? inboundEndpoints,
        ClientSelection clients)
    {
        if (inboundEndpoints is not null)
        {
            var addresses = clients.CidrBlocks.Count == 0 ? null
                : Addressing.IntervalSet<Addressing.IpAddress>.Of(clients.CidrBlocks.Select(b => b.Range));
            return [.. inboundEndpoints.Select(id => NameClient.Through(id) with { Addresses = addresses })];
        }

        if (clients.IsEmpty)
            return [NameClient.InVpc(selected.Endpoint.VpcId)];
        // All that a subnet holds asks alike; an instance or interface that is named has a row of its own.
        var all = diagnosis.ClientsOf(selected).Clients.ToList();
        var single = clients.InstanceIds.Count + clients.NetworkInterfaceIds.Count > 0
            ? all.FindAll(c => c.Kind == ClientKind.NetworkInterface) : [];
        var rest = all.Except(single).ToList();
        return
        [
            .. single.Select(NameClient.From),
            .. rest.Where(c => c.Kind == ClientKind.CidrBlock || c.SubnetId is null).Select(NameClient.From),
            .. rest.Where(c => c.Kind != ClientKind.CidrBlock && c.SubnetId is not null).GroupBy(c => (c.VpcId, c.SubnetId))
                .Select(g => NameClient.InVpc(g.Key.VpcId!, g.Key.SubnetId)),
        ];
    }

    /// <summary>Private names first, then those that clients take by default, then the endpoint's own.</summary>
    private static List<DomainName> NamesOf(Diagnosis diagnosis, SelectedEndpoint selected)
    {
        var endpoint = selected.Endpoint;
        var hosts = EndpointServices.CodeOf(endpoint.ServiceName) is { } code
            && EndpointServices.RegionOf(endpoint.ServiceName) is { } region
            ? ServiceCatalog.HostsOf(code, region, diagnosis.NetworkOf(selected).AccountId).Where(host => !host.HasVariables)
                .Select(host => host.Text)
            : [];
        return
        [
            .. EndpointNames.PrivateNames(endpoint, diagnosis.ServiceOf(selected), []).Concat(hosts)
                .Concat(EndpointNames.OwnNames(endpoint))
                .Select(text => DomainName.TryParse(text, out var name) ? name : null).OfType<DomainName>().Distinct(),
        ];
    }
}
