using System.Text;
using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Takes an entry that a repair added out of a network ACL.</summary>
/// <param name="NetworkAclId">The network ACL.</param>
/// <param name="RuleNumber">The rule number.</param>
/// <param name="IsEgress">Whether the entry judges packets that leave the subnet.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAclEntry.html</remarks>
public sealed record DeleteNetworkAclEntry(string NetworkAclId, int RuleNumber, bool IsEgress) : RepairAction
{
    /// <summary>The entry that was added: a number may have been given to another one since, which is not to be deleted.</summary>
    public required CreateNetworkAclEntry Added { get; init; }

    /// <inheritdoc/>
    public override string Operation => "DeleteNetworkAclEntry";

    /// <inheritdoc/>
    public override string ResourceId => NetworkAclId;

    /// <inheritdoc/>
    public override string Description => $"delete {Added.Text}";

    /// <inheritdoc/>
    public override RepairRisk Risk => RepairRisk.Caution;

    /// <inheritdoc/>
    public override string SideEffect =>
        "Packets that only this entry lets through are dropped from then on, also those of open connections.";

    internal override RepairPhase Phase => RepairPhase.NetworkAclEntries;

    internal override bool IsPresentIn(VpcNetwork network) => Find(network) is not null;

    internal override string? OwnerIn(VpcNetwork network) => Find(network)?.OwnerId;

    internal override bool IsDoneIn(VpcNetwork network) => Find(network) is { } acl && !acl.Entries.Any(IsOfNumber);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas)
    {
        if (Find(network) is not { } acl)
            return $"Network ACL {NetworkAclId} is not in the evidence.";
        return acl.Entries.FirstOrDefault(IsOfNumber) is { } entry && entry != Added.Entry
            ? $"The rule with that number is another one now: {entry}." : null;
    }

    internal override VpcNetwork ApplyTo(VpcNetwork network) =>
        network.WithAcl(NetworkAclId, acl => acl with { Entries = acl.Entries.Where(e => !IsOfNumber(e)).ToValueList() });

    internal override RepairAction Inverse(VpcNetwork before) => Added;

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(NetworkAclId), NetworkAclId);
        json.WriteNumber(nameof(RuleNumber), RuleNumber);
        json.WriteBoolean("Egress", IsEgress);
    }

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(
        $"delete-network-acl-entry --network-acl-id {CommandText.Posix(NetworkAclId)} {(IsEgress ? "--egress" : "--ingress")} "
            + $"--rule-number {RuleNumber}");

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(
        $"Remove-EC2NetworkAclEntry -NetworkAclId {CommandText.PowerShell(NetworkAclId)} -Egress {(IsEgress ? "$true" : "$false")} "
            + $"-RuleNumber {RuleNumber}");

    private NetworkAcl? Find(VpcNetwork network) => network.FindAcl(NetworkAclId);

    private bool IsOfNumber(NetworkAclEntry entry) => entry.IsEgress == IsEgress && entry.RuleNumber == RuleNumber;
}
