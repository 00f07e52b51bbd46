using VpceTools.Model;

namespace VpceTools.Snapshots;

/// <summary>A security group rule with its id, as DescribeSecurityGroupRules gives it.</summary>
/// <param name="RuleId">The id, <c>sgr-…</c>.</param>
/// <param name="GroupId">The group that has the rule.</param>
/// <param name="IsEgress">Whether the rule lets out.</param>
/// <param name="Rule">The rule.</param>
internal sealed record IdentifiedRule(string RuleId, string GroupId, bool IsEgress, SecurityGroupRule Rule)
{
    /// <summary>What makes two rules of a group and direction the same; EC2 holds no two such.</summary>
    public (string Protocol, int From, int To, string Peer) Key => KeyOf(Rule);

    /// <summary>The key of a rule. DescribeSecurityGroups leaves ports out where DescribeSecurityGroupRules writes -1.</summary>
    public static (string Protocol, int From, int To, string Peer) KeyOf(SecurityGroupRule rule) =>
        (rule.Protocol, rule.FromPort ?? -1, rule.ToPort ?? -1, rule.Peer);
}
