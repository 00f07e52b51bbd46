using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Core.Tests.Naming;

/// <summary>An answer of the reference; what decided, and where the way began.</summary>
internal sealed record ReferenceAnswer(NameStatus Status, (NameSource Source, string? Id) At)
{
    public static ReferenceAnswer Unknown { get; } = new(NameStatus.Unknown, default);

    /// <summary>The first thing that took the name on; null for public DNS.</summary>
    public (NameSource Source, string? Id)? First { get; init; }

    public HashSet<string> Addresses { get; init; } = [];

    public string? EndpointId { get; init; }

    public string? OverrideName { get; init; }

    public List<string> Redirects { get; init; } = [];

    public (NameSource Source, string? Id) Decider => Status is NameStatus.Resolved or NameStatus.Public ? First ?? At : At;

    public bool EndsLike(ReferenceAnswer other) =>
        Status == other.Status && EndpointId == other.EndpointId && OverrideName == other.OverrideName
        && Addresses.SetEquals(other.Addresses);

    public ReferenceAnswer StartingAt((NameSource Source, string? Id) first) => this with { First = first };
}

/// <summary>
/// How a name is resolved inside AWS, as simple as it can be written: complete evidence, no index, every list searched from its beginning,
/// in the order of the prose. It shares nothing with the engine but the model.
/// </summary>
internal sealed class ReferenceResolver(IReadOnlyList<VpcNetwork> networks)
{
    private readonly HashSet<string> _path = [];

    public ReferenceAnswer Ask(string vpcId, string name, string type)
    {
        var vpc = All(n => n.Vpcs).First(v => v.Id == vpcId);
        var servers = All(n => n.DhcpOptions).First(d => d.Id == vpc.DhcpOptionsId).DomainNameServers;
        if (servers.Any(s => s != "AmazonProvidedDNS" && InboundAt(s) is null))
            return ReferenceAnswer.Unknown;
        var options = (NameSource.DhcpOptions, (string?)vpc.DhcpOptionsId);
        var own = servers.Contains("AmazonProvidedDNS") ? [AskVpc(vpcId, false, name, type, false, false, options)]
            : Array.Empty<ReferenceAnswer>();
        var inbound = servers.Select(InboundAt).OfType<ResolverEndpoint>().Distinct()
            .Select(e => (Admits(e) ? AskVpc(e.HostVpcId!, true, name, type, false, false, options)
                : new ReferenceAnswer(NameStatus.NoAnswer, options)).StartingAt(options));
        return OneOf([.. own, .. inbound]);
    }

    private ReferenceAnswer AskVpc(string vpc, bool inbound, string name, string type, bool redirect, bool trusted,
        (NameSource, string?) via)
    {
        if (!_path.Add($"{vpc} {inbound} {name}"))
            return new(NameStatus.NoAnswer, via);
        try
        {
            var attributes = All(n => n.VpcAttributes).First(a => a.VpcId == vpc);
            if (attributes.EnableDnsSupport == false)
                return new(NameStatus.NoAnswer, (NameSource.VpcDns, vpc));
            if (!trusted)
            {
                var verdicts = Firewall(vpc, name, type, redirect);
                if (verdicts.Count > 1)
                    return ReferenceAnswer.Unknown;
                if (verdicts[0].Answer is { } blocked)
                    return blocked;
                trusted = verdicts[0].Trust;
            }

            return TakeOn(vpc, inbound, name, type, trusted, attributes.EnableDnsHostnames == true);
        }
        finally
        {
            _path.Remove($"{vpc} {inbound} {name}");
        }
    }

