using VpceTools.Planned;

namespace VpceTools.Terraform;

/// <content>Peering connections and transit gateways.</content>
internal static partial class TerraformMapping
{
    private static IEnumerable<PlannedPart> Peering(TerraformAttributes a) =>
    [
        new(PlannedTypes.VpcPeeringConnection, ("VpcId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)),
            ("PeerVpcId", a.Id("peer_vpc_id", IdKinds.Vpc)), ("PeerOwnerId", a.Plain("peer_owner_id")),
            ("PeerRegion", a.Plain("peer_region")), ("Status", PeeringStatus(a))),
    ];

    /// <summary>
    /// A connection within an account and Region accepts itself where it is told to; else somebody has to, and one of the other account or
    /// Region may.
    /// </summary>
    /// <remarks>https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_peering_connection</remarks>
    private static PlannedValue? PeeringStatus(TerraformAttributes a) => a.Plain("accept_status") is PlannedText { Text.Length: > 0 } known
        ? known
        : a.Plain("auto_accept") is PlannedOpen open ? open
        : a.Text("auto_accept") == "true" ? PlannedValue.Of("active")
        : a.IsConfigured("peer_owner_id") || a.IsConfigured("peer_region") ? null : PlannedValue.Of("pending-acceptance");

    private static IEnumerable<PlannedPart> TransitGateway(TerraformAttributes a) =>
    [
        new(PlannedTypes.TransitGateway, ("OwnerId", a.Plain("owner_id")),
            ("DefaultRouteTableAssociation", a.PlainOrDefault("default_route_table_association")),
            ("DefaultRouteTablePropagation", a.PlainOrDefault("default_route_table_propagation")),
            ("DefaultRouteTableId", a.Plain("association_default_route_table_id"))),
    ];

    private static IEnumerable<PlannedPart> TransitVpcAttachment(TerraformAttributes a) =>
    [
        new(PlannedTypes.TransitGatewayVpcAttachment,
            ("TransitGatewayId", a.Id("transit_gateway_id", IdKinds.TransitGateway, isRequired: true)),
            ("VpcId", a.Id("vpc_id", IdKinds.Vpc, isRequired: true)), ("SubnetIds", a.Ids("subnet_ids", IdKinds.Subnet)),
            ("AssociatesByDefault", a.Plain("transit_gateway_default_route_table_association")),
            ("PropagatesByDefault", a.Plain("transit_gateway_default_route_table_propagation")),
            ("Options", PlannedValue.Of(("ApplianceModeSupport", a.Plain("appliance_mode_support")),
                ("DnsSupport", a.Plain("dns_support")), ("Ipv6Support", a.PlainOrDefault("ipv6_support")),
                ("SecurityGroupReferencingSupport", a.Plain("security_group_referencing_support"))))),
    ];

    private static IEnumerable<PlannedPart> TransitPeering(TerraformAttributes a) =>
    [
        new(PlannedTypes.TransitGatewayPeeringAttachment,
            ("TransitGatewayId", a.Id("transit_gateway_id", IdKinds.TransitGateway, isRequired: true)),
            ("PeerTransitGatewayId", a.Id("peer_transit_gateway_id", IdKinds.TransitGateway)), ("State", a.Plain("state")),
            ("PeerAccountId", a.Plain("peer_account_id")), ("PeerRegion", a.Plain("peer_region"))),
    ];

    private static PlannedPart Acceptance(TerraformAttributes a) => new(PlannedTypes.TransitGatewayAcceptance,
        ("TransitGatewayAttachmentId", a.Id("transit_gateway_attachment_id", IdKinds.TransitAttachment, isRequired: true)));

    private static PlannedPart TransitJoin(TerraformAttributes a, string type) => new(type,
        ("TransitGatewayAttachmentId", a.Id("transit_gateway_attachment_id", IdKinds.TransitAttachment)),
        ("TransitGatewayRouteTableId", a.Id("transit_gateway_route_table_id", IdKinds.TransitTable)));

    private static PlannedPart TransitRoute(TerraformAttributes a) => new(PlannedTypes.TransitGatewayRoute,
        ("TransitGatewayRouteTableId", a.Id("transit_gateway_route_table_id", IdKinds.TransitTable)),
        ("TransitGatewayAttachmentId", a.Id("transit_gateway_attachment_id", IdKinds.TransitAttachment)),
        ("DestinationCidrBlock", a.Plain("destination_cidr_block")), ("PrefixListId", a.Id("prefix_list_id", IdKinds.PrefixList)),
        ("Blackhole", a.Plain("blackhole")));

    /// <summary>What it announces is not in the code.</summary>
    private static IEnumerable<PlannedPart> OtherAttachment(TerraformAttributes a) =>
        a.Id("transit_gateway_id", IdKinds.TransitGateway) is not { } gateway ? []
            : [new(PlannedTypes.TransitGatewayOtherAttachment, ("TransitGatewayId", gateway))];
}
