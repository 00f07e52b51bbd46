namespace VpceTools.Model;

/// <summary>A transit gateway as DescribeTransitGateways gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGateway.html</remarks>
public sealed record TransitGateway
{
    /// <summary>The id, <c>tgw-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The owning account, the only one that sees its route tables.</summary>
    public string? OwnerId { get; init; }

    /// <summary><c>available</c>, <c>pending</c>, <c>modifying</c>, <c>deleting</c>, <c>deleted</c>.</summary>
    public string? State { get; init; }

    /// <summary>Whether rules may name security groups across it (<c>enable</c>, <c>disable</c>); never to interface endpoints.</summary>
    public string? SecurityGroupReferencingSupport { get; init; }
}

/// <summary>Anything that is attached to a transit gateway, as DescribeTransitGatewayAttachments gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayAttachment.html</remarks>
public sealed record TransitGatewayAttachment
{
    /// <summary>The id, <c>tgw-attach-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The transit gateway.</summary>
    public string? TransitGatewayId { get; init; }

    /// <summary>The account that owns the transit gateway.</summary>
    public string? TransitGatewayOwnerId { get; init; }

    /// <summary><c>vpc</c>, <c>vpn</c>, <c>direct-connect-gateway</c>, <c>connect</c>, <c>peering</c>, …</summary>
    public string? ResourceType { get; init; }

    /// <summary>What is attached.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The account that owns what is attached.</summary>
    public string? ResourceOwnerId { get; init; }

    /// <summary><c>available</c>, <c>pendingAcceptance</c>, <c>modifying</c>, …</summary>
    public string? State { get; init; }

    /// <summary>The route table that is asked where packets from the attachment go; null where the answer names none.</summary>
    public TransitGatewayAttachmentAssociation? Association { get; init; }

