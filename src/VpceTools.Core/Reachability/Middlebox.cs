using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// A firewall or appliance that a route leads packets through: a Gateway Load Balancer endpoint, which AWS Network Firewall has too, or the
/// interface of an instance. What it does with them is not described by EC2. Stateful ones drop a connection of which they see one
/// direction only.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/vpc/latest/userguide/gwlb-route.html and
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/asymmetric-routing.html
/// </remarks>
internal static class Middlebox
{
    /// <summary>Whether a route leads to one.</summary>
    public static bool IsTarget(string target) => target.StartsWith("vpce-", StringComparison.Ordinal)
        || target.StartsWith("eni-", StringComparison.Ordinal);

    /// <summary>What is not seen of packets that a route leads to one.</summary>
    public static MissingEvidence Unseen(Trip trip, Route route, RouteTable table, NetworkIndex index)
    {
        var isEndpoint = route.Target.StartsWith("vpce-", StringComparison.Ordinal);
        var (own, other) = trip.IsReturn ? ("return traffic", "requests") : ("requests", "return traffic");
        var text = $"what {Name(route.Target, isEndpoint, index)} does with {own} that route {route} of {table.Id} leads to it";
        if (OtherTable(trip, index) is { } back && !back.Routes.Any(r => IsTarget(r.Target) && !r.IsBlackhole && IsOfOther(r, trip)))
            text += $" ({back.Id} leads {other} past it: unless it is met elsewhere, the ways are asymmetric, and a stateful "
                + "firewall drops the connection)";
        return MissingEvidence.Of(isEndpoint ? ResourceKind.VpcEndpoint : ResourceKind.NetworkInterface, route.Target) with
        {
            ResourceId = text,
        };
    }

    private static string Name(string target, bool isEndpoint, NetworkIndex index) => isEndpoint
        ? (index.Endpoints.TryGetValue(target, out var endpoint) && endpoint.Type == EndpointType.GatewayLoadBalancer
            ? "the firewall or appliance behind Gateway Load Balancer endpoint " : "endpoint ") + target
        : $"network interface {target}" + (index.NetworkInterfaces.TryGetValue(target, out var nic) && nic.InstanceId is { } instance
            ? $" of {instance}" : "");

    /// <summary>The table by which the packets of the other direction leave; null outside AWS, or where it was not seen.</summary>
    private static RouteTable? OtherTable(Trip trip, NetworkIndex index) =>
        trip.ToSubnetId is { } id && index.Subnets.TryGetValue(id, out var subnet) ? index.RouteTableOf(subnet) : null;

    private static bool IsOfOther(Route route, Trip trip) => route.Destination is not { } block
        || (trip.IsReturn ? trip.Target.Addresses : trip.Addresses).Overlaps(block.Range);
}
