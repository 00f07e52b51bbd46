using System.Text.Json;
using VpceTools.Evidence.Kinds;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>The kinds of evidence, one row each.</summary>
internal static class EvidenceKinds
{
    /// <summary>All rows, in the order in which a snapshot is written.</summary>
    public static IReadOnlyList<EvidenceKind> All { get; } =
    [
        VpcEndpointEvidence.Row,
        ServiceEvidence.Row,
        VpcEvidence.Row,
        VpcAttributeEvidence.Row,
        SubnetEvidence.Row,
        SecurityGroupEvidence.Row,
        NetworkAclEvidence.Row,
        RouteTableEvidence.Row,
        NetworkInterfaceEvidence.Row,
        InstanceEvidence.Row,
        PrefixListEvidence.Row,
        DhcpOptionsEvidence.Row,
        PeeringConnectionEvidence.Row,
        NatGatewayEvidence.Row,
        BlockPublicAccessEvidence.Options,
        BlockPublicAccessEvidence.Exclusions,
        SecurityGroupVpcAssociationEvidence.Row,
        TransitGatewayRouteEvidence.Row,
        TransitGatewayEvidence.Row,
        TransitGatewayAttachmentEvidence.Row,
        TransitGatewayAttachmentEvidence.OfVpcs,
        TransitGatewayAttachmentEvidence.Peerings,
        TransitGatewayTableEvidence.Row,
        TransitGatewayTableEvidence.Associations,
        TransitGatewayTableEvidence.Propagations,
        VpnEvidence.Gateways,
        VpnEvidence.Connections,
        ResourceConfigurationEvidence.Row,
        VpcEndpointAssociationEvidence.Row,
        HostedZoneEvidence.OfVpc,
        HostedZoneEvidence.Own,
        ResourceRecordSetEvidence.Row,
        ResolverRuleEvidence.Rules,
        ResolverRuleEvidence.Associations,
        ResolverEndpointEvidence.Endpoints,
        ResolverEndpointEvidence.Addresses,
        ResolverEndpointEvidence.Configs,
        FirewallAssociationEvidence.Row,
        FirewallRuleEvidence.Row,
        FirewallDomainEvidence.Lists,
        FirewallDomainEvidence.Domains,
        FirewallAssociationEvidence.Configs,
        ProfileEvidence.Associations,
        ProfileEvidence.Resources,
    ];

    private static readonly Dictionary<ResourceKind, EvidenceKind> ByKind = All.ToDictionary(kind => kind.Kind);
    private static readonly ILookup<string, EvidenceDocument> ByKey =
        All.SelectMany(kind => kind.Documents).ToLookup(document => document.Key, StringComparer.Ordinal);
    private static readonly string[] Keys = [.. ByKey.Select(documents => documents.Key)];

    /// <summary>The row of a kind.</summary>
    public static EvidenceKind For(ResourceKind kind) => ByKind.TryGetValue(kind, out var row)
        ? row : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of evidence.");

    /// <summary>The forms of document that a top-level key may tell; none where it tells none.</summary>
    public static IReadOnlyList<EvidenceDocument> DocumentsOf(string key) => [.. ByKey[key]];

    /// <summary>Whether the top-level key at which a reader stands is one of a known document.</summary>
    public static bool IsKnown(ref Utf8JsonReader reader)
    {
        foreach (var key in Keys)
            if (reader.ValueTextEquals(key))
                return true;
        return false;
    }
}
