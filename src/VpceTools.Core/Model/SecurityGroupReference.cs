namespace VpceTools.Model;

/// <summary>A security group as the peer of a rule.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="UserId">The account that owns the group.</param>
/// <param name="VpcId">The group's VPC where it is not the rule's.</param>
/// <param name="VpcPeeringConnectionId">The peering connection over which the group is referenced.</param>
/// <param name="PeeringStatus">The status of that connection.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UserIdGroupPair.html</remarks>
public sealed record SecurityGroupReference(
    string GroupId, string? UserId = null, string? VpcId = null, string? VpcPeeringConnectionId = null, string? PeeringStatus = null);
