using VpceTools.Addressing;
using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html: one permission has many peers, a rule of the model one.
/// </summary>
internal static class SecurityGroupMapper
{
    /// <summary>The group as the model has it.</summary>
    public static SecurityGroup Map(Sdk.SecurityGroup group) => new()
    {
        Id = group.GroupId,
        Name = group.GroupName,
        VpcId = group.VpcId,
        OwnerId = group.OwnerId,
        Stack = Read.StackOf(group.Tags),
        Ingress = (group.IpPermissions ?? []).SelectMany(Rules).ToValueList(),
        Egress = (group.IpPermissionsEgress ?? []).SelectMany(Rules).ToValueList(),
    };

    /// <summary>The group with its rules as they are described one by one, which have ids.</summary>
    public static SecurityGroup WithRules(SecurityGroup group, IReadOnlyCollection<Sdk.SecurityGroupRule> rules) => group with
    {
        Ingress = rules.Where(rule => rule.IsEgress != true).Select(Map).ToValueList(),
        Egress = rules.Where(rule => rule.IsEgress == true).Select(Map).ToValueList(),
    };

    private static SecurityGroupRule Map(Sdk.SecurityGroupRule rule) => new()
    {
        RuleId = rule.SecurityGroupRuleId,
        Protocol = rule.IpProtocol ?? "-1",
        // With all protocols a group leaves ports out where a single rule has -1.
        FromPort = rule.IpProtocol == "-1" ? null : rule.FromPort,
        ToPort = rule.IpProtocol == "-1" ? null : rule.ToPort,
        Cidr = (rule.CidrIpv4 ?? rule.CidrIpv6) is { Length: > 0 } block ? CidrBlock.Parse(block) : null,
        PrefixListId = rule.PrefixListId,
        Group = rule.ReferencedGroupInfo is { } peer
            ? new(peer.GroupId, peer.UserId, peer.VpcId, peer.VpcPeeringConnectionId, peer.PeeringStatus) : null,
        Description = rule.Description,
    };

    private static IEnumerable<SecurityGroupRule> Rules(Sdk.IpPermission permission)
    {
        var rule = new SecurityGroupRule
        {
            Protocol = permission.IpProtocol ?? "-1", FromPort = permission.FromPort, ToPort = permission.ToPort,
        };
        return
        [
            .. (permission.Ipv4Ranges ?? []).Select(r => rule with { Cidr = CidrBlock.Parse(r.CidrIp), Description = r.Description }),
            .. (permission.Ipv6Ranges ?? []).Select(r => rule with { Cidr = CidrBlock.Parse(r.CidrIpv6), Description = r.Description }),
            .. (permission.PrefixListIds ?? []).Select(l => rule with { PrefixListId = l.Id, Description = l.Description }),
            .. (permission.UserIdGroupPairs ?? []).Select(p => rule with { Group = Reference(p), Description = p.Description }),
        ];
    }

    private static SecurityGroupReference Reference(Sdk.UserIdGroupPair pair) =>
        new(pair.GroupId, pair.UserId, pair.VpcId, pair.VpcPeeringConnectionId, pair.PeeringStatus);
}
