using VpceTools.Addressing;
using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>In every associated route table the gateway endpoint's route is there, active and not overridden.</summary>
public sealed class PrefixListRouteCheck : ICheck
{
    private static readonly CidrBlock[] PrivateBlocks =
        [CidrBlock.Parse("10.0.0.0/8"), CidrBlock.Parse("172.16.0.0/12"), CidrBlock.Parse("192.168.0.0/16")];

    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "PrefixListRoute",
        Title = "The prefix list's route wins",
        Description = "Looks in each associated route table for the route to the endpoint, its state, and more specific routes to "
            + "addresses in its prefix list.",
        AppliesTo = EndpointType.Gateway,
        Severity = Severity.Critical,
        Layer = CheckLayer.Path,
        Redirects = RedirectRole.Gates,
        Explains = CauseKind.Route,
        Cause = "Gateway endpoint route table issues",
        Requires = [ResourceKind.RouteTable],
        Reads = ReadKinds.ClientsAnd(ResourceKind.PrefixList),
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var associated = GatewayRoutes.Associated(context.Endpoint, context.Index);
        if (associated.Count == 0)
            return CheckOutcome.NotApplicable("The endpoint is associated with no route table.");
        var (missing, found) = (new HashSet<MissingEvidence>(), new List<(string Table, bool IsTotal, Finding Finding)>());
        var clients = GatewayRoutes.ClientsByTable(context, []);
        foreach (var id in associated.OrderBy(t => t, StringComparer.Ordinal))
        {
            if (context.Index.RouteTables.TryGetValue(id, out var table))
                found.AddRange(Judge(context, table, missing, clients[id]).Select(f => (id, f.IsTotal, f.Finding)));
            else
                missing.Add(context.Missing(ResourceKind.RouteTable, id));
        }

