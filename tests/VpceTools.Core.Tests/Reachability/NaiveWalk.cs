using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Core.Tests.Reachability;

/// <summary>
/// The simplest thing that can be written: one packet at a time is carried from hand to hand, and every choice that AWS has is tried. It
/// shares nothing with the engine but the records of the model.
/// </summary>
internal sealed class NaiveWalk(VpcNetwork world)
{
    /// <summary>Whether an exchange passes, for every choice of a zone there and back.</summary>
    public IEnumerable<bool> Exchange(NetworkInterface client, NetworkInterface server, int clientPort)
    {
        foreach (var there in Carry(client, server, 443, Admits(client, server)))
            foreach (var back in Carry(server, client, clientPort, admitted: true))
                yield return there && back;
    }

    /// <summary>Whether a packet gets there on some way, whatever groups say.</summary>
    public bool Carries(NetworkInterface from, NetworkInterface to, int port) => Carry(from, to, port, admitted: true)
        .Any(passed => passed);

    private bool Admits(NetworkInterface client, NetworkInterface server)
    {
        var rule = world.SecurityGroups.Single(g => g.Id == server.GroupIds[0]).Ingress.Single();
        if (rule.Cidr is { } cidr)
            return cidr.Contains(client.Addresses[0]);
        var route = RouteOf(SubnetOf(client), server.Addresses[0]);
        return route?.Target.StartsWith("tgw-", StringComparison.Ordinal) != true
            && world.PeeringConnections.Any(p => p.Status == "active" && new[] { p.Requester.VpcId, p.Accepter.VpcId }.Order()
                .SequenceEqual(new[] { client.VpcId, server.VpcId }.Order()));
    }

    /// <summary>One element for each way that AWS may take.</summary>
    private IEnumerable<bool> Carry(NetworkInterface from, NetworkInterface to, int port, bool admitted)
    {
        var (subnet, source, destination) = (SubnetOf(from), from.Addresses[0], to.Addresses[0]);
        if (!admitted || !Allows(subnet.Id, egress: true, destination, port)
            || RouteOf(subnet, destination) is not { State: "active" } route)
            return [false];
        if (route.Target.StartsWith("pcx-", StringComparison.Ordinal))
        {
            var peering = world.PeeringConnections.Single(p => p.Id == route.Target);
            return [peering.Status == "active"
                && (peering.Requester.VpcId == from.VpcId ? peering.Accepter.VpcId : peering.Requester.VpcId) == to.VpcId
                && Allows(to.SubnetId, egress: false, source, port)];
        }

        if (!route.Target.StartsWith("tgw-", StringComparison.Ordinal))
            return [false];
        var attachment = world.TransitGatewayVpcAttachments.FirstOrDefault(a => a.TransitGatewayId == route.Target
            && a.VpcId == from.VpcId);
        var entry = attachment?.SubnetIds.Select(Subnet).FirstOrDefault(s => s.AvailabilityZone == subnet.AvailabilityZone);
        if (attachment is not { State: "available" } || entry is null || !Allows(entry.Id, egress: false, source, port))
            return [false];
        return Switch(route.Target, attachment.Id, subnet.AvailabilityZone, source, to, port, 0);
    }

    private IEnumerable<bool> Switch(string gateway, string attachment, string? zone, IpAddress source, NetworkInterface to, int port,
        int hops)
    {
        if (hops > 4 || TableOf(gateway, attachment) is not { } table)
            return [false];
        var best = world.TransitGatewayRoutes.Single(t => t.RouteTableId == table).Routes
            .Where(r => r.Destination!.Value.Contains(to.Addresses[0])).OrderByDescending(r => r.Destination!.Value.PrefixLength)
                .FirstOrDefault();
        if (best is not { State: "active" })
            return [false];
        var next = best.Attachments[0];
        if (next.ResourceType == "peering")
            return world.TransitGatewayPeeringAttachments[0].State != "available" ? [false]
                : Switch(gateway == "tgw-0" ? "tgw-1" : "tgw-0", next.Id, null, source, to, port, hops + 1);
        var arrival = world.TransitGatewayVpcAttachments.Single(a => a.Id == next.Id);
        if (arrival.State != "available" || arrival.VpcId != to.VpcId)
            return [false];
        var subnets = arrival.SubnetIds.Select(Subnet).ToList();
        var own = subnets.Where(s => s.AvailabilityZone == zone && arrival.ApplianceModeSupport != "enable").ToList();
        return (own.Count > 0 ? own : subnets).Select(s => RouteOf(s, to.Addresses[0]) is { Target: "local" }
            && (s.Id == to.SubnetId || (Allows(s.Id, egress: true, to.Addresses[0], port)
                && Allows(to.SubnetId, egress: false, source, port))));
    }

    private string? TableOf(string gateway, string attachment) =>
        world.TransitGatewayAssociations.Where(t =>
            world.TransitGatewayRouteTables.Single(r => r.Id == t.RouteTableId).TransitGatewayId == gateway)
            .FirstOrDefault(t => t.Associations.Any(a => a.AttachmentId == attachment))?.RouteTableId;

    private Route? RouteOf(Subnet subnet, IpAddress destination)
    {
        var table = world.RouteTables.FirstOrDefault(t => t.SubnetIds.Contains(subnet.Id))
            ?? world.RouteTables.Single(t => t.IsMain && t.VpcId == subnet.VpcId);
        var routes = table.Routes.Where(r => r.Destination!.Value.Contains(destination)).ToList();
        // A local route is not beaten by what a gateway propagates.
        if (routes.Exists(r => r.IsLocal))
            routes.RemoveAll(r => r.Origin == "EnableVgwRoutePropagation");
        return routes.OrderByDescending(r => r.Destination!.Value.PrefixLength)
            .ThenBy(r => r.IsLocal ? 0 : r.Origin == "EnableVgwRoutePropagation" ? 2 : 1)
            .FirstOrDefault();
    }

    private bool Allows(string subnet, bool egress, IpAddress peer, int port) =>
        world.NetworkAcls.Single(a => a.SubnetIds.Contains(subnet)).Entries.Where(e => e.IsEgress == egress).OrderBy(e => e.RuleNumber)
            .First(e => e.Cidr.Contains(peer) && (e.FromPort is null || (e.FromPort <= port && port <= e.ToPort))).IsAllow;

    private Subnet Subnet(string id) => world.Subnets.Single(s => s.Id == id);

    private Subnet SubnetOf(NetworkInterface item) => Subnet(item.SubnetId);
}
