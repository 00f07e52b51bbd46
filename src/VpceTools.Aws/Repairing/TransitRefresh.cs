using VpceTools.Aws.Calling;
using VpceTools.Aws.Reading;
using VpceTools.Model;
using VpceTools.Repairs.Actions;

namespace VpceTools.Aws.Repairing;

/// <summary>Reads anew what an action touches of a transit gateway: the attachment, and of the table what the action is about.</summary>
internal sealed class TransitRefresh(Ec2Calls calls)
{
    /// <summary>The network with these resources as they are now.</summary>
    /// <exception cref="CallFailedException">They could not be read.</exception>
    /// <exception cref="FormatException">One of them cannot be understood.</exception>
    public async Task<VpcNetwork> ReadAsync(VpcNetwork network, RepairAction action)
    {
        if (action is ModifyTransitGatewayVpcAttachment { TransitGatewayAttachmentId: var vpc })
        {
            var now = (await TransitCalls.VpcAttachmentsAsync(calls, vpc).ConfigureAwait(false)).Select(TransitCalls.Map).FirstOrDefault();
            return network with { TransitGatewayVpcAttachments = network.TransitGatewayVpcAttachments.With(vpc, now, a => a.Id) };
        }

        var change = action as TransitGatewayTableAction ?? ((DeleteTransitGatewayRoute)action).Added;
        var (id, table) = (change.TransitGatewayAttachmentId, change.TransitGatewayRouteTableId);
        var attachment = (await TransitCalls.AttachmentsAsync(calls, id).ConfigureAwait(false)).Select(TransitCalls.Map).FirstOrDefault();
        network = network with { TransitGatewayAttachments = network.TransitGatewayAttachments.With(id, attachment, a => a.Id) };
        if (change is AssociateTransitGatewayRouteTable or DisassociateTransitGatewayRouteTable || attachment is null)
            return network;
        var routes = await TransitCalls.RoutesAsync(calls, table).ConfigureAwait(false);
        network = network with
        {
            TransitGatewayRoutes = network.TransitGatewayRoutes
                .With(table, new(table, routes.Select(TransitCalls.Map).ToValueList()), t => t.RouteTableId),
        };
        if (change is not (EnableTransitGatewayRouteTablePropagation or DisableTransitGatewayRouteTablePropagation))
            return network;
        var propagations = await TransitCalls.PropagationsAsync(calls, table).ConfigureAwait(false);
        return network with
        {
            TransitGatewayPropagations = network.TransitGatewayPropagations
                .With(table, new(table, propagations.Select(TransitCalls.Map).ToValueList()), t => t.RouteTableId),
        };
    }
}
