using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-security-group-rules, from which the rules of describe-security-groups get their ids.</summary>
internal static class SecurityGroupRuleDocument
{
    public static bool Read(SnapshotNode item, SnapshotContents contents) => contents.Add(contents.SecurityGroupRules, item, "SecurityGroupRuleId", Read);

    public static void Write(Utf8JsonWriter json, IdentifiedRule identified)
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

    private static IdentifiedRule Read(SnapshotNode item)
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
        return new(item.RequiredText("SecurityGroupRuleId"), item.RequiredText("GroupId"), item.Flag("IsEgress") ?? throw item.Missing("IsEgress"), rule);
    }
}
