using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>Everything that can decide a name for the resolver of one VPC.</summary>
internal sealed class VpcNames
{
    private VpcNames(Described<Vpc> vpc)
    {
        Vpc = vpc.Item;
        Network = vpc.Network;
        AccountId = vpc.Item.OwnerId ?? vpc.Network.AccountId;
    }

    public string Id => Vpc.Id;

    public Vpc Vpc { get; }

    public VpcNetwork Network { get; }

    public string? AccountId { get; }

    public string? Region => Network.Region;

    /// <summary>Whether the Resolver answers in the VPC; null where not known.</summary>
    public bool? HasDnsSupport { get; private set; }

    /// <summary>Whether zones and private names work in the VPC; null where not known.</summary>
    public bool? HasDnsHostnames { get; private set; }

    /// <summary>What is associated with the VPC itself.</summary>
    public CandidateTable Own { get; } = new();

    /// <summary>What Profiles bring, in the order of their priorities.</summary>
    public List<CandidateTable> OfProfiles { get; } = [];

    /// <summary>Lists that could hold further candidates.</summary>
    public List<OpenList> Open { get; } = [];

    /// <summary>The DNS Firewall rule groups, by ascending priority.</summary>
    public List<FirewallGroup> FirewallGroups { get; } = [];

    /// <summary>Evidence without which there may be further rule groups.</summary>
    public List<MissingNameEvidence> MissingFirewallGroups { get; } = [];

    /// <summary>Whether a DELEGATE rule is, or may be, at work: it alone makes NS records below the apex of a private zone count.</summary>
    public bool HasDelegateRules { get; private set; }

    /// <summary>Whether a Profile is, or may be, at work.</summary>
    public bool HasProfiles => OfProfiles.Count > 0;

    /// <summary>The candidates of a domain, those of the VPC itself first.</summary>
    public IReadOnlyList<Candidate> At(string domain) =>
        OfProfiles.Count == 0 ? Own.At(domain) : [.. Own.At(domain), .. OfProfiles.SelectMany(p => p.At(domain))];

    public static VpcNames Of(NameIndex index, Described<Vpc> vpc)
    {
        var names = new VpcNames(vpc);
        var evidence = index.Evidence;
        foreach (var attributes in evidence.Attributes[names.Id])
        {
            names.HasDnsSupport ??= attributes.Item.EnableDnsSupport;
            names.HasDnsHostnames ??= attributes.Item.EnableDnsHostnames;
        }

        names.AddRules(evidence, vpc);
        names.AddEndpoints(index, vpc);
        names.AddZones(index);
        names.AddFirewall(index, vpc);
        names.AddProfiles(index, vpc);
        names.FirewallGroups.Sort((one, other) => (one.Priority ?? int.MinValue).CompareTo(other.Priority ?? int.MinValue));
        return names;
    }

    private void AddRules(NameEvidence evidence, Described<Vpc> vpc)
    {
        if (!evidence.Has(NameEvidenceKind.ResolverRuleAssociation, vpc))
        {
            Open.Add(new(Missing(NameEvidenceKind.ResolverRuleAssociation, null, $"A Resolver rule at work in {Id} may forward the name."),
                HoldsRules: true, HoldsZones: false, IsOfProfile: false));
        }

        foreach (var association in evidence.RuleAssociations[Id].Select(a => a.Item).GroupBy(a => a.ResolverRuleId).Select(g => g.First()))
        {
            var atWork = Statuses.IsAtWork(association.Status);
            var rule = evidence.Rules.TryGetValue(association.ResolverRuleId, out var found) ? found.Item : null;
            if (RuleCandidates.Of(association.ResolverRuleId, rule, atWork, $"its association with {Id} is {association.Status}", null,
                0) is { } candidate)
                Own.Add(candidate);
            else if (atWork != false && RuleCandidates.MissingOf(association.ResolverRuleId, rule, AccountId) is { } missing)
                Open.Add(new(missing, HoldsRules: true, HoldsZones: false, IsOfProfile: false));
            HasDelegateRules |= rule is { RuleType: "DELEGATE" } && atWork != false;
        }
    }

    private void AddEndpoints(NameIndex index, Described<Vpc> vpc)
    {
        if (!index.Evidence.Has(ResourceKind.VpcEndpoint, vpc))
        {
            Open.Add(new(Missing(NameEvidenceKind.VpcEndpoint, null, $"An endpoint of {Id} may hold the name."),
                HoldsRules: false, HoldsZones: true, IsOfProfile: false));
        }

        foreach (var endpoint in index.Evidence.EndpointsOfVpc[Id])
        {
            var zones = index.Endpoints.PrivateDns(endpoint.Item.Id);
            foreach (var zone in zones.Zones)
                Own.Add(new() { Domain = zone.Domain, PrivateDns = zone, IsAtWork = zone.IsAtWork, Reason = zone.Reason });
            if (zones.Missing is not null)
                Open.Add(new(zones.Missing, HoldsRules: false, HoldsZones: true, IsOfProfile: false));
        }
    }

