using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>The route tables of both subnets lead from client to endpoint and back.</summary>
public sealed class RouteCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "Route",
        Title = "Routes lead to the endpoint and back",
        Description = "Takes the most specific route of the client's subnet to each endpoint interface, and of the endpoint's "
            + "subnet back to the client.",
        AppliesTo = EndpointType.Interface | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.Path,
        Redirects = RedirectRole.Gates,
        Explains = CauseKind.Route,
        Requires = [ResourceKind.RouteTable, ResourceKind.Subnet, ResourceKind.NetworkInterface],
        ReadsOnDemand = WayFindings.OnDemand,
        Reads = ReadKinds.ClientsAnd(ResourceKind.NetworkAcl),
        Link = new("https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var verdict = new ReachabilityVerdict(context.ReachabilityAt(HopKind.RouteToEndpoint, HopKind.RouteToClient));
        var problems = verdict.Reachability.BlockedHops.Where(b => b.Hop.Faults.Count == 0).GroupBy(b => (b.Hop.ResourceId, b.Hop.Kind))
            .OrderBy(g => g.Key.Kind)
            .Select(g => (verdict.Status, Finding: Describe(context, verdict, g.Key.ResourceId!, g.Key.Kind, [.. g]))).ToList();
        problems.AddRange(WayFindings.Describe(this, context, verdict, verdict.Reachability.BlockedHops).Select(f => (verdict.Status, f)));
        problems.AddRange(Detours(context).Select(f => (CheckStatus.Warning, f)));
        context.Wanted?.UnionWith(verdict.Reachability.Missing.Select(m => m.Kind));
        // A route says where packets leave a subnet; what lies beyond belongs to the way too.
        var beyond = context.ReachabilityAt(HopKind.PeeringToEndpoint, HopKind.TransitGatewayToEndpoint, HopKind.PeeringToClient,
            HopKind.TransitGatewayToClient);
        return WayFindings.Noting(CheckOutcome.From(context.Index, problems,
            [.. verdict.Reachability.Missing.Concat(beyond.Missing).Distinct()],
            verdict.Total == 0 && beyond.Outcomes.All(o => o.Outcome == ClientOutcome.NotConcerned)
            ? "No client's route can be wrong: none shares an address family with the endpoint."
            : $"{(verdict.Total == 1 ? "The client has" : $"All {verdict.Total} clients have")} a route there and back."
                + WayFindings.Caveat(context)), WayFindings.OneSided(this, context, HopKind.RouteToEndpoint, HopKind.RouteToClient));
    }

    private Finding Describe(CheckContext context, ReachabilityVerdict verdict, string table, HopKind kind, List<BlockedHop> blockedHops)
    {
        var packet = ExamplePacket.From(blockedHops[0], context.Analyzer);
        var route = blockedHops[0].Hop.Routes.First(r => r.Addresses.Contains(packet.To)).Route;
        var what = route is null ? "has no route to" : "drops traffic (blackhole) to";
        var who = kind == HopKind.RouteToEndpoint ? "the endpoint" : "clients";
        var subnets = blockedHops.SelectMany(b =>
            kind == HopKind.RouteToEndpoint ? b.Affected.Select(c => c.SubnetId) : [b.Target.SubnetId]);
        return context.Finding(this, verdict.Severity, table, ResourceTypes.RouteTable,
            $"Route table {table} {what} {who} at {packet.Destination}: {verdict.Counts}.") with
        {
            Evidence = new()
            {
                Packet = context.Ports.Knowledge == PortKnowledge.Unknown ? null : packet,
                Component = $"route table {table} of {string.Join(", ", subnets.Distinct())}",
                Rule = route is null ? "no route matches" : route.ToString(),
                AffectedClients = [.. blockedHops.SelectMany(b => b.Affected).Distinct().Select(c => c.Label)],
                ExplanationCode = route is null ? "NO_ROUTE_TO_DESTINATION" : "BAD_STATE_ROUTE",
            },
            Recommendation = route is null
                ? $"Add a route to {packet.Destination} to {table}: through the peering connection, transit gateway or virtual private "
                    + "gateway that joins the two."
                : $"Replace or delete the route {route} in {table}; what it points at is gone.",
            Aspect = kind.ToString(),
            TargetIds = blockedHops.Select(b => b.Target.Id).Distinct().ToValueList(),
        };
    }

    /// <summary>
    /// Traffic inside a VPC that a more specific route sends through something else, whose own rules cannot be seen from here.
    /// </summary>
    private IEnumerable<Finding> Detours(CheckContext context)
    {
        var seen = new HashSet<(string Table, Route Route)>();
        foreach (var clients in context.Clients.ClassesBySubnet.Where(c => c.Shared.VpcId == context.Endpoint.VpcId))
        {
            foreach (var target in context.Targets.Targets.Where(t => !clients.AddressesOf(t.Family).IsEmpty))
            {
                if (context.Analyzer.At(HopKind.RouteToEndpoint, clients, target) is not { ResourceId: { } table } hop)
                    continue;
                foreach (var routed in hop.Routes.Where(r => r.Route is { IsLocal: false, IsBlackhole: false }))
                    if (seen.Add((table, routed.Route!)))
                        yield return Detour(context, table, routed.Route!, clients, target);
            }
        }
    }

    private Finding Detour(CheckContext context, string table, Route route, ClientClass clients, Target target) =>
        context.Finding(this, Severity.Low, table, ResourceTypes.RouteTable,
            $"Route table {table} sends traffic for the endpoint through {route.Target}, whose own rules are "
                + "not part of this diagnosis.") with
        {
            Evidence = new()
            {
                Packet = context.Ports.Knowledge == PortKnowledge.Unknown ? null
                    : new(clients.AddressesOf(target.Family).Minimum, 49152, target.Addresses.Minimum, context.Port.Number,
                        PacketDirection.Request),
                Component = $"route table {table} of {clients.Shared.SubnetId}",
                Rule = route.ToString(),
                AffectedClients = [.. clients.Clients.Select(c => c.Label)],
                ExplanationCode = "MORE_SPECIFIC_ROUTE",
            },
            Recommendation = $"Make sure that {route.Target} forwards {context.PortText} in both directions, or let the endpoint's "
                + "subnets use the local route.",
            Aspect = "detour " + route,
        };
}
