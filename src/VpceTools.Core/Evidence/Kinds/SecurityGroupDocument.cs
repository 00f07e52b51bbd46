using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

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
        Ingress = Rules(item.Items("IpPermissions")),
        Egress = Rules(item.Items("IpPermissionsEgress")),
    };

    private static ValueList<SecurityGroupRule> Rules(SnapshotItems permissions)
    {
        var rules = new List<SecurityGroupRule>(permissions.Count);
        foreach (var permission in permissions)
        {
            var protocol = permission.RequiredText("IpProtocol");
            var (from, to) = PortRange.Read(permission, protocol);
            foreach (var range in permission.Items("IpRanges"))
                Add(range, range.Cidr("CidrIp") ?? throw range.Missing("CidrIp"));
            foreach (var range in permission.Items("Ipv6Ranges"))
                Add(range, range.Cidr("CidrIpv6") ?? throw range.Missing("CidrIpv6"));
            foreach (var list in permission.Items("PrefixListIds"))
                Add(list, prefixListId: list.RequiredText("PrefixListId"));
            foreach (var pair in permission.Items("UserIdGroupPairs"))
                Add(pair, group: GroupReference.Read(pair));

            void Add(SnapshotNode peer, CidrBlock? cidr = null, string? prefixListId = null, SecurityGroupReference? group = null) => rules.Add(new()
            {
                Protocol = protocol,
                FromPort = from,
                ToPort = to,
                Cidr = cidr,
                PrefixListId = prefixListId,
                Group = group,
                Description = peer.Text("Description"),
            });
        }

        return rules.ToValueList();
    }

    private static void Write(Utf8JsonWriter json, SecurityGroupRule rule)
    {
        json.WriteText("IpProtocol", rule.Protocol);
        json.WriteNumber("FromPort", rule.FromPort);
        json.WriteNumber("ToPort", rule.ToPort);
        json.WriteObjects("UserIdGroupPairs", One(rule.Group), (w, group) => Described(w, rule, () => GroupReference.Write(w, group)));
        json.WriteObjects("IpRanges", One(Block(rule, IpFamily.IPv4)), (w, block) => Described(w, rule, () => w.WriteText("CidrIp", block)));
        json.WriteObjects("Ipv6Ranges", One(Block(rule, IpFamily.IPv6)), (w, block) => Described(w, rule, () => w.WriteText("CidrIpv6", block)));
        json.WriteObjects("PrefixListIds", One(rule.PrefixListId), (w, id) => Described(w, rule, () => w.WriteText("PrefixListId", id)));
    }

    private static string? Block(SecurityGroupRule rule, IpFamily family) => rule.Cidr is { } cidr && cidr.Family == family ? cidr.ToString() : null;

    private static T[] One<T>(T? item)
        where T : class => item is null ? [] : [item];

    private static void Described(Utf8JsonWriter json, SecurityGroupRule rule, Action peer)
    {
        json.WriteText("Description", rule.Description);
        peer();
    }
}
