using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>A security group rule with its id, as DescribeSecurityGroupRules gives it.</summary>
/// <param name="RuleId">The id, <c>sgr-…</c>.</param>
/// <param name="GroupId">The group that has the rule.</param>
/// <param name="IsEgress">Whether the rule lets out.</param>
/// <param name="Rule">The rule.</param>
internal sealed record IdentifiedRule(string RuleId, string GroupId, bool IsEgress, SecurityGroupRule Rule);
