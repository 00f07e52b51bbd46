using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Evaluates transit gateway route tables: the most specific route wins, a blackhole like any other; among equal prefixes static routes,
/// those of prefix lists, then propagated ones in the order of what is attached.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview</remarks>
internal sealed class TransitGatewayRouteEvaluator
{
    private static readonly string[] Order = ["vpc", "direct-connect-gateway", "connect", "vpn", "vpn-concentrator"];

    private static readonly ConditionalWeakTable<NetworkIndex, ConcurrentDictionary<string, TransitGatewayRouteEvaluator>> Known = new();

    private readonly (CidrBlock Block, TransitGatewayRoute Route)[] _candidates;
    private readonly List<Segment> _segments;
    private readonly string? _unresolved;

    /// <summary>The routes of a table, laid out once for all who ask about the network; null where nobody described them.</summary>
    public static TransitGatewayRouteEvaluator? Of(string tableId, NetworkIndex index) => index.Transit.RoutesOf(tableId) is not { } table
        ? null : Known.GetOrCreateValue(index).GetOrAdd(tableId, _ => new(table, index));

    /// <summary>Lays the routes of a table out by address: a hub's has one for each of hundreds of spokes.</summary>
    public TransitGatewayRouteEvaluator(TransitGatewayRoutes table, NetworkIndex index)
    {
        _candidates = [.. Candidates(table, index)];
        _segments = SegmentsOf(_candidates);
        _unresolved = table.Routes.Where(IsAtWork).FirstOrDefault(r => r.Destination is null && BlocksOf(r, index).Count == 0
            && r.PrefixListId is { } id && !(index.PrefixLists.TryGetValue(id, out var list) && list.CidrBlocks is not null))?.PrefixListId;
    }

    /// <summary>Splits destination addresses by the route that wins for them; null stands for no route at all.</summary>
    public IReadOnlyList<TransitRoutedAddresses> Evaluate(IntervalSet<IpAddress> destinations)
    {
        // A list whose entries are not known could hold a more specific route for any of them.
        if (OneOf(destinations) is { } one)
            return [new(destinations, _candidates[one].Route, _unresolved)];
        var found = new SortedDictionary<int, List<Interval<IpAddress>>>();
        foreach (var interval in destinations.Intervals)
            for (var i = FirstReaching(interval.First); i < _segments.Count && _segments[i].Range.First <= interval.Last; i++)
            {
                var (range, candidate) = _segments[i];
                if (!found.TryGetValue(candidate, out var parts))
                    found.Add(candidate, parts = []);
                parts.Add(new(range.First > interval.First ? range.First : interval.First,
                    range.Last < interval.Last ? range.Last : interval.Last));
            }

        var (result, rest) = (new List<TransitRoutedAddresses>(found.Count + 1), destinations);
        foreach (var (candidate, parts) in found.Select(pair => (pair.Key, pair.Value)))
        {
            var matched = IntervalSet<IpAddress>.Of(parts);
            rest = rest.Except(matched);
            result.Add(new(matched, _candidates[candidate].Route, _unresolved));
        }

        if (!rest.IsEmpty)
            result.Add(new(rest, null, _unresolved));
        return result;
    }

    /// <summary>The candidate that wins for all of the destinations; null where there are several or none.</summary>
    private int? OneOf(IntervalSet<IpAddress> destinations)
    {
        if (destinations.Intervals.Length != 1)
            return null;
        var wanted = destinations.Intervals[0];
        var at = FirstReaching(wanted.First);
        return at < _segments.Count && _segments[at].Range.First <= wanted.First && _segments[at].Range.Last >= wanted.Last
            ? _segments[at].Candidate : null;
    }

    private int FirstReaching(IpAddress address)
    {
        var (low, high) = (0, _segments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_segments[middle].Range.Last < address)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>
    /// The candidates as ranges of addresses that do not overlap, in ascending order. Blocks lie in each other or apart, so that one stack
    /// holds those that are open.
    /// </summary>
    private static List<Segment> SegmentsOf((CidrBlock Block, TransitGatewayRoute Route)[] candidates)
    {
        var open = new Stack<int>();
        var (result, next) = (new List<Segment>(candidates.Length), (IpAddress?)null);
        void Close(IpAddress? before)
        {
            while (open.Count > 0 && (before is null || candidates[open.Peek()].Block.Range.Last < before.Value))
            {
                var candidate = open.Pop();
                var last = candidates[candidate].Block.Range.Last;
                if (next is { } first && first <= last)
                    result.Add(new(new(first, last), candidate));
                next = last.TryGetNext(out var following) ? following : null;
            }
        }

        // Of equal blocks the better one comes first among the candidates, and is opened last.
        foreach (var i in Enumerable.Range(0, candidates.Length).OrderBy(i => candidates[i].Block.Range.First)
            .ThenBy(i => candidates[i].Block.PrefixLength).ThenByDescending(i => i))
        {
            var start = candidates[i].Block.Range.First;
            Close(start);
            if (open.Count > 0 && next is { } first && first < start && start.TryGetPrevious(out var before))
                result.Add(new(new(first, before), open.Peek()));
            open.Push(i);
            next = start;
        }

        Close(null);
        return result;
    }

    private readonly record struct Segment(Interval<IpAddress> Range, int Candidate);

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
