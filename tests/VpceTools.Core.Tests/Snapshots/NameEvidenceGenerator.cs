using CsCheck;
using VpceTools.Model;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>Random evidence on names.</summary>
internal static class NameEvidenceGenerator
{
    private static readonly Gen<string> Domain = Gen.OneOf("example.com.", "\\052.example.com.", "a.b.example.com.", "_x.example.com",
        "x-y.example.com.");
    private static readonly Gen<string?> Status = Gen.OneOf<string?>(null, "COMPLETE", "DELETING", "ÄÖ \"x\" \\");
    private static readonly Gen<string?> Owner = Gen.OneOf<string?>(null, "111122223333", "444455556666");
    private static readonly Gen<int?> Priority = Gen.OneOf<int?>(null, 0, 100, 9900);
    private static readonly Gen<bool?> Flag = Gen.OneOf<bool?>(null, true, false);
    private static readonly Gen<string?> Ip = Gen.OneOf<string?>(null, "10.0.0.2", "192.0.2.1");
    private static readonly Gen<string?> Ipv6 = Gen.OneOf<string?>(null, "2001:db8::1");

    private static readonly Gen<AliasTarget?> Alias = Gen.OneOf(
        Gen.Const((AliasTarget?)null), Gen.Select(Domain, Gen.Bool, (name, health) =>
            (AliasTarget?)new AliasTarget("Z7HUB22UULQXV", name, health)));

    private static readonly Gen<ResourceRecordSet> RecordSet = Gen.Select(
        Domain, Gen.OneOf("A", "AAAA", "CNAME", "TXT"), Alias, Gen.OneOf<string?>(null, "one"),
        Gen.OneOf<string?>(null, "failover PRIMARY", "latency us-east-1", "geolocation EU", "IP-based collection here"),
        Gen.Select(Flag, Gen.OneOf<long?>(null, 0, 255), Gen.OneOf("10.0.0.1", "\"a \\\" text\"", "x.example.com.").Array[0, 2]),
        (name, type, alias, set, policy, rest) => new ResourceRecordSet
        {
            Name = name, Type = type, Ttl = alias is null ? 300 : null, AliasTarget = alias, Values = alias is null ? [.. rest.Item3] : [],
            SetIdentifier = set, Weight = rest.Item2, MultiValueAnswer = rest.Item1, RoutingPolicy = policy, HealthCheckId = set is null
                ? null : "0a-1",
        });

    /// <summary>A whole zone begins with the SOA record of its apex.</summary>
    private static readonly Gen<HostedZoneRecords> Records = Gen.Select(RecordSet.Array[0, 4], Gen.Int[0, 3], (sets, part) =>
        new HostedZoneRecords
        {
            HostedZoneId = "",
            RecordSets = part == 0 ? [Soa, .. sets] : [.. sets],
            StartRecordName = part is 1 or 3 ? "a.example.com." : part == 0 ? null : "example.com.",
            NextRecordName = part is 2 or 3 ? "x.example.com." : null,
        });

    private static readonly Gen<HostedZone> Zone = Gen.Select(Domain, Flag, Owner, Gen.OneOf<long?>(null, 2, 10000), Gen.Int[0, 2],
        (name, isPrivate, owner, count, vpcs) => new HostedZone
        {
            Id = "", Name = name, IsPrivate = isPrivate, OwnerId = owner, ResourceRecordSetCount = count,
            LinkedService = vpcs == 1 ? "servicediscovery.amazonaws.com" : null,
            Vpcs = vpcs == 0 ? null : vpcs == 1 ? [] : [new("vpc-1", "us-east-1"), new("vpc-2", null)],
        });

    private static readonly Gen<HostedZoneSummary> Summary = Gen.Select(Domain, Gen.Bool, (name, isService) =>
        isService ? new HostedZoneSummary("Z2", name, null, "vpce.amazonaws.com") : new("Z1", name, "111122223333"));

