using System.Text.Json.Nodes;
using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>
/// Puts what decides names together: hosted zones with their VPCs and records, Resolver rules and endpoints, Profiles and what DNS Firewall
/// has at work.
/// </summary>
/// <param name="assembly">What they are part of.</param>
internal sealed class NameAssembly(PlannedAssembly assembly)
{
    private readonly Dictionary<string, ZoneDraft> _zones = new(StringComparer.Ordinal);
    private readonly HashSet<ResourceKind> _open = [];
    private bool _hasOpenVpc;
    private bool _areAllOpen;

    /// <summary>Whether there is a record of which nobody knows the zone, so that it may be in any.</summary>
    public bool HasOpenRecord { get; private set; }

    /// <summary>The hosted zones, those to which the code only adds included.</summary>
    public IEnumerable<ZoneDraft> Zones => _zones.Values;

    /// <summary>
    /// The kinds of evidence that are whole for the VPCs that the code makes. Into a VPC that is there already others may have put
    /// something that no code here speaks of; one that is not there yet has what its code gives it.
    /// </summary>
    public IEnumerable<ResourceKind> Described => assembly.SeesWholeVpcs ? SeenOfNewVpcs : [];

    /// <summary>The kinds that are whole for the VPCs that are not there yet, whatever is known of others.</summary>
    public IEnumerable<ResourceKind> SeenOfNewVpcs => assembly.IsPart ? [] : new[]
    {
        ResourceKind.HostedZone, ResourceKind.ResolverRuleAssociation, ResourceKind.FirewallRuleGroupAssociation,
        ResourceKind.ProfileAssociation,
    }.Where(kind => !_open.Contains(kind));

    public void Assemble()
    {
        foreach (var zone in assembly.There(PlannedTypes.HostedZone))
            AddZone(zone);
        foreach (var association in assembly.Of(PlannedTypes.HostedZoneAssociation))
            Associate(association);
        var byName = _zones.Values.Where(zone => zone.Name is not null)
            .ToLookup(zone => Normal(zone.Name!), zone => zone.Id, StringComparer.Ordinal);
        foreach (var record in assembly.Of(PlannedTypes.RecordSet))
            AddRecord(record, byName);
        // An endpoint brings its private names to its VPC, as a zone would that nobody sees.
        _hasOpenVpc |= assembly.There(PlannedTypes.VpcEndpoint).Any(endpoint => endpoint.Open("VpcId") is not null
            && (endpoint.Open("PrivateDnsEnabled") is not null || endpoint.Flag("PrivateDnsEnabled") == true));
    }

    /// <summary>What the calls of Route 53 would give.</summary>
    public IEnumerable<JsonObject> Documents()
    {
        foreach (var zone in _zones.Values)
        {
            // A zone that nobody made here can answer in a VPC all the same.
            if (zone.IsWhole || assembly.HasBase || zone.Vpcs.Count > 0)
                yield return zone.ToJson();
            if (!zone.HasOpenRecords && (zone.IsWhole || (assembly.HasBase && zone.Records.Count > 0)))
                yield return zone.RecordsToJson();
        }

        if (!assembly.IsPart)
            foreach (var vpc in assembly.Made.Where(vpc => !vpc.Resource.IsDeployed))
                yield return ZonesOf(vpc.Id);
        var associations = Associations(PlannedTypes.ResolverRuleAssociation, ResourceKind.ResolverRuleAssociation, "VPCId",
            "ResolverRuleId");
        var firewalls = Associations(PlannedTypes.FirewallRuleGroupAssociation, ResourceKind.FirewallRuleGroupAssociation, "VpcId",
            "FirewallRuleGroupId");
        var profiles = Associations(PlannedTypes.ProfileAssociation, ResourceKind.ProfileAssociation, "ResourceId", "ProfileId");
        yield return new()
        {
            ["ResolverRules"] = new JsonArray([.. assembly.There(PlannedTypes.ResolverRule).Select(Rule)]),
            ["ResolverRuleAssociations"] = new JsonArray([.. associations]),
            ["ResolverEndpoints"] = new JsonArray([.. assembly.There(PlannedTypes.ResolverEndpoint).Select(Endpoint)]),
            ["FirewallRuleGroupAssociations"] = new JsonArray([.. firewalls]),
            ["ProfileAssociations"] = new JsonArray([.. profiles]),
        };
        foreach (var endpoint in assembly.There(PlannedTypes.ResolverEndpoint))
            if (Addresses(endpoint) is { } addresses)
                yield return addresses;
        foreach (var profile in ResourcesOfProfiles())
            yield return profile;
    }

