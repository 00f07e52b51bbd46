using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Serving;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>
/// Authorizing and revoking rules: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html and its
/// three siblings. A request works as a whole or not at all.
/// </summary>
internal static class SecurityGroupMutations
{
    public static Answer Authorize(OperationContext context, bool egress)
    {
        var group = Group(context);
        GroupRuleTable.Complete(context.World);
        var requested = Permissions(context).SelectMany(permission => GroupRule.Read(context, permission)).ToList();
        var existing = GroupRuleTable.RulesOf(group, egress).Select(entry => entry.Rule).ToList();
        var seen = existing.ToHashSet();
        foreach (var (rule, _) in requested)
        {
            if (!seen.Add(rule))
                throw rule.Duplicate();
        }

        // The quota counts IPv4 and IPv6 apart:
        // https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups.
        var all = existing.Concat(requested.Select(entry => entry.Rule)).ToList();
        if (((string[])["Ipv6Ranges", "IpRanges"])
            .Any(other => all.Where(rule => rule.PeerList != other)
                .Sum(rule => Weight(context.World, rule)) > context.Options.RulesPerSecurityGroup))
            throw new Ec2Exception("RulesPerSecurityGroupLimitExceeded",
                "The maximum number of rules per security group has been reached.");

        var added = new List<JsonNode>();
        foreach (var (rule, peer) in requested)
        {
            Permission(group, rule, egress).Add(peer);
            added.Add(GroupRuleTable.Add(context.World, group["GroupId"]!.ToString(), group["OwnerId"]?.ToString(), rule, peer, egress));
        }

        return Answer.Done.With("SecurityGroupRules", added);
    }

    public static Answer Revoke(OperationContext context, bool egress)
    {
        var group = Group(context);
        var groupId = group["GroupId"]!.ToString();
        GroupRuleTable.Complete(context.World);
        var byId = context.Texts("SecurityGroupRuleIds").Select(id => RuleById(context.World, id, groupId, egress)).ToList();
        var byValue = byId.Count > 0 ? [] : Permissions(context)
            .SelectMany(permission => GroupRule.Read(context, permission).Select(entry => (entry.Rule, permission))).ToList();
        var known = GroupRuleTable.RulesOf(group, egress).Select(entry => entry.Rule).ToHashSet();
        var unknown = byValue.Where(entry => !known.Contains(entry.Rule)).ToList();

        // The API reference: no error in a default VPC, but a list of what was not found.
        if (unknown.Count > 0 && context.World.Get(Kinds.Vpcs, group["VpcId"]?.ToString() ?? "")?["IsDefault"]?.GetValue<bool>() != true)
            throw new Ec2Exception("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");

        var revoked = byId.Concat(byValue.Select(entry => entry.Rule)).Where(known.Contains).Distinct()
            .Select(rule => (JsonNode)Remove(context.World, group, rule, egress)).ToList();
        return Answer.Done
            .With("UnknownIpPermissions", [.. unknown.Select(entry => (JsonNode)entry.permission.DeepClone())])
            .With("RevokedSecurityGroupRules", revoked);
    }

    private static JsonObject Group(OperationContext context)
    {
        if (context.Text("GroupId") is { } id)
        {
            if (context.World.Get(Kinds.SecurityGroups, id) is { } group)
                return group;
            throw DescribeCatalogue.GroupIds.Refusal(id);
        }

        if (context.Text("GroupName") is not { } name)
            throw new Ec2Exception("MissingParameter", "The request must contain the parameter groupName or groupId");
        return context.World.Of(Kinds.SecurityGroups).Values.FirstOrDefault(group => group["GroupName"]?.ToString() == name)
            ?? throw new Ec2Exception("InvalidGroup.NotFound", $"The security group '{name}' does not exist");
    }