    private static readonly Gen<ResolverRule> Rule = Gen.Select(Domain, Gen.OneOf("FORWARD", "SYSTEM", "DELEGATE"), Status, Owner,
        Gen.Select(Ip, Ipv6, Gen.OneOf<int?>(null, 53), (ip, ipv6, port) =>
            new ResolverTarget(ip, ipv6, port, port is null ? null : "Do53")).Array[0, 2],
        (domain, type, status, owner, targets) => new ResolverRule
        {
            Id = "", DomainName = domain, RuleType = type, Status = status, OwnerId = owner, TargetIps = [.. targets],
            ResolverEndpointId = targets.Length == 0 ? null : "rslvr-out-1", DelegationRecord = type == "DELEGATE" ? domain : null,
            Name = status,
        });

    private static readonly Gen<FirewallRule> FirewallRule = Gen.Select(Status, Priority, Gen.Bool, Domain,
        (name, priority, isAdvanced, domain) => new FirewallRule
        {
            Name = name, Priority = priority, Action = isAdvanced ? "ALERT" : "BLOCK", FirewallDomainListId = isAdvanced ? null
                : "rslvr-fdl-1",
            BlockResponse = isAdvanced ? null : "OVERRIDE", BlockOverrideDomain = isAdvanced ? null : domain, Qtype = isAdvanced ? null
            : "TYPE28",
            FirewallDomainRedirectionAction = isAdvanced ? null : "TRUST_REDIRECTION_DOMAIN", DnsThreatProtection = isAdvanced ? "DGA"
                : null,
        });

    private static readonly Gen<ProfileResourceAssociation> Resource = Gen.Select(Status, Priority, Owner, (status, priority, owner) =>
        new ProfileResourceAssociation("arn:aws:route53:::hostedzone/Z1", status, priority, owner));

    private static readonly Gen<VpcNetwork> Zones = Gen.Select(
        Many(Gen.Select(Summary.Array[0, 2], zones => new VpcHostedZones("", [.. zones])), (z, i) => z with { VpcId = $"vpc-{i}" }),
        Many(Zone, (z, i) => z with { Id = $"Z{i}" }),
        Many(Records, (r, i) => (i > 0 ? r : r with
        {
            StartRecordName = null,
            NextRecordName = null,
            RecordSets = [.. r.RecordSets.Where(s => s.Type != "SOA"), Soa]
        }) with
        { HostedZoneId = $"Z{i}" }),
        Many(Gen.Select(Domain, Status, (name, access) =>
            new VpcEndpointAssociation("vpce-1", new(name, "Z1"), access is null ? null : new(name, null), "arn:aws:x", access)),
            (a, i) => a with { Id = i == 0 ? null : $"vpce-rsc-asc-{i}" }),
        (ofVpcs, zones, records, associations) => new VpcNetwork
        {
            HostedZonesOfVpcs = ofVpcs,
            HostedZones = zones,
            HostedZoneRecords = records,
            EndpointAssociations = associations,
        });

    private static readonly Gen<VpcNetwork> Resolver = Gen.Select(
        Many(Rule, (r, i) => r with { Id = $"rslvr-rr-{i}" }),
        Many(Status.Select(s => new ResolverRuleAssociation("", "rslvr-autodefined-rr-internet-resolver", "vpc-1", s)), (a, i) =>
            a with { Id = $"rslvr-rrassoc-{i}" }),
        Many(Gen.Select(Status, Gen.Bool, (s, any) => new ResolverEndpoint
        {
            Id = "", Direction = any ? "INBOUND" : "OUTBOUND", HostVpcId = any ? "vpc-1" : null,
            Status = s, SecurityGroupIds = any ? ["sg-1"] : [], Protocols = any ? [] : ["Do53", "DoH"], Name = s
        }), (e, i) => e with { Id = $"rslvr-in-{i}" }),
        Many(Gen.Select(Ip, Ipv6, Status, (ip, ipv6, s) => new ResolverEndpointAddress(ip ?? "10.0.0.9", ipv6, "subnet-1", s)).Array[0, 2]
            .Select(a => new ResolverEndpointAddresses("", [.. a])), (a, i) => a with { ResolverEndpointId = $"rslvr-in-{i}" }),
        Many(Gen.Select(Status, Owner, (s, o) => new ResolverConfig("", s, o)), (c, i) => c with { ResourceId = $"vpc-{i}" }),
        (rules, associations, endpoints, addresses, configs) => new VpcNetwork
        {
            ResolverRules = rules,
            ResolverRuleAssociations = associations,
            ResolverEndpoints = endpoints,
            ResolverEndpointAddresses = addresses,
            ResolverConfigs = configs,
        });

