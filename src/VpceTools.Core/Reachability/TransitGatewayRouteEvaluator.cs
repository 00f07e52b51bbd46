using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Evaluates transit gateway route tables: the most specific route wins, a blackhole like any other; among equal prefixes static routes,
/// those of prefix lists, then propagated ones in the order of what is attached.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview</remarks>
internal static class TransitGatewayRouteEvaluator
{
    private static readonly string[] Order = ["vpc", "direct-connect-gateway", "connect", "vpn", "vpn-concentrator"];

    /// <summary>Splits destination addresses by the route that wins for them; null stands for no route at all.</summary>
    public static IReadOnlyList<TransitRoutedAddresses> Evaluate(
        TransitGatewayRoutes table, IntervalSet<IpAddress> destinations, NetworkIndex index)
    {
        var result = new List<TransitRoutedAddresses>(1);
        var rest = destinations;
        foreach (var (block, route) in Candidates(table, index))
        {
            if (rest.IsEmpty)
                break;
            if (!rest.Overlaps(block.Range))
                continue;
            var matched = rest.Intersect(block.Addresses);
            rest = rest.Except(matched);
            result.Add(new(matched, route, null));
        }

        if (!rest.IsEmpty)
            result.Add(new(rest, null, null));
        // A list whose entries are not known could hold a more specific route for any of them.
        var unresolved = table.Routes.Where(IsAtWork).FirstOrDefault(r => r.Destination is null && BlocksOf(r, index).Count == 0
            && r.PrefixListId is { } id && !(index.PrefixLists.TryGetValue(id, out var list) && list.CidrBlocks is not null));
        return unresolved is null ? result : result.ConvertAll(part => part with { Unresolved = unresolved.PrefixListId });
    }

    private static IEnumerable<(CidrBlock Block, TransitGatewayRoute Route)> Candidates(TransitGatewayRoutes table, NetworkIndex index) =>
        table.Routes.Where(IsAtWork).SelectMany(r => BlocksOf(r, index), (route, block) => (Block: block, Route: route))
            .OrderByDescending(c => c.Block.PrefixLength).ThenBy(c => Rank(c.Route));

    private static bool IsAtWork(TransitGatewayRoute route) => route.State is null || route.IsBlackhole
        || string.Equals(route.State, "active", StringComparison.OrdinalIgnoreCase);

    private static ValueList<CidrBlock> BlocksOf(TransitGatewayRoute route, NetworkIndex index) =>
        route.Destination is { } block ? [block]
        : route.PrefixListId is { } id && index.PrefixLists.TryGetValue(id, out var list) && list.CidrBlocks is { } blocks ? blocks : [];

    private static int Rank(TransitGatewayRoute route)
    {
        if (string.Equals(route.Type, "static", StringComparison.OrdinalIgnoreCase))
            return route.PrefixListId is null ? 0 : 1;
        var type = Array.IndexOf(Order, route.Attachments.Select(a => a.ResourceType?.ToLowerInvariant()).FirstOrDefault() ?? "");
        return 2 + (type < 0 ? Order.Length : type);
    }
}

/// <summary>Destination addresses and the route that wins for them.</summary>
/// <param name="Addresses">The addresses.</param>
/// <param name="Route">The route; null where the table has none, which drops the packet.</param>
/// <param name="Unresolved">A prefix list of the table whose entries are not known.</param>
internal sealed record TransitRoutedAddresses(IntervalSet<IpAddress> Addresses, TransitGatewayRoute? Route, string? Unresolved);
