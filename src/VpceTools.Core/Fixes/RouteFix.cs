using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Fixes;

/// <summary>
/// The routes that a subnet's table lacks, to exactly the addresses that packets are for: beside the routes that are there, by the
/// connection that joins the two networks. Where several do and the other direction uses none of them, that is for a person to choose.
/// </summary>
internal static class RouteFix
{
    /// <summary>More routes than this would make a worse table than a block that a person chooses.</summary>
    private const int MostRoutes = 16;

    /// <summary>The routes.</summary>
    public static WayFix For(EndpointView view, IReadOnlyList<(BlockedHop Blocked, WayFault Fault)> faults)
    {
        if (!view.Index.RouteTables.TryGetValue(faults[0].Fault.ResourceId, out var table) || table.VpcId is not { } from)
            return WayFix.None;
        var addresses = new Dictionary<string, IntervalSet<IpAddress>>(StringComparer.Ordinal);
        foreach (var (blocked, fault) in faults)
        {
            if (Joins.Between(view, blocked, from) is not { } way)
                return WayFix.None;
            var known = addresses.TryGetValue(way, out var others) ? others : IntervalSet<IpAddress>.Empty;
            addresses[way] = known.Union(Destinations(blocked, fault));
        }

        var blocks = addresses.SelectMany(to => CidrBlock.Cover(to.Value), (to, block) => (Block: block, Target: to.Key)).ToList();
        if (blocks.Count is 0 or > MostRoutes || blocks.Exists(b => FixBlocks.IsPublic(b.Block)))
            return WayFix.None;
        var network = view.Index.Network;
        var owner = table.OwnerId ?? (view.Index.Vpcs.TryGetValue(from, out var vpc) ? vpc.OwnerId : null);
        var former = faults[0].Blocked.Hop.Routes.FirstOrDefault(r => r.Route?.ToString() == faults[0].Fault.Rule)?.Route?.ToString();
        var subnets = view.Index.SubnetsOfVpc[from].Where(s => view.Index.RouteTableOf(s)?.Id == table.Id).Select(s => s.Id).ToValueList();
        return WayFix.In(RepairPlace.Of(network, owner, n => n.RouteTables.Any(t => t.Id == table.Id)), owner, place =>
            blocks.Select(b => new CreateRoute(table.Id, b.Block, b.Target)
            {
                SubnetIds = subnets, FormerRoute = former, AccountId = place.AccountId, Region = place.Region,
            }));
    }

    /// <summary>Where the packets go that have no route: the clients' addresses, or the endpoint's.</summary>
    private static IntervalSet<IpAddress> Destinations(BlockedHop blocked, WayFault fault)
    {
        if (blocked.Hop.Kind == HopKind.RouteToClient)
            return WayFix.DroppedClients(blocked, fault);
        var lacking = blocked.Hop.Routes.Where(r => (r.Route?.ToString() ?? "no route matches") == fault.Rule)
            .Aggregate(IntervalSet<IpAddress>.Empty, (all, routed) => all.Union(routed.Addresses));
        return blocked.Target.Addresses.Intersect(lacking);
    }
}
