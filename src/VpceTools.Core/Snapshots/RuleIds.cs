using VpceTools.Model;

namespace VpceTools.Snapshots;

/// <summary>Gives security group rules the ids that DescribeSecurityGroupRules names.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html</remarks>
internal static class RuleIds
{
    public static IEnumerable<SecurityGroup> Fill(IEnumerable<SecurityGroup> groups, IEnumerable<IdentifiedRule> rules)
    {
        var ids = new Dictionary<(string Group, bool IsEgress, (string, int, int, string) Rule), string>();
        foreach (var rule in rules)
            ids[(rule.GroupId, rule.IsEgress, rule.Key)] = rule.RuleId;
        return ids.Count == 0 ? groups : groups.Select(group => group with
        {
            Ingress = Fill(group.Ingress, group.Id, isEgress: false, ids),
            Egress = Fill(group.Egress, group.Id, isEgress: true, ids),
        });
    }

    private static ValueList<SecurityGroupRule> Fill(
        ValueList<SecurityGroupRule> rules, string group, bool isEgress, Dictionary<(string, bool, (string, int, int, string)), string> ids) =>
        rules.Select(rule => ids.TryGetValue((group, isEgress, IdentifiedRule.KeyOf(rule)), out var id) ? rule with { RuleId = id } : rule).ToValueList();
}
