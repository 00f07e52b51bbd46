using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Snapshots.Documents;

/// <summary>The output of describe-security-groups. A permission with several peers becomes as many rules.</summary>
internal static class SecurityGroupDocument
{
    public static bool Read(SnapshotNode item, SnapshotContents contents) => contents.Add(contents.SecurityGroups, item, "GroupId", Read);

    public static void Write(Utf8JsonWriter json, SecurityGroup group)
    {
        json.WriteText("GroupId", group.Id);
        json.WriteObjects("IpPermissionsEgress", group.Egress, Write);
        json.WriteText("VpcId", group.VpcId);
        json.WriteText("OwnerId", group.OwnerId);
        json.WriteText("GroupName", group.Name);
        json.WriteObjects("IpPermissions", group.Ingress, Write);
    }

    private static SecurityGroup Read(SnapshotNode item) => new()
    {
        Id = item.RequiredText("GroupId"),
        Name = item.Text("GroupName"),
        VpcId = item.Text("VpcId"),
        OwnerId = item.Text("OwnerId"),
        Ingress = item.Items("IpPermissions").SelectMany(Rules).ToValueList(),
        Egress = item.Items("IpPermissionsEgress").SelectMany(Rules).ToValueList(),
    };

    private static IEnumerable<SecurityGroupRule> Rules(SnapshotNode permission)
    {
        var protocol = permission.RequiredText("IpProtocol");
        var (from, to) = PortRange.Read(permission, protocol);
        var rule = new SecurityGroupRule { Protocol = protocol, FromPort = from, ToPort = to };
        return
        [
            .. permission.Items("IpRanges").Select(r => rule with { Cidr = r.Cidr("CidrIp") ?? throw r.Missing("CidrIp"), Description = r.Text("Description") }),
            .. permission.Items("Ipv6Ranges").Select(r => rule with { Cidr = r.Cidr("CidrIpv6") ?? throw r.Missing("CidrIpv6"), Description = r.Text("Description") }),
            .. permission.Items("PrefixListIds").Select(p => rule with { PrefixListId = p.RequiredText("PrefixListId"), Description = p.Text("Description") }),
            .. permission.Items("UserIdGroupPairs").Select(p => rule with { Group = GroupReference.Read(p), Description = p.Text("Description") }),
        ];
    }

    private static void Write(Utf8JsonWriter json, SecurityGroupRule rule)
    {
        json.WriteText("IpProtocol", rule.Protocol);
        json.WriteNumber("FromPort", rule.FromPort);
        json.WriteNumber("ToPort", rule.ToPort);
        json.WriteObjects("UserIdGroupPairs", One(rule.Group), (w, group) => Described(w, rule, () => GroupReference.Write(w, group)));
        json.WriteObjects("IpRanges", One(Block(rule, Addressing.IpFamily.IPv4)), (w, block) => Described(w, rule, () => w.WriteText("CidrIp", block)));
        json.WriteObjects("Ipv6Ranges", One(Block(rule, Addressing.IpFamily.IPv6)), (w, block) => Described(w, rule, () => w.WriteText("CidrIpv6", block)));
        json.WriteObjects("PrefixListIds", One(rule.PrefixListId), (w, id) => Described(w, rule, () => w.WriteText("PrefixListId", id)));
    }

    private static string? Block(SecurityGroupRule rule, Addressing.IpFamily family) => rule.Cidr is { } cidr && cidr.Family == family ? cidr.ToString() : null;

    private static T[] One<T>(T? item)
        where T : class => item is null ? [] : [item];

    private static void Described(Utf8JsonWriter json, SecurityGroupRule rule, Action peer)
    {
        json.WriteText("Description", rule.Description);
        peer();
    }
}
