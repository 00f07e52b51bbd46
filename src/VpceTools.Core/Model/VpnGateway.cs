namespace VpceTools.Model;

/// <summary>A virtual private gateway as DescribeVpnGateways gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnGateway.html</remarks>
public sealed record VpnGateway
{
    /// <summary>The id, <c>vgw-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>available</c>, <c>pending</c>, <c>deleting</c>, <c>deleted</c>.</summary>
    public string? State { get; init; }

    /// <summary>The VPC that it serves, one at most.</summary>
    public ValueList<VpnGatewayAttachment> VpcAttachments { get; init; } = [];
}

/// <summary>A VPC of a virtual private gateway.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="State"><c>attached</c>, <c>attaching</c>, <c>detaching</c>, <c>detached</c>.</param>
public sealed record VpnGatewayAttachment(string VpcId, string? State);

/// <summary>A Site-to-Site VPN connection as DescribeVpnConnections gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnConnection.html</remarks>
public sealed record VpnConnection
{
    /// <summary>The id, <c>vpn-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>available</c>, <c>pending</c>, <c>deleting</c>, <c>deleted</c>.</summary>
    public string? State { get; init; }

    /// <summary>The virtual private gateway that it ends at; null for a transit gateway.</summary>
    public string? VpnGatewayId { get; init; }

    /// <summary>The transit gateway that it ends at; null for a virtual private gateway.</summary>
    public string? TransitGatewayId { get; init; }

    /// <summary>The status of each tunnel: <c>UP</c> or <c>DOWN</c>; none where EC2 did not say.</summary>
    public ValueList<string> TunnelStatuses { get; init; } = [];

    /// <summary>Whether it carries packets; null where EC2 did not say.</summary>
    public bool? IsUp => !string.Equals(State ?? "available", "available", StringComparison.OrdinalIgnoreCase) ? false
        : TunnelStatuses.Count == 0 ? null : TunnelStatuses.Any(status => string.Equals(status, "UP", StringComparison.OrdinalIgnoreCase));
}

public sealed partial record VpcNetwork
{
    /// <summary>The virtual private gateways.</summary>
    public ValueList<VpnGateway> VpnGateways { get; init; } = [];

    /// <summary>The Site-to-Site VPN connections.</summary>
    public ValueList<VpnConnection> VpnConnections { get; init; } = [];
}
