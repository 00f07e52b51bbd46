using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Copies of networks that were read together in which something of a transit gateway is another.</summary>
internal static class TransitGatewayChanges
{
    /// <summary>An attachment as the transit gateway's owner describes it, else as anybody does.</summary>
    public static TransitGatewayAttachment? FindAttachment(this VpcNetwork network, string id) =>
        network.FindAnywhere(n => n.TransitGatewayAttachments, a => a.Id == id, a => a.TransitGatewayOwnerId);

    /// <summary>The attachment of a VPC as its owner describes it, else as anybody does.</summary>
    public static TransitGatewayVpcAttachment? FindVpcAttachment(this VpcNetwork network, string id) =>
        network.FindAnywhere(n => n.TransitGatewayVpcAttachments, a => a.Id == id, a => a.VpcOwnerId);

    /// <summary>The routes of a table; null where nobody described them.</summary>
    public static TransitGatewayRoutes? FindTransitRoutes(this VpcNetwork network, string tableId) =>
        network.FindAnywhere(n => n.TransitGatewayRoutes, t => t.RouteTableId == tableId, _ => null);

    /// <summary>The propagations of a table; null where nobody described them.</summary>
    public static TransitGatewayPropagations? FindPropagations(this VpcNetwork network, string tableId) =>
        network.FindAnywhere(n => n.TransitGatewayPropagations, t => t.RouteTableId == tableId, _ => null);

    /// <summary>An attachment in the list of a table.</summary>
    public static TransitGatewayTableAttachment Listed(this VpcNetwork network, string attachmentId, string state)
    {
        var to = network.RouteTo(attachmentId);
        return new(attachmentId, to.ResourceId, to.ResourceType, state);
    }

    /// <summary>Where a route to an attachment leads.</summary>
    public static TransitGatewayRouteAttachment RouteTo(this VpcNetwork network, string attachmentId) =>
        network.FindVpcAttachment(attachmentId) is { } vpc ? new(attachmentId, vpc.VpcId, "vpc")
            : network.FindAttachment(attachmentId) is { } known ? new(attachmentId, known.ResourceId, known.ResourceType)
            : new(attachmentId, null, null);

    /// <summary>The routes of a table as they become, in every description of it.</summary>
    public static VpcNetwork WithTransitRoutes(this VpcNetwork network, string tableId,
        Func<ValueList<TransitGatewayRoute>, ValueList<TransitGatewayRoute>> change) => network.EverywhereInTransit(n => n with
        {
            TransitGatewayRoutes = n.TransitGatewayRoutes.Select(t => t.RouteTableId == tableId ? t with { Routes = change(t.Routes) } : t)
                .ToValueList(),
        });

    /// <summary>
    /// The network after a change, and those that it was read with after the same one. What transit gateways do is known for all of them at
    /// once, so that each change makes that anew.
    /// </summary>
    public static VpcNetwork EverywhereInTransit(this VpcNetwork network, Func<VpcNetwork, VpcNetwork> change) =>
        network.Place.Joined is null ? change(network) : JoinedNetworks.Rejoin([.. network.Picture.Select(change)], network.Place.Position);
}
