using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>A workload that wants to reach an endpoint.</summary>
public sealed record Client
{
    // All IPv4 addresses sort before all IPv6 addresses, so that the ends tell; asked for each path of each client.
    private readonly bool _hasIPv4;
    private readonly bool _hasIPv6;

    /// <summary>The id of the interface or subnet, or the CIDR block.</summary>
    public required string Id { get; init; }

    /// <summary>What the client is.</summary>
    public required ClientKind Kind { get; init; }

    /// <summary>For people: id, address and instance.</summary>
    public required string Label { get; init; }

    /// <summary>The addresses that it sends from.</summary>
    public required IntervalSet<IpAddress> Addresses
    {
        get;
        init
        {
            field = value;
            _hasIPv4 = !value.IsEmpty && value.Minimum.Family == IpFamily.IPv4;
            _hasIPv6 = !value.IsEmpty && value.Intervals[value.Intervals.Length - 1].Last.Family == IpFamily.IPv6;
        }
    }

    /// <summary>The VPC; null outside every known VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The subnet; null outside every known subnet.</summary>
    public string? SubnetId { get; init; }

    /// <summary>The security groups; null where they are open, as for a workload that does not exist yet.</summary>
    public ValueList<string>? GroupIds { get; init; }

    /// <summary>
    /// The NAT gateway that sends in its place towards the endpoint, so that the endpoint sees another address; null for none.
    /// </summary>
    public string? NatGatewayId { get; init; }

    /// <summary>
    /// A subnet that stands for all from which packets to the endpoint take the same way, by the same routes, ACLs and zone; null where the
    /// client's own stands for itself.
    /// </summary>
    internal string? PlaceId { get; init; }

    /// <summary>Whether the user named it.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Ids hardly ever repeat, and sets of thousands of clients are asked for.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Id);

    /// <summary>Whether it has an address of the family.</summary>
    public bool Has(IpFamily family) => family == IpFamily.IPv4 ? _hasIPv4 : _hasIPv6;
}

/// <summary>What a client is.</summary>
public enum ClientKind
{
    /// <summary>A network interface: its addresses and security groups are known.</summary>
    NetworkInterface,

    /// <summary>Any workload that a subnet could hold: its address is one of the subnet's, its security groups are open.</summary>
    Subnet,

    /// <summary>An address block that the user named: its security groups are open.</summary>
    CidrBlock,

    /// <summary>A NAT gateway that sends for IPv6-only clients (NAT64); it carries no security group.</summary>
    NatGateway,
}
