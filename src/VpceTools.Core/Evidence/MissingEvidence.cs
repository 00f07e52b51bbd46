using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>Something that a decision hangs on and the evidence does not hold.</summary>
/// <param name="Kind">The kind of evidence.</param>
/// <param name="ResourceId">The resource; null for the whole kind.</param>
/// <param name="Command">A CLI command that supplies it.</param>
public sealed record MissingEvidence(ResourceKind Kind, string? ResourceId, string Command)
{
    /// <summary>A whole kind.</summary>
    public static MissingEvidence Of(ResourceKind kind) => new(kind, null, DescribeCall.For(kind).Command);

    /// <summary>One resource of a kind.</summary>
    public static MissingEvidence Of(ResourceKind kind, string resourceId) => new(kind, resourceId, kind switch
    {
        // DescribePrefixLists holds the lists of AWS services only; this call has the entries of any list.
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html
        ResourceKind.PrefixList => $"aws ec2 get-managed-prefix-list-entries --prefix-list-id {CommandText.Posix(resourceId)}",
        _ => DescribeCall.For(kind).Command + Selecting(kind, resourceId),
    });

    private static string Selecting(ResourceKind kind, string resourceId) => Selecting(kind, resourceId, CommandText.Posix(resourceId));

    private static string Selecting(ResourceKind kind, string resourceId, string id) => kind switch
    {
        ResourceKind.VpcEndpoint => $" --vpc-endpoint-ids {id}",
        ResourceKind.VpcEndpointService => $" --service-names {id}",
        ResourceKind.Vpc => $" --vpc-ids {id}",
        ResourceKind.VpcAttribute => $" --vpc-id {id} --attribute enableDnsSupport (and enableDnsHostnames)",
        ResourceKind.Subnet => $" --subnet-ids {id}",
        ResourceKind.SecurityGroup => $" --group-ids {id}",
        ResourceKind.NetworkAcl => $" --filters Name=association.subnet-id,Values={id}",
        ResourceKind.RouteTable when resourceId.StartsWith("rtb-", StringComparison.Ordinal) => $" --route-table-ids {id}",
        ResourceKind.RouteTable => $" --filters Name=association.subnet-id,Values={id}",
        ResourceKind.NetworkInterface => $" --network-interface-ids {id}",
        ResourceKind.Instance => $" --instance-ids {id}",
        ResourceKind.DhcpOptions => $" --dhcp-options-ids {id}",
        ResourceKind.VpcPeeringConnection => $" --vpc-peering-connection-ids {id}",
        _ => "",
    };
}
