using CsCheck;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Core.Tests.Naming;

/// <summary>
/// Random worlds over few names, so that zones, rules, Profiles, firewall lists and private names meet: two accounts, three VPCs, two
/// inbound endpoints and one outbound. What AWS refuses (two zones or rules of one name in a VPC, two private names) does not occur.
/// </summary>
internal static class NameWorldGenerator
{
    public static readonly string[] Vpcs = ["vpc-1", "vpc-2", "vpc-3"];

    private const string InboundOne = "10.1.0.53";
    private const string InboundThree = "10.3.0.53";
    private static readonly string[] Domains = ["t", "x.t", "y.t", "a.x.t", "b.x.t", "a.y.t", "b.a.x.t"];
    private static readonly string[] Below = ["", "a.", "b.", "*.", "b.a.", "*.a.", "c.b."];
    private static readonly string[] EndpointAddresses = ["10.1.0.11", "10.1.0.12", "10.2.0.13", "10.3.0.14"];

    /// <summary>The names that are asked for.</summary>
    public static string[] Names { get; } =
    [
        .. Domains, "c.x.t", "c.a.x.t", "d.c.x.t", "b.y.t", "c.a.y.t", "c.b.a.x.t", "q", "*.x.t",
        .. Enumerable.Range(1, 4)
            .SelectMany(i => new[] { OwnName(i), OwnName(i, "zone-1"), OwnName(i, "zone-2") }), "vpce-0other-h.svc.r-1.vpce.amazonaws.com",
    ];

    private static readonly Gen<string> GenDomain = One(Domains);
    private static readonly Gen<string> GenTarget = One([.. Names.Except(["*.x.t"])]);
    private static readonly Gen<int> GenVpcs = Gen.Int[1, 7];

