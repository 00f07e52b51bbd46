using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>A NAT gateway as DescribeNatGateways gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html</remarks>
public sealed record NatGateway
{
    /// <summary>The id, <c>nat-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The subnet; null for a regional one, which lies in all zones.</summary>
    public string? SubnetId { get; init; }

    /// <summary>The state: <c>available</c>, <c>pending</c>, <c>failed</c>, <c>deleting</c>, <c>deleted</c>.</summary>
    public string? State { get; init; }

    /// <summary><c>public</c> or <c>private</c>; null where EC2 did not say.</summary>
    public string? ConnectivityType { get; init; }

    /// <summary><c>zonal</c> or <c>regional</c>; null where EC2 did not say.</summary>
    public string? AvailabilityMode { get; init; }

    /// <summary>The private addresses, which are the source addresses that the other side sees within the network.</summary>
    public ValueList<IpAddress> PrivateAddresses { get; init; } = [];
}

public sealed partial record VpcNetwork
{
    /// <summary>The NAT gateways.</summary>
    public ValueList<NatGateway> NatGateways { get; init; } = [];
}