    private ZoneDraft DraftOf(string id)
    {
        var bare = id.Substring(id.LastIndexOf('/') + 1);
        return _zones.TryGetValue(bare, out var draft) ? draft : _zones[bare] = new(bare);
    }

    private void AddZone(PropertyReader zone)
    {
        var draft = DraftOf(zone.Id);
        draft.Name = zone.Text("Name");
        draft.IsWhole = zone.Flag("IsSeen") != true;
        draft.HasOpenRecords = zone.Flag("HasOpenRecords") == true || draft.Name is null;
        var (vpcs, open) = zone.Objects("VPCs");
        foreach (var vpc in vpcs ?? [])
            AddVpc(draft, vpc);
        NoteOpen(open, draft);
    }

    private void AddVpc(ZoneDraft draft, PropertyReader vpc)
    {
        if (vpc.Text("VPCId") is { } id)
            draft.Vpcs.Add((id, vpc.Text("VPCRegion")));
        else
            NoteOpen(vpc.Open("VPCId"), draft);
    }

    /// <summary>A zone of which nobody knows the VPCs may be any VPC's.</summary>
    private void NoteOpen(OpenValue? open, ZoneDraft draft)
    {
        if (open is null)
            return;
        (draft.HasOpenVpcs, _hasOpenVpc) = (true, true);
    }

    private void Associate(PropertyReader association)
    {
        if (association.Text("HostedZoneId") is { } id)
        {
            var draft = DraftOf(id);
            if (!association.Resource.IsRemoved)
                AddVpc(draft, association);
            else if (association.Text("VPCId") is { } gone)
                draft.RemovedVpcs.Add(gone);
        }
        else if (!association.Resource.IsRemoved)
        {
            _hasOpenVpc = true;
        }
    }

    private void AddRecord(PropertyReader record, ILookup<string, string> byName)
    {
        if (ZoneOf(record, byName) is not { } id)
            return;
        var draft = DraftOf(id);
        var described = record.Text("Type") is { } type && NameOf(record, draft) is { } name ? PlannedRecord.Of(record, name, type) : null;
        if (described is null)
            draft.HasOpenRecords |= !record.Resource.IsRemoved;
        else
            (record.Resource.IsRemoved ? draft.RemovedRecords : draft.Records).Add(described);
    }

    private string? ZoneOf(PropertyReader record, ILookup<string, string> byName)
    {
        if (record.Text("HostedZoneId") is { } id)
            return id;
        var candidates = record.Text("HostedZoneName") is { } name ? byName[Normal(name)].ToList() : [.. _zones.Keys];
        if (record.Text("HostedZoneName") is not null && candidates.Count == 1)
            return candidates[0];
        if (record.Resource.IsRemoved)
            return null;
        HasOpenRecord = true;
        if (record.Text("HostedZoneName") is not null || !_areAllOpen)
            foreach (var candidate in candidates)
                _zones[candidate].HasOpenRecords = true;
        _areAllOpen |= record.Text("HostedZoneName") is null;
        return null;
    }

    /// <summary>
    /// Terraform takes names within their zone too: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route53_record.
    /// </summary>
    private string? NameOf(PropertyReader record, ZoneDraft zone)
    {
        if (record.Open("Name") is not null)
            return null;
        var name = record.Text("Name");
        if (record.Flag("IsRelative") != true)
            return name;
        if ((zone.Name ?? assembly.NameOfZone(zone.Id)) is not { } domain)
            return null;
        var (own, of) = (Normal(name ?? ""), Normal(domain));
        return own.Length == 0 ? of : own == of || own.EndsWith("." + of, StringComparison.Ordinal) ? own : $"{own}.{of}";
    }

