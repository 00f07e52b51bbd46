using System.Text;
using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Gives the attachment of a VPC a subnet in a further zone, or takes one back that a repair gave it.</summary>
/// <param name="TransitGatewayAttachmentId">The attachment.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyTransitGatewayVpcAttachment.html</remarks>
public sealed record ModifyTransitGatewayVpcAttachment(string TransitGatewayAttachmentId) : RepairAction
{
    /// <summary>The subnet that is added; null where one is removed.</summary>
    public string? AddSubnetId { get; init; }

    /// <summary>The subnet that is removed; null where one is added.</summary>
    public string? RemoveSubnetId { get; init; }

    /// <inheritdoc/>
    public override string Operation => "ModifyTransitGatewayVpcAttachment";

    /// <inheritdoc/>
    public override string ResourceId => TransitGatewayAttachmentId;

    /// <inheritdoc/>
    public override string Description =>
        AddSubnetId is null ? $"remove {RemoveSubnetId} from the attachment" : $"attach {AddSubnetId} too";

    /// <inheritdoc/>
    public override RepairRisk Risk => RepairRisk.Caution;

    /// <inheritdoc/>
    public override string SideEffect => AddSubnetId is null
        ? $"The zone of {RemoveSubnetId} loses its way to and from the transit gateway, for every host in it."
        : $"Every host of the VPC in the zone of {AddSubnetId} gets a way to and from the transit gateway, and what comes from there "
            + "arrives in that subnet: its route table and network ACL judge it. For hosts in that subnet itself the ACL no longer judges "
            + "what comes from the transit gateway.";

    internal override RepairPhase Phase => RepairPhase.TransitGateways;

    internal override bool IsPresentIn(VpcNetwork network) => Find(network) is not null;

    internal override string? OwnerIn(VpcNetwork network) => Find(network)?.VpcOwnerId;

    internal override bool IsDoneIn(VpcNetwork network) => Find(network) is { } attachment
        && (AddSubnetId is { } id ? attachment.SubnetIds.Contains(id) : !attachment.SubnetIds.Contains(RemoveSubnetId!));

    internal override UnsettledState? UnsettledIn(VpcNetwork network) =>
        UnsettledState.Of(TransitGatewayAttachmentId, Find(network)?.State);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas)
    {
        if (Find(network) is not { } attachment)
            return $"Transit gateway attachment {TransitGatewayAttachmentId} is not in the evidence.";
        if (AddSubnetId is null)
            return attachment.SubnetIds.Count == 1 ? $"{TransitGatewayAttachmentId} keeps one subnet at least." : null;
        var subnets = attachment.SubnetIds.Append(AddSubnetId)
            .Select(id => network.FindAnywhere(n => n.Subnets, s => s.Id == id, s => s.OwnerId)).OfType<Subnet>().ToList();
        return subnets.Take(subnets.Count - 1).FirstOrDefault(s => s.AvailabilityZone == subnets[^1].AvailabilityZone) is { } same
            ? $"{TransitGatewayAttachmentId} has {same.Id} in {same.AvailabilityZone} already, and takes one subnet a zone." : null;
    }

    internal override VpcNetwork ApplyTo(VpcNetwork network) => network.EverywhereInTransit(n => n with
    {
        TransitGatewayVpcAttachments = n.TransitGatewayVpcAttachments.Select(a => a.Id != TransitGatewayAttachmentId ? a
            : a with
            {
                SubnetIds = AddSubnetId is { } id ? a.SubnetIds.Add(id) : a.SubnetIds.Where(s => s != RemoveSubnetId).ToValueList(),
            }).ToValueList(),
    });

    internal override RepairAction Inverse(VpcNetwork before) =>
        this with { AddSubnetId = RemoveSubnetId, RemoveSubnetId = AddSubnetId };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(TransitGatewayAttachmentId), TransitGatewayAttachmentId);
        json.WriteStartArray(AddSubnetId is null ? "RemoveSubnetIds" : "AddSubnetIds");
        json.WriteStringValue(AddSubnetId ?? RemoveSubnetId);
        json.WriteEndArray();
    }

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(
        $"modify-transit-gateway-vpc-attachment --transit-gateway-attachment-id {CommandText.Posix(TransitGatewayAttachmentId)} "
            + $"{(AddSubnetId is null ? "--remove-subnet-ids" : "--add-subnet-ids")} {CommandText.Posix(AddSubnetId ?? RemoveSubnetId!)}");

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(
        $"Edit-EC2TransitGatewayVpcAttachment -TransitGatewayAttachmentId {CommandText.PowerShell(TransitGatewayAttachmentId)} "
            + $"{(AddSubnetId is null ? "-RemoveSubnetId" : "-AddSubnetId")} {CommandText.PowerShell(AddSubnetId ?? RemoveSubnetId!)}");

    private TransitGatewayVpcAttachment? Find(VpcNetwork network) => network.FindVpcAttachment(TransitGatewayAttachmentId);
}
