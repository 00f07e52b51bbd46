using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>One side of a peering connection.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="OwnerId">Its account.</param>
/// <param name="Region">Its Region.</param>
/// <param name="CidrBlocks">Its CIDR blocks.</param>
public sealed record PeeringVpc(string? VpcId, string? OwnerId, string? Region, ValueList<CidrBlock> CidrBlocks);