    private void AddZones(NameIndex index)
    {
        var listed = index.Evidence.ZonesOfVpc.TryGetValue(Id, out var list) ? list.Item : null;
        if (listed is null or { IsTruncated: true })
        {
            Open.Add(new(Missing(NameEvidenceKind.HostedZone, Id, listed is null
                ? $"A private hosted zone of {Id} may answer the name."
                : $"The list of the private hosted zones of {Id} breaks off; another one may answer the name."),
                HoldsRules: false, HoldsZones: true, IsOfProfile: false));
        }

        var ids = (listed?.Zones.Select(z => NameEvidence.ZoneId(z.HostedZoneId)) ?? []).Concat(index.Evidence.ZonesWithVpc[Id]);
        foreach (var zone in ids.Distinct(StringComparer.Ordinal).Select(index.Zone))
        {
            if (zone.Domain is null)
                Open.Add(new(UnnamedZone(zone), HoldsRules: false, HoldsZones: true, IsOfProfile: false));
            else if (!IsOfEndpoint(index, zone))
                Own.Add(new() { Domain = zone.Domain, Zone = zone });
        }
    }

    /// <summary>A zone that PrivateLink owns is the one behind an endpoint's private names, which the endpoint itself stands for.</summary>
    private bool IsOfEndpoint(NameIndex index, PrivateZone zone) =>
        index.Evidence.EndpointsOfVpc[Id]
            .Any(e => e.Item.DnsEntries.Any(d => d.HostedZoneId == zone.Id && !EndpointNames.IsOwn(e.Item, d.DnsName)))
        || (zone.OwningService is not null && Own.At(zone.Domain!).Any(c => c.PrivateDns is { IsAtWork: not false }));

    private void AddFirewall(NameIndex index, Described<Vpc> vpc)
    {
        if (!index.Evidence.Has(NameEvidenceKind.FirewallRuleGroupAssociation, vpc))
        {
            MissingFirewallGroups.Add(Missing(NameEvidenceKind.FirewallRuleGroupAssociation, null,
                $"A DNS Firewall rule group at work in {Id} may block the name."));
        }

        foreach (var association in index.Evidence.FirewallAssociations[Id].Select(a => a.Item).GroupBy(a => a.Id).Select(g => g.First()))
        {
            var atWork = Statuses.IsAtWork(association.Status);
            if (atWork != false)
                FirewallGroups.Add(new(association.FirewallRuleGroupId, association.Priority, atWork, null, AccountId));
        }
    }

    private void AddProfiles(NameIndex index, Described<Vpc> vpc)
    {
        if (!index.Evidence.Has(NameEvidenceKind.ProfileAssociation, vpc))
        {
            var missing = Missing(NameEvidenceKind.ProfileAssociation, null, $"A Route 53 Profile at work in {Id} may decide the name.");
            Open.Add(new(missing, HoldsRules: true, HoldsZones: true, IsOfProfile: true));
            MissingFirewallGroups.Add(missing);
        }

        var associations = index.Evidence.ProfileAssociations[Id].Select(a => a.Item).GroupBy(a => a.ProfileId).Select(g => g.First())
            .Where(a => Statuses.IsAtWork(a.Status) != false).OrderBy(a => a.Priority ?? int.MaxValue).ToList();
        var tier = 0;
        for (var i = 0; i < associations.Count; i++)
        {
            // Two Profiles whose order nobody knows share a place.
            tier += i == 0 || (associations[i].Priority is { } priority && associations[i - 1].Priority is { } before
                && priority != before) ? 1 : 0;
            AddProfile(index.Profile(associations[i].ProfileId), associations[i], tier);
        }
    }

    private void AddProfile(ProfileNames profile, ProfileAssociation association, int tier)
    {
        var atWork = Statuses.IsAtWork(association.Status);
        var table = new CandidateTable();
        foreach (var candidate in profile.Candidates)
        {
            table.Add(candidate with
            {
                Tier = tier,
                IsAtWork = Statuses.And(candidate.IsAtWork, atWork),
                Reason = candidate.IsAtWork == true ? $"the association of Profile {profile.Id} with {Id} is {association.Status}"
                    : candidate.Reason,
            });
        }

        OfProfiles.Add(table);
        Open.AddRange(profile.Open);
        FirewallGroups.AddRange(profile.FirewallGroups.Select(g => g with { IsAtWork = Statuses.And(g.IsAtWork, atWork) }));
        MissingFirewallGroups.AddRange(profile.MissingFirewallGroups);
        HasDelegateRules |= profile.HasDelegateRules;
    }

    private MissingNameEvidence UnnamedZone(PrivateZone zone) =>
        new(NameEvidenceKind.HostedZone, Id, zone.OwnerAccount ?? AccountId,
            $"Zone {zone.Id} of {Id} may answer the name: its domain is not known.");

    private MissingNameEvidence Missing(NameEvidenceKind kind, string? id, string reason) => new(kind, id, AccountId, reason);
}
