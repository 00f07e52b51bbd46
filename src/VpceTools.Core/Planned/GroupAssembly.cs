using System.Text.Json.Nodes;
using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>Puts the security groups together: inline rules, rules of their own, and the group that comes with a VPC.</summary>
/// <param name="assembly">What the groups are part of.</param>
internal sealed class GroupAssembly(PlannedAssembly assembly)
{
    private readonly Dictionary<string, GroupDraft> _groups = new(StringComparer.Ordinal);

    /// <summary>The groups.</summary>
    public IEnumerable<GroupDraft> Drafts => _groups.Values;

    public void Assemble()
    {
        foreach (var group in assembly.There(PlannedTypes.SecurityGroup))
            AddGroup(group);
        foreach (var vpc in assembly.Made)
            AddDefault(vpc);
        foreach (var rule in assembly.Of(PlannedTypes.SecurityGroupIngress))
            AddRule(rule, isEgress: false);
        foreach (var rule in assembly.Of(PlannedTypes.SecurityGroupEgress))
            AddRule(rule, isEgress: true);
    }

    private void AddGroup(PropertyReader group)
    {
        var draft = DraftOf(group.Id);
        draft.IsWhole = true;
        // The name decides one thing only: whether it is the group that comes with the VPC. A generated name is none of that.
        draft.Name = group.Text("GroupName") ?? group.Resource.Origin.Address;
        draft.VpcId = group.Text("VpcId");
        draft.SetsIngress = AddInline(group, "SecurityGroupIngress", isEgress: false, draft);
        draft.SetsEgress = AddInline(group, "SecurityGroupEgress", isEgress: true, draft);
    }

    private bool AddInline(PropertyReader group, string property, bool isEgress, GroupDraft draft)
    {
        var (rules, open) = group.Objects(property);
        foreach (var rule in rules ?? [])
            draft.Of(isEgress).Add(Permission(rule, isEgress, draft.Id));
        if (open is not null)
            draft.Of(isEgress).Add(OpenPermission(open));
        return rules is not null;
    }

    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html</remarks>
    private void AddDefault(PropertyReader vpc)
    {
        var id = assembly.DefaultGroupOf(vpc.Id);
        if (_groups.ContainsKey(id))
            return;
        var draft = DraftOf(id);
        (draft.IsWhole, draft.IsImplicit, draft.Name, draft.VpcId) = (true, true, "default", vpc.Id);
        draft.Ingress.Add(new() { ["IpProtocol"] = "-1", ["UserIdGroupPairs"] = new JsonArray(new JsonObject { ["GroupId"] = id }) });
        draft.Egress.Add(new()
        {
            ["IpProtocol"] = "-1",
            ["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = "0.0.0.0/0" }),
            ["Ipv6Ranges"] = new JsonArray(new JsonObject { ["CidrIpv6"] = "::/0" }),
        });
    }

    private void AddRule(PropertyReader rule, bool isEgress)
    {
        if (rule.Text("GroupId") is { } id)
        {
            var draft = DraftOf(id);
            if (rule.Resource.IsRemoved)
                (isEgress ? draft.RemovedEgress : draft.RemovedIngress).Add(Permission(rule, isEgress, id));
            else
                draft.Of(isEgress).Add(Permission(rule, isEgress, id));
        }
        else if (rule.Open("GroupId") is { } open && !rule.Resource.IsRemoved)
        {
            // It may be in any of them, and let more through there.
            foreach (var draft in _groups.Values)
                draft.Of(isEgress).Add(OpenPermission(open));
        }
    }

    private GroupDraft DraftOf(string id) => _groups.TryGetValue(id, out var draft) ? draft : _groups[id] = new(id);

    private JsonObject Permission(PropertyReader rule, bool isEgress, string groupId)
    {
        var (group, list) = isEgress ? ("DestinationSecurityGroupId", "DestinationPrefixListId")
            : ("SourceSecurityGroupId", "SourcePrefixListId");
        string[] all = ["IpProtocol", "FromPort", "ToPort", "CidrIp", "CidrIpv6", group, list];
        if (all.Select(rule.Open).FirstOrDefault(open => open is not null) is { } unknown)
            return OpenPermission(unknown);
        var permission = new JsonObject { ["IpProtocol"] = rule.Text("IpProtocol")?.ToLowerInvariant() };
        if (permission["IpProtocol"]?.GetValue<string>() is not ("-1" or "all") && rule.Text("FromPort") is { } from)
            (permission["FromPort"], permission["ToPort"]) = (from, rule.Text("ToPort") ?? from);
        if (rule.Text("CidrIp") is { } block)
            permission["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = block });
        if (rule.Text("CidrIpv6") is { } block6)
            permission["Ipv6Ranges"] = new JsonArray(new JsonObject { ["CidrIpv6"] = block6 });
        if (rule.Text(list) is { } listId)
            permission["PrefixListIds"] = new JsonArray(new JsonObject { ["PrefixListId"] = listId });
        if (rule.Flag("Self") == true || rule.Text(group) is not null)
            permission["UserIdGroupPairs"] = new JsonArray(new JsonObject
            {
                ["GroupId"] = rule.Flag("Self") == true ? groupId : rule.Text(group),
            });
        return permission;
    }

    /// <summary>
    /// A rule of which something is open could let anything through: it stands as one for a prefix list of which nobody knows the entries.
    /// </summary>
    private JsonObject OpenPermission(OpenValue open) => new()
    {
        ["IpProtocol"] = "-1",
        ["PrefixListIds"] = new JsonArray(new JsonObject { ["PrefixListId"] = assembly.StandIn("pl", open) }),
    };
}

/// <summary>A security group that is being put together, as describe-security-groups would give it.</summary>
internal sealed class GroupDraft(string id)
{
    public string Id => id;

    public string? Name { get; set; }

    public string? VpcId { get; set; }

    /// <summary>Whether the code describes the group itself, and not only rules of it.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether it comes with its VPC and no code speaks of it.</summary>
    public bool IsImplicit { get; set; }

    /// <summary>Whether the inbound rules are all that the group has.</summary>
    public bool SetsIngress { get; set; }

    /// <summary>Whether the outbound rules are all that the group has.</summary>
    public bool SetsEgress { get; set; }

    public List<JsonObject> Ingress { get; } = [];

    public List<JsonObject> Egress { get; } = [];

    public List<JsonObject> RemovedIngress { get; } = [];

    public List<JsonObject> RemovedEgress { get; } = [];

    public List<JsonObject> Of(bool isEgress) => isEgress ? Egress : Ingress;

    public JsonObject ToJson(IEnumerable<JsonObject> ingress, IEnumerable<JsonObject> egress) => new()
    {
        ["GroupId"] = Id,
        ["GroupName"] = Name,
        [nameof(VpcId)] = VpcId,
        ["IpPermissions"] = new JsonArray([.. ingress]),
        ["IpPermissionsEgress"] = new JsonArray([.. egress]),
    };
}
