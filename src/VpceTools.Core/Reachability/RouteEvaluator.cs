using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Evaluates route tables: the most specific route wins; among equal prefixes local routes come first, then static ones, then prefix lists,
/// then propagated ones. A local route is preferred over a propagated one even where that is more specific.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html,
/// https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html
/// </remarks>
public sealed class RouteEvaluator
{
    private readonly (CidrBlock Block, Route Route)[] _candidates;
    private readonly IntervalSet<IpAddress> _local;

    /// <summary>Sorts the routes of a table by preference.</summary>
    public RouteEvaluator(RouteTable table, NetworkIndex index)
    {
        _candidates = [.. Candidates(table, index)];
        _local = IntervalSet<IpAddress>.Of(_candidates.Where(c => c.Route.IsLocal).Select(c => c.Block.Range));
        Unresolved =
            [.. table.Routes.Where(r =>
            r.DestinationPrefixListId is { } id && !(index.PrefixLists.TryGetValue(id, out var list) && list.CidrBlocks is not null))];
    }

    /// <summary>The routes by prefix lists whose entries are not known.</summary>
    public ValueList<Route> Unresolved { get; }

    /// <summary>Splits destination addresses by the route that wins for them; null stands for no route at all.</summary>
    public ValueList<RoutedAddresses> Evaluate(IntervalSet<IpAddress> destinations)
    {
        var result = new List<RoutedAddresses>(1);
        var rest = destinations;
        foreach (var (block, route) in _candidates)
        {
            if (rest.IsEmpty)
                break;
            if (!rest.Overlaps(block.Range))
                continue;
            var matched = rest.Intersect(block.Addresses);
            if (IsPropagated(route))
                matched = matched.Except(_local);
            if (matched.IsEmpty)
                continue;
            rest = rest.Except(matched);
            result.Add(new(matched, block, route));
        }

        if (!rest.IsEmpty)
            result.Add(new(rest, null, null));
        return [.. result];
    }

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
        return route.DestinationPrefixListId is { } id && index.PrefixLists.TryGetValue(id, out var list)
            && list.CidrBlocks is { } blocks ? blocks : [];
    }

    /// <summary>Whether a virtual private gateway wrote the route.</summary>
    internal static bool IsPropagated(Route route) => route.Origin == "EnableVgwRoutePropagation";

    private static int Rank(Route route) => route switch
    {
        { IsLocal: true } => 0,
        _ when IsPropagated(route) => 3,
        { DestinationPrefixListId: not null } => 2,
        _ => 1,
    };
}

/// <summary>Destination addresses and the route that wins for them.</summary>
/// <param name="Addresses">The addresses.</param>
/// <param name="Block">The block of the route, an entry of its prefix list for instance; null without a route.</param>
/// <param name="Route">The route; null where the table has none, which drops the packet.</param>
public sealed record RoutedAddresses(IntervalSet<IpAddress> Addresses, CidrBlock? Block, Route? Route);
