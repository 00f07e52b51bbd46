using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// The way of clients outside the endpoint's VPC. A route says where packets leave a subnet; whether they arrive is known only where both
/// route tables lead over one active peering connection.
/// </summary>
internal static class WayBetweenVpcs
{
    /// <summary>What would have to be read to tell of the ways that were not seen whole.</summary>
    public static IEnumerable<MissingEvidence> Unseen(CheckContext context)
    {
        var outside = new HashSet<Client>(ClientSubnets.Outside(context));
        return context.Clients.ClassesBySubnet.Where(c => outside.Contains(c.Shared))
            .SelectMany(clients => context.Targets.Targets.Where(t => !clients.AddressesOf(t.Family).IsEmpty)
                .SelectMany(target => Unseen(context, clients, target)))
            .Distinct();
    }

    private static IEnumerable<MissingEvidence> Unseen(CheckContext context, ClientClass clients, Target target)
    {
        if (context.Analyzer.At(HopKind.RouteToEndpoint, clients, target) is not { } there)
            yield return MissingEvidence.Of(ResourceKind.RouteTable) with { ResourceId = $"the route table of {clients.Shared.Label}" };
        else
            foreach (var missing in Beyond(context, there, clients.Shared.VpcId))
                yield return missing;
        if (context.Analyzer.At(HopKind.RouteToClient, clients, target) is { } back)
            foreach (var missing in Beyond(context, back, clients.Shared.VpcId))
                yield return missing;
    }

    private static IEnumerable<MissingEvidence> Beyond(CheckContext context, Hop hop, string? clientVpc) => hop.Routes
        .Select(routed => routed.Route).Where(route => route is { IsBlackhole: false })
        .Select(route => Beyond(context, route!, clientVpc)).OfType<MissingEvidence>();

    private static MissingEvidence? Beyond(CheckContext context, Route route, string? clientVpc)
    {
        if (route.Target.StartsWith("pcx-", StringComparison.Ordinal))
        {
            if (!context.Index.PeeringConnections.TryGetValue(route.Target, out var peering))
                return context.Missing(ResourceKind.VpcPeeringConnection, route.Target);
            var home = context.Endpoint.VpcId;
            return peering.IsActive && clientVpc is not null && ((peering.Requester.VpcId == home && peering.Accepter.VpcId == clientVpc)
                || (peering.Accepter.VpcId == home && peering.Requester.VpcId == clientVpc)) ? null
                : MissingEvidence.Of(ResourceKind.VpcPeeringConnection, route.Target) with
                {
                    ResourceId = $"a way over {route.Target} between {home} and {clientVpc ?? "the clients' network"}",
                };
        }

        var behind = $"what lies behind route {route}";
        return route.Target.StartsWith("tgw-", StringComparison.Ordinal)
            ? MissingEvidence.Of(ResourceKind.TransitGatewayRoute) with { ResourceId = behind }
            : MissingEvidence.Of(ResourceKind.RouteTable) with { ResourceId = behind };
    }
}
