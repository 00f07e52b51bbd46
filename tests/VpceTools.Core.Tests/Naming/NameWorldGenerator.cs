using CsCheck;
using VpceTools.Model;

namespace VpceTools.Core.Tests.Naming;

/// <summary>
/// Random worlds over few names, so that zones, rules, Profiles, firewall lists and private names meet: two accounts, three VPCs, two
/// inbound endpoints and one outbound. What AWS refuses (two zones or rules of one name in a VPC, two private names) does not occur.
/// </summary>
internal static class NameWorldGenerator
{
    public static readonly string[] Vpcs = ["vpc-1", "vpc-2", "vpc-3"];

    private static readonly string[] Domains = ["t", "x.t", "y.t", "a.x.t", "b.x.t", "a.y.t", "b.a.x.t"];
    private static readonly string[] Below = ["", "a.", "b.", "*.", "b.a.", "*.a.", "c.b."];

    /// <summary>The names that are asked for.</summary>
    public static string[] Names { get; } =
    [
        .. Domains, "c.x.t", "c.a.x.t", "d.c.x.t", "b.y.t", "c.a.y.t", "c.b.a.x.t", "q", "*.x.t",
        .. Enumerable.Range(1, 4).SelectMany(i => new[] { OwnName(i), OwnName(i, "zone-1"), OwnName(i, "zone-2") }),
        "vpce-0other-h.svc.r-1.vpce.amazonaws.com",
    ];

    private static readonly Gen<string> GenDomain = One(Domains);
    private static readonly Gen<string> GenTarget = One([.. Names.Except(["*.x.t"])]);
    private static readonly Gen<int> GenVpcs = Gen.Int[1, 7];

    private static readonly Gen<VpcSpec> GenVpc = Gen.Select(Gen.Int[0, 15], Gen.Int[0, 7], Gen.Int[0, 9], (support, hostnames, servers) =>
        new VpcSpec(support != 0, hostnames != 0, servers switch
        {
            0 => [NameWorldBuilder.InboundOne],
            1 => ["AmazonProvidedDNS", NameWorldBuilder.InboundThree],
            2 => ["10.9.9.9"],
            _ => ["AmazonProvidedDNS"],
        }));

    private static readonly Gen<PrivateNameSpec> GenPrivateName =
        Gen.Select(GenDomain, Gen.Int[0, 2], (domain, kind) => new PrivateNameSpec(domain, kind != 2, kind != 1));

    private static readonly Gen<EndpointSpec> GenEndpoint = Gen.Select(
        Gen.Int[0, 9], Gen.Bool, Gen.Int[0, 5], Gen.Int[0, 9], Gen.Bool, GenPrivateName.Array[1, 2],
        (on, isDual, only, state, hasTwo, names) => new EndpointSpec(
            on > 2, isDual, only == 0, state switch { 0 => "pendingAcceptance", 1 => "deleted", _ => "available" }, hasTwo, names));

    private static readonly Gen<RecordSpec> GenRecord = Gen.Select(
        One(Below), Gen.Int[0, 7], GenTarget, One([.. NameWorldBuilder.EndpointAddresses, "10.2.0.99", "203.0.113.9"]),
        Gen.Int[0, 5], Gen.Int[0, 2], (below, kind, target, address, set, weight) =>
        {
            var record = new ResourceRecordSet { Name = "", Type = kind switch { 2 => "AAAA", 3 or 4 => "CNAME", 5 => "TXT", _ => "A" } };
            record = kind switch
            {
                0 or 1 => record with { Values = [address] },
                2 => record with { Values = ["2001:db8::1"] },
                3 or 4 => record with { Values = [target + "."] },
                5 => record with { Values = ["\"\""] },
                6 => record with { AliasTarget = new("ZREGION", OwnName(weight + 1) + ".") },
                _ => record,
            };
            return new RecordSpec(below, set > 1 ? record : record with { SetIdentifier = "s" + set, Weight = weight }, kind == 7);
        });

    private static readonly Gen<ZoneSpec> GenZone = Gen.Select(GenDomain, Gen.Int[0, 7], GenRecord.Array[0, 5], Gen.Bool,
        (domain, vpcs, records, isOfSecond) => new ZoneSpec(domain, vpcs, records, isOfSecond));

