using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Fixes;

/// <summary>What joins a VPC with another network and could be the target of a route.</summary>
internal static class Joins
{
    /// <summary>
    /// The peering connection, transit gateway or virtual private gateway by which packets of a VPC get to the other end: the one that the
    /// other direction uses, else the only one. Null where that is not known.
    /// </summary>
    public static string? Between(EndpointView view, BlockedHop blocked, string from)
    {
        var isReturn = blocked.Hop.Kind is HopKind.RouteToClient;
        var to = isReturn ? blocked.Class.Shared.VpcId : blocked.Target.VpcId;
        var ways = to is null ? ToOutside(view.Index, blocked, from).ToList() : ToVpc(view.Index, from, to).ToList();
        var journey = view.Analyzer.JourneyOf(blocked.Class, blocked.Target);
        var used = ((isReturn ? journey?.There : journey?.Back)?.Route?.Routes ?? []).Where(r => r.Route is { IsBlackhole: false })
            .Select(r => r.Route!.Target).Where(IsJoin).Distinct(StringComparer.Ordinal).ToList();
        var both = ways.Intersect(used, StringComparer.Ordinal).ToList();
        if (both.Count > 0)
            return both.Count == 1 ? both[0] : null;
        // Where the other direction takes a connection that does not carry packets, which one is to be mended is for a person.
        return ways.Count == 1 && used.TrueForAll(way => IsTransit(way) && IsTransit(ways[0])) ? ways[0] : null;
    }

    private static bool IsJoin(string target) => IsTransit(target) || target.StartsWith("pcx-", StringComparison.Ordinal);

    private static bool IsTransit(string target) => target.StartsWith("tgw-", StringComparison.Ordinal);

    private static IEnumerable<string> ToVpc(NetworkIndex index, string from, string to)
    {
        foreach (var peering in index.PeeringConnectionsOfVpc[from].Where(p => p.IsActive && p.Beyond(from)?.VpcId == to))
            yield return peering.Id;
        var there = GatewaysOf(index, to).ToList();
        foreach (var gateway in GatewaysOf(index, from))
            if (there.Contains(gateway) || index.Transit.Peerings.Values.Any(p => IsAvailable(p.State)
                && p.Beyond(gateway)?.TransitGatewayId is { } other && there.Contains(other)))
                yield return gateway;
    }

    /// <summary>What leads out of AWS: a transit gateway that has a route there, or the VPC's virtual private gateway.</summary>
    private static IEnumerable<string> ToOutside(NetworkIndex index, BlockedHop blocked, string from)
    {
        var destinations = blocked.Class.AddressesOf(blocked.Target.Family);
        foreach (var attachment in index.Transit.VpcAttachmentsOfVpc[from].Where(a => IsAvailable(a.State)))
            if (attachment.TransitGatewayId is { } gateway
                && index.Transit.AssociationOf(attachment.Id, gateway) is { } association
                && TransitGatewayRouteEvaluator.Of(association.RouteTableId, index) is { } routes
                && routes.Evaluate(destinations).All(part => part.Unresolved is null
                    && part.Route is { IsBlackhole: false, Attachments.Count: > 0 } route
                    && route.Attachments.All(a => a.ResourceType?.ToLowerInvariant() is not ("vpc" or "peering"))))
                yield return gateway;
        // Addresses of a peer that nobody described: its connection says that they are there.
        foreach (var peering in index.PeeringConnectionsOfVpc[from].Where(p => p.IsActive && p.Beyond(from) is { } side
            && IntervalSet<IpAddress>.Of(side.CidrBlocks.Select(b => b.Range)).IsSupersetOf(destinations)))
            yield return peering.Id;
        foreach (var gateway in index.Transit.VpnGateways.Values.Where(g => g.VpcAttachments.Any(a => a.VpcId == from)))
            yield return gateway.Id;
    }

    private static IEnumerable<string> GatewaysOf(NetworkIndex index, string vpc) => index.Transit.VpcAttachmentsOfVpc[vpc]
        .Where(a => IsAvailable(a.State)).Select(a => a.TransitGatewayId).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Whether an attachment carries packets.</summary>
    public static bool IsAvailable(string? state) => string.Equals(state, "available", StringComparison.OrdinalIgnoreCase);
}
