using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>Gives security group rules the ids that DescribeSecurityGroupRules names.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html</remarks>
internal static class RuleIds
{
    public static IEnumerable<SecurityGroup> Fill(IEnumerable<SecurityGroup> groups, IEnumerable<IdentifiedRule> rules)
    {
        var ids = new Dictionary<Key, string>();
        foreach (var rule in rules)
            ids[KeyOf(rule.GroupId, rule.IsEgress, rule.Rule)] = rule.RuleId;
        return ids.Count == 0 ? groups : groups.Select(group => group with
        {
            Ingress = Fill(group.Ingress, group.Id, isEgress: false, ids),
            Egress = Fill(group.Egress, group.Id, isEgress: true, ids),
        });
    }

    private static ValueList<SecurityGroupRule> Fill(ValueList<SecurityGroupRule> rules, string group, bool isEgress, Dictionary<Key, string> ids) =>
        rules.Select(rule => ids.TryGetValue(KeyOf(group, isEgress, rule), out var id) ? rule with { RuleId = id } : rule).ToValueList();

    /// <summary>DescribeSecurityGroups leaves ports out where DescribeSecurityGroupRules writes -1.</summary>
    private static Key KeyOf(string group, bool isEgress, SecurityGroupRule rule) =>
        new(group, isEgress, rule.Protocol, rule.FromPort ?? -1, rule.ToPort ?? -1, rule.Cidr, rule.PrefixListId ?? rule.Group?.GroupId);

    /// <summary>What makes two rules the same; EC2 holds no two such.</summary>
    private readonly record struct Key(string Group, bool IsEgress, string Protocol, int From, int To, CidrBlock? Cidr, string? Peer);
}
