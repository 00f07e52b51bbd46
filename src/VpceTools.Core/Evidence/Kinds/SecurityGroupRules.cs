using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-security-group-rules, from which the rules of describe-security-groups get their ids.</summary>
internal static class SecurityGroupRules
{
    private static readonly ResourceSlot<IdentifiedRule> Slot = new(rule => rule.RuleId, rule =>
    {
        IdForm.SecurityGroupRule.Check("SecurityGroupRuleId", rule.RuleId);
        IdForm.SecurityGroup.Check("GroupId", rule.GroupId);
        Check(rule.Rule);
    });

    /// <summary>The document; it is no evidence by itself.</summary>
    public static EvidenceDocument Document { get; } = new ListDocument<IdentifiedRule>(Slot)
    {
        Key = "SecurityGroupRules",
        FileName = "describe-security-group-rules",
        Items = network => network.SecurityGroups.SelectMany(IdentifiedIn),
        Id = item => item.Text("SecurityGroupRuleId"),
        Read = Read,
        Writer = _ => Write,
    };

    /// <summary>Refuses a rule that refers to what cannot be.</summary>
    public static void Check(SecurityGroupRule rule)
    {
        IdForm.PrefixList.Check("PrefixListId", rule.PrefixListId);
        if (rule.Group is not { } group)
            return;
        IdForm.SecurityGroup.Check("GroupId", group.GroupId);
        IdForm.Owner.Check("UserId", group.UserId);
        IdForm.Vpc.Check("VpcId", group.VpcId);
        IdForm.VpcPeeringConnection.Check("VpcPeeringConnectionId", group.VpcPeeringConnectionId);
    }

    /// <summary>The groups, their rules with the ids that the document names.</summary>
    /// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html</remarks>
    public static IEnumerable<SecurityGroup> Fill(IEnumerable<SecurityGroup> groups, EvidenceContents contents)
    {
        var ids = new Dictionary<Key, string>();
        foreach (var rule in contents.Of(Slot).Items)
            ids[KeyOf(rule.GroupId, rule.IsEgress, rule.Rule)] = rule.RuleId;
        return ids.Count == 0 ? groups : groups.Select(group => group with
        {
            Ingress = Fill(group.Ingress, group.Id, isEgress: false, ids),
            Egress = Fill(group.Egress, group.Id, isEgress: true, ids),
        });
    }

    private static void Write(Utf8JsonWriter json, IdentifiedRule identified)
    {
        var rule = identified.Rule;
        json.WriteText("SecurityGroupRuleId", identified.RuleId);
        json.WriteText("GroupId", identified.GroupId);
        json.WriteFlag("IsEgress", identified.IsEgress);
        json.WriteText("IpProtocol", rule.Protocol);
        json.WriteNumber("FromPort", rule.FromPort ?? -1);
        json.WriteNumber("ToPort", rule.ToPort ?? -1);
        if (rule.Cidr is { } cidr)
            json.WriteText(cidr.Family == IpFamily.IPv4 ? "CidrIpv4" : "CidrIpv6", cidr.ToString());
        json.WriteText("PrefixListId", rule.PrefixListId);
        if (rule.Group is { } group)
        {
            json.WriteStartObject("ReferencedGroupInfo");
            GroupReference.Write(json, group);
            json.WriteEndObject();
        }

        json.WriteText("Description", rule.Description);
    }

    private static IdentifiedRule Read(DocumentNode item)
    {
        var protocol = item.RequiredText("IpProtocol");
        var (from, to) = PortRange.Read(item, protocol);
        var rule = new SecurityGroupRule
        {
            Protocol = protocol,
            FromPort = from,
            ToPort = to,
            Cidr = item.Cidr("CidrIpv4") ?? item.Cidr("CidrIpv6"),
            PrefixListId = item.Text("PrefixListId"),
            Group = item.Object("ReferencedGroupInfo") is { } group ? GroupReference.Read(group) : null,
        };
        var isEgress = item.Flag("IsEgress") ?? throw item.Missing("IsEgress");
        return new(item.RequiredText("SecurityGroupRuleId"), item.RequiredText("GroupId"), isEgress, rule);
    }

    private static IEnumerable<IdentifiedRule> IdentifiedIn(SecurityGroup group) =>
        Identified(group, group.Ingress, isEgress: false).Concat(Identified(group, group.Egress, isEgress: true));

    private static IEnumerable<IdentifiedRule> Identified(SecurityGroup group, ValueList<SecurityGroupRule> rules, bool isEgress) =>
        rules.Where(rule => rule.RuleId is not null).Select(rule => new IdentifiedRule(rule.RuleId!, group.Id, isEgress, rule));

    private static ValueList<SecurityGroupRule> Fill(
        ValueList<SecurityGroupRule> rules, string group, bool isEgress, Dictionary<Key, string> ids) =>
        rules.Select(rule => ids.TryGetValue(KeyOf(group, isEgress, rule), out var id) ? rule with { RuleId = id } : rule).ToValueList();

    /// <summary>DescribeSecurityGroups leaves ports out where DescribeSecurityGroupRules writes -1.</summary>
    private static Key KeyOf(string group, bool isEgress, SecurityGroupRule rule) =>
        new(group, isEgress, rule.Protocol, rule.FromPort ?? -1, rule.ToPort ?? -1, rule.Cidr, rule.PrefixListId ?? rule.Group?.GroupId);

    /// <summary>What makes two rules the same; EC2 holds no two such.</summary>
    private readonly record struct Key(string Group, bool IsEgress, string Protocol, int From, int To, CidrBlock? Cidr, string? Peer);
}

/// <summary>A security group rule with its id, as DescribeSecurityGroupRules gives it.</summary>
/// <param name="RuleId">The id, <c>sgr-…</c>.</param>
/// <param name="GroupId">The group that has the rule.</param>
/// <param name="IsEgress">Whether the rule lets out.</param>
/// <param name="Rule">The rule.</param>
internal sealed record IdentifiedRule(string RuleId, string GroupId, bool IsEgress, SecurityGroupRule Rule);