    /// <summary>The permissions of a request; the older form spells one permission out in parameters of its own.</summary>
    private static IEnumerable<JsonObject> Permissions(OperationContext context)
    {
        if (context.Request["IpPermissions"] is JsonArray { Count: > 0 } permissions)
            return permissions.OfType<JsonObject>();
        if (context.Text("CidrIp") is not { } cidr)
            throw Ec2Exception.MissingParameter("ipPermissions");
        return
        [
            new JsonObject
            {
                ["IpProtocol"] = context.Text("IpProtocol"),
                ["FromPort"] = context.Request["FromPort"]?.DeepClone(),
                ["ToPort"] = context.Request["ToPort"]?.DeepClone(),
                ["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = cidr }),
            },
        ];
    }

    /// <summary>A prefix list counts as many rules as it may have entries.</summary>
    private static int Weight(Ec2World world, GroupRule rule) => rule.PeerList == "PrefixListIds"
        ? (int?)world.Get(Kinds.ManagedPrefixLists, rule.Peer)?["MaxEntries"].ToNumber() ?? 1
        : 1;

    /// <summary>The list that a rule's peer belongs in: that of the permission with the same protocol and ports.</summary>
    private static JsonArray Permission(JsonObject group, GroupRule rule, bool egress)
    {
        var member = GroupRuleTable.Member(egress);
        if (group[member] is not JsonArray permissions)
            group[member] = permissions = [];
        var permission = permissions.OfType<JsonObject>().FirstOrDefault(candidate => IsFor(candidate, rule));
        if (permission is null)
        {
            permission = new JsonObject { ["IpProtocol"] = rule.Protocol };
            if (rule.FromPort is { } from)
                permission["FromPort"] = from;
            if (rule.ToPort is { } to)
                permission["ToPort"] = to;
            foreach (var list in (string[])["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"])
                permission[list] = new JsonArray();
            permissions.Add((JsonNode)permission);
        }

        if (permission[rule.PeerList] is not JsonArray peers)
            permission[rule.PeerList] = peers = [];
        return peers;
    }

    private static bool IsFor(JsonObject permission, GroupRule rule)
    {
        var probe = new JsonObject
        {
            ["IpProtocol"] = permission["IpProtocol"]?.DeepClone(),
            ["FromPort"] = permission["FromPort"]?.DeepClone(),
            ["ToPort"] = permission["ToPort"]?.DeepClone(),
            [rule.PeerList] = new JsonArray(new JsonObject { [rule.PeerMember] = rule.Peer }),
        };
        return GroupRule.Expand(probe).Single().Rule == rule;
    }

    private static GroupRule RuleById(Ec2World world, string id, string groupId, bool egress)
    {
        if (world.Get(Kinds.SecurityGroupRules, id) is { } entry && entry["GroupId"]?.ToString() == groupId
            && GroupRuleTable.IsEgress(entry) == egress)
            return GroupRuleTable.RuleOf(entry);
        throw DescribeCatalogue.RuleIds.Refusal(id);
    }

    private static JsonObject Remove(Ec2World world, JsonObject group, GroupRule rule, bool egress)
    {
        var permissions = (JsonArray)group[GroupRuleTable.Member(egress)]!;
        foreach (var permission in permissions.OfType<JsonObject>().ToList())
        {
            if (!IsFor(permission, rule) || permission[rule.PeerList] is not JsonArray peers)
                continue;
            foreach (var peer in peers.OfType<JsonObject>().Where(peer => peer[rule.PeerMember]?.ToString() == rule.Peer).ToList())
                peers.Remove(peer);
            if (!GroupRule.Expand(permission).Any())
                permissions.Remove(permission);
        }

        var entry = GroupRuleTable.Find(world, group["GroupId"]!.ToString(), rule, egress)!;
        world.Remove(Kinds.SecurityGroupRules, entry["SecurityGroupRuleId"]!.ToString());
        if (entry["ReferencedGroupInfo"]?["GroupId"]?.ToString() is { } referenced)
            entry["ReferencedGroupId"] = referenced;
        return entry;
    }
}