    /// <summary>Every verdict that is possible, with each managed list holding the name or not.</summary>
    private List<(ReferenceAnswer? Answer, bool Trust)> Firewall(string vpc, string name, string type, bool redirect)
    {
        var groups = All(n => n.FirewallRuleGroupAssociations).Where(a => a.VpcId == vpc).Select(a => (a.Priority, a.FirewallRuleGroupId))
            .Concat(ProfilesOf(vpc).SelectMany(p => ResourcesOf(p)).Where(r => r.ResourceArn.Contains("firewall-rule-group"))
                .Select(r => (r.Priority, FirewallRuleGroupId: r.ResourceId)));
        var rules = groups.OrderBy(g => g.Priority)
            .SelectMany(g => All(n => n.FirewallRules).First(r => r.FirewallRuleGroupId == g.FirewallRuleGroupId).Rules
            .OrderBy(r => r.Priority).Select(r => (Rule: r, Group: g.FirewallRuleGroupId))).ToList();
        var verdicts = new List<(ReferenceAnswer?, bool)>();
        foreach (var (rule, group) in rules)
        {
            if (rule.Qtype is not null && rule.Qtype != type)
                continue;
            var isManaged = All(n => n.FirewallDomainLists).Any(l => l.Id == rule.FirewallDomainListId && l.ManagedOwnerName is not null);
            var isListed = All(n => n.FirewallDomains).Where(d => d.FirewallDomainListId == rule.FirewallDomainListId)
                .SelectMany(d => d.Domains)
                .Any(d => d == "*" || d == name
                    || (d.StartsWith("*.", StringComparison.Ordinal) && name.EndsWith(d[1..], StringComparison.Ordinal)));
            var mayMatch = isManaged ? !name.Contains(".vpce.") : isListed;
            if (!mayMatch)
                continue;
            var trusts = rule.FirewallDomainRedirectionAction == "TRUST_REDIRECTION_DOMAIN";
            var at = (NameSource.DnsFirewall, group);
            (ReferenceAnswer?, bool) verdict = rule.Action != "BLOCK" ? (null, trusts) : (rule.BlockResponse switch
            {
                "NXDOMAIN" => new(NameStatus.NxDomain, at),
                "OVERRIDE" => new(NameStatus.Overridden, at) { OverrideName = rule.BlockOverrideDomain },
                _ => new(NameStatus.NoData, at),
            }, false);
            // Of two rules that do the same, the one that is known to match is the one to name: it comes last.
            verdicts.RemoveAll(v => Same(v, verdict));
            verdicts.Add(verdict);
            // Whether a rule that trusts redirections blocks the second name of a chain is not documented.
            if (!isManaged && !(rule.Action == "BLOCK" && redirect && trusts))
                return verdicts;
        }

        if (!verdicts.Exists(v => Same(v, (null, false))))
            verdicts.Add((null, false));
        return verdicts;

        static bool Same((ReferenceAnswer? Answer, bool Trust) one, (ReferenceAnswer? Answer, bool Trust) other) =>
            one.Trust == other.Trust && one.Answer?.Status == other.Answer?.Status
                && one.Answer?.OverrideName == other.Answer?.OverrideName;
    }

