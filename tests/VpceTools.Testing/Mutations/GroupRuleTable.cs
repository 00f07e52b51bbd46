using System.Text.Json.Nodes;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>
/// The rules of security groups one by one, as DescribeSecurityGroupRules shows them; what a snapshot lacks follows from its groups.
/// </summary>
internal static class GroupRuleTable
{
    /// <summary>
    /// Gives every rule of every group an entry with an id, whether a snapshot, an operation or a test put the rule there.
    /// </summary>
    public static void Complete(Ec2World world)
    {
        var known = world.Of(Kinds.SecurityGroupRules).Values.Select(entry =>
            (entry["GroupId"]?.ToString() ?? "", IsEgress(entry), RuleOf(entry))).ToHashSet();
        foreach (var (groupId, group) in world.Of(Kinds.SecurityGroups))
        {
            foreach (var egress in (bool[])[false, true])
            {
                foreach (var (rule, peer) in RulesOf(group, egress).Where(entry => known.Add((groupId, egress, entry.Rule))))
                    Add(world, groupId, group["OwnerId"]?.ToString(), rule, peer, egress);
            }
        }
    }

    /// <summary>All rules of a group in one direction.</summary>
    public static IEnumerable<(GroupRule Rule, JsonObject Peer)> RulesOf(JsonObject group, bool egress) =>
        (group[Member(egress)] as JsonArray ?? []).OfType<JsonObject>().SelectMany(GroupRule.Expand);

    /// <summary>The group's member that holds the permissions of a direction.</summary>
    public static string Member(bool egress) => egress ? "IpPermissionsEgress" : "IpPermissions";

    /// <summary>Enters a rule and returns its entry.</summary>
    public static JsonObject Add(Ec2World world, string groupId, string? ownerId, GroupRule rule, JsonObject peer, bool egress)
    {
        var entry = new JsonObject
        {
            ["SecurityGroupRuleId"] = world.NewId("sgr"),
            ["GroupId"] = groupId,
            ["GroupOwnerId"] = ownerId,
            ["IsEgress"] = egress,
            ["IpProtocol"] = rule.Protocol,
            ["FromPort"] = rule.FromPort ?? -1,
            ["ToPort"] = rule.ToPort ?? -1,
        };
        switch (rule.PeerList)
        {
            case "IpRanges":
                entry["CidrIpv4"] = rule.Peer;
                break;
            case "Ipv6Ranges":
                entry["CidrIpv6"] = rule.Peer;
                break;
            case "PrefixListIds":
                entry["PrefixListId"] = rule.Peer;
                break;
            default:
                entry["ReferencedGroupInfo"] = new JsonObject { ["GroupId"] = rule.Peer, ["UserId"] = peer["UserId"]?.ToString() };
                break;
        }

        if (peer["Description"] is { } description)
            entry["Description"] = description.DeepClone();
        world.Put(Kinds.SecurityGroupRules, entry["SecurityGroupRuleId"]!.ToString(), entry);
        return entry;
    }

    /// <summary>The entry of a rule of a group.</summary>
    public static JsonObject? Find(Ec2World world, string groupId, GroupRule rule, bool egress) =>
        world.Of(Kinds.SecurityGroupRules).Values.FirstOrDefault(entry =>
            entry["GroupId"]?.ToString() == groupId && IsEgress(entry) == egress && RuleOf(entry) == rule);

    /// <summary>Whether an entry is about what leaves.</summary>
    public static bool IsEgress(JsonObject entry) => entry["IsEgress"]?.GetValue<bool>() == true;

    /// <summary>The rule that an entry stands for.</summary>
    public static GroupRule RuleOf(JsonObject entry)
    {
        var (list, peer) = (entry["CidrIpv4"], entry["CidrIpv6"], entry["PrefixListId"], entry["ReferencedGroupInfo"]) switch
        {
            ({ } cidr, _, _, _) => ("IpRanges", cidr.ToString()),
            (_, { } cidr, _, _) => ("Ipv6Ranges", cidr.ToString()),
            (_, _, { } id, _) => ("PrefixListIds", id.ToString()),
            var (_, _, _, reference) => ("UserIdGroupPairs", reference?["GroupId"]?.ToString() ?? ""),
        };
        var protocol = entry["IpProtocol"]?.ToString() ?? "-1";
        return new GroupRule(protocol, Port("FromPort"), Port("ToPort"), list, peer);

        // Rules without ports show -1 here, where a permission shows nothing.
        int? Port(string member) => protocol is "tcp" or "udp" or "icmp" or "icmpv6" ? (int?)entry[member].ToNumber() : null;
    }
}
