using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// The way of an IPv6-only client to IPv4 addresses: DNS64 makes up an address within 64:ff9b::/96, and a NAT gateway translates what is
/// sent there, so that the other side sees the NAT gateway's own address.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html, RFC 6052</remarks>
internal static class Nat64
{
    /// <summary>
    /// The NAT gateway that a client reaches IPv4 addresses through; null for none. What would tell is added to what is missing.
    /// </summary>
    public static string? GatewayOf(Client client, NetworkIndex index, ICollection<MissingEvidence> missing)
    {
        if (client.Has(IpFamily.IPv4) || !client.Has(IpFamily.IPv6) || client.SubnetId is not { } id
            || !index.Subnets.TryGetValue(id, out var subnet) || subnet.EnableDns64 == false
            || index.RouteTableOf(subnet) is not { } table)
            return null;
        var routes = new RouteEvaluator(table, index).Evaluate(Nat64Prefix.Block.Addresses);
        if (routes.Any(r => r.Route is null or { IsBlackhole: true } or { IsLocal: true }))
            return null;
        var target = routes[0].Route!.Target;
        if (subnet.EnableDns64 is null)
            missing.Add(MissingEvidence.Of(ResourceKind.Subnet, id) with { ResourceId = $"whether DNS64 is on in {id}" });
        else if (!target.StartsWith("nat-", StringComparison.Ordinal))
            missing.Add(MissingEvidence.Of(ResourceKind.NatGateway) with { ResourceId = $"the NAT gateway behind {target}" });
        else if (index.Network.NatGateways.FirstOrDefault(n => n.Id == target) is not { State: { } state }
            || string.Equals(state, "available", StringComparison.OrdinalIgnoreCase))
            return target;
        return null;
    }

    /// <summary>The clients with the NAT gateways in the place of those that IPv6-only clients send through.</summary>
    public static ClientSet WithGateways(ClientSet clients, NetworkIndex index)
    {
        var gateways = clients.Clients.Select(c => (Client: c, Gateway: GatewayOf(c, index, []))).Where(p => p.Gateway is not null)
            .GroupBy(p => p.Gateway!, p => p.Client, StringComparer.Ordinal).ToList();
        if (gateways.Count == 0)
            return clients;
        var (found, missing) = (new List<Client>(), new List<MissingEvidence>());
        foreach (var gateway in gateways)
            if (ClientOf(gateway.Key, gateway.Any(c => c.IsNamed), index) is { } client)
                found.Add(client);
            else
                missing.Add(MissingEvidence.Of(ResourceKind.NatGateway, gateway.Key));
        return new([.. clients.Clients, .. found], [.. clients.NotFound, .. missing], clients.Outside);
    }

    /// <summary>
    /// The clients of one endpoint: where it answers with IPv6 addresses, nothing is sent through NAT64.
    /// </summary>
    public static ClientSet For(VpcEndpoint endpoint, ClientSet clients) =>
        AddressFamilies.NeededBy(endpoint.IpAddressType).Contains(IpFamily.IPv6)
            && clients.Clients.Any(c => c.Kind == ClientKind.NatGateway)
            && clients.Clients.All(c => c.NatGatewayId is null)
            ? new(clients.Clients.Where(c => c.Kind != ClientKind.NatGateway).ToValueList(), clients.NotFound, clients.Outside) : clients;

    private static Client? ClientOf(string id, bool isNamed, NetworkIndex index)
    {
        var gateway = index.Network.NatGateways.FirstOrDefault(n => n.Id == id);
        var own = index.Network.NetworkInterfaces.FirstOrDefault(n =>
            string.Equals(n.InterfaceType, "nat_gateway", StringComparison.OrdinalIgnoreCase)
            && n.Description?.EndsWith(id, StringComparison.Ordinal) == true);
        var addresses = own?.Addresses ?? gateway?.PrivateAddresses ?? [];
        return addresses.Count == 0 ? null : new()
        {
            Id = id,
            Kind = ClientKind.NatGateway,
            Label = $"{id} ({addresses}) for clients without IPv4 addresses",
            Addresses = IntervalSet<IpAddress>.Of(addresses.Select(a => new Interval<IpAddress>(a, a))),
            VpcId = own?.VpcId ?? gateway?.VpcId,
            SubnetId = own?.SubnetId ?? gateway?.SubnetId,
            IsNamed = isNamed,
        };
    }
}