    private ReferenceAnswer TakeOn(string vpc, bool inbound, string name, string type, bool trusted, bool hostnames)
    {
        var rules = RulesOf(vpc).Where(r => IsIn(name, r.Rule.DomainName!.TrimEnd('.')))
            .Select(r => (Labels: Labels(r.Rule.DomainName!.TrimEnd('.')), r.Tier, Kind: 0, Id: r.Rule.Id, At: r.Tier == 0
                ? (NameSource.ResolverRule, r.Rule.Id) : (NameSource.Profile, r.Profile!), Thing: (object)r.Rule));
        var zones = ZonesOf(vpc).Where(z => IsIn(name, z.Zone.Name.TrimEnd('.')))
            .Select(z => (Labels: Labels(z.Zone.Name.TrimEnd('.')), z.Tier, Kind: 1, Id: z.Zone.HostedZoneId, At: z.Tier == 0
                ? (NameSource.PrivateHostedZone, z.Zone.HostedZoneId) : (NameSource.Profile, z.Profile!), Thing: (object)z.Zone));
        var hidden = HiddenOf(vpc, inbound).Where(h => IsIn(name, h.Domain))
            .Select(h => (Labels: Labels(h.Domain), h.Tier, Kind: 1, Id: h.Endpoint.Id, At: h.Tier == 0
                ? (NameSource.EndpointPrivateDns, h.Endpoint.Id) : (NameSource.Profile, h.Profile!), Thing: (object)h));
        var ofZones = zones.Concat(hidden).OrderByDescending(c => c.Labels).ThenBy(c => c.Tier).ToList();
        var winner = rules.Concat(hostnames ? ofZones : []).OrderByDescending(c => c.Labels).ThenBy(c => c.Tier).ThenBy(c => c.Kind)
            .FirstOrDefault();
        var isSuppressed = !hostnames && ofZones.Count > 0 && winner.Thing is null;
        if (winner.Thing is ResolverRule rule)
        {
            if (rule.RuleType == "FORWARD")
                return Forward(rule, vpc, inbound, name, type, trusted, winner.At).StartingAt(winner.At);
            var least = winner.Labels;
            winner = hostnames ? ofZones.FirstOrDefault() : default;
            isSuppressed = !hostnames && ofZones.Count > 0;
            if (winner.Thing is not null && winner.Labels < least)
                return ReferenceAnswer.Unknown;
        }

        return winner.Thing switch
        {
            HostedZoneSummary zone => LookUp(zone, vpc, inbound, name, name, type, trusted, winner.At).StartingAt(winner.At),
            Hidden zone when (name == zone.Domain ? zone.Apex : zone.Wildcard) =>
                OfEndpoint(zone.Endpoint, null, type, winner.At).StartingAt(winner.At),
            Hidden zone => new(name == zone.Domain ? NameStatus.NoData : NameStatus.NxDomain, winner.At),
            _ => Public(name, type, isSuppressed ? (NameSource.VpcDns, vpc) : (NameSource.Public, null)),
        };
    }

    private ReferenceAnswer Public(string name, string type, (NameSource, string?) nothing)
    {
        foreach (var endpoint in All(n => n.Endpoints))
        {
            foreach (var entry in endpoint.DnsEntries.Where(e => e.DnsName == name))
            {
                var at = (NameSource.EndpointPublicName, (string?)endpoint.Id);
                return OfOwnName(endpoint, name, type, at).StartingAt(at);
            }
        }

        return name.Contains(".vpce.") ? ReferenceAnswer.Unknown : new(NameStatus.Public, nothing);
    }

    private ReferenceAnswer OfOwnName(VpcEndpoint endpoint, string name, string type, (NameSource, string?) at) =>
        endpoint.StateName == "deleted" ? new(NameStatus.NoData, at)
        : endpoint.StateName != "available" ? ReferenceAnswer.Unknown
        : OfEndpoint(endpoint, name.Contains("-zone-1.") ? "zone-1" : name.Contains("-zone-2.") ? "zone-2" : null, type, at);

    private ReferenceAnswer OfEndpoint(VpcEndpoint endpoint, string? zone, string type, (NameSource, string?) at)
    {
        var wanted = endpoint.DnsRecordIpType is "dualstack" || endpoint.DnsRecordIpType == (type == "A" ? "ipv4" : "ipv6");
        var addresses = All(n => n.NetworkInterfaces)
            .Where(n => endpoint.NetworkInterfaceIds.Contains(n.Id) && (zone is null || n.AvailabilityZone == zone))
            .SelectMany(n => n.Addresses).Where(a => a.Family == (type == "A" ? IpFamily.IPv4 : IpFamily.IPv6)).Select(a => a.ToString())
                .ToHashSet();
        return !wanted || addresses.Count == 0 ? new(NameStatus.NoData, at)
            : new(NameStatus.Resolved, at) { Addresses = addresses, EndpointId = endpoint.Id };
    }

    private ReferenceAnswer Forward(ResolverRule rule, string vpc, bool inbound, string name, string type, bool trusted,
        (NameSource, string?) at)
    {
        var targets = rule.TargetIps.Select(t => InboundAt(t.Ip!)).ToList();
        if (targets.Contains(null))
            return ReferenceAnswer.Unknown;
        var outbound = All(n => n.ResolverEndpoints).First(e => e.Id == rule.ResolverEndpointId);
        var result = OneOf([.. targets.Distinct()
            .Select(t => Admits(outbound) && Admits(t!) ? AskVpc(t!.HostVpcId!, true, name, type, false, false, at)
            : new ReferenceAnswer(NameStatus.NoAnswer, at))]);
        if (result.Redirects.Count == 0 || result.Status == NameStatus.Unknown)
            return result;
        var again = AskVpc(vpc, inbound, result.Redirects[0], type, true, trusted, at);
        return again.Status != NameStatus.Unknown && again.EndsLike(result) ? result : ReferenceAnswer.Unknown;
    }

