using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

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

    /// <summary>The kind that a top-level key tells; null where it tells none.</summary>
    public static DocumentKind? Find(JsonProperty property) => Array.Find(All, kind => property.NameEquals(kind.Key));

    /// <summary>Whether the top-level key at which a reader stands is one of a known document.</summary>
    public static bool IsKnown(ref Utf8JsonReader reader)
    {
        foreach (var kind in All)
            if (reader.ValueTextEquals(kind.Key))
                return true;
        return reader.ValueTextEquals(VpcAttributeDocument.DnsSupport) || reader.ValueTextEquals(VpcAttributeDocument.DnsHostnames)
            || reader.ValueTextEquals(PrefixListDocument.EntriesKey);
    }
}
