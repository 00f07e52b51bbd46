using System.Text.Json.Nodes;

namespace VpceTools.Planned;

/// <summary>Puts the network ACLs together: entries inside and on their own, associations, and the one that comes with a VPC.</summary>
/// <param name="assembly">What the ACLs are part of.</param>
internal sealed class AclAssembly(PlannedAssembly assembly)
{
    private static readonly Dictionary<string, string> Protocols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["all"] = "-1", ["tcp"] = "6", ["udp"] = "17", ["icmp"] = "1", ["icmpv6"] = "58", ["ipv6-icmp"] = "58",
    };

    private readonly Dictionary<string, AclDraft> _acls = new(StringComparer.Ordinal);

    /// <summary>The ACLs.</summary>
    public IEnumerable<AclDraft> Drafts => _acls.Values;

    public void Assemble()
    {
        foreach (var acl in assembly.There(PlannedTypes.NetworkAcl))
            AddAcl(acl);
        foreach (var vpc in assembly.Made)
            AddDefault(vpc);
        foreach (var entry in assembly.Of(PlannedTypes.NetworkAclEntry))
            AddEntry(entry);
        foreach (var association in assembly.Of(PlannedTypes.SubnetNetworkAclAssociation))
            Associate(association);
        AssociateTheRest();
    }

    private AclDraft DraftOf(string id) => _acls.TryGetValue(id, out var draft) ? draft : _acls[id] = new(id);

    private void AddAcl(PropertyReader acl)
    {
        var draft = DraftOf(acl.Id);
        draft.IsWhole = true;
        draft.VpcId = acl.Text("VpcId");
        draft.IsDefault = draft.VpcId is { } vpc && assembly.DefaultAclOf(vpc) == acl.Id;
        var (entries, open) = acl.Objects("Entries");
        draft.SetsEntries = entries is not null;
        draft.IsOpen |= open is not null;
        foreach (var entry in entries ?? [])
            Add(entry, draft);
        var (subnets, others) = acl.Texts("SubnetIds");
        draft.Subnets.AddRange(subnets);
        if (others is not null)
            assembly.WithdrawDefaultAcls(draft.VpcId);
    }

    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html</remarks>
    private void AddDefault(PropertyReader vpc)
    {
        var id = assembly.DefaultAclOf(vpc.Id);
        if (_acls.TryGetValue(id, out var known) && known.IsWhole)
        {
            known.IsDefault = true;
            return;
        }

        var draft = DraftOf(id);
        (draft.IsWhole, draft.IsImplicit, draft.IsDefault, draft.VpcId) = (true, true, true, vpc.Id);
        foreach (var isEgress in new[] { false, true })
        {
            draft.Entries.Add(Entry(100, isEgress, "CidrBlock", "0.0.0.0/0"));
            draft.Entries.Add(Entry(101, isEgress, "Ipv6CidrBlock", "::/0"));
        }
    }

    private static JsonObject Entry(int number, bool isEgress, string property, string block) => new()
    {
        ["RuleNumber"] = number, ["Egress"] = isEgress, ["RuleAction"] = "allow", ["Protocol"] = "-1", [property] = block,
    };

    private void AddEntry(PropertyReader entry)
    {
        if (entry.Text("NetworkAclId") is { } id)
        {
            if (entry.Resource.IsRemoved && entry.Number("RuleNumber") is { } number)
                DraftOf(id).RemovedEntries.Add((number, entry.Flag("Egress") ?? false));
            else if (!entry.Resource.IsRemoved)
                Add(entry, DraftOf(id));
        }
        else if (entry.Open("NetworkAclId") is not null)
        {
            foreach (var acl in _acls.Values)
                acl.IsOpen = true;
        }
    }

    private static void Add(PropertyReader entry, AclDraft draft)
    {
        string[] all = ["RuleNumber", "Egress", "RuleAction", "Protocol", "CidrBlock", "Ipv6CidrBlock"];
        var (ranges, open) = entry.Objects("PortRange");
        var range = ranges?.FirstOrDefault();
        // One entry that is not known can decide before every other.
        if (all.Any(name => entry.Open(name) is not null) || open is not null || range?.Open("From") is not null || range?.Open("To")
            is not null)
        {
            draft.IsOpen = true;
            return;
        }

        var protocol = entry.Text("Protocol") ?? "";
        protocol = Protocols.TryGetValue(protocol, out var number) ? number : protocol;
        var described = new JsonObject
        {
            ["RuleNumber"] = entry.Text("RuleNumber"),
            ["Egress"] = entry.Flag("Egress") ?? false,
            ["RuleAction"] = entry.Text("RuleAction")?.ToLowerInvariant(),
            ["Protocol"] = protocol,
        };
        if (entry.Text("CidrBlock") is { } block)
            described["CidrBlock"] = block;
        if (entry.Text("Ipv6CidrBlock") is { } block6)
            described["Ipv6CidrBlock"] = block6;
        if (range is not null && protocol is "6" or "17")
            described["PortRange"] = new JsonObject { ["From"] = range!.Text("From"), ["To"] = range.Text("To") ?? range.Text("From") };
        draft.Entries.Add(described);
    }

    private void Associate(PropertyReader association)
    {
        if (association.Text("SubnetId") is not { } subnet)
        {
            if (association.Open("SubnetId") is not null)
                assembly.WithdrawDefaultAcls(association.Text("NetworkAclId") is { } of ? DraftOf(of).VpcId : null);
            return;
        }

        if (association.Text("NetworkAclId") is { } id)
            (association.Resource.IsRemoved ? DraftOf(id).RemovedSubnets : DraftOf(id).Subnets).Add(subnet);
        else if (association.Open("NetworkAclId") is { } open)
            DraftOf(assembly.StandIn("acl", open)).Subnets.Add(subnet);
    }

    /// <summary>A subnet that no ACL names has the one that came with its VPC.</summary>
    private void AssociateTheRest()
    {
        var named = new HashSet<string>(_acls.Values.SelectMany(acl => acl.Subnets), StringComparer.Ordinal);
        foreach (var subnet in assembly.There(PlannedTypes.Subnet).Where(one => !named.Contains(one.Id)))
            if (subnet.Text("VpcId") is { } vpc && assembly.DefaultAclOf(vpc) is { } id && !assembly.IsDefaultAclWithdrawn(vpc))
                DraftOf(id).DefaultSubnets.Add(subnet.Id);
    }
}