    private static readonly Gen<VpcNetwork> Firewall = Gen.Select(
        Many(Gen.Select(Status, Priority, (s, p) => new FirewallRuleGroupAssociation("", "rslvr-frg-1", "vpc-1", p, s)), (a, i) =>
            a with { Id = $"rslvr-frgassoc-{i}" }),
        Many(FirewallRule.Array[0, 3].Select(rules => new FirewallRuleGroupRules("", [.. rules])), (r, i) =>
            r with { FirewallRuleGroupId = $"rslvr-frg-{i}" }),
        Many(Status.Select(s => new FirewallDomainList("", s, s)), (l, i) => l with { Id = $"rslvr-fdl-{i}" }),
        Many(Gen.OneOf("*", "*.example.com", "a_b.example.com").Array[0, 3].Select(d => new FirewallDomains("", [.. d])), (d, i) =>
            d with { FirewallDomainListId = $"rslvr-fdl-{i}" }),
        Many(Status.Select(s => new FirewallConfig("", s)), (c, i) => c with { ResourceId = $"vpc-{i}" }),
        (associations, rules, lists, domains, configs) => new VpcNetwork
        {
            FirewallRuleGroupAssociations = associations,
            FirewallRules = rules,
            FirewallDomainLists = lists,
            FirewallDomains = domains,
            FirewallConfigs = configs,
        });

    private static readonly Gen<VpcNetwork> Profiles = Gen.Select(
        Many(Gen.Select(Status, Priority, Owner, (s, p, o) => new ProfileAssociation("", "rp-1", "vpc-1", s, p, o)), (a, i) =>
            a with { Id = $"rpassoc-{i}" }),
        Many(Resource.Array[0, 3].Select(r => new ProfileResources("", [.. r])), (r, i) => r with { ProfileId = $"rp-{i}" }),
        (associations, resources) => new VpcNetwork { ProfileAssociations = associations, ProfileResources = resources });

    private static ResourceRecordSet Soa => new()
    {
        Name = "example.com.", Type = "SOA", Ttl = 900,
        Values = ["ns. host. 1 7200 900 1209600 86400"]
    };

    /// <summary>A network with more of it.</summary>
    public static Gen<Func<VpcNetwork, VpcNetwork>> Addition { get; } = Gen.Select(Zones, Resolver, Firewall, Profiles,
        (zones, resolver, firewall, profiles) => new Func<VpcNetwork, VpcNetwork>(network => network with
        {
            EndpointAssociations = zones.EndpointAssociations,
            HostedZonesOfVpcs = zones.HostedZonesOfVpcs,
            HostedZones = zones.HostedZones,
            HostedZoneRecords = zones.HostedZoneRecords,
            ResolverRules = resolver.ResolverRules,
            ResolverRuleAssociations = resolver.ResolverRuleAssociations,
            ResolverEndpoints = resolver.ResolverEndpoints,
            ResolverEndpointAddresses = resolver.ResolverEndpointAddresses,
            ResolverConfigs = resolver.ResolverConfigs,
            FirewallRuleGroupAssociations = firewall.FirewallRuleGroupAssociations,
            FirewallRules = firewall.FirewallRules,
            FirewallDomainLists = firewall.FirewallDomainLists,
            FirewallDomains = firewall.FirewallDomains,
            FirewallConfigs = firewall.FirewallConfigs,
            ProfileAssociations = profiles.ProfileAssociations,
            ProfileResources = profiles.ProfileResources,
        }));

    private static Gen<ValueList<T>> Many<T>(Gen<T> one, Func<T, int, T> number) =>
        one.Array[1, 3].Select(items => items.Select(number).ToValueList());
}