    private static readonly Gen<VpcEndpoint> GenEndpointSettings = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 9], Gen.Bool, (on, type, only, state, second) => new VpcEndpoint
        {
            Id = "", PrivateDnsEnabled = on > 2, StateName = state switch { 0 => "pendingAcceptance", 1 => "deleted", _ => "available" },
            DnsRecordIpType = type switch { 0 => "dualstack", _ => "ipv4" }, IpAddressType = type == 0 ? "dualstack" : "ipv4",
            PrivateDnsOnlyForInboundResolverEndpoint = only == 0, SubnetIds = second ? ["two"] : [],
        });

    private static readonly Gen<(string Domain, bool Apex, bool Wildcard)> GenPrivateName =
        Gen.Select(GenDomain, Gen.Int[0, 2]).Select((domain, kind) => (domain, kind != 2, kind != 1));

    private static readonly Gen<(string Below, ResourceRecordSet Set, bool IsSameZoneAlias)> GenRecord = Gen.Select(
        One(Below), Gen.Int[0, 7], GenTarget, One([.. EndpointAddresses, "10.2.0.99", "203.0.113.9"]), Gen.Int[0, 5], Gen.Int[0, 2],
            (below, kind, target, address, set, weight) =>
        {
            var record = kind switch
            {
                0 or 1 => new ResourceRecordSet { Name = "", Type = "A", Values = [address], Ttl = 60 },
                2 => new() { Name = "", Type = "AAAA", Values = ["2001:db8::1"] },
                3 or 4 => new() { Name = "", Type = "CNAME", Values = [target + "."] },
                5 => new() { Name = "", Type = "TXT", Values = ["\"\""] },
                6 => new() { Name = "", Type = "A", AliasTarget = new("ZREGION", OwnName((weight % 4) + 1) + ".") },
                _ => new() { Name = "", Type = "A", AliasTarget = new("SELF", "a") },
            };
            return (below, set > 1 ? record : record with { SetIdentifier = "s" + set, Weight = weight }, kind == 7);
        });

    private static readonly Gen<(string Domain, int Vpcs, (string, ResourceRecordSet, bool)[] Records, bool IsOfSecondAccount)> GenZone =
        Gen.Select(GenDomain, Gen.Int[0, 7], GenRecord.Array[0, 5], Gen.Bool);

    private static readonly Gen<(string Domain, bool IsSystem, int Vpcs, string[] Targets)> GenRule = Gen.Select(
        Gen.OneOf(GenDomain, One("", "amazonaws.com", "svc.r-1.vpce.amazonaws.com")), Gen.Int[0, 2].Select(i => i == 0), GenVpcs,
        One<string[]>([InboundOne], [InboundThree], [InboundOne, InboundThree], ["192.0.2.53"], [InboundThree, "192.0.2.53"]));

    private static readonly Gen<(FirewallRule Rule, string[] Domains)> GenFirewallRule = Gen.Select(
        Gen.Int[0, 3], One("NODATA", "NXDOMAIN", "OVERRIDE"),
            Gen.OneOf(GenTarget, GenDomain.Select(d => "*." + d), Gen.Const("*"), Gen.Const("*.amazonaws.com")).Array[0, 3],
        Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 9], (action, response, domains, type, trust, managed) => (new FirewallRule
        {
            Action = action switch { 0 => "ALLOW", 1 => "ALERT", _ => "BLOCK" }, BlockResponse = response,
                BlockOverrideDomain = response == "OVERRIDE" ? "sink.t" : null,
            Qtype = type switch { 0 => "A", 1 => "AAAA", _ => null }, FirewallDomainRedirectionAction = trust == 0
                ? "TRUST_REDIRECTION_DOMAIN" : null,
            FirewallDomainListId = managed == 0 ? "rslvr-fdl-managed" : null,
        }, domains));

    private static readonly Gen<((FirewallRule, string[])[] Rules, int Vpcs)> GenFirewall = Gen.Select(GenFirewallRule.Array[1, 3],
        GenVpcs);

    private static readonly Gen<(bool[] Take, int Vpcs)> GenProfile = Gen.Select(Gen.Int[0, 3].Select(i => i == 0).Array[12], GenVpcs);

    private static readonly Gen<(bool Support, bool Hostnames, string[] Servers)> GenVpc = Gen.Select(Gen.Int[0, 15], Gen.Int[0, 7],
        Gen.Int[0, 9], (support, hostnames, servers) => (
        support != 0, hostnames != 0, servers switch
        {
            0 => new[] { InboundOne },
            1 => ["AmazonProvidedDNS", InboundThree],
            2 => ["10.9.9.9"],
            _ => ["AmazonProvidedDNS"],
        }));

    /// <summary>Two networks that belong together.</summary>
    public static Gen<VpcNetwork[]> World { get; } = Gen.Select(
        Gen.Select(GenEndpointSettings, GenPrivateName.Array[1, 2])
            .Array[4], GenZone.Array[0, 5], GenRule.Array[0, 3], GenFirewall.Array[0, 2], GenProfile.Array[0, 2],
        Gen.Select(GenVpc.Array[3], Gen.Int[0, 9], Gen.Int[0, 9]),
        (endpoints, zones, rules, firewalls, profiles, vpcs) =>
            Build(endpoints, zones, rules, firewalls, profiles, vpcs.Item1, vpcs.Item2 != 0, vpcs.Item3 != 0));

    public static string OwnName(int endpoint, string? zone = null) =>
        $"vpce-0e{endpoint}-h{(zone is null ? "" : "-" + zone)}.svc.r-1.vpce.amazonaws.com";

    private static VpcNetwork[] Build(
        (VpcEndpoint Settings, (string Domain, bool Apex, bool Wildcard)[] Names)[] endpoints,
            (string Domain, int Vpcs, (string Below, ResourceRecordSet Set, bool IsSameZoneAlias)[] Records,
            bool IsOfSecondAccount)[] zones,
        (string Domain, bool IsSystem, int Vpcs, string[] Targets)[] rules,
            ((FirewallRule Rule, string[] Domains)[] Rules, int Vpcs)[] firewalls, (bool[] Take, int Vpcs)[] profiles,
        (bool Support, bool Hostnames, string[] Servers)[] vpcs, bool inboundAdmits, bool outboundAdmits)
    {
        var one = Network("1");
        var two = Network("2");
        foreach (var (vpc, i) in Vpcs.Select((v, i) => (v, i)))
        {
            void Add(ref VpcNetwork network) => network = network with
            {
                Vpcs = network.Vpcs.Add(new() { Id = vpc, CidrBlocks = [CidrBlock.Parse($"10.{i + 1}.0.0/16")], DhcpOptionsId = "dopt-"
                    + vpc, OwnerId = network.AccountId }),
                VpcAttributes = network.VpcAttributes.Add(new(vpc, vpcs[i].Support, vpcs[i].Hostnames)),
                DhcpOptions = network.DhcpOptions.Add(new() { Id = "dopt-" + vpc, DomainNameServers = [.. vpcs[i].Servers] }),
            };
            if (i == 2)
                Add(ref two);
            else
                Add(ref one);
        }

        one = one with
        {
            SecurityGroups = [Group("sg-in-1", inboundAdmits), Group("sg-out", outboundAdmits)],
            ResolverEndpoints = [Resolver("rslvr-in-1", "INBOUND", "vpc-1", "sg-in-1"),
                Resolver("rslvr-out", "OUTBOUND", "vpc-2", "sg-out")],
            ResolverEndpointAddresses = [new("rslvr-in-1", [new(InboundOne, Status: "ATTACHED")]),
                new("rslvr-out", [new("10.2.0.54", Status: "ATTACHED")])],
        };
        two = two with
        {
            SecurityGroups = [Group("sg-in-3", true)],
            ResolverEndpoints = [Resolver("rslvr-in-3", "INBOUND", "vpc-3", "sg-in-3")],
            ResolverEndpointAddresses = [new("rslvr-in-3", [new(InboundThree, Status: "ATTACHED")])],
        };

        // One name, one zone, rule or endpoint a VPC.
        var taken = new HashSet<(string, string)>();
        foreach (var (endpoint, i) in endpoints.Select((e, i) => (e, i + 1)))
        {
            var vpc = new[] { "vpc-1", "vpc-1", "vpc-2", "vpc-3" }[i - 1];
            var names = endpoint.Names.Where(n => taken.Add((vpc, n.Domain)))
                .SelectMany(n => new[] { n.Apex ? n.Domain : "", n.Wildcard ? "*." + n.Domain : "" }).Where(n => n.Length > 0)
                    .ToValueList();
            if (i == 4)
                two = WithEndpoint(two, endpoint.Settings, i, vpc, names);
            else
                one = WithEndpoint(one, endpoint.Settings, i, vpc, names);
        }

        var summaries = Vpcs.ToDictionary(v => v, _ => new List<HostedZoneSummary>());
        foreach (var (zone, i) in zones.Select((z, i) => (z, i)))
        {
            var network = zone.IsOfSecondAccount ? two : one;
            var id = "Z" + i;
            var in_ = Chosen(zone.Vpcs).Where(v => taken.Add((v, zone.Domain))).ToList();
            in_.ForEach(v => summaries[v].Add(new(id, zone.Domain + ".", network.AccountId)));
            var records = zone.Records.Select(r => r.Set with
            {
                Name = (r.Below + zone.Domain).Replace("*", @"\052") + ".",
                AliasTarget = r.IsSameZoneAlias ? new(id, "a." + zone.Domain + ".") : r.Set.AliasTarget,
            })
            // A CNAME stands alone, and an alias to itself cannot be made.
            .Where(r => r.AliasTarget?.HostedZoneId != id || r.Name != "a." + zone.Domain + ".").ToList();
            records = [.. records.GroupBy(r => r.Name)
                .SelectMany(g => g.First().Type == "CNAME" ? g.Where(r => r.Type == "CNAME") : g.Where(r => r.Type != "CNAME"))
                .GroupBy(r => (r.Name, r.Type, r.SetIdentifier)).Select(g => g.First())
                .GroupBy(r => (r.Name, r.Type))
                    .SelectMany(g => g.First().SetIdentifier is null ? g.Take(1) : g.Where(r => r.SetIdentifier is not null))
                // Two aliases of a zone could lead to each other.
                .Where(r => r.AliasTarget?.HostedZoneId != id || !r.Name.StartsWith(@"\052", StringComparison.Ordinal))];
            var described = network with
            {
                HostedZones = network.HostedZones.Add(new() { Id = id, Name = zone.Domain + ".", OwnerId = network.AccountId }),
                HostedZoneRecords = network.HostedZoneRecords.Add(new() { HostedZoneId = id,
                    RecordSets = [new() { Name = zone.Domain + ".", Type = "SOA" }, .. records] }),
            };
            (one, two) = zone.IsOfSecondAccount ? (one, described) : (described, two);
        }

        one = one with { HostedZonesOfVpcs = [new("vpc-1", [.. summaries["vpc-1"]]), new("vpc-2", [.. summaries["vpc-2"]])] };
        two = two with { HostedZonesOfVpcs = [new("vpc-3", [.. summaries["vpc-3"]])] };

        var ruled = new HashSet<(string, string)>();
        foreach (var (rule, i) in rules.Select((r, i) => (r, i)))
        {
            var made = new ResolverRule
            {
                Id = "rslvr-rr-" + i, RuleType = rule.IsSystem ? "SYSTEM"
                    : "FORWARD", DomainName = rule.Domain + ".", Status = "COMPLETE", OwnerId = "1",
                ResolverEndpointId = rule.IsSystem ? null : "rslvr-out", TargetIps = rule.IsSystem ? []
                    : [.. rule.Targets.Select(t => new ResolverTarget(t))],
            };
            var associations = Chosen(rule.Vpcs).Where(v => ruled.Add((v, rule.Domain)))
                .Select(v => new ResolverRuleAssociation($"a-{i}-{v}", made.Id, v, "COMPLETE")).ToList();
            // The rule is shared with the second account, which sees it too.
            one = one with { ResolverRules = one.ResolverRules.Add(made),
                ResolverRuleAssociations = [.. one.ResolverRuleAssociations, .. associations.Where(a => a.VpcId != "vpc-3")] };
            two = two with { ResolverRules = two.ResolverRules.Add(made),
                ResolverRuleAssociations = [.. two.ResolverRuleAssociations, .. associations.Where(a => a.VpcId == "vpc-3")] };
        }

        foreach (var (firewall, i) in firewalls.Select((f, i) => (f, i)))
        {
            var group = "rslvr-frg-" + i;
            VpcNetwork With(VpcNetwork network) => NameWorld.WithFirewallRules(network, group, firewall.Rules) with
            {
                FirewallRuleGroupAssociations = [.. network.FirewallRuleGroupAssociations, .. Chosen(firewall.Vpcs)
                    .Where(v => network.Vpcs.Any(x => x.Id == v))
                    .Select(v => new FirewallRuleGroupAssociation($"fa-{i}-{v}", group, v, 100 + i, "COMPLETE"))],
            };
            (one, two) = (Managed(With(one)), Managed(With(two)));
        }

        foreach (var (profile, p) in profiles.Select((x, i) => (x, i)))
        {
            var id = "rp-" + p;
            // Zones, rules and endpoints of one name do not share a Profile, and its endpoints are plain ones; what else there is, is
            // not documented.
            var names = new HashSet<(string, bool)>();
            var resources = one.HostedZones.Concat(two.HostedZones).Where(z => names.Add((z.Name, false)))
                .Select(z => ("arn:aws:route53:::hostedzone/" + z.Id, (int?)null))
                .Concat(one.ResolverRules.Where(r => names.Add((r.DomainName!, true)))
                    .Select(r => ("arn:aws:route53resolver:r-1:1:resolver-rule/" + r.Id, (int?)null)))
                .Concat(one.FirewallRules.Select((f, i) =>
                    ("arn:aws:route53resolver:r-1:1:firewall-rule-group/" + f.FirewallRuleGroupId, (int?)(500 + (10 * p) + i))))
                .Where((_, i) => profile.Take[i % profile.Take.Length]).ToList();
            foreach (var endpoint in one.Endpoints.Concat(two.Endpoints).Where((e, i) => profile.Take[^(i + 1)]
                && e is { PrivateDnsEnabled: true, StateName: "available" } && e.PrivateDnsOnlyForInboundResolverEndpoint != true))
            {
                var service = one.Services.Concat(two.Services).First(s => s.ServiceName == endpoint.ServiceName);
                var domains = service.PrivateDnsNames.Select(n => n.Replace("*.", "") + ".").Distinct().ToList();
                if (domains.TrueForAll(d => !names.Contains((d, false))))
                {
                    domains.ForEach(d => names.Add((d, false)));
                    resources.Add(("arn:aws:ec2:r-1:1:vpc-endpoint/" + endpoint.Id, null));
                }
            }

            var held = new ProfileResources(id,
                [.. resources.Select(r => new ProfileResourceAssociation(r.Item1, "COMPLETE", r.Item2, "1"))]);
            VpcNetwork With(VpcNetwork network) => network with
            {
                ProfileResources = network.ProfileResources.Add(held),
                ProfileAssociations = [.. network.ProfileAssociations, .. Chosen(profile.Vpcs).Where(v => network.Vpcs.Any(x => x.Id == v))
                    .Select(v => new ProfileAssociation($"pa-{p}-{v}", id, v, "COMPLETE", 100 * (p + 1), "1"))],
            };
            (one, two) = (With(one), With(two));
        }

        return [one, two];
    }

    private static VpcNetwork Network(string account) => new()
    {
        AccountId = account, Region = "r-1", Described = [.. Enum.GetValues<ResourceKind>()],
            DescribedNames = [.. Enum.GetValues<NameEvidenceKind>()],
    };

    private static VpcNetwork Managed(VpcNetwork network) => network with
    {
        FirewallDomainLists = [.. network.FirewallDomainLists.Where(l => l.Id != "rslvr-fdl-managed"),
            new("rslvr-fdl-managed", "managed", "AWS")],
        FirewallDomains = [.. network.FirewallDomains.Where(d => d.FirewallDomainListId != "rslvr-fdl-managed")],
    };

    private static VpcNetwork WithEndpoint(VpcNetwork network, VpcEndpoint settings, int number, string vpc, ValueList<string> names)
    {
        var isDual = settings.IpAddressType == "dualstack";
        var address = EndpointAddresses[number - 1];
        var interfaces = new List<NetworkInterface>
        {
            new() { Id = $"eni-{number}", VpcId = vpc, AvailabilityZone = "zone-1", Addresses = isDual
                ? [IpAddress.Parse(address), IpAddress.Parse($"2001:db8:{number}::1")] : [IpAddress.Parse(address)] },
        };
        if (settings.SubnetIds.Count > 0)
            interfaces.Add(new() { Id = $"eni-{number}b", VpcId = vpc, AvailabilityZone = "zone-2", Addresses = isDual
                ? [IpAddress.Parse(address + "1"), IpAddress.Parse($"2001:db8:{number}::2")] : [IpAddress.Parse(address + "1")] });
        return network with
        {
            Endpoints = network.Endpoints.Add(settings with
            {
                Id = $"vpce-0e{number}", VpcId = vpc, ServiceName = $"svc-{number}", OwnerId = network.AccountId, SubnetIds = [],
                    NetworkInterfaceIds = [.. interfaces.Select(n => n.Id)],
                DnsEntries = [new(OwnName(number), "ZREGION"), new(OwnName(number, "zone-1"), "ZREGION"),
                    new(OwnName(number, "zone-2"), "ZREGION")],
            }),
            Services = network.Services.Add(new() { ServiceName = $"svc-{number}", ServiceTypes = ["Interface"], PrivateDnsNames = names,
                PrivateDnsNameVerificationState = "verified" }),
            NetworkInterfaces = [.. network.NetworkInterfaces, .. interfaces],
        };
    }

    private static SecurityGroup Group(string id, bool admits) => new()
    {
        Id = id, Ingress = admits ? [All] : [], Egress = admits ? [All] : [],
    };

    private static SecurityGroupRule All { get; } = new() { Protocol = "-1", Cidr = CidrBlock.AnyIPv4 };

    private static ResolverEndpoint Resolver(string id, string direction, string vpc, string group) =>
        new() { Id = id, Direction = direction, HostVpcId = vpc, Status = "OPERATIONAL", SecurityGroupIds = [group] };

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static IEnumerable<string> Chosen(int bits) => Vpcs.Where((_, i) => (bits & (1 << i)) != 0);
}
