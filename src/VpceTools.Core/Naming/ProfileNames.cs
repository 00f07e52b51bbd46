using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>What one Route 53 Profile brings to every VPC that it is associated with.</summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html</remarks>
internal sealed class ProfileNames
{
    private readonly string? _account;

    private ProfileNames(string id, string? account)
    {
        Id = id;
        _account = account;
    }

    public string Id { get; }

    public List<Candidate> Candidates { get; } = [];

    public List<OpenList> Open { get; } = [];

    public List<FirewallGroup> FirewallGroups { get; } = [];

    public List<MissingNameEvidence> MissingFirewallGroups { get; } = [];

    public bool HasDelegateRules { get; private set; }

    public static ProfileNames Of(NameIndex index, string id)
    {
        var known = index.Evidence.ProfileResources.TryGetValue(id, out var resources);
        var names = new ProfileNames(id, resources.Item?.Resources.Select(r => r.OwnerId).FirstOrDefault(o => o is not null));
        if (!known || resources.Item!.IsTruncated)
        {
            var missing = new MissingNameEvidence(NameEvidenceKind.ProfileResourceAssociation, id, names._account, known
                ? $"The list of what Profile {id} holds breaks off; it may decide the name."
                : $"Profile {id} may decide the name: what it holds is not known.");
            names.Open.Add(new(missing, HoldsRules: true, HoldsZones: true, IsOfProfile: true));
            names.MissingFirewallGroups.Add(missing);
        }

        foreach (var resource in resources.Item?.Resources ?? [])
        {
            if (Statuses.IsAtWork(resource.Status) != false)
                names.Add(index, resource);
        }

        return names;
    }

    private void Add(NameIndex index, ProfileResourceAssociation resource)
    {
        var atWork = Statuses.IsAtWork(resource.Status);
        var reason = $"its place in Profile {Id} is {resource.Status}";
        if (resource.ResourceArn.Contains(":hostedzone/"))
            AddZone(index.Zone(resource.ResourceId), atWork, reason);
        else if (resource.ResourceArn.Contains(":resolver-rule/"))
            AddRule(index, resource.ResourceId, atWork, reason);
        else if (resource.ResourceArn.Contains(":firewall-rule-group/"))
            FirewallGroups.Add(new(resource.ResourceId, resource.Priority, atWork, Id, _account));
        else if (resource.ResourceArn.Contains(":vpc-endpoint/"))
            AddEndpoint(index, resource.ResourceId, atWork, reason);
        // Query logging configurations and what else a Profile may hold answer no names.
    }

    private void AddZone(PrivateZone zone, bool? atWork, string reason)
    {
        if (zone.Domain is null)
        {
            Open.Add(new(new(NameEvidenceKind.HostedZone, zone.Id, _account,
                $"Zone {zone.Id} of Profile {Id} may answer the name: its domain is not known."),
                HoldsRules: false, HoldsZones: true, IsOfProfile: true));
            return;
        }

        Candidates.Add(new() { Domain = zone.Domain, Zone = zone, ProfileId = Id, IsAtWork = atWork, Reason = reason });
    }

    private void AddRule(NameIndex index, string id, bool? atWork, string reason)
    {
        var rule = index.Evidence.Rules.TryGetValue(id, out var found) ? found.Item : null;
        if (RuleCandidates.Of(id, rule, atWork, reason, Id, 0) is { } candidate)
            Candidates.Add(candidate);
        else if (RuleCandidates.MissingOf(id, rule, _account) is { } missing)
            Open.Add(new(missing, HoldsRules: true, HoldsZones: false, IsOfProfile: true));
        HasDelegateRules |= rule is { RuleType: "DELEGATE" };
    }

    /// <summary>
    /// The private names of an endpoint of whatever VPC. What a Profile makes of an endpoint whose private DNS is off, or is for inbound
    /// Resolver endpoints only, is not documented.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profile-associate-vpc-endpoints.html</remarks>
    private void AddEndpoint(NameIndex index, string id, bool? atWork, string reason)
    {
        if (!index.Evidence.Endpoints.TryGetValue(id, out var endpoint))
        {
            Open.Add(new(new(NameEvidenceKind.VpcEndpoint, id, _account,
                $"Endpoint {id} of Profile {Id} may hold the name: it is not in the evidence."),
                HoldsRules: false, HoldsZones: true, IsOfProfile: true));
            return;
        }

        var zones = index.Endpoints.PrivateDns(id);
        var isOff = EndpointNames.IsPrivateDnsOn(endpoint.Item) == false;
        var isUnclear = (isOff || endpoint.Item.PrivateDnsOnlyForInboundResolverEndpoint == true)
            && PrivateDnsZones.StateIsAtWork(endpoint.Item.State) != false;
        foreach (var zone in zones.Zones)
        {
            var works = isUnclear ? null : zone.IsAtWork;
            Candidates.Add(new()
            {
                Domain = zone.Domain,
                PrivateDns = zone,
                ProfileId = Id,
                IsAtWork = Statuses.And(works, atWork),
                Reason = isUnclear ? "what a Profile makes of such private DNS settings is not documented"
                    : zone.IsAtWork == true ? reason : zone.Reason,
            });
        }

        // With private DNS off the names are those of the service all the same.
        if (zones.Missing is not null || (zones.Zones.Count == 0 && isOff && isUnclear))
        {
            Open.Add(new(zones.Missing ?? new(NameEvidenceKind.VpcEndpointService, endpoint.Item.ServiceName, endpoint.Item.OwnerId,
                $"Endpoint {id} of Profile {Id} may hold the name: its private names are not known."),
                HoldsRules: false, HoldsZones: true, IsOfProfile: true));
        }
    }
}
