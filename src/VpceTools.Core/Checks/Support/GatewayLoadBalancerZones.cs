using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Checks.Support;

/// <summary>
/// Whether the routes that lead to a Gateway Load Balancer endpoint come from its own zone. One of another zone works, at the price of
/// traffic between zones and of depending on a second zone.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html</remarks>
internal sealed class GatewayLoadBalancerZones(ICheck check, CheckContext context)
{
    private readonly List<MissingEvidence> _missing = [];

    public CheckOutcome Judge()
    {
        if (!context.Index.Has(ResourceKind.RouteTable))
            return CheckOutcome.Unknown(context.Index, MissingEvidence.Of(ResourceKind.RouteTable));
        var own = context.Endpoint.SubnetIds.Select(ZoneOf).OfType<Zone>().ToList();
        if (context.Endpoint.SubnetIds.Count == 0)
            _missing.Add(context.MissingOfEndpoint("the subnets"));
        var tables = context.Index.RouteTablesOfVpc[context.Endpoint.VpcId]
            .Where(t => t.Routes.Any(r => r.Target == context.Endpoint.Id && !r.IsBlackhole)).Select(t => t.Id).ToList();
        var subnets = context.Index.SubnetsOfVpc[context.Endpoint.VpcId]
            .Where(s => context.Index.RouteTableOf(s) is { } table && tables.Contains(table.Id)).ToList();
        if (subnets.Count == 0 && tables.Count > 0
            && context.Index.RouteTables.Values.Any(t => tables.Contains(t.Id) && t.SubnetIds.Count > 0))
            _missing.Add(MissingEvidence.Of(ResourceKind.Subnet));
        if (subnets.Count == 0 && _missing.Count == 0)
            return CheckOutcome.NotApplicable("No subnet's route leads to the endpoint.");
        var elsewhere = _missing.Count > 0 && own.Count == 0 ? []
            : subnets.Where(s => ZoneOf(s.Id) is { } zone && !own.Exists(o => o.Is(zone))).ToList();
        return CheckOutcome.From(context.Index, elsewhere.Count == 0 ? [] : [(CheckStatus.Warning, Describe(elsewhere, own))], _missing,
            $"The routes of {Prose.Count(subnets.Count, "subnet")} lead to the endpoint, all in its own zone.");
    }

    private Finding Describe(List<Subnet> subnets, List<Zone> own)
    {
        var zones = subnets.Select(s => ZoneOf(s.Id)!.Value).Distinct().OrderBy(z => z.ToString(), StringComparer.Ordinal).ToList();
        var tables = subnets.Select(s => context.Index.RouteTableOf(s)!.Id).Distinct().OrderBy(t => t, StringComparer.Ordinal).ToList();
        var there = context.Neighbours.Where(e => e.Type == EndpointType.GatewayLoadBalancer && PrivateNames.IsAlive(e)
            && e.ServiceName == context.Endpoint.ServiceName && e.SubnetIds.Any(s => ZoneOf(s) is { } z && zones.Exists(z.Is)))
            .Select(e => e.Id).ToList();
        return context.Finding(check, Severity.Medium, tables[0], ResourceTypes.RouteTable,
            $"Routes of {Prose.List(subnets.ConvertAll(s => s.Id), "subnet")} in {string.Join(", ", zones)} lead to Gateway Load Balancer "
                + $"endpoint {context.Endpoint.Id} in {string.Join(", ", own)}: that traffic crosses zones, and is lost when either "
                    + "fails.") with
        {
            Evidence = new()
            {
                Component = $"route table {string.Join(", ", tables)}",
                Rule = $"route to {context.Endpoint.Id}",
                AffectedClients = [.. subnets.Select(s => s.Id)],
            },
            Recommendation = there.Count > 0 ? $"Let the routes lead to {string.Join(", ", there)} of the same service in that zone."
                : $"Create a Gateway Load Balancer endpoint in {string.Join(", ", zones)} and let the routes lead to it.",
        };
    }

    private Zone? ZoneOf(string subnetId)
    {
        if (context.Index.Subnets.TryGetValue(subnetId, out var subnet)
            && (subnet.AvailabilityZone ?? subnet.AvailabilityZoneId) is not null)
            return new(subnet.AvailabilityZone, subnet.AvailabilityZoneId);
        var missing = context.Missing(ResourceKind.Subnet, subnetId);
        if (!_missing.Contains(missing))
            _missing.Add(missing);
        return null;
    }
}
