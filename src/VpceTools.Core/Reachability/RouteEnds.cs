using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Where routes end that lead neither to a peering connection nor to a transit gateway, for packets between two networks.
/// </summary>
internal static class RouteEnds
{
    private const string NoRoute = "NO_ROUTE_TO_DESTINATION";

    /// <summary>What becomes of packets that a route of a subnet's table takes.</summary>
    public static Way Judge(Trip trip, RoutedAddresses routed, RouteTable table, NetworkIndex index)
    {
        var (packets, component) = (trip.Universe, $"route table {table.Id}");
        var goal = trip.IsReturn ? "clients" : "the endpoint";
        if (routed.Route is not { } route)
            return Way.Closed(packets, Lacking("no route matches", $"has no route to {goal} at {trip.Destination}"));
        if (route.IsBlackhole)
            return Way.Closed(packets, new(table.Id, component, route.ToString(),
                $"drops traffic (blackhole) to {goal} at {trip.Destination}", "BAD_STATE_ROUTE", WhyBlackhole(route, table, index)));
        if (route.IsLocal)
            return Way.Closed(packets, new(table.Id, component, route.ToString(),
                $"keeps packets for {goal} at {trip.Destination} within {trip.FromVpc}, whose own blocks hold that address"
                    + Overridden(trip, table), "MORE_SPECIFIC_ROUTE",
                "The blocks of the two networks overlap: renumber one of them, or translate addresses with a private NAT gateway."));
        var target = route.Target;
        var prefix = target.IndexOf('-') is var dash and > 0 ? target.Substring(0, dash) : target;
        return prefix switch
        {
            "igw" or "eigw" when trip.Target.Family == IpFamily.IPv4 => Way.Closed(packets, Lacking(route.ToString(),
                $"sends packets for {goal} at {trip.Destination} to the internet, which does not carry them")),
            "nat" when IsPublicOnly(target, index) => Way.Closed(packets, Lacking(route.ToString(),
                $"sends packets for {goal} at {trip.Destination} to NAT gateway {target}, which leads to the internet")),
            "vgw" when trip is { IsReturn: true, ToVpc: null } => ToVpn(trip, route, index),
            _ => Way.Open(packets).Through(target, Middlebox.IsStateful(target)
                ? $"what {Middlebox.Name(target, index)} does with {(trip.IsReturn ? "return traffic" : "requests")} that route {route} of "
                    + $"{table.Id} leads to it"
                : $"what lies behind route {route} of {table.Id}",
                table.OwnerId == index.Network.AccountId ? null : table.OwnerId),
        };

        WayFault Lacking(string rule, string problem) => new(table.Id, component, rule, problem, NoRoute, HowToLead(trip, table, index))
        {
            Remedy = new(WayRemedyKind.Route, null, table.Id),
        };
    }

    /// <summary>What becomes of packets that arrive through a gateway with a route table of its own.</summary>
    public static Way Ingress(Trip trip, RoutedAddresses routed, RouteTable table)
    {
        var component = $"gateway route table {table.Id}";
        return routed.Route switch
        {
            { IsLocal: true } => Way.Open(trip.Universe),
            { IsBlackhole: false } route => Way.Open(trip.Universe).Through(route.Target,
                $"what {route.Target} does with the packets that route {route} of gateway route table {table.Id} sends there", null),
            _ => Way.Closed(trip.Universe, new(table.Id, component, routed.Route?.ToString() ?? "no route matches",
                routed.Route is null ? $"has no route to the endpoint at {trip.Destination}"
                    : $"drops traffic (blackhole) to the endpoint at {trip.Destination}",
                routed.Route is null ? NoRoute : "BAD_STATE_ROUTE", $"Correct the routes of {table.Id}.")),
        };
    }

    /// <summary>What to lead packets to. Which gateway's routes a table takes up is a matter of each table.</summary>
    private static string HowToLead(Trip trip, RouteTable table, NetworkIndex index)
    {
        var gateway = !trip.IsReturn || trip.ToVpc is not null ? null : index.Transit.VpnGateways.Values.FirstOrDefault(g =>
            g.VpcAttachments.Any(a => a.VpcId == trip.FromVpc
                && string.Equals(a.State ?? "attached", "attached", StringComparison.OrdinalIgnoreCase)));
        var advice = $"Add a route to {trip.Destination} to {table.Id}: through the peering connection, transit gateway or virtual private "
            + "gateway that joins the two.";
        return gateway is null ? advice
            : $"{advice} Routes that {gateway.Id} learns are in {table.Id} where it propagates to that table: aws ec2 "
                + $"enable-vgw-route-propagation --route-table-id {CommandText.Posix(table.Id)} "
                + $"--gateway-id {CommandText.Posix(gateway.Id)}.";
    }