    /// <summary>RFC 4592, literally: the closest ancestor that exists, and its wildcard.</summary>
    private ReferenceAnswer LookUp(HostedZoneSummary zone, string vpc, bool inbound, string owner, string name, string type,
        bool trusted, (NameSource, string?) at)
    {
        var apex = zone.Name.TrimEnd('.');
        var records = All(n => n.HostedZoneRecords).First(r => r.HostedZoneId == zone.HostedZoneId).RecordSets
            .Select(r => (Name: r.Name.TrimEnd('.').Replace(@"\052", "*"), Set: r)).Where(r => IsIn(r.Name, apex)).ToList();
        bool Exists(string n) => n == apex || records.Exists(r => IsIn(r.Name, n));
        if (!Exists(owner))
        {
            var ancestor = owner;
            while (!Exists(ancestor))
                ancestor = ancestor[(ancestor.IndexOf('.') + 1)..];
            if (!records.Exists(r => r.Name == "*." + ancestor))
                return new(NameStatus.NxDomain, at);
            owner = "*." + ancestor;
        }

        var here = records.Where(r => r.Name == owner).Select(r => r.Set).ToList();
        var sets = here.Where(r => r.Type == type).ToList();
        if (sets.Count == 0)
            sets = here.Where(r => r.Type == "CNAME").ToList();
        if (sets.Count == 0)
            return new(NameStatus.NoData, at);
        if (sets.Exists(s => s.Weight > 0))
            sets.RemoveAll(s => s.Weight == 0);
        return OneOf([.. sets.Select(set => Answer(set))]);

        ReferenceAnswer Answer(ResourceRecordSet set)
        {
            if (set.AliasTarget is { } alias)
            {
                var target = alias.DnsName.TrimEnd('.');
                var verdicts = trusted ? [(null, true)] : Firewall(vpc, target, type, true);
                if (verdicts.Exists(v => v.Answer is not null))
                    return ReferenceAnswer.Unknown;
                if (alias.HostedZoneId == zone.HostedZoneId)
                    return LookUp(zone, vpc, inbound, target, name, type, trusted, at);
                var endpoint = All(n => n.Endpoints).FirstOrDefault(e => e.DnsEntries.Any(d => d.DnsName == target));
                return endpoint is null ? ReferenceAnswer.Unknown : OfOwnName(endpoint, target, type, at);
            }

            if (set.Type == "CNAME")
            {
                var target = set.Values[0].TrimEnd('.');
                var result = AskVpc(vpc, inbound, target, type, true, trusted, at);
                return result with { Redirects = [target, .. result.Redirects] };
            }

            var owners = set.Values.Select(v => OwnerOf(v)).Distinct().ToList();
            return new(NameStatus.Resolved, at) { Addresses = [.. set.Values], EndpointId = owners.Count == 1 ? owners[0] : null };
        }
    }

    private string? OwnerOf(string address)
    {
        var holder = All(n => n.NetworkInterfaces).FirstOrDefault(n => n.Addresses.Any(a => a.ToString() == address));
        return holder is null ? null : All(n => n.Endpoints).FirstOrDefault(e => e.NetworkInterfaceIds.Contains(holder.Id))?.Id;
    }

    private static ReferenceAnswer OneOf(List<ReferenceAnswer> answers)
    {
        if (answers.Count == 0 || answers.Exists(a => a.Status == NameStatus.Unknown))
            return ReferenceAnswer.Unknown;
        if (answers.TrueForAll(a => a.Status == NameStatus.Resolved))
        {
            return answers[0] with
            {
                Addresses = [.. answers.SelectMany(a => a.Addresses)],
                EndpointId = answers.Select(a => a.EndpointId).Distinct().Count() == 1 ? answers[0].EndpointId : null,
                Redirects = [.. answers.SelectMany(a => a.Redirects).Distinct()],
            };
        }

        return answers.TrueForAll(a => a.EndsLike(answers[0])) ? answers[0] : ReferenceAnswer.Unknown;
    }

