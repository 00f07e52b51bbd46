using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>The workloads that a user names as clients of the endpoints. Empty means every subnet and workload interface of the endpoint's VPC.</summary>
/// <remarks>
/// Subnets and security groups given together mean workloads in those subnets that carry those groups (a function that is yet to be
/// deployed, say). Everything else adds up.
/// </remarks>
public sealed record ClientSelection
{
    /// <summary>No client is named.</summary>
    public static ClientSelection None { get; } = new();

    /// <summary>Subnets.</summary>
    public ValueList<string> SubnetIds { get; init; } = [];

    /// <summary>Security groups.</summary>
    public ValueList<string> SecurityGroupIds { get; init; } = [];

    /// <summary>Instances.</summary>
    public ValueList<string> InstanceIds { get; init; } = [];

    /// <summary>Network interfaces.</summary>
    public ValueList<string> NetworkInterfaceIds { get; init; } = [];

    /// <summary>Address blocks inside or outside the VPC.</summary>
    public ValueList<CidrBlock> CidrBlocks { get; init; } = [];

    /// <summary>Whether nothing is named.</summary>
    public bool IsEmpty => SubnetIds.Count + SecurityGroupIds.Count + InstanceIds.Count + NetworkInterfaceIds.Count + CidrBlocks.Count == 0;
}