        var all = associated.All(id => found.Exists(f => f.Table == id && f.IsTotal));
        return CheckOutcome.From(context.Index, [.. found.Select(f => Weigh(f, all, clients[f.Table].Any(c => c.IsNamed)))], missing,
            $"The route to the endpoint is active in {Prose.Count(associated.Count, "route table")} and nothing overrides it.");
    }

    private static (CheckStatus, Finding) Weigh((string Table, bool IsTotal, Finding Finding) found, bool all, bool named) => found switch
    {
        { IsTotal: true } when all => (CheckStatus.Failed, found.Finding with { Severity = Severity.Critical }),
        { IsTotal: true } when named => (CheckStatus.Failed, found.Finding with { Severity = Severity.High }),
        _ => (CheckStatus.Warning, found.Finding with { Severity = Severity.Medium }),
    };

    private IEnumerable<(bool IsTotal, Finding Finding)> Judge(CheckContext context, RouteTable table, HashSet<MissingEvidence> missing,
        IEnumerable<Client> clients)
    {
        var affected = clients.Select(c => c.Label).Distinct().ToValueList();
        var routes = table.Routes.Where(r => r.Target == context.Endpoint.Id).ToList();
        if (routes.Count == 0)
        {
            yield return (true, Describe(context, table, affected,
                $"Route table {table.Id} is associated with endpoint {context.Endpoint.Id} but holds no route to it.",
                $"no route to {context.Endpoint.Id}", "NO_ROUTE_TO_DESTINATION",
                $"Disassociate {table.Id} from the endpoint and associate it again; only EC2 can write the route."));
            yield break;
        }

        foreach (var family in AddressFamilies.NeededBy(context.Endpoint.IpAddressType))
            if (WithoutFamily(context, table, routes, family, missing, clients) is { } finding)
                yield return (false, finding);
        var dead = routes.Where(r => r.State is { } state && !string.Equals(state, "active", StringComparison.OrdinalIgnoreCase)).ToList();
        foreach (var route in dead)
            yield return (dead.Count == routes.Count, Describe(context, table, affected,
                $"The route to endpoint {context.Endpoint.Id} in {table.Id} is not active ({route.State}).", route.ToString(),
                "BAD_STATE_ROUTE",
                "Make sure that the endpoint is available; if it is, disassociate the route table and associate it again."));
        foreach (var route in routes.Except(dead))
            foreach (var overridden in Overrides(context, table, route, missing, affected))
                yield return overridden;
    }

    /// <summary>
    /// An endpoint for both families of addresses has a route for each: by the list of IPv4 addresses and by that of IPv6.
    /// </summary>
    private Finding? WithoutFamily(CheckContext context, RouteTable table, List<Route> routes, IpFamily family,
        HashSet<MissingEvidence> missing, IEnumerable<Client> clients)
    {
        var affected = clients.Where(c => c.Has(family)).Select(c => c.Label).Distinct().ToValueList();
        if (affected.Count == 0 || AddressFamilies.NeededBy(context.Endpoint.IpAddressType).Count == 1)
            return null;
        if (TargetSet.PrefixListOf(context.Endpoint, context.Index, family) is not { } list)
        {
            missing.UnionWith(context.Targets.Missing);
            return null;
        }

        return routes.Exists(r => r.DestinationPrefixListId == list.Id) ? null : Describe(context, table, affected,
            $"Endpoint {context.Endpoint.Id} is for {family} addresses too, but route table {table.Id} holds no route to it for the "
                + $"{family} addresses of the service ({list.Id}): clients that are given them do not reach it.",
            $"no route for {list.Id} to {context.Endpoint.Id}", "NO_ROUTE_TO_DESTINATION",
            $"Disassociate {table.Id} from the endpoint and associate it again; only EC2 can write the route. Until then set the "
                + "endpoint's "
                + $"address type to {(family == IpFamily.IPv6 ? "ipv4" : "ipv6")}.");
    }

    private IEnumerable<(bool IsTotal, Finding Finding)> Overrides(
        CheckContext context, RouteTable table, Route own, HashSet<MissingEvidence> missing, ValueList<string> affected)
    {
        var rivals = table.Routes.Where(r => CanOverride(r, context.Endpoint.Id)).ToList();
        if (rivals.Count == 0 || own.DestinationPrefixListId is not { } listId)
            yield break;
        var evaluator = new RouteEvaluator(table, context.Index);
        foreach (var unresolved in evaluator.Unresolved.Where(r => r.Target == own.Target || rivals.Contains(r)))
            missing.Add(context.Missing(ResourceKind.PrefixList, unresolved.DestinationPrefixListId!));
        if (!context.Index.PrefixLists.TryGetValue(listId, out var list) || list.CidrBlocks is not { Count: > 0 } blocks)
            yield break;
        var addresses = IntervalSet<IpAddress>.Of(blocks.Select(b => b.Range));
        var lost = evaluator.Evaluate(addresses).Where(r => r.Route is { } winner && winner.Target != context.Endpoint.Id).ToList();
        var isTotal = lost.Aggregate(addresses, (rest, r) => rest.Except(r.Addresses)).IsEmpty;
        foreach (var winner in lost.GroupBy(r => r.Route!))
        {
            var taken = winner.Aggregate(IntervalSet<IpAddress>.Empty, (set, r) => set.Union(r.Addresses));
            var moreSpecific = winner.Any(r => blocks.Any(b => b.Overlaps(r.Block!.Value) && b.PrefixLength < r.Block!.Value.PrefixLength));
            var finding = Describe(context, table, affected,
                $"Route {winner.Key} in {table.Id} takes {string.Join(", ", CidrBlock.Cover(taken).Take(3))} of the service's addresses "
                    + $"away from endpoint {context.Endpoint.Id}.",
                winner.Key.ToString(), moreSpecific ? "MORE_SPECIFIC_ROUTE" : "HIGHER_PRIORITY_ROUTE",
                $"Remove the route {winner.Key} from {table.Id} unless that traffic is meant to go through {winner.Key.Target}.");
            yield return (isTotal, finding with
            {
                Evidence =
                    finding.Evidence with { Detail = $"Overridden: {string.Join(", ", CidrBlock.Cover(taken))} of prefix list {listId}." },
            });
        }
    }

    /// <summary>
    /// Default routes are less specific than any entry of a service's list, private ranges (RFC 1918) and IPv6 ranges of VPCs hold none of
    /// a service's addresses, and the lists of other gateway endpoints hold other services' addresses.
    /// </summary>
    private static bool CanOverride(Route route, string endpointId) => route.Target != endpointId && (route.Destination is { } block
        ? block.PrefixLength > 0 && !PrivateBlocks.Any(p => p.Contains(block)) && !(route.IsLocal && block.Family == IpFamily.IPv6)
        : !route.Target.StartsWith("vpce-", StringComparison.Ordinal));

    private Finding Describe(
        CheckContext context, RouteTable table, ValueList<string> affected, string summary, string rule, string code,
        string recommendation) =>
        context.Finding(this, Severity.Medium, table.Id, ResourceTypes.RouteTable, summary) with
        {
            Evidence = new() { Component = $"route table {table.Id}", Rule = rule, AffectedClients = affected, ExplanationCode = code },
            Recommendation = recommendation,
            Aspect = rule,
        };
}
