using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>One rule of a security group that is added or taken away.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Permission">What the rule allows.</param>
public abstract record SecurityGroupRuleAction(string GroupId, SecurityGroupPermission Permission) : RepairAction
{
    /// <inheritdoc/>
    public sealed override string ResourceId => GroupId;

    internal sealed override RepairPhase Phase => RepairPhase.SecurityGroupRules;

    private protected abstract bool IsEgress { get; }

    /// <summary>For example <c>TCP 443 from sg-0abc</c>.</summary>
    private protected string RuleText => $"TCP {Permission.Ports} {(IsEgress ? "to" : "from")} {Permission.Peer}";

    /// <summary>Whether the group has the rule with the very description that the action gives it.</summary>
    internal bool IsOwnIn(VpcNetwork network) => Find(network) is { } group
        && Rules(group).Any(rule => Permission.Is(rule) && rule.Description == Permission.Description);

    internal sealed override bool IsPresentIn(VpcNetwork network) => Find(network) is not null;

    internal sealed override string? OwnerIn(VpcNetwork network) => Find(network)?.OwnerId;

    private protected SecurityGroup? Find(VpcNetwork network) =>
        network.FindAnywhere(n => n.SecurityGroups, g => g.Id == GroupId, g => g.OwnerId);

    private protected ValueList<SecurityGroupRule> Rules(SecurityGroup group) => IsEgress ? group.Egress : group.Ingress;

    private protected string? MissingGroup(VpcNetwork network) => Find(network) is null
        ? $"Security group {GroupId} is not in the evidence." : null;

    private protected VpcNetwork With(VpcNetwork network, Func<ValueList<SecurityGroupRule>, ValueList<SecurityGroupRule>> change) =>
        network.Everywhere(n => n.SecurityGroups.Any(g => g.Id == GroupId), n => n with
        {
            SecurityGroups = n.SecurityGroups.Select(g => g.Id != GroupId ? g
                : IsEgress ? g with { Egress = change(g.Egress) } : g with { Ingress = change(g.Ingress) }).ToValueList(),
        });

    /// <summary>
    /// Why a further rule would pass the quota. IPv4 and IPv6 rules count apart, a rule that names a group or a list for both.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups</remarks>
    private protected string? OverQuota(VpcNetwork network, int quota)
    {
        var rules = Rules(Find(network)!);
        foreach (var family in new[] { IpFamily.IPv4, IpFamily.IPv6 })
        {
            if (Permission.Block is { } block && block.Family != family)
                continue;
            if (rules.Sum(rule => Weight(rule, family, network)) + Weight(Permission.ToRule(), family, network) > quota)
                return $"Security group {GroupId} would have more than {quota} {(IsEgress ? "outbound" : "inbound")} {family} "
                    + "rules, the account's quota.";
        }

        return null;
    }

    private static int Weight(SecurityGroupRule rule, IpFamily family, VpcNetwork network)
    {
        if (rule.Cidr is { } block)
            return block.Family == family ? 1 : 0;
        // A customer's list counts with its maximum number of entries, which is not less than those it has; that of an AWS service has its
        // own weight, 1 for gateway endpoints:
        // https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html#aws-managed-prefix-list-weights
        return rule.PrefixListId is { } id && network.PrefixLists.FirstOrDefault(p => p.Id == id) is { } list
            && list.Name?.StartsWith("com.amazonaws.", StringComparison.Ordinal) != true
                ? Math.Max(1, list.MaxEntries ?? list.CidrBlocks?.Count ?? 1) : 1;
    }
}
