using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Clients whose way to another VPC leads through a NAT gateway: what comes out has the gateway's private address and no security group,
/// and takes the routes of the gateway's subnet. So networks with equal blocks reach each other.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html#private-nat-overlapping-networks</remarks>
internal static class PrivateNat
{
    /// <summary>The clients, and with those that send through a NAT gateway the gateway itself.</summary>
    public static ClientSet WithGateways(ClientSet clients, NetworkIndex index, string vpcId)
    {
        if (clients.Clients.All(c => c.VpcId is null || c.VpcId == vpcId) || !index.Vpcs.TryGetValue(vpcId, out var home))
            return clients;
        // Its route may be one to the whole VPC, or to where the endpoints are.
        IntervalSet<IpAddress>[] goals =
        [
            IntervalSet<IpAddress>.Of(home.CidrBlocks.Where(b => b.Family == IpFamily.IPv4).Select(b => b.Range)),
            IntervalSet<IpAddress>.Of(index.EndpointsOfVpc[vpcId].SelectMany(e => e.NetworkInterfaceIds)
                .Where(index.NetworkInterfaces.ContainsKey).SelectMany(id => index.NetworkInterfaces[id].Addresses)
                .Where(a => a.Family == IpFamily.IPv4).Select(a => new Interval<IpAddress>(a, a))),
        ];
        var (result, gateways) = (new List<Client>(), new Dictionary<string, bool>(StringComparer.Ordinal));
        var ways = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var client in clients.Clients)
        {
            var gateway = client.VpcId is null || client.VpcId == vpcId || client.SubnetId is not { } subnet ? null
                : ways.TryGetValue(subnet, out var known) ? known : ways[subnet] =
                    goals.Where(goal => !goal.IsEmpty).Select(goal => GatewayOf(subnet, goal, index)).FirstOrDefault(g => g is not null);
            result.Add(gateway is null ? client : client with { NatGatewayId = gateway });
            if (gateway is not null)
                gateways[gateway] = client.IsNamed || (gateways.TryGetValue(gateway, out var named) && named);
        }

        return gateways.Count == 0 ? clients
            : new([.. result, .. gateways.Select(g => ClientOf(index.NatGateways[g.Key], g.Value))], clients.NotFound, clients.Outside);
    }

    /// <summary>Whether the routes of a subnet lead packets for some addresses to a NAT gateway.</summary>
    public static bool Takes(string gatewayId, string? subnetId, IntervalSet<IpAddress> destinations, NetworkFilters filters) =>
        subnetId is null || !filters.Index.Subnets.TryGetValue(subnetId, out var subnet)
            || filters.Index.RouteTableOf(subnet) is not { } table
            || filters.RoutesThere(table, destinations).All(r => r.Route is { IsBlackhole: false } route && route.Target == gatewayId);

    /// <summary>The packets of clients that a gateway's subnet lets in, and of those what it lets out to them.</summary>
    public static Way ToGateway(Trip trip, NatGateway gateway, NetworkFilters filters)
    {
        var way = Way.Open(trip.Universe).After($"NAT gateway {gateway.Id}");
        if (gateway.SubnetId is not { } subnet || trip.Clients.Shared.SubnetId == subnet)
            return way;
        if (filters.Index.NetworkAclOf(subnet) is not { } acl)
            return way.Lacking(MissingEvidence.Of(ResourceKind.NetworkAcl, subnet));
        var admitted = filters.Acl(acl, egress: trip.IsReturn);
        var packets = trip.IsReturn ? admitted.Intersect(trip.Universe)
            : PacketSet.Of(admitted.AddressesWith(trip.Port).Intersect(trip.Addresses), trip.ClientPorts);
        return way.Through(packets, () => new(acl.Id, $"network ACL {acl.Id} of {subnet}, where NAT gateway {gateway.Id} is",
            trip.IsReturn ? "outbound entries" : "inbound entries",
            trip.IsReturn ? "drops return traffic from the NAT gateway to the clients" : "drops requests of the clients to the NAT gateway",
            "SUBNET_ACL_RESTRICTION", $"Allow the clients in {acl.Id}: their requests inbound, and return traffic to them outbound."));
    }

    private static string? GatewayOf(string subnetId, IntervalSet<IpAddress> goal, NetworkIndex index)
    {
        if (!index.Subnets.TryGetValue(subnetId, out var subnet) || index.RouteTableOf(subnet) is not { } table)
            return null;
        var targets = new RouteEvaluator(table, index).Evaluate(goal)
            .Select(r => r.Route is { IsBlackhole: false } route ? route.Target : "")
            .Distinct(StringComparer.Ordinal).ToList();
        // One that leads to the internet only is no way to a VPC; one that was not described translates to nobody knows what.
        return targets is [var target] && target.StartsWith("nat-", StringComparison.Ordinal)
            && index.NatGateways.TryGetValue(target, out var gateway) && gateway.PrivateAddresses.Count > 0 && gateway.SubnetId is { } own
            && index.Subnets.ContainsKey(own) && !RouteEnds.IsPublicOnly(target, index)
            && string.Equals(gateway.State ?? "available", "available", StringComparison.OrdinalIgnoreCase) ? target : null;
    }

    private static Client ClientOf(NatGateway gateway, bool isNamed) => new()
    {
        Id = gateway.Id,
        Kind = ClientKind.NatGateway,
        Label = $"{gateway.Id} ({gateway.PrivateAddresses}) in the place of clients behind it",
        Addresses = IntervalSet<IpAddress>.Of(gateway.PrivateAddresses.Select(a => new Interval<IpAddress>(a, a))),
        VpcId = gateway.VpcId,
        SubnetId = gateway.SubnetId,
        IsNamed = isNamed,
    };
}
