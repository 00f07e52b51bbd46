using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>Lays what code says of names over what decides them today.</summary>
internal static class NameMerge
{
    /// <summary>The network as it is, with the zones, records, rules and Profiles of the code in it.</summary>
    /// <param name="was">The network as it is, without what the code takes away.</param>
    /// <param name="will">What the code describes.</param>
    /// <param name="names">How it was put together.</param>
    /// <param name="removed">The ids of what the code takes away.</param>
    public static VpcNetwork Over(VpcNetwork was, VpcNetwork will, NameAssembly names, HashSet<string> removed)
    {
        var drafts = names.Zones.ToDictionary(zone => zone.Id, StringComparer.Ordinal);
        return was with
        {
            HostedZones = PlannedMerge.Over(was.HostedZones.Select(zone => WithoutVpcs(zone, drafts)).ToValueList(), will.HostedZones,
                zone => zone.Id, Zone),
            HostedZonesOfVpcs = PlannedMerge.Over(was.HostedZonesOfVpcs.Select(list => Without(list, drafts, removed)).ToValueList(),
                will.HostedZonesOfVpcs, list => list.VpcId, (before, after) => before with
                {
                    Zones = PlannedMerge.Over(before.Zones, after.Zones, zone => zone.HostedZoneId),
                    IsTruncated = before.IsTruncated || after.IsTruncated,
                }),
            HostedZoneRecords = Records(was, will, names, drafts, removed),
            ResolverRules = PlannedMerge.Over(was.ResolverRules, will.ResolverRules, rule => rule.Id),
            ResolverRuleAssociations = PlannedMerge.Over(was.ResolverRuleAssociations, will.ResolverRuleAssociations, one => one.Id),
            ResolverEndpoints = PlannedMerge.Over(was.ResolverEndpoints, will.ResolverEndpoints, endpoint => endpoint.Id,
                (before, after) => after with { HostVpcId = after.HostVpcId ?? before.HostVpcId, Status = before.Status }),
            ResolverEndpointAddresses = PlannedMerge.Over(was.ResolverEndpointAddresses, will.ResolverEndpointAddresses,
                addresses => addresses.ResolverEndpointId, (before, _) => before),
            FirewallRuleGroupAssociations = PlannedMerge.Over(was.FirewallRuleGroupAssociations, will.FirewallRuleGroupAssociations,
                one => one.Id),
            ProfileAssociations = PlannedMerge.Over(was.ProfileAssociations, will.ProfileAssociations, one => one.Id,
                (before, after) => after with { Priority = before.Priority }),
            ProfileResources = PlannedMerge.Over(was.ProfileResources, will.ProfileResources, profile => profile.ProfileId,
                (before, after) => before with
                {
                    Resources = before.Resources.Union(after.Resources.Where(one => before.Resources.All(known =>
                        known.ResourceArn != one.ResourceArn))).ToValueList(),
                }),
        };
    }

    private static HostedZone WithoutVpcs(HostedZone zone, Dictionary<string, ZoneDraft> drafts) =>
        !drafts.TryGetValue(zone.Id, out var draft) || draft.RemovedVpcs.Count == 0 ? zone
            : zone with { Vpcs = zone.Vpcs?.Where(vpc => !draft.RemovedVpcs.Contains(vpc.VpcId)).ToValueList() };

    /// <summary>Further VPCs may have been associated elsewhere, in other accounts above all.</summary>
    private static HostedZone Zone(HostedZone was, HostedZone will) => was with
    {
        Name = will.Name.Length > 0 ? will.Name : was.Name,
        IsPrivate = was.IsPrivate == true || will.IsPrivate == true ? true : was.IsPrivate ?? will.IsPrivate,
        Vpcs = was.Vpcs is { } vpcs ? PlannedMerge.Over(vpcs, will.Vpcs ?? [], vpc => vpc.VpcId) : will.Vpcs,
    };

    private static VpcHostedZones Without(VpcHostedZones list, Dictionary<string, ZoneDraft> drafts, HashSet<string> removed) => list with
    {
        Zones = list.Zones.Where(zone => !removed.Contains(zone.HostedZoneId)
            && !(drafts.TryGetValue(zone.HostedZoneId, out var draft) && draft.RemovedVpcs.Contains(list.VpcId))).ToValueList(),
    };

    /// <summary>Where a zone was read in part, what the code adds could not be told from what is there: then none of it counts.</summary>
    private static ValueList<HostedZoneRecords> Records(VpcNetwork was, VpcNetwork will, NameAssembly names,
        Dictionary<string, ZoneDraft> drafts, HashSet<string> removed)
    {
        if (names.HasOpenRecord)
            return will.HostedZoneRecords.Where(records => records.IsComplete && !was.HostedZones.Any(z => z.Id == records.HostedZoneId))
                .ToValueList();
        var kept = was.HostedZoneRecords.Where(records => !removed.Contains(records.HostedZoneId)
            && !drafts.ContainsKey(records.HostedZoneId)).ToList();
        foreach (var draft in drafts.Values.Where(draft => !draft.HasOpenRecords))
        {
            var after = will.HostedZoneRecords.FirstOrDefault(records => records.HostedZoneId == draft.Id);
            var parts = was.HostedZoneRecords.Where(records => records.HostedZoneId == draft.Id).ToList();
            if (parts.Count == 0 && after is { IsComplete: true })
                kept.Add(after);
            else if (draft.Records.Count + draft.RemovedRecords.Count == 0)
                kept.AddRange(parts);
            else if (parts.Find(part => part.IsComplete) is { } whole)
                kept.Add(whole with { RecordSets = Sets(whole, after, draft) });
        }

        return kept.ToValueList();
    }

    private static ValueList<ResourceRecordSet> Sets(HostedZoneRecords whole, HostedZoneRecords? after, ZoneDraft draft)
    {
        // SOA and NS of the apex are Route 53's, and stay.
        var added = (after?.RecordSets ?? []).Where(set => set.Type != "SOA" && !(set.Type == "NS" && set.Values.Count == 0)).ToList();
        var gone = new HashSet<(string, string, string?)>(added.Select(Key).Concat(draft.RemovedRecords.Select(record =>
            (Normal((string?)record["Name"]), (string?)record["Type"] ?? "", (string?)record["SetIdentifier"]))));
        return [.. whole.RecordSets.Where(set => !gone.Contains(Key(set))), .. added];
    }

    private static (string Name, string Type, string? SetIdentifier) Key(ResourceRecordSet set) =>
        (Normal(set.Name), set.Type, set.SetIdentifier);

    // Route 53 writes an asterisk as \\052, and people do as it is.
    private static string Normal(string? name) => (name ?? "").TrimEnd('.').ToLowerInvariant().Replace("\\052", "*");
}