    /// <summary>Why a route is a blackhole: a connection that is not active is there yet, and may only have to be accepted.</summary>
    private static string WhyBlackhole(Route route, RouteTable table, NetworkIndex index) =>
        index.PeeringConnections.TryGetValue(route.Target, out var peering) && peering is { IsActive: false, Status: { } status }
            ? $"{peering.Id}, which the route {route} in {table.Id} leads to, is {status}. {PeeringWays.Advice(peering)}"
            : $"Replace or delete the route {route} in {table.Id}; what it points at is gone.";

    /// <summary>
    /// Whether a NAT gateway's own subnet leads to the internet only. One that leads to a transit gateway serves private networks, public
    /// or not: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html.
    /// </summary>
    internal static bool IsPublicOnly(string id, NetworkIndex index) =>
        index.NatGateways.TryGetValue(id, out var gateway) && gateway.SubnetId is { } subnetId
        && !string.Equals(gateway.ConnectivityType, "private", StringComparison.OrdinalIgnoreCase)
        && index.Subnets.TryGetValue(subnetId, out var subnet) && index.RouteTableOf(subnet) is { } table
        && table.Routes.All(r => r.IsLocal || r.IsBlackhole || r.Target.StartsWith("igw-", StringComparison.Ordinal)
            || (r.DestinationPrefixListId is not null && r.Target.StartsWith("vpce-", StringComparison.Ordinal)));

    /// <summary>
    /// A virtual private gateway serves its own VPC. What arrives through it asks no subnet's table, so that requests meet nothing but
    /// the endpoint's ACL and group.
    /// </summary>
    private static Way ToVpn(Trip trip, Route route, NetworkIndex index)
    {
        var (id, packets, transit) = (route.Target, trip.Universe, index.Transit);
        var component = $"virtual private gateway {id}";
        if (!transit.VpnGateways.TryGetValue(id, out var gateway))
            return Way.Unseen(packets, MissingEvidence.Of(ResourceKind.VpnGateway, id));
        if (!gateway.VpcAttachments.Any(a => a.VpcId == trip.FromVpc
            && string.Equals(a.State ?? "attached", "attached", StringComparison.OrdinalIgnoreCase)))
            return Way.Closed(packets, new(id, component,
                $"state {gateway.VpcAttachments.Select(a => a.State).FirstOrDefault() ?? "detached"}",
                $"is not attached to {trip.FromVpc}", "BAD_STATE_ATTACHMENT", $"Attach {id} to {trip.FromVpc}."));
        var connections = transit.VpnConnectionsOfGateway[id].ToList();
        var way = Way.Open(packets).After($"{component} to the clients' network");
        if (connections.Exists(c => c.IsUp == true))
            return way;
        if (!transit.Saw(ResourceKind.VpnConnection, index.Network.AccountId) || connections.Exists(c => c.IsUp is null))
            return way.Lacking(MissingEvidence.Of(ResourceKind.VpnConnection, id));
        if (connections.Count > 0)
            return Way.Closed(packets, new(connections[0].Id, $"VPN connection {string.Join(", ", connections.Select(c => c.Id))} of {id}",
                "every tunnel is down", "has no tunnel that is up", "BAD_STATE_VPN", "Bring up one of its tunnels."));
        // Without a VPN connection it is Direct Connect, whose sessions write the routes that they know of.
        return RouteEvaluator.IsPropagated(route) ? way : way.Lacking(new MissingEvidence(ResourceKind.VpnConnection,
            $"what {id} leads to, which has no VPN connection", "aws directconnect describe-virtual-interfaces"));
    }

    /// <summary>The routes of a VPN that a local one takes the packets from, though they are more specific.</summary>
    private static string Overridden(Trip trip, RouteTable table)
    {
        var lost = table.Routes.FirstOrDefault(r => RouteEvaluator.IsPropagated(r) && r.Destination is { } block
            && block.Contains(trip.Destinations.Minimum));
        return lost is null ? "" : $"; the propagated route {lost} does not win over a local one";
    }
}
