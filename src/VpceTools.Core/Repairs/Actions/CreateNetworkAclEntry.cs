using System.Text;
using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>Adds an allow entry for TCP to a network ACL.</summary>
/// <param name="NetworkAclId">The network ACL.</param>
/// <param name="RuleNumber">The rule number; free, and lower than that of the entry which denies.</param>
/// <param name="IsEgress">Whether the entry judges packets that leave the subnet.</param>
/// <param name="Block">The peer.</param>
/// <param name="FromPort">The first destination port.</param>
/// <param name="ToPort">The last destination port.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html</remarks>
public sealed record CreateNetworkAclEntry(string NetworkAclId, int RuleNumber, bool IsEgress, CidrBlock Block, int FromPort, int ToPort)
    : RepairAction
{
    private const int Tcp = 6;

    /// <summary>The peer as text, which ConvertTo-Json shows as a reader expects it.</summary>
    public string Cidr => Block.ToString();

    internal CidrBlock Block { get; } = Block;

    /// <inheritdoc/>
    public override string Operation => "CreateNetworkAclEntry";

    /// <inheritdoc/>
    public override string ResourceId => NetworkAclId;

    /// <inheritdoc/>
    public override string Description => $"add {Text}";

    /// <summary>The number of the deny entry that this one goes in front of; null where only the closing rule denies.</summary>
    public int? OverridesRuleNumber { get; init; }

    /// <summary>Whether the user said that what this network ACL denies on purpose may be overridden.</summary>
    public bool OverrideIsAllowed { get; init; }

    /// <summary>What somebody denied on purpose is theirs to allow.</summary>
    public override RepairRisk Risk => OverridesRuleNumber is null || OverrideIsAllowed ? RepairRisk.Caution : RepairRisk.Manual;

    /// <inheritdoc/>
    public override string SideEffect => "The entry applies to every host of the subnets that this network ACL guards."
        + (OverridesRuleNumber is null ? "" : $" It overrides rule {OverridesRuleNumber}, which somebody wrote to deny.");

    internal NetworkAclEntry Entry => new(RuleNumber, IsEgress, true, Tcp, Block, FromPort, ToPort);

    internal string Text =>
        $"rule {RuleNumber} {(IsEgress ? "outbound" : "inbound")}: allow tcp "
            + $"{(FromPort == ToPort ? $"{FromPort}" : $"{FromPort}-{ToPort}")} {Cidr}";

    internal override RepairPhase Phase => RepairPhase.NetworkAclEntries;

    internal override bool IsPresentIn(VpcNetwork network) => network.FindAcl(NetworkAclId) is not null;

    internal override string? OwnerIn(VpcNetwork network) => network.FindAcl(NetworkAclId)?.OwnerId;

    internal override bool IsDoneIn(VpcNetwork network) => network.FindAcl(NetworkAclId) is { } acl && acl.Entries.Contains(Entry);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas)
    {
        if (network.FindAcl(NetworkAclId) is not { } acl)
            return $"Network ACL {NetworkAclId} is not in the evidence.";
        var entries = acl.Entries.Where(e => e.IsEgress == IsEgress && !e.IsClosing).ToList();
        if (entries.Find(e => e.RuleNumber == RuleNumber) is { } taken)
            return $"Network ACL {NetworkAclId} already has a rule with that number: {taken}.";
        return entries.Count >= quotas.EntriesPerNetworkAcl
            ? $"Network ACL {NetworkAclId} would have more than {quotas.EntriesPerNetworkAcl} {(IsEgress ? "outbound" : "inbound")} "
                + "entries, the account's quota." : null;
    }

    internal override VpcNetwork ApplyTo(VpcNetwork network) =>
        network.WithAcl(NetworkAclId, acl => acl with { Entries = acl.Entries.Add(Entry) });

    internal override RepairAction Inverse(VpcNetwork before) =>
        new DeleteNetworkAclEntry(NetworkAclId, RuleNumber, IsEgress) { Added = this, Region = Region, AccountId = AccountId };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    private protected override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(NetworkAclId), NetworkAclId);
        json.WriteNumber(nameof(RuleNumber), RuleNumber);
        json.WriteString("Protocol", $"{Tcp}");
        json.WriteString("RuleAction", "allow");
        json.WriteBoolean("Egress", IsEgress);
        json.WriteString(Block.Family == IpFamily.IPv4 ? "CidrBlock" : "Ipv6CidrBlock", Cidr);
        json.WriteStartObject("PortRange");
        json.WriteNumber("From", FromPort);
        json.WriteNumber("To", ToPort);
        json.WriteEndObject();
    }

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(
        $"create-network-acl-entry --network-acl-id {CommandText.Posix(NetworkAclId)} {(IsEgress ? "--egress" : "--ingress")} "
        + $"--rule-number {RuleNumber} --protocol 6 --port-range From={FromPort},To={ToPort} "
        + $"{(Block.Family == IpFamily.IPv4 ? "--cidr-block" : "--ipv6-cidr-block")} {Cidr} --rule-action allow");

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(
        $"New-EC2NetworkAclEntry -NetworkAclId {CommandText.PowerShell(NetworkAclId)} -Egress {(IsEgress ? "$true" : "$false")} "
        + $"-RuleNumber {RuleNumber} -Protocol 6 -PortRange_From {FromPort} -PortRange_To {ToPort} "
        + $"{(Block.Family == IpFamily.IPv4 ? "-CidrBlock" : "-Ipv6CidrBlock")} {Cidr} -RuleAction allow");
}