    private JsonObject ZonesOf(string vpcId)
    {
        var described = new JsonObject
        {
            ["VPCId"] = vpcId,
            ["HostedZoneSummaries"] = new JsonArray([.. _zones.Values
                .Where(zone => zone.Name is not null && zone.Vpcs.Exists(vpc => vpc.Id == vpcId))
                .Select(zone => new JsonObject { ["HostedZoneId"] = zone.Id, ["Name"] = zone.Name, ["Owner"] = new JsonObject() })]),
            ["MaxItems"] = "100",
        };
        if (_hasOpenVpc)
            described["NextToken"] = "open";
        return described;
    }

    private List<JsonObject> Associations(string type, ResourceKind kind, string vpc, string what)
    {
        var found = new List<JsonObject>();
        foreach (var association in assembly.There(type))
            if (association.Text(vpc) is { } vpcId && (association.Text(what)
                ?? (association.Open(what) is { } open ? assembly.StandIn(PrefixOf(type), open) : null)) is { } id)
                found.Add(new()
                {
                    ["Id"] = association.Id, [vpc] = vpcId, [what] = id, ["Status"] = "COMPLETE",
                    ["Priority"] = association.Number("Priority") is { } priority ? JsonValue.Create(priority) : null,
                });
            else
                // It may be at work in any VPC.
                _open.Add(kind);
        return found;
    }

    private static string PrefixOf(string type) => type switch
    {
        PlannedTypes.ResolverRuleAssociation => "rslvr-rr",
        PlannedTypes.FirewallRuleGroupAssociation => "rslvr-frg",
        _ => "rp",
    };

    private static JsonObject Rule(PropertyReader rule)
    {
        var (targets, open) = rule.Objects("TargetIps");
        var isKnown = open is null && (targets ?? []).All(target => target.Open("Ip") is null && target.Open("Ipv6") is null);
        return new()
        {
            ["Id"] = rule.Id,
            ["DomainName"] = rule.Text("DomainName"),
            ["RuleType"] = rule.Text("RuleType")?.ToUpperInvariant(),
            ["ResolverEndpointId"] = rule.Text("ResolverEndpointId"),
            ["Status"] = "COMPLETE",
            ["Name"] = rule.Text("Name"),
            // A rule without servers counts as one of which nobody knows them.
            ["TargetIps"] = !isKnown ? new JsonArray() : new JsonArray([.. (targets ?? []).Select(target => new JsonObject
            {
                ["Ip"] = target.Text("Ip"), ["Ipv6"] = target.Text("Ipv6"),
                ["Port"] = target.Number("Port") is { } port ? JsonValue.Create(port) : null, ["Protocol"] = target.Text("Protocol"),
            })]),
        };
    }

    private JsonObject Endpoint(PropertyReader endpoint)
    {
        var (groups, open) = endpoint.Texts("SecurityGroupIds");
        var vpcs = (endpoint.Objects("IpAddresses").Known ?? []).Select(address => address.Text("SubnetId")).OfType<string>()
            .Concat(endpoint.Texts("SubnetIds").Known).Select(assembly.VpcOfSubnet).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return new()
        {
            ["Id"] = endpoint.Id,
            ["Direction"] = endpoint.Text("Direction")?.ToUpperInvariant(),
            ["HostVPCId"] = vpcs.Count == 1 ? vpcs[0] : null,
            ["Status"] = "OPERATIONAL",
            ["Name"] = endpoint.Text("Name"),
            ["SecurityGroupIds"] = new JsonArray([.. groups.Concat(open is null ? [] : [assembly.StandIn("sg", open)])
                .Select(group => (JsonNode?)JsonValue.Create(group))]),
        };
    }

    /// <summary>The addresses of a Resolver endpoint where the code fixes all of them; else EC2 chooses.</summary>
    private static JsonObject? Addresses(PropertyReader endpoint)
    {
        var (addresses, open) = endpoint.Objects("IpAddresses");
        if (open is not null || addresses is not { Count: > 0 } || addresses.Any(one => one.Text("Ip") is null && one.Text("Ipv6") is null))
            return null;
        return new()
        {
            ["ResolverEndpointId"] = endpoint.Id,
            ["IpAddresses"] = new JsonArray([.. addresses.Select(one => new JsonObject
            {
                ["SubnetId"] = one.Text("SubnetId"), ["Ip"] = one.Text("Ip"), ["Ipv6"] = one.Text("Ipv6"), ["Status"] = "ATTACHED",
                ["IpId"] = "planned",
            })]),
        };
    }

