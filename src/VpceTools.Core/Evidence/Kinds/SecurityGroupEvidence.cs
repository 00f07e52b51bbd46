using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-security-groups. A permission with several peers becomes as many rules.</summary>
internal static class SecurityGroupEvidence
{
    public static EvidenceKind<SecurityGroup> Row { get; } = new(ResourceKind.SecurityGroup, "ec2", "DescribeSecurityGroups")
    {
        Purpose = "rules of endpoints and clients",
        IdOf = item => item.Id,
        Select = id => $"--group-ids {id}",
        Get = network => network.SecurityGroups,
        With = (network, items) => network with { SecurityGroups = items },
        Check = Check,
        Forms = slot =>
        [
            new ListDocument<SecurityGroup>(slot)
            {
                Completes = ResourceKind.SecurityGroup,
                Key = "SecurityGroups",
                FileName = "describe-security-groups",
                Items = network => network.SecurityGroups,
                Id = item => item.Text("GroupId"),
                Read = Read,
                Writer = _ => Write,
            },
            SecurityGroupRules.Document,
        ],
        Collect = contents => (SecurityGroupRules.Fill(contents.Of(Row!.Slot).Items, contents), contents.Of(Row.Slot).Unreadable),
    };

    public static void Write(Utf8JsonWriter json, SecurityGroup group)
    {
        json.WriteText("GroupId", group.Id);
        json.WriteObjects("IpPermissionsEgress", group.Egress, Write);
        json.WriteText("VpcId", group.VpcId);
        json.WriteText("OwnerId", group.OwnerId);
        json.WriteText("GroupName", group.Name);
        json.WriteObjects("IpPermissions", group.Ingress, Write);
        json.WriteTags(null, group.Stack);
    }

    private static void Check(SecurityGroup group)
    {
        IdForm.SecurityGroup.Check("GroupId", group.Id);
        IdForm.Vpc.Check("VpcId", group.VpcId);
        IdForm.Owner.Check("OwnerId", group.OwnerId);
        Check(group.Ingress);
        Check(group.Egress);
    }

    private static void Check(ValueList<SecurityGroupRule> rules)
    {
        foreach (var rule in rules)
            SecurityGroupRules.Check(rule);
    }

    private static SecurityGroup Read(DocumentNode item) => new()
    {
        Id = item.RequiredText("GroupId"),
        Name = item.Text("GroupName"),
        VpcId = item.Text("VpcId"),
        OwnerId = item.Text("OwnerId"),
        Ingress = Rules(item.Items("IpPermissions")),
        Egress = Rules(item.Items("IpPermissionsEgress")),
        Stack = item.StackTags(),
    };

    private static ValueList<SecurityGroupRule> Rules(DocumentItems permissions)
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

            void Add(DocumentNode peer, CidrBlock? cidr = null, string? prefixListId = null, SecurityGroupReference? group = null) =>
                rules.Add(new()
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
        json.WriteObjects("IpRanges", One(Block(rule, IpFamily.IPv4)), (w, block) =>
            Described(w, rule, () => w.WriteText("CidrIp", block)));
        json.WriteObjects("Ipv6Ranges", One(Block(rule, IpFamily.IPv6)), (w, block) =>
            Described(w, rule, () => w.WriteText("CidrIpv6", block)));
        json.WriteObjects("PrefixListIds", One(rule.PrefixListId), (w, id) => Described(w, rule, () => w.WriteText("PrefixListId", id)));
    }

    private static string? Block(SecurityGroupRule rule, IpFamily family) => rule.Cidr is { } cidr && cidr.Family == family
        ? cidr.ToString() : null;

    private static T[] One<T>(T? item)
        where T : class => item is null ? [] : [item];

    private static void Described(Utf8JsonWriter json, SecurityGroupRule rule, Action peer)
    {
        json.WriteText("Description", rule.Description);
        peer();
    }
}

/// <summary>A security group as a rule's peer; the same in describe-security-groups and describe-security-group-rules.</summary>
internal static class GroupReference
{
    public static SecurityGroupReference Read(DocumentNode pair) => new(
        pair.RequiredText("GroupId"), pair.Text("UserId"), pair.Text("VpcId"), pair.Text("VpcPeeringConnectionId"),
            pair.Text("PeeringStatus"));

    public static void Write(Utf8JsonWriter json, SecurityGroupReference group)
    {
        json.WriteText("UserId", group.UserId);
        json.WriteText("GroupId", group.GroupId);
        json.WriteText("VpcId", group.VpcId);
        json.WriteText("VpcPeeringConnectionId", group.VpcPeeringConnectionId);
        json.WriteText("PeeringStatus", group.PeeringStatus);
    }
}
