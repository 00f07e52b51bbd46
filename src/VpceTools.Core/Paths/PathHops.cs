using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Paths;

/// <summary>The hops of the packet engine, for one client and one target, as places to look at.</summary>
internal static class PathHops
{
    /// <summary>Every place, in the order of the packets: there, and back.</summary>
    public static HopKind[] All { get; } =
    [
        HopKind.ClientSecurityGroup, HopKind.ClientAclOutbound, HopKind.RouteToEndpoint, HopKind.PeeringToEndpoint,
            HopKind.TransitGatewayToEndpoint, HopKind.EndpointAclInbound, HopKind.EndpointSecurityGroup,
        HopKind.EndpointAclOutbound, HopKind.RouteToClient, HopKind.PeeringToClient, HopKind.TransitGatewayToClient,
            HopKind.ClientAclInbound,
    ];

    /// <summary>What one place does.</summary>
    /// <param name="hop">The place, with what passes of the client's own packets.</param>
    /// <param name="client">The client.</param>
    /// <param name="target">Where the packets go.</param>
    /// <param name="wanted">All packets of the client.</param>
    public static PathHop From(Hop hop, Client client, Target target, PacketSet wanted)
    {
        var decision = Decide(hop, target, wanted);
        return new(Component(hop, client, target), IsReturn(hop.Kind) ? PathDirection.ReturnTraffic : PathDirection.Request, decision,
            hop.ResourceId, Detail(hop, hop.Passed.Intersect(wanted), OpenOf(hop, target), decision));
    }

    /// <summary>What one place does with packets.</summary>
    public static PathDecision Decide(Hop hop, Target target, PacketSet wanted)
    {
        if (hop.IsOpenEitherWay)
            return PathDecision.Unknown;
        var passed = hop.Passed.Intersect(wanted);
        if (hop.IsOpenDownwards && hop.Missing.Count > 0 && !passed.IsEmpty)
            return PathDecision.Unknown;
        return passed.IsEmpty || OpenOf(hop, target).IsEmpty
                ? (hop.Missing.Count > 0 || hop.AdmittedGroups.Count > 0 ? PathDecision.Unknown : PathDecision.Blocked)
            : passed.Equals(wanted) && hop.BlockedDestinations.IsEmpty && !hop.IsUnsteady ? PathDecision.Passed
            : hop.Missing.Count > 0 ? PathDecision.Unknown : PathDecision.Partial;
    }

    private static IntervalSet<IpAddress> OpenOf(Hop hop, Target target) =>
        hop.BlockedDestinations.IsEmpty ? target.Addresses : target.Addresses.Except(hop.BlockedDestinations);

    private static bool IsReturn(HopKind kind) => kind is HopKind.EndpointAclOutbound or HopKind.RouteToClient
        or HopKind.PeeringToClient or HopKind.TransitGatewayToClient or HopKind.ClientAclInbound;

    private static string Component(Hop hop, Client client, Target target) => hop.Kind switch
    {
        HopKind.ClientSecurityGroup => $"security group {Groups(client.GroupIds)} of the client, outbound",
        HopKind.ClientAclOutbound => $"network ACL {Id(hop)} of {client.SubnetId}, outbound",
        HopKind.RouteToEndpoint => $"route table {Id(hop)} of {client.SubnetId}",
        HopKind.EndpointAclInbound => $"network ACL {Id(hop)} of {target.SubnetId}, inbound",
        HopKind.EndpointSecurityGroup => $"security group {Groups(target.GroupIds)} of {target.Id}, inbound",
        HopKind.EndpointAclOutbound => $"network ACL {Id(hop)} of {target.SubnetId}, outbound",
        HopKind.RouteToClient => $"route table {Id(hop)} of {target.SubnetId}",
        HopKind.PeeringToEndpoint or HopKind.PeeringToClient => $"peering connection {Id(hop)}",
        HopKind.TransitGatewayToEndpoint or HopKind.TransitGatewayToClient =>
            $"transit gateway{(hop.ResourceId is null ? "" : " " + hop.ResourceId)}",
        _ => $"network ACL {Id(hop)} of {client.SubnetId}, inbound",
    };

    private static string? Detail(Hop hop, PacketSet passed, IntervalSet<IpAddress> open, PathDecision decision)
    {
        if (hop.Faults.Count > 0 && decision is (PathDecision.Blocked or PathDecision.Partial))
            return $"{hop.Faults[0].Component} {hop.Faults[0].Problem}";
        if (hop.Missing.Count > 0)
            return "the evidence does not tell: " + string.Join(", ", hop.Missing.Select(m => m.Command).Distinct());
        if (decision == PathDecision.Unknown && hop.AdmittedGroups.Count > 0)
            return "lets in workloads with " + string.Join(" or ", hop.AdmittedGroups);
        if (decision == PathDecision.Partial && !passed.IsEmpty)
            return $"passes only {string.Join("; ", passed.Boxes.ToArray().Take(3).Select(box => $"{box.Addresses} port {box.Ports}"))}";
        if (hop.Places.Count > 0)
            return string.Join("; ", hop.Places);
        return hop.Routes.Count == 0 || open.IsEmpty ? null
            : string.Join("; ", hop.Routes.Where(r => r.Route is not null).Select(r => r.Route!.ToString()).Distinct().Take(3));
    }

    private static string Groups(ValueList<string>? groups) => groups is { Count: > 0 } known ? string.Join(", ", known) : "unknown";

    private static string Id(Hop hop) => hop.ResourceId ?? "unknown";
}
