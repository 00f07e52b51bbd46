using VpceTools.Model;

namespace VpceTools.Snapshots.Documents;

/// <summary>The kinds of document that a snapshot can hold.</summary>
internal static class DocumentKinds
{
    private static readonly DocumentKind[] All =
    [
        new("VpcEndpoints", ResourceKind.VpcEndpoint, VpcEndpointDocument.Read),
        new("ServiceDetails", ResourceKind.VpcEndpointService, ServiceDocument.Read),
        new("Vpcs", ResourceKind.Vpc, VpcDocument.Read),
        new("Subnets", ResourceKind.Subnet, SubnetDocument.Read),
        new("SecurityGroups", ResourceKind.SecurityGroup, SecurityGroupDocument.Read),
        new("SecurityGroupRules", null, SecurityGroupRuleDocument.Read),
        new("NetworkAcls", ResourceKind.NetworkAcl, NetworkAclDocument.Read),
        new("RouteTables", ResourceKind.RouteTable, RouteTableDocument.Read),
        new("NetworkInterfaces", ResourceKind.NetworkInterface, NetworkInterfaceDocument.Read),
        new("Reservations", ResourceKind.Instance, ReservationDocument.Read),
        new("PrefixLists", ResourceKind.PrefixList, PrefixListDocument.Read),
        new("ManagedPrefixLists", ResourceKind.PrefixList, PrefixListDocument.Read),
        new("DhcpOptions", ResourceKind.DhcpOptions, DhcpOptionsDocument.Read),
        new("VpcPeeringConnections", ResourceKind.VpcPeeringConnection, PeeringConnectionDocument.Read),
    ];

    /// <summary>The kinds by top-level key.</summary>
    public static IReadOnlyDictionary<string, DocumentKind> ByKey { get; } = All.ToDictionary(kind => kind.Key, StringComparer.Ordinal);
}
