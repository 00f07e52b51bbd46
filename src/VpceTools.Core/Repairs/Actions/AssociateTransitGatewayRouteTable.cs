using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Has a transit gateway route table direct what comes from an attachment that has none.</summary>
/// <param name="TransitGatewayRouteTableId">The route table.</param>
/// <param name="TransitGatewayAttachmentId">The attachment.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateTransitGatewayRouteTable.html</remarks>
public sealed record AssociateTransitGatewayRouteTable(string TransitGatewayRouteTableId, string TransitGatewayAttachmentId)
    : TransitGatewayTableAction(TransitGatewayRouteTableId, TransitGatewayAttachmentId)
{
    /// <inheritdoc/>
    public override string Operation => "AssociateTransitGatewayRouteTable";

    /// <inheritdoc/>
    public override string Description => $"associate {TransitGatewayAttachmentId} with it";

    /// <inheritdoc/>
    public override string SideEffect => $"Whatever comes from {TransitGatewayAttachmentId}, which is dropped now, then goes wherever "
        + $"{TransitGatewayRouteTableId} has a route to: to every network in it, and not to the endpoint alone.";

    private protected override string CliCommand => "associate-transit-gateway-route-table";

    private protected override string Cmdlet => "Register-EC2TransitGatewayRouteTable";

    internal override bool IsDoneIn(VpcNetwork network) =>
        network.FindAttachment(TransitGatewayAttachmentId)?.Association is { } association
        && association.RouteTableId == TransitGatewayRouteTableId && association.State is null or "associated" or "associating";

    internal override UnsettledState? UnsettledIn(VpcNetwork network) => base.UnsettledIn(network) ?? UnsettledState.Of(
        $"the association of {TransitGatewayAttachmentId}", network.FindAttachment(TransitGatewayAttachmentId)?.Association?.State);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) => base.ObstacleIn(network, quotas)
        ?? (network.FindAttachment(TransitGatewayAttachmentId)?.Association is { } other
            ? $"{TransitGatewayAttachmentId} has a route table already, {other.RouteTableId} ({other.State}), which is not replaced."
            : null);

    internal override VpcNetwork ApplyTo(VpcNetwork network)
    {
        var listed = network.Listed(TransitGatewayAttachmentId, "associated");
        return network.EverywhereInTransit(n => n with
        {
            TransitGatewayAttachments = n.TransitGatewayAttachments.Select(a => a.Id != TransitGatewayAttachmentId ? a
                : a with { Association = new(TransitGatewayRouteTableId, "associated") }).ToValueList(),
            TransitGatewayAssociations = n.TransitGatewayAssociations.Select(t => t.RouteTableId != TransitGatewayRouteTableId ? t
                : t with { Associations = t.Associations.Add(listed) }).ToValueList(),
        });
    }

    internal override RepairAction Inverse(VpcNetwork before) =>
        new DisassociateTransitGatewayRouteTable(TransitGatewayRouteTableId, TransitGatewayAttachmentId)
        { Region = Region, AccountId = AccountId };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());
}

/// <summary>Takes an attachment from the route table that a repair gave it.</summary>
/// <param name="TransitGatewayRouteTableId">The route table.</param>
/// <param name="TransitGatewayAttachmentId">The attachment.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateTransitGatewayRouteTable.html</remarks>
public sealed record DisassociateTransitGatewayRouteTable(string TransitGatewayRouteTableId, string TransitGatewayAttachmentId)
    : TransitGatewayTableAction(TransitGatewayRouteTableId, TransitGatewayAttachmentId)
{
    /// <inheritdoc/>
    public override string Operation => "DisassociateTransitGatewayRouteTable";

    /// <inheritdoc/>
    public override string Description => $"disassociate {TransitGatewayAttachmentId} from it";

    /// <inheritdoc/>
    public override string SideEffect => $"Whatever comes from {TransitGatewayAttachmentId} is dropped from then on.";

    private protected override string CliCommand => "disassociate-transit-gateway-route-table";

    private protected override string Cmdlet => "Unregister-EC2TransitGatewayRouteTable";

    internal override bool IsDoneIn(VpcNetwork network) => network.FindAttachment(TransitGatewayAttachmentId) is { } attachment
        && attachment.Association is null or { State: "disassociated" or "disassociating" };

    internal override UnsettledState? UnsettledIn(VpcNetwork network) => base.UnsettledIn(network) ?? UnsettledState.Of(
        $"the association of {TransitGatewayAttachmentId}", network.FindAttachment(TransitGatewayAttachmentId)?.Association?.State);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) => base.ObstacleIn(network, quotas)
        ?? (network.FindAttachment(TransitGatewayAttachmentId)?.Association is { } other && other.RouteTableId != TransitGatewayRouteTableId
            ? $"{TransitGatewayAttachmentId} has another route table now: {other.RouteTableId}." : null);

    internal override VpcNetwork ApplyTo(VpcNetwork network) => network.EverywhereInTransit(n => n with
    {
        TransitGatewayAttachments = n.TransitGatewayAttachments
            .Select(a => a.Id == TransitGatewayAttachmentId ? a with { Association = null } : a).ToValueList(),
        TransitGatewayAssociations = n.TransitGatewayAssociations.Select(t => t.RouteTableId != TransitGatewayRouteTableId ? t
            : t with { Associations = t.Associations.Where(a => a.AttachmentId != TransitGatewayAttachmentId).ToValueList() })
            .ToValueList(),
    });

    internal override RepairAction Inverse(VpcNetwork before) =>
        new AssociateTransitGatewayRouteTable(TransitGatewayRouteTableId, TransitGatewayAttachmentId)
        { Region = Region, AccountId = AccountId };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());
}