    /// <summary>Whether it joins two transit gateways.</summary>
    internal bool IsPeering => string.Equals(ResourceType, "peering", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The route table of an attachment.</summary>
/// <param name="RouteTableId">The table, <c>tgw-rtb-…</c>.</param>
/// <param name="State"><c>associated</c>, <c>associating</c>, <c>disassociating</c>, <c>disassociated</c>.</param>
public sealed record TransitGatewayAttachmentAssociation(string RouteTableId, string? State);

/// <summary>A VPC's attachment with its subnets, as DescribeTransitGatewayVpcAttachments gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachment.html</remarks>
public sealed record TransitGatewayVpcAttachment
{
    /// <summary>The id, <c>tgw-attach-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The transit gateway.</summary>
    public string? TransitGatewayId { get; init; }

    /// <summary>The VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>The account that owns the VPC.</summary>
    public string? VpcOwnerId { get; init; }

    /// <summary><c>available</c>, <c>pendingAcceptance</c>, <c>modifying</c>, …</summary>
    public string? State { get; init; }

    /// <summary>The subnets, one a zone, through which the VPC and the transit gateway reach each other.</summary>
    public ValueList<string> SubnetIds { get; init; } = [];

    /// <summary><c>enable</c> lets packets arrive in any of the attached zones, one for each flow.</summary>
    public string? ApplianceModeSupport { get; init; }

    /// <summary>Whether EC2 host names resolve to private addresses across it; endpoints' names do not depend on it.</summary>
    public string? DnsSupport { get; init; }

    /// <summary>Whether IPv6 is carried.</summary>
    public string? Ipv6Support { get; init; }

    /// <summary>Whether rules may name security groups across it; never to interface endpoints.</summary>
    public string? SecurityGroupReferencingSupport { get; init; }
}

/// <summary>The peering of two transit gateways, as DescribeTransitGatewayPeeringAttachments gives it.</summary>
/// <param name="Id">The id, the same on both sides.</param>
/// <param name="State"><c>available</c>, <c>pendingAcceptance</c>, …</param>
/// <param name="Requester">The one that asked.</param>
/// <param name="Accepter">The one that accepted.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayPeeringAttachment.html</remarks>
public sealed record TransitGatewayPeeringAttachment(
    string Id, string? State, PeeringTransitGateway Requester, PeeringTransitGateway Accepter)
{
    /// <summary>The other side of one of the two; null where the description does not name it.</summary>
    public PeeringTransitGateway? Beyond(string transitGatewayId) => Requester.TransitGatewayId == transitGatewayId ? Accepter
        : Accepter.TransitGatewayId == transitGatewayId ? Requester : null;
}

/// <summary>One side of the peering of two transit gateways.</summary>
/// <param name="TransitGatewayId">The transit gateway.</param>
/// <param name="OwnerId">Its account.</param>
/// <param name="Region">Its Region.</param>
public sealed record PeeringTransitGateway(string? TransitGatewayId, string? OwnerId, string? Region);

/// <summary>A transit gateway route table as DescribeTransitGatewayRouteTables gives it; its routes are asked for apart.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRouteTable.html</remarks>
public sealed record TransitGatewayRouteTable
{
    /// <summary>The id, <c>tgw-rtb-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The transit gateway.</summary>
    public string? TransitGatewayId { get; init; }

    /// <summary><c>available</c>, <c>pending</c>, <c>deleting</c>, <c>deleted</c>.</summary>
    public string? State { get; init; }

    /// <summary>Whether new attachments are associated with it.</summary>
    public bool? IsDefaultAssociation { get; init; }

    /// <summary>Whether new attachments propagate their routes to it.</summary>
    public bool? IsDefaultPropagation { get; init; }
}

/// <summary>The attachments whose packets a route table directs, as GetTransitGatewayRouteTableAssociations gives them.</summary>
/// <param name="RouteTableId">The table. One that is not listed was not seen.</param>
/// <param name="Associations">The attachments.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetTransitGatewayRouteTableAssociations.html</remarks>
public sealed record TransitGatewayAssociations(string RouteTableId, ValueList<TransitGatewayTableAttachment> Associations);

/// <summary>The attachments that write routes into a route table, as GetTransitGatewayRouteTablePropagations gives them.</summary>
/// <param name="RouteTableId">The table. One that is not listed was not seen.</param>
/// <param name="Propagations">The attachments.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetTransitGatewayRouteTablePropagations.html</remarks>
public sealed record TransitGatewayPropagations(string RouteTableId, ValueList<TransitGatewayTableAttachment> Propagations);

/// <summary>An attachment of a route table.</summary>
/// <param name="AttachmentId">The attachment, <c>tgw-attach-…</c>.</param>
/// <param name="ResourceId">What is attached.</param>
/// <param name="ResourceType"><c>vpc</c>, <c>vpn</c>, …</param>
/// <param name="State"><c>associated</c>, <c>enabled</c>, …</param>
public sealed record TransitGatewayTableAttachment(string AttachmentId, string? ResourceId, string? ResourceType, string? State);

public sealed partial record VpcNetwork
{
    /// <summary>The transit gateways, those that other accounts share included.</summary>
    public ValueList<TransitGateway> TransitGateways { get; init; } = [];

    /// <summary>What is attached to them; an account sees its own attachments, the gateway's owner all.</summary>
    public ValueList<TransitGatewayAttachment> TransitGatewayAttachments { get; init; } = [];

    /// <summary>The VPCs that are attached, with their subnets.</summary>
    public ValueList<TransitGatewayVpcAttachment> TransitGatewayVpcAttachments { get; init; } = [];

    /// <summary>The peerings of transit gateways.</summary>
    public ValueList<TransitGatewayPeeringAttachment> TransitGatewayPeeringAttachments { get; init; } = [];

    /// <summary>The route tables of transit gateways, which only the gateways' owners see.</summary>
    public ValueList<TransitGatewayRouteTable> TransitGatewayRouteTables { get; init; } = [];

    /// <summary>The associations of those tables.</summary>
    public ValueList<TransitGatewayAssociations> TransitGatewayAssociations { get; init; } = [];

    /// <summary>The propagations into those tables.</summary>
    public ValueList<TransitGatewayPropagations> TransitGatewayPropagations { get; init; } = [];
}