    private IEnumerable<JsonObject> ResourcesOfProfiles()
    {
        var parts = assembly.There(PlannedTypes.ProfileResourceAssociation).ToList();
        var made = assembly.There(PlannedTypes.Profile).Select(profile => profile.Id);
        // A part of which nobody knows the Profile may be any Profile's.
        var isOpen = parts.Exists(part => part.Text("ProfileId") is null);
        foreach (var id in made.Concat(parts.Select(part => part.Text("ProfileId")).OfType<string>()).Distinct(StringComparer.Ordinal))
        {
            var own = parts.Where(part => part.Text("ProfileId") == id).ToList();
            var described = new JsonObject
            {
                ["ProfileId"] = id,
                ["ProfileResourceAssociations"] = new JsonArray([.. own.Where(part => part.Text("ResourceArn") is not null)
                    .Select(part => new JsonObject
                    {
                        ["ProfileId"] = id, ["ResourceArn"] = part.Text("ResourceArn"), ["Status"] = "COMPLETE",
                        ["ResourceProperties"] = part.Text("ResourceProperties"),
                    })]),
            };
            // Of one that the code does not make others may know more.
            if (isOpen || own.Exists(part => part.Text("ResourceArn") is null)
                || !assembly.There(PlannedTypes.Profile).Any(profile => profile.Id == id))
                described["NextToken"] = "open";
            yield return described;
        }
    }

    private static string Normal(string name) => name.TrimEnd('.').ToLowerInvariant();
}

/// <summary>A hosted zone that is being put together.</summary>
internal sealed class ZoneDraft(string id)
{
    public string Id => id;

    /// <summary>The domain; null where it is not known.</summary>
    public string? Name { get; set; }

    /// <summary>Whether the code makes the zone, so that its records are all there is.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Whether some of its VPCs are not known.</summary>
    public bool HasOpenVpcs { get; set; }

    /// <summary>Whether there are records whose names nobody knows, so that none of it counts as seen.</summary>
    public bool HasOpenRecords { get; set; }

    public List<(string Id, string? Region)> Vpcs { get; } = [];

    public List<string> RemovedVpcs { get; } = [];

    public List<JsonObject> Records { get; } = [];

    public List<JsonObject> RemovedRecords { get; } = [];

    public JsonObject ToJson() => new()
    {
        ["HostedZone"] = new JsonObject
        {
            [nameof(Id)] = "/hostedzone/" + Id, [nameof(Name)] = Name,
            // One with a VPC is private; of one that the code only adds to nobody says.
            ["Config"] = Vpcs.Count > 0 || HasOpenVpcs || IsWhole
                ? new JsonObject { ["PrivateZone"] = Vpcs.Count > 0 || HasOpenVpcs } : null,
        },
        ["VPCs"] = new JsonArray([.. Vpcs.Distinct().Select(vpc => new JsonObject { ["VPCId"] = vpc.Id, ["VPCRegion"] = vpc.Region })]),
    };

    /// <remarks>
    /// Route 53 makes the first two: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html.
    /// </remarks>
    public JsonObject RecordsToJson()
    {
        IEnumerable<JsonObject> own = !IsWhole ? [] :
        [
            new() { [nameof(Name)] = Name, ["Type"] = "SOA", ["TTL"] = 900, ["ResourceRecords"] = new JsonArray() },
            new() { [nameof(Name)] = Name, ["Type"] = "NS", ["TTL"] = 172800, ["ResourceRecords"] = new JsonArray() },
        ];
        return new()
        {
            ["HostedZoneId"] = Id,
            ["StartRecordName"] = IsWhole ? null : ".",
            ["ResourceRecordSets"] = new JsonArray([.. own.Concat(Records)]),
        };
    }
}
