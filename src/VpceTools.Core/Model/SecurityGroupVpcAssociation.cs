namespace VpceTools.Model;

/// <summary>A security group that serves in another VPC than its own, as DescribeSecurityGroupVpcAssociations gives it.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="VpcId">The other VPC.</param>
/// <param name="VpcOwnerId">The account that owns that VPC.</param>
/// <param name="State"><c>associated</c>, <c>associating</c>, <c>association-failed</c>, …</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupVpcAssociation.html</remarks>
public sealed record SecurityGroupVpcAssociation(string GroupId, string VpcId, string? VpcOwnerId, string? State)
{
    /// <summary>Both ids, since neither tells the association alone.</summary>
    public string Id => $"{GroupId}/{VpcId}";
}

public sealed partial record VpcNetwork
{
    /// <summary>The VPCs that security groups serve in beside their own.</summary>
    public ValueList<SecurityGroupVpcAssociation> SecurityGroupVpcAssociations { get; init; } = [];
}
