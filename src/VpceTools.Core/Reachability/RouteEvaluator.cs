using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Evaluates route tables: the most specific route wins; among equal prefixes local routes come first, then static ones, then prefix lists,
/// then propagated ones.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html</remarks>
public static class RouteEvaluator
{
    /// <summary>Splits destination addresses by the route that wins for them; null stands for no route at all.</summary>
    public static IReadOnlyList<RoutedAddresses> Evaluate(RouteTable table, IntervalSet<IpAddress> destinations, NetworkIndex index)
    {
        var result = new List<RoutedAddresses>();
        var rest = destinations;
        foreach (var (block, route) in Candidates(table, index))
        {
            if (rest.IsEmpty)
                break;
            var matched = rest.Intersect(block.Addresses);
            if (matched.IsEmpty)
                continue;
            rest = rest.Except(matched);
            result.Add(new(matched, block, route));
        }

        if (!rest.IsEmpty)
            result.Add(new(rest, null, null));
        return result;
    }

    /// <summary>The prefix lists that the table routes by and whose entries are not known.</summary>
    public static IEnumerable<Route> Unresolved(RouteTable table, NetworkIndex index) =>
        table.Routes.Where(r => r.DestinationPrefixListId is { } id && !(index.PrefixLists.TryGetValue(id, out var list) && list.CidrBlocks is not null));

    private static IEnumerable<(CidrBlock Block, Route Route)> Candidates(RouteTable table, NetworkIndex index) =>
        table.Routes.SelectMany(r => BlocksOf(r, index), (route, block) => (Block: block, Route: route))
            .OrderByDescending(c => c.Block.PrefixLength).ThenBy(c => Rank(c.Route));

    private static ValueList<CidrBlock> BlocksOf(Route route, NetworkIndex index)
    {
        // A filtered route is one that lost against a better one in the same table and carries no traffic.
        if (string.Equals(route.State, "filtered", StringComparison.OrdinalIgnoreCase))
            return [];
        if (route.Destination is { } block)
            return [block];
        return route.DestinationPrefixListId is { } id && index.PrefixLists.TryGetValue(id, out var list) && list.CidrBlocks is { } blocks ? blocks : [];
    }

    private static int Rank(Route route) => route switch
    {
        { IsLocal: true } => 0,
        { Origin: "EnableVgwRoutePropagation" } => 3,
        { DestinationPrefixListId: not null } => 2,
        _ => 1,
    };
}
