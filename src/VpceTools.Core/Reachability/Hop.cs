using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>What one place lets through of the packets between a class of clients and a target.</summary>
public sealed record Hop
{
    /// <summary>Which place.</summary>
    public required HopKind Kind { get; init; }

    /// <summary>The group, ACL or route table that judges; null where it is not known.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The pairs of client address and client port that pass, towards at least one of the target's addresses.</summary>
    public required PacketSet Passed { get; init; }

    /// <summary>The target's addresses towards which nothing passes.</summary>
    public IntervalSet<IpAddress> BlockedDestinations { get; init; } = IntervalSet<IpAddress>.Empty;

    /// <summary>Groups that would let a workload in whatever its address; only set where the client's groups are open.</summary>
    public ValueList<string> AdmittedGroups { get; init; } = [];

    /// <summary>Evidence without which it cannot be told whether more would pass (for a route: or less).</summary>
    public ValueList<MissingEvidence> Missing { get; init; } = [];

    /// <summary>Groups only ever allow more, whereas an unknown list of routes could hold one that takes packets elsewhere.</summary>
    public bool IsOpenEitherWay => Missing.Count > 0 && !IsOpenDownwards && Kind is (HopKind.RouteToEndpoint or HopKind.RouteToClient);

    /// <summary>
    /// Whether what is missing can only take from what passes, so that what is dropped is dropped for certain: so it is between VPCs.
    /// </summary>
    public bool IsOpenDownwards { get; init; }

    /// <summary>
    /// Whether what passes does so only in some of the cases that AWS chooses between, such as the zone where packets arrive.
    /// </summary>
    public bool IsUnsteady { get; init; }

    /// <summary>What passes in all of those cases, where it is not told by <see cref="Faults"/> what the rest is dropped by.</summary>
    internal PacketSet? Certain { get; init; }

    /// <summary>What drops packets, where it is more than one resource that judges.</summary>
    internal ValueList<WayFault> Faults { get; init; } = [];

    /// <summary>What packets meet there, in order.</summary>
    internal ValueList<string> Places { get; init; } = [];

    /// <summary>The firewalls and appliances that packets can be led through there.</summary>
    internal ValueList<string> Middleboxes { get; init; } = [];

    /// <summary>The routes that decide, for the two route hops.</summary>
    public ValueList<RoutedAddresses> Routes { get; init; } = [];
}

/// <summary>The places that judge a packet between client and endpoint, in the order in which it meets them, there and back.</summary>
public enum HopKind
{
    /// <summary>The client's security groups let the request out.</summary>
    ClientSecurityGroup,

    /// <summary>The ACL of the client's subnet lets the request out.</summary>
    ClientAclOutbound,

    /// <summary>The route table of the client's subnet leads to the endpoint.</summary>
    RouteToEndpoint,

    /// <summary>The peering connection that the route leads to joins the two VPCs.</summary>
    PeeringToEndpoint,

    /// <summary>The transit gateways that the route leads to lead on to the endpoint's VPC.</summary>
    TransitGatewayToEndpoint,

    /// <summary>The ACL of the endpoint's subnet lets the request in.</summary>
    EndpointAclInbound,

    /// <summary>The endpoint's security groups let the request in.</summary>
    EndpointSecurityGroup,

    /// <summary>The ACL of the endpoint's subnet lets return traffic out.</summary>
    EndpointAclOutbound,

    /// <summary>The route table of the endpoint's subnet leads back to the client.</summary>
    RouteToClient,

    /// <summary>The peering connection that the route back leads to joins the two VPCs.</summary>
    PeeringToClient,

    /// <summary>The transit gateways that the route back leads to lead on to the client.</summary>
    TransitGatewayToClient,

    /// <summary>The ACL of the client's subnet lets return traffic in.</summary>
    ClientAclInbound,
}

/// <summary>A hop that drops packets of clients.</summary>
/// <param name="Hop">The hop.</param>
/// <param name="Class">The class of clients.</param>
/// <param name="Target">The target.</param>
/// <param name="Affected">The clients of the class that lose packets here.</param>
public sealed record BlockedHop(Hop Hop, ClientClass Class, Target Target, ValueList<Client> Affected);
