using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>A VPC peering connection as DescribeVpcPeeringConnections gives it.</summary>
/// <param name="Id">The id, <c>pcx-…</c>.</param>
/// <param name="Status">The status code: <c>active</c>, <c>pending-acceptance</c>, …</param>
/// <param name="Requester">The VPC that asked.</param>
/// <param name="Accepter">The VPC that accepted.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html</remarks>
public sealed record VpcPeeringConnection(string Id, string? Status, PeeringVpc Requester, PeeringVpc Accepter)
{
    /// <summary>Whether traffic flows.</summary>
    public bool IsActive => string.Equals(Status, "active", StringComparison.OrdinalIgnoreCase);

    /// <summary>The other side, as a VPC sees it; null where it is none of both.</summary>
    public PeeringVpc? Beyond(string? vpcId) => Requester.VpcId == vpcId ? Accepter : Accepter.VpcId == vpcId ? Requester : null;
}

/// <summary>One side of a peering connection.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="OwnerId">Its account.</param>
/// <param name="Region">Its Region.</param>
/// <param name="CidrBlocks">Its CIDR blocks.</param>
public sealed record PeeringVpc(string? VpcId, string? OwnerId, string? Region, ValueList<CidrBlock> CidrBlocks)
{
    /// <summary>
    /// Whether public EC2 host names of this side resolve to private addresses on the other; null where it did not say. Endpoints' names
    /// do not depend on it.
    /// </summary>
    public bool? AllowsDnsResolution { get; init; }
}
