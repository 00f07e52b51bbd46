namespace VpceTools.Repairs;

/// <summary>The quotas of the account that a repair must respect. The defaults are those that AWS gives every account; both can be raised on request.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html</remarks>
public sealed record RepairQuotas
{
    /// <summary>The default quotas.</summary>
    public static RepairQuotas Default { get; } = new();

    /// <summary>Rules a security group and direction; IPv4 and IPv6 count apart.</summary>
    public int RulesPerSecurityGroup { get; init; } = 60;

    /// <summary>Entries a network ACL and direction, the closing one not counted; 40 at most.</summary>
    public int EntriesPerNetworkAcl { get; init; } = 20;

    /// <summary>Security groups a network interface, those of an endpoint included; 16 at most.</summary>
    public int SecurityGroupsPerInterface { get; init; } = 5;
}
