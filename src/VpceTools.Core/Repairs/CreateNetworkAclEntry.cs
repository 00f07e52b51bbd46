using System.Text;
using VpceTools.Addressing;

namespace VpceTools.Repairs;

/// <summary>Adds an allow entry for TCP to a network ACL.</summary>
/// <param name="NetworkAclId">The network ACL.</param>
/// <param name="RuleNumber">The rule number; free, and lower than that of the entry which denies.</param>
/// <param name="IsEgress">Whether the entry judges packets that leave the subnet.</param>
/// <param name="Block">The peer.</param>
/// <param name="FromPort">The first destination port.</param>
/// <param name="ToPort">The last destination port.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html</remarks>
public sealed record CreateNetworkAclEntry(string NetworkAclId, int RuleNumber, bool IsEgress, CidrBlock Block, int FromPort, int ToPort) : RepairAction
{
    /// <summary>The peer as text, which ConvertTo-Json shows as a reader expects it.</summary>
    public string Cidr => Block.ToString();

    internal CidrBlock Block { get; } = Block;

    /// <inheritdoc/>
    public override string Operation => "CreateNetworkAclEntry";

    /// <inheritdoc/>
    public override string ResourceId => NetworkAclId;

    /// <inheritdoc/>
    public override string Description =>
        $"add rule {RuleNumber} {(IsEgress ? "outbound" : "inbound")}: allow tcp {(FromPort == ToPort ? $"{FromPort}" : $"{FromPort}-{ToPort}")} {Cidr}";

    /// <summary>The number of the deny entry that this one goes in front of; null where only the closing rule denies.</summary>
    public int? OverridesRuleNumber { get; init; }

    /// <summary>What somebody denied on purpose is theirs to allow.</summary>
    public override RepairRisk Risk => OverridesRuleNumber is null ? RepairRisk.Caution : RepairRisk.Manual;

    /// <inheritdoc/>
    public override string SideEffect => "The entry applies to every host of the subnets that this network ACL guards."
        + (OverridesRuleNumber is null ? "" : $" It overrides rule {OverridesRuleNumber}, which somebody wrote to deny.");

    private protected override void AppendAwsCli(StringBuilder line) => line.Append(
        $"create-network-acl-entry --network-acl-id {NetworkAclId} {(IsEgress ? "--egress" : "--ingress")} --rule-number {RuleNumber}"
        + $" --protocol 6 --port-range From={FromPort},To={ToPort} {(Block.Family == IpFamily.IPv4 ? "--cidr-block" : "--ipv6-cidr-block")} {Cidr} --rule-action allow");

    private protected override void AppendPowerShell(StringBuilder line) => line.Append(
        $"New-EC2NetworkAclEntry -NetworkAclId {NetworkAclId} -Egress {(IsEgress ? "$true" : "$false")} -RuleNumber {RuleNumber}"
        + $" -Protocol 6 -PortRange_From {FromPort} -PortRange_To {ToPort} {(Block.Family == IpFamily.IPv4 ? "-CidrBlock" : "-Ipv6CidrBlock")} {Cidr} -RuleAction allow");
}
