namespace VpceTools.Model;

/// <summary>A network ACL as DescribeNetworkAcls gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html</remarks>
public sealed record NetworkAcl
{
    /// <summary>The id, <c>acl-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>Whether this is the VPC's default ACL, which serves every subnet without an association.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The owning account.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The subnets that the ACL guards.</summary>
    public ValueList<string> SubnetIds { get; init; } = [];

    /// <summary>The entries of both directions in the order that EC2 listed them, which is not the order of evaluation.</summary>
    public ValueList<NetworkAclEntry> Entries { get; init; } = [];
}