    private static readonly Gen<RuleSpec> GenRule = Gen.Select(
        Gen.OneOf(GenDomain, One("", "amazonaws.com", "svc.r-1.vpce.amazonaws.com")), Gen.Int[0, 2], GenVpcs,
        One<string[]>(
            [NameWorldBuilder.InboundOne], [NameWorldBuilder.InboundThree], [NameWorldBuilder.InboundOne, NameWorldBuilder.InboundThree],
            ["192.0.2.53"], [NameWorldBuilder.InboundThree, "192.0.2.53"]),
        (domain, kind, vpcs, targets) => new RuleSpec(domain, kind == 0, vpcs, targets));

    private static readonly Gen<(FirewallRule Rule, string[] Domains)> GenFirewallRule = Gen.Select(
        Gen.Int[0, 3], One("NODATA", "NXDOMAIN", "OVERRIDE"), Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 9],
        Gen.OneOf(GenTarget, GenDomain.Select(d => "*." + d), One("*", "*.amazonaws.com")).Array[0, 3],
        (action, response, type, trust, managed, domains) => (new FirewallRule
        {
            Action = action switch { 0 => "ALLOW", 1 => "ALERT", _ => "BLOCK" },
            BlockResponse = response,
            BlockOverrideDomain = response == "OVERRIDE" ? "sink.t" : null,
            Qtype = type switch { 0 => "A", 1 => "AAAA", _ => null },
            FirewallDomainRedirectionAction = trust == 0 ? "TRUST_REDIRECTION_DOMAIN" : null,
            FirewallDomainListId = managed == 0 ? NameWorldBuilder.ManagedList : null,
        }, domains));

    private static readonly Gen<FirewallSpec> GenFirewall =
        Gen.Select(GenFirewallRule.Array[1, 3], GenVpcs, (rules, vpcs) => new FirewallSpec(rules, vpcs));

    private static readonly Gen<ProfileSpec> GenProfile =
        Gen.Select(Gen.Int[0, 3].Select(i => i == 0).Array[12], GenVpcs, (take, vpcs) => new ProfileSpec(take, vpcs));

    /// <summary>Two networks that belong together.</summary>
    public static Gen<VpcNetwork[]> World { get; } = Gen.Select(
        GenVpc.Array[3], GenEndpoint.Array[4], GenZone.Array[0, 5], GenRule.Array[0, 3], GenFirewall.Array[0, 2], GenProfile.Array[0, 2],
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]), (vpcs, endpoints, zones, rules, firewalls, profiles, admits) =>
        {
            var builder = new NameWorldBuilder(inboundAdmits: admits.Item1 != 0, outboundAdmits: admits.Item2 != 0);
            builder.AddVpcs(vpcs);
            builder.AddEndpoints(endpoints);
            builder.AddZones(zones);
            builder.AddRules(rules);
            builder.AddFirewalls(firewalls);
            builder.AddProfiles(profiles);
            return builder.Networks;
        });

    /// <summary>The public name of an endpoint, or its zonal one.</summary>
    public static string OwnName(int endpoint, string? zone = null) =>
        $"vpce-0e{endpoint}-h{(zone is null ? "" : "-" + zone)}.svc.r-1.vpce.amazonaws.com";

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}

internal sealed record VpcSpec(bool Support, bool Hostnames, string[] Servers);

internal sealed record PrivateNameSpec(string Domain, bool Apex, bool Wildcard);

internal sealed record EndpointSpec(bool PrivateDns, bool IsDual, bool InboundOnly, string State, bool HasTwo, PrivateNameSpec[] Names);

internal sealed record RecordSpec(string Below, ResourceRecordSet Set, bool IsSameZoneAlias);

/// <param name="Domain">The zone's name.</param>
/// <param name="Vpcs">A bit for each VPC that it is associated with.</param>
/// <param name="Records">Its records.</param>
/// <param name="IsOfSecondAccount">Whose it is.</param>
internal sealed record ZoneSpec(string Domain, int Vpcs, RecordSpec[] Records, bool IsOfSecondAccount);

internal sealed record RuleSpec(string Domain, bool IsSystem, int Vpcs, string[] Targets);

internal sealed record FirewallSpec((FirewallRule Rule, string[] Domains)[] Rules, int Vpcs);

internal sealed record ProfileSpec(bool[] Take, int Vpcs);
