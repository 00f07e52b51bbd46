using System.Text;
using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>A call that makes a transit gateway route table and an attachment belong together, or no longer.</summary>
/// <param name="TransitGatewayRouteTableId">The route table.</param>
/// <param name="TransitGatewayAttachmentId">The attachment.</param>
public abstract record TransitGatewayTableAction(string TransitGatewayRouteTableId, string TransitGatewayAttachmentId) : RepairAction
{
    /// <inheritdoc/>
    public override string ResourceId => TransitGatewayRouteTableId;

    /// <inheritdoc/>
    public override RepairRisk Risk => RepairRisk.Caution;

    internal sealed override RepairPhase Phase => RepairPhase.TransitGateways;

    internal override bool IsPresentIn(VpcNetwork network) => network.FindAttachment(TransitGatewayAttachmentId) is not null;

    /// <summary>The owner of the table's transit gateway: an attachment that joins two of them has an owner on either side.</summary>
    internal override string? OwnerIn(VpcNetwork network) =>
        network.FindAnywhere(n => n.TransitGatewayRouteTables, t => t.Id == TransitGatewayRouteTableId, _ => null)?.TransitGatewayId
            is { } id && network.FindAnywhere(n => n.TransitGateways, g => g.Id == id, g => g.OwnerId)?.OwnerId is { } owner ? owner
        : network.FindAttachment(TransitGatewayAttachmentId)?.TransitGatewayOwnerId;

    internal override UnsettledState? UnsettledIn(VpcNetwork network) =>
        UnsettledState.Of(TransitGatewayAttachmentId, network.FindAttachment(TransitGatewayAttachmentId)?.State);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) => IsPresentIn(network) ? null
        : $"Transit gateway attachment {TransitGatewayAttachmentId} is not in the evidence.";

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(TransitGatewayRouteTableId), TransitGatewayRouteTableId);
        json.WriteString(nameof(TransitGatewayAttachmentId), TransitGatewayAttachmentId);
    }

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(
        $"{CliCommand} --transit-gateway-route-table-id {CommandText.Posix(TransitGatewayRouteTableId)} "
            + $"--transit-gateway-attachment-id {CommandText.Posix(TransitGatewayAttachmentId)}");

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(
        $"{Cmdlet} -TransitGatewayRouteTableId {CommandText.PowerShell(TransitGatewayRouteTableId)} "
            + $"-TransitGatewayAttachmentId {CommandText.PowerShell(TransitGatewayAttachmentId)}");

    private protected abstract string CliCommand { get; }

    private protected abstract string Cmdlet { get; }
}
