using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Has a VPC's attachment write the VPC's blocks into a transit gateway route table.</summary>
/// <param name="TransitGatewayRouteTableId">The route table.</param>
/// <param name="TransitGatewayAttachmentId">The attachment.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableTransitGatewayRouteTablePropagation.html</remarks>
public sealed record EnableTransitGatewayRouteTablePropagation(string TransitGatewayRouteTableId, string TransitGatewayAttachmentId)
    : TransitGatewayTableAction(TransitGatewayRouteTableId, TransitGatewayAttachmentId)
{
    /// <inheritdoc/>
    public override string Operation => "EnableTransitGatewayRouteTablePropagation";

    /// <inheritdoc/>
    public override string Description => $"let {TransitGatewayAttachmentId} propagate its routes to it";

    /// <inheritdoc/>
    public override string SideEffect =>
        $"Every network whose attachment is associated with {TransitGatewayRouteTableId} can then send to the blocks of "
            + $"{TransitGatewayAttachmentId}, as far as its own routes lead to the transit gateway; blocks that are added to it later too.";

    private protected override string CliCommand => "enable-transit-gateway-route-table-propagation";

    private protected override string Cmdlet => "Enable-EC2TransitGatewayRouteTablePropagation";

    internal override bool IsDoneIn(VpcNetwork network) => network.FindPropagations(TransitGatewayRouteTableId) is { } known
        ? known.Propagations.Any(p => p.AttachmentId == TransitGatewayAttachmentId && p.State is null or "enabled" or "enabling") : false;

    internal override UnsettledState? UnsettledIn(VpcNetwork network) => base.UnsettledIn(network) ?? UnsettledState.Of(
        $"the propagation of {TransitGatewayAttachmentId}", network.FindPropagations(TransitGatewayRouteTableId)?.Propagations
            .FirstOrDefault(p => p.AttachmentId == TransitGatewayAttachmentId)?.State);

    internal override VpcNetwork ApplyTo(VpcNetwork network)
    {
        var (listed, to) = (network.Listed(TransitGatewayAttachmentId, "enabled"), network.RouteTo(TransitGatewayAttachmentId));
        var attachment = network.FindVpcAttachment(TransitGatewayAttachmentId);
        var blocks = network.FindAnywhere(n => n.Vpcs, v => v.Id == to.ResourceId, v => v.OwnerId)?.CidrBlocks
            .Where(block => block.Family == IpFamily.IPv4 || attachment?.Ipv6Support == "enable").ToList() ?? [];
        return network.EverywhereInTransit(n => n with
        {
            TransitGatewayPropagations = n.TransitGatewayPropagations.Select(t => t.RouteTableId != TransitGatewayRouteTableId ? t
                : t with { Propagations = t.Propagations.Add(listed) }).ToValueList(),
        }).WithTransitRoutes(TransitGatewayRouteTableId, routes =>
        [
            .. routes,
            // A static route of the same block wins and is shown alone; of overlapping VPCs the first one's blocks are there.
            .. blocks.Where(block => !routes.Any(r => r.Destination is { } other
                    && (r.Type == "propagated" ? other.Overlaps(block) : other == block)))
                .Select(block => new TransitGatewayRoute
                {
                    Destination = block, Type = "propagated", State = "active", Attachments = [to],
                }),
        ]);
    }

    internal override RepairAction Inverse(VpcNetwork before) =>
        new DisableTransitGatewayRouteTablePropagation(TransitGatewayRouteTableId, TransitGatewayAttachmentId)
        { Region = Region, AccountId = AccountId };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());
}

/// <summary>Takes back that an attachment writes routes into a transit gateway route table, and with it those routes.</summary>
/// <param name="TransitGatewayRouteTableId">The route table.</param>
/// <param name="TransitGatewayAttachmentId">The attachment.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableTransitGatewayRouteTablePropagation.html</remarks>
public sealed record DisableTransitGatewayRouteTablePropagation(string TransitGatewayRouteTableId, string TransitGatewayAttachmentId)
    : TransitGatewayTableAction(TransitGatewayRouteTableId, TransitGatewayAttachmentId)
{
    /// <inheritdoc/>
    public override string Operation => "DisableTransitGatewayRouteTablePropagation";

    /// <inheritdoc/>
    public override string Description => $"let {TransitGatewayAttachmentId} no longer propagate its routes to it";

    /// <inheritdoc/>
    public override string SideEffect =>
        $"What only these routes lead to {TransitGatewayAttachmentId} is dropped from then on, also of open connections.";

    private protected override string CliCommand => "disable-transit-gateway-route-table-propagation";

    private protected override string Cmdlet => "Disable-EC2TransitGatewayRouteTablePropagation";

    internal override bool IsDoneIn(VpcNetwork network) => network.FindPropagations(TransitGatewayRouteTableId) is { } known
        && !known.Propagations.Any(p => p.AttachmentId == TransitGatewayAttachmentId && p.State is null or "enabled" or "enabling");

    internal override UnsettledState? UnsettledIn(VpcNetwork network) => base.UnsettledIn(network) ?? UnsettledState.Of(
        $"the propagation of {TransitGatewayAttachmentId}", network.FindPropagations(TransitGatewayRouteTableId)?.Propagations
            .FirstOrDefault(p => p.AttachmentId == TransitGatewayAttachmentId)?.State);

    internal override VpcNetwork ApplyTo(VpcNetwork network) => network.EverywhereInTransit(n => n with
    {
        TransitGatewayPropagations = n.TransitGatewayPropagations.Select(t => t.RouteTableId != TransitGatewayRouteTableId ? t
            : t with { Propagations = t.Propagations.Where(p => p.AttachmentId != TransitGatewayAttachmentId).ToValueList() })
            .ToValueList(),
    }).WithTransitRoutes(TransitGatewayRouteTableId, routes => routes.Where(route => route.Type != "propagated"
        || !route.Attachments.Any(a => a.Id == TransitGatewayAttachmentId)).ToValueList());

    internal override RepairAction Inverse(VpcNetwork before) =>
        new EnableTransitGatewayRouteTablePropagation(TransitGatewayRouteTableId, TransitGatewayAttachmentId)
        { Region = Region, AccountId = AccountId };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());
}
