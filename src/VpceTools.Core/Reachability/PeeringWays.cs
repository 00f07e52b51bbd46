using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// What a peering connection does with packets. It joins two VPCs and nothing behind them: source or destination must lie in the VPC that
/// receives them, so that neither a third VPC nor a peer's VPN, gateway or endpoint is reached through it.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations</remarks>
internal static class PeeringWays
{
    /// <summary>Follows packets over the connection that a route leads to.</summary>
    public static Way Follow(Trip trip, Route route, NetworkIndex index)
    {
        var id = route.Target;
        var component = $"peering connection {id}";
        if (!index.PeeringConnections.TryGetValue(id, out var peering))
            return Way.Unseen(trip.Universe, index.Has(ResourceKind.VpcPeeringConnection)
                ? MissingEvidence.Of(ResourceKind.VpcPeeringConnection, id) : MissingEvidence.Of(ResourceKind.VpcPeeringConnection));
        if (peering.Status is null)
            return Way.Unseen(trip.Universe,
                MissingEvidence.Of(ResourceKind.VpcPeeringConnection, id) with { ResourceId = $"the state of {id}" });
        if (!peering.IsActive)
            return Way.Closed(trip.Universe, new(id, component, $"state {peering.Status}",
                $"is {peering.Status} and carries nothing", "BAD_STATE", Advice(peering)));
        var beyond = peering.Beyond(trip.FromVpc);
        if (beyond?.VpcId is not { } vpc)
            return Way.Unseen(trip.Universe, MissingEvidence.Of(ResourceKind.VpcPeeringConnection, id) with
            {
                ResourceId = $"a side of {id} in {trip.FromVpc}",
            });
        if (vpc == trip.ToVpc)
            return Way.Open(trip.Universe).After($"{component} to {vpc}");
        var isInside = beyond.CidrBlocks.Any(block => block.Contains(trip.Destinations.Minimum));
        // Addresses of a VPC that nobody described: the client is there, in a subnet that was not seen.
        if (trip.ToVpc is null && isInside)
            return Way.Unseen(trip.Universe, MissingEvidence.Of(ResourceKind.Subnet).In(beyond.OwnerId, beyond.Region) with
            {
                ResourceId = $"the subnets of {vpc}, which {id} leads to",
            });
        return Way.Closed(trip.Universe, new(id, component, route.ToString(),
            isInside ? $"leads to {vpc}, which has {trip.Destination} too, and not to {trip.ToVpc}"
                : $"leads to {vpc}, which does not have {trip.Destination}, and a peering connection reaches nothing behind a VPC",
            isInside ? "MORE_SPECIFIC_ROUTE" : "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
            trip.ToVpc is null
                ? "Lead the clients' addresses to a transit gateway, VPN or Direct Connect of the endpoint's own VPC."
                : $"Peer {trip.FromVpc} with {trip.ToVpc}, or join all of them by a transit gateway."));
    }

    /// <summary>What it takes for a connection that is not active.</summary>
    public static string Advice(VpcPeeringConnection peering) => peering.Status?.ToLowerInvariant() switch
    {
        "pending-acceptance" => $"Account {peering.Accepter.OwnerId ?? "of the accepter"} has to accept {peering.Id}: "
            + $"aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id {CommandText.Posix(peering.Id)}"
            + (peering.Accepter.Region is { } region ? $" --region {CommandText.Posix(region)}" : "") + ".",
        "provisioning" or "initiating-request" => $"Wait until {peering.Id} is active.",
        _ => $"Create a new peering connection in the place of {peering.Id}, and lead the routes to it.",
    };
}
