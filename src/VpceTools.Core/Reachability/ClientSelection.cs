using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// The workloads that a user names as clients of the endpoints. Empty means every subnet and workload interface of the endpoint's VPC.
/// </summary>
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

    /// <summary>
    /// Whether every subnet of every VPC that is joined with the endpoint's is a client too, beside those that are named or, where none
    /// is, those of the endpoint's VPC. It says nothing of gateway endpoints, which serve their own VPC only.
    /// </summary>
    public bool IncludesRemote { get; init; }

    /// <summary>The instances, interfaces and subnets that are named: each is in one VPC, which is read for it.</summary>
    internal IEnumerable<string> PlacedIds => InstanceIds.Concat(NetworkInterfaceIds).Concat(SubnetIds);

    /// <summary>The ids that are named.</summary>
    public IEnumerable<string> Ids => SubnetIds.Concat(SecurityGroupIds).Concat(InstanceIds).Concat(NetworkInterfaceIds);

    /// <summary>Whether nothing is named.</summary>
    public bool IsEmpty => SubnetIds.Count + SecurityGroupIds.Count + InstanceIds.Count + NetworkInterfaceIds.Count + CidrBlocks.Count == 0;
}

/// <summary>The private address that calls of the clients named by the user come from, where there is just one.</summary>
public static class NamedClientAddress
{
    /// <summary>The address; null where no client is named, or where the named ones have several addresses.</summary>
    /// <param name="clients">The clients.</param>
    /// <param name="endpoint">The endpoint, whose address type rules out the other family.</param>
    public static string? Of(ClientSet clients, VpcEndpoint endpoint)
    {
        if (clients.NotFound.Count > 0)
            return null;
        var intervals = clients.Clients.Where(client => client.IsNamed).SelectMany(client => client.Addresses.Intervals.ToArray())
            .Where(interval => Reaches(interval.First.Family, endpoint.IpAddressType)).Distinct().ToList();
        return intervals.Count == 1 && intervals[0].First.Equals(intervals[0].Last) ? intervals[0].First.ToString() : null;
    }

    private static bool Reaches(IpFamily family, string? addressType) => addressType switch
    {
        "ipv4" => family == IpFamily.IPv4,
        "ipv6" => family == IpFamily.IPv6,
        _ => true,
    };
}