/// <summary>A network ACL that is being put together, as describe-network-acls would give it.</summary>
internal sealed class AclDraft(string id)
{
    public string Id => id;

    public string? VpcId { get; set; }

    public bool IsDefault { get; set; }

    /// <summary>Whether the code describes the ACL itself, and not only something in it.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether it comes with its VPC and no code speaks of it.</summary>
    public bool IsImplicit { get; set; }

    /// <summary>Whether the entries are all that the ACL has.</summary>
    public bool SetsEntries { get; set; }

    /// <summary>Whether something decisive of it is not known, so that it counts as not seen.</summary>
    public bool IsOpen { get; set; }

    public List<JsonObject> Entries { get; } = [];

    public List<string> Subnets { get; } = [];

    /// <summary>Subnets that have it because they have no other.</summary>
    public List<string> DefaultSubnets { get; } = [];

    public List<string> RemovedSubnets { get; } = [];

    public List<(int Number, bool IsEgress)> RemovedEntries { get; } = [];

    public JsonObject ToJson() => new()
    {
        ["NetworkAclId"] = Id,
        [nameof(VpcId)] = VpcId,
        [nameof(IsDefault)] = IsDefault,
        ["Associations"] = new JsonArray([.. Subnets.Concat(DefaultSubnets).Distinct(StringComparer.Ordinal)
            .Select(subnet => new JsonObject { ["NetworkAclId"] = Id, ["SubnetId"] = subnet })]),
        [nameof(Entries)] = new JsonArray([.. Entries]),
    };
}
