using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>The route tables that a gateway endpoint works through.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing</remarks>
internal static class GatewayRoutes
{
    /// <summary>The tables that are associated: those that the endpoint names and those that hold its route.</summary>
    public static IReadOnlyCollection<string> Associated(VpcEndpoint endpoint, NetworkIndex index) =>
    [
        .. endpoint.RouteTableIds.Concat(index.RouteTablesOfVpc[endpoint.VpcId].Where(t => t.Routes.Any(r => r.Target == endpoint.Id))
            .Select(t => t.Id))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>
    /// Another gateway endpoint of the same service that is associated with a table, which then cannot be associated with this one: a table
    /// holds one such route a service.
    /// </summary>
    public static VpcEndpoint? Other(CheckContext context, string tableId) =>
        context.Neighbours.FirstOrDefault(other => other.Type == EndpointType.Gateway
            && other.ServiceName == context.Endpoint.ServiceName && PrivateNames.IsAlive(other)
            && Associated(other, context.Index).Contains(tableId));

    /// <summary>Whether a gateway endpoint has routes for a client's addresses; that it has none is not the route table's fault.</summary>
    private static bool Concerns(VpcEndpoint endpoint, Client client) => endpoint.Type != EndpointType.Gateway || client.Addresses.IsEmpty
        || AddressFamilies.NeededBy(endpoint.IpAddressType).Any(client.Has);

    /// <summary>Clients of the endpoint's VPC by the route table that they use; what is missing where that is not known.</summary>
    public static ILookup<string, Client> ClientsByTable(CheckContext context, ICollection<MissingEvidence> missing)
    {
        var pairs = new List<(string Table, Client Client)>();
        foreach (var client in context.Clients.NotFound)
            missing.Add(client);
        foreach (var client in ClientSubnets.All(context).Where(c => Concerns(context.Endpoint, c)))
        {
            if (!context.Index.Subnets.TryGetValue(client.SubnetId!, out var subnet))
                missing.Add(context.Missing(ResourceKind.Subnet, client.SubnetId!));
            else if (context.Index.RouteTableOf(subnet) is { } table)
                pairs.Add((table.Id, client));
            else
                missing.Add(context.Missing(ResourceKind.RouteTable, subnet.Id));
        }

        return pairs.ToLookup(p => p.Table, p => p.Client, StringComparer.Ordinal);
    }
}