    private IEnumerable<(ResolverRule Rule, int Tier, string? Profile)> RulesOf(string vpc) =>
        All(n => n.ResolverRuleAssociations).Where(a => a.VpcId == vpc && a.Status == "COMPLETE")
            .Select(a => (a.ResolverRuleId, 0, (string?)null))
            .Concat(OfProfiles(vpc, "resolver-rule"))
                .Select(r => (All(n => n.ResolverRules).First(x => x.Id == r.Item1), r.Item2, r.Item3));

    private IEnumerable<(HostedZoneSummary Zone, int Tier, string? Profile)> ZonesOf(string vpc) =>
        All(n => n.HostedZonesOfVpcs).Where(z => z.VpcId == vpc).SelectMany(z => z.Zones).Select(z => (z.HostedZoneId, 0, (string?)null))
            .Concat(OfProfiles(vpc, "hostedzone")).Select(z => (Summary(z.Item1), z.Item2, z.Item3));

    private IEnumerable<Hidden> HiddenOf(string vpc, bool inbound) =>
        All(n => n.Endpoints)
            .Where(e => e.VpcId == vpc && e.PrivateDnsEnabled == true && e.StateName == "available"
            && (inbound || e.PrivateDnsOnlyForInboundResolverEndpoint != true))
            .Select(e => (e.Id, 0, (string?)null)).Concat(OfProfiles(vpc, "vpc-endpoint")).SelectMany(p =>
            {
                var endpoint = All(n => n.Endpoints).First(e => e.Id == p.Item1);
                var names = All(n => n.Services).First(s => s.ServiceName == endpoint.ServiceName).PrivateDnsNames;
                return names.Select(n => n.Replace("*.", "")).Distinct()
                    .Select(domain => new Hidden(endpoint, domain, names.Contains(domain), names.Contains("*." + domain), p.Item2,
                        p.Item3));
            });

    private IEnumerable<(string, int, string?)> OfProfiles(string vpc, string type) =>
        ProfilesOf(vpc).SelectMany((p, i) =>
            ResourcesOf(p).Where(r => r.ResourceArn.Contains(type)).Select(r => (r.ResourceId, i + 1, (string?)p)));

    private IEnumerable<string> ProfilesOf(string vpc) =>
        All(n => n.ProfileAssociations).Where(a => a.VpcId == vpc).OrderBy(a => a.Priority).Select(a => a.ProfileId);

    private ValueList<ProfileResourceAssociation> ResourcesOf(string profile) =>
        All(n => n.ProfileResources).First(p => p.ProfileId == profile).Resources;

    private HostedZoneSummary Summary(string id) =>
        All(n => n.HostedZones).Where(z => z.Id == id).Select(z => new HostedZoneSummary(z.Id, z.Name)).First();

    private ResolverEndpoint? InboundAt(string address) => All(n => n.ResolverEndpoints).FirstOrDefault(e => e.Direction == "INBOUND"
        && All(n => n.ResolverEndpointAddresses).Any(a => a.ResolverEndpointId == e.Id && a.Addresses.Any(x => x.Ip == address)));

    private bool Admits(ResolverEndpoint endpoint) =>
        All(n => n.SecurityGroups).First(g => g.Id == endpoint.SecurityGroupIds[0]).Ingress.Count > 0;

    private IEnumerable<T> All<T>(Func<VpcNetwork, IEnumerable<T>> list) => networks.SelectMany(list);

    private static bool IsIn(string name, string domain) =>
        domain.Length == 0 || name == domain || name.EndsWith("." + domain, StringComparison.Ordinal);

    private static int Labels(string domain) => domain.Length == 0 ? 0 : domain.Split('.').Length;

    private sealed record Hidden(VpcEndpoint Endpoint, string Domain, bool Apex, bool Wildcard, int Tier, string? Profile);
}
