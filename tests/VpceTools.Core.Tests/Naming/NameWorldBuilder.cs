using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Core.Tests.Naming;

/// <summary>Makes the two networks of a random world: the first account has two VPCs, the second one.</summary>
internal sealed class NameWorldBuilder
{
    public const string InboundOne = "10.1.0.53";
    public const string InboundThree = "10.3.0.53";
    public const string ManagedList = "rslvr-fdl-managed";
    public static readonly string[] EndpointAddresses = ["10.1.0.11", "10.1.0.12", "10.2.0.13", "10.3.0.14"];

    private static readonly string[] VpcOfEndpoint = ["vpc-1", "vpc-1", "vpc-2", "vpc-3"];
    private static readonly SecurityGroupRule All = new() { Protocol = "-1", Cidr = CidrBlock.AnyIPv4 };

    private readonly HashSet<(string Vpc, string Domain)> _zoned = [];
    private readonly HashSet<(string Vpc, string Domain)> _ruled = [];

    public NameWorldBuilder(bool inboundAdmits, bool outboundAdmits) => Networks =
    [
        Network("1") with
        {
            SecurityGroups = [Group("sg-in-1", inboundAdmits), Group("sg-out", outboundAdmits)],
            ResolverEndpoints = [Resolver("rslvr-in-1", "INBOUND", "vpc-1", "sg-in-1"),
                Resolver("rslvr-out", "OUTBOUND", "vpc-2", "sg-out")],
            ResolverEndpointAddresses = [Addresses("rslvr-in-1", InboundOne), Addresses("rslvr-out", "10.2.0.54")],
            HostedZonesOfVpcs = [new("vpc-1", []), new("vpc-2", [])],
        },
        Network("2") with
        {
            SecurityGroups = [Group("sg-in-3", true)],
            ResolverEndpoints = [Resolver("rslvr-in-3", "INBOUND", "vpc-3", "sg-in-3")],
            ResolverEndpointAddresses = [Addresses("rslvr-in-3", InboundThree)],
            HostedZonesOfVpcs = [new("vpc-3", [])],
        },
    ];

    public VpcNetwork[] Networks { get; }

    public void AddVpcs(VpcSpec[] vpcs)
    {
        foreach (var (vpc, i) in vpcs.Select((v, i) => (v, i)))
        {
            var id = NameWorldGenerator.Vpcs[i];
            Change(AccountOf(id), n => n with
            {
                Vpcs = n.Vpcs.Add(new()
                {
                    Id = id, CidrBlocks = [CidrBlock.Parse($"10.{i + 1}.0.0/16")], DhcpOptionsId = "dopt-" + id, OwnerId = n.AccountId,
                }),
                VpcAttributes = n.VpcAttributes.Add(new(id, vpc.Support, vpc.Hostnames)),
                DhcpOptions = n.DhcpOptions.Add(new() { Id = "dopt-" + id, DomainNameServers = [.. vpc.Servers] }),
            });
        }
    }

    public void AddEndpoints(EndpointSpec[] endpoints)
    {
        foreach (var (endpoint, i) in endpoints.Select((e, i) => (e, i)))
        {
            var vpc = VpcOfEndpoint[i];
            var names = endpoint.Names.Where(n => _zoned.Add((vpc, n.Domain)))
                .SelectMany(n => new[] { n.Apex ? n.Domain : "", n.Wildcard ? "*." + n.Domain : "" }).Where(n => n.Length > 0);
            var interfaces = new[] { Interface(i + 1, 1, vpc, endpoint.IsDual), Interface(i + 1, 2, vpc, endpoint.IsDual) }
                .Take(endpoint.HasTwo ? 2 : 1).ToList();
            Change(AccountOf(vpc), n => n with
            {
                Services = n.Services.Add(new()
                {
                    ServiceName = $"svc-{i + 1}", ServiceTypes = ["Interface"], PrivateDnsNames = [.. names],
                    PrivateDnsNameVerificationState = "verified",
                }),
                NetworkInterfaces = [.. n.NetworkInterfaces, .. interfaces],
                Endpoints = n.Endpoints.Add(new()
                {
                    Id = $"vpce-0e{i + 1}", VpcId = vpc, ServiceName = $"svc-{i + 1}", OwnerId = n.AccountId, StateName = endpoint.State,
                    PrivateDnsEnabled = endpoint.PrivateDns, PrivateDnsOnlyForInboundResolverEndpoint = endpoint.InboundOnly,
                    DnsRecordIpType = endpoint.IsDual ? "dualstack" : "ipv4", IpAddressType = endpoint.IsDual ? "dualstack" : "ipv4",
                    NetworkInterfaceIds = [.. interfaces.Select(x => x.Id)],
                    DnsEntries = [.. new[] { null, "zone-1", "zone-2" }.Select(z =>
                        new DnsEntry(NameWorldGenerator.OwnName(i + 1, z), "ZREGION"))],
                }),
            });
        }
    }

    public void AddZones(ZoneSpec[] zones)
    {
        foreach (var (zone, i) in zones.Select((z, i) => (z, i)))
        {
            var (id, account) = ("Z" + i, zone.IsOfSecondAccount ? 1 : 0);
            var summary = new HostedZoneSummary(id, zone.Domain + ".", Networks[account].AccountId);
            foreach (var vpc in Chosen(zone.Vpcs).Where(v => _zoned.Add((v, zone.Domain))))
            {
                Change(AccountOf(vpc), n => n with
                {
                    HostedZonesOfVpcs = [.. n.HostedZonesOfVpcs.Select(z => z.VpcId == vpc ? z with { Zones = z.Zones.Add(summary) } : z)],
                });
            }

            Change(account, n => n with
            {
                HostedZones = n.HostedZones.Add(new() { Id = id, Name = zone.Domain + ".", OwnerId = n.AccountId }),
                HostedZoneRecords = n.HostedZoneRecords.Add(new()
                {
                    HostedZoneId = id, RecordSets = [new() { Name = zone.Domain + ".", Type = "SOA" }, .. Records(zone, id)],
                }),
            });
        }
    }

    public void AddRules(RuleSpec[] rules)
    {
        foreach (var (rule, i) in rules.Select((r, i) => (r, i)))
        {
            var made = new ResolverRule
            {
                Id = "rslvr-rr-" + i, RuleType = rule.IsSystem ? "SYSTEM" : "FORWARD", DomainName = rule.Domain + ".", Status = "COMPLETE",
                OwnerId = "1", ResolverEndpointId = rule.IsSystem ? null : "rslvr-out",
                TargetIps = rule.IsSystem ? [] : [.. rule.Targets.Select(t => new ResolverTarget(t))],
            };
            var vpcs = Chosen(rule.Vpcs).Where(v => _ruled.Add((v, rule.Domain))).ToList();
            // The rule is shared with the second account, which sees it too.
            ChangeBoth((n, account) => n with
            {
                ResolverRules = n.ResolverRules.Add(made),
                ResolverRuleAssociations = [.. n.ResolverRuleAssociations, .. vpcs.Where(v => AccountOf(v) == account)
                    .Select(v => new ResolverRuleAssociation($"a-{i}-{v}", made.Id, v, "COMPLETE"))],
            });
        }
    }

    public void AddFirewalls(FirewallSpec[] firewalls)
    {
        foreach (var (firewall, i) in firewalls.Select((f, i) => (f, i)))
        {
            var group = "rslvr-frg-" + i;
            ChangeBoth((n, account) => n.WithFirewallRules(group, firewall.Rules) with
            {
                FirewallRuleGroupAssociations = [.. n.FirewallRuleGroupAssociations, .. Chosen(firewall.Vpcs)
                    .Where(v => AccountOf(v) == account)
                    .Select(v => new FirewallRuleGroupAssociation($"fa-{i}-{v}", group, v, 100 + i, "COMPLETE"))],
            });
        }

        ChangeBoth((n, _) => n with
        {
            FirewallDomainLists = [.. n.FirewallDomainLists.Where(l => l.Id != ManagedList), new(ManagedList, "managed", "AWS")],
            FirewallDomains = [.. n.FirewallDomains.Where(d => d.FirewallDomainListId != ManagedList)],
        });
    }

    public void AddProfiles(ProfileSpec[] profiles)
    {
        foreach (var (profile, i) in profiles.Select((p, i) => (p, i)))
        {
            var id = "rp-" + i;
            var held = new ProfileResources(id,
                [.. Resources(profile, i).Select(r => new ProfileResourceAssociation(r.Arn, "COMPLETE", r.Priority, "1"))]);
            ChangeBoth((n, account) => n with
            {
                ProfileResources = n.ProfileResources.Add(held),
                ProfileAssociations = [.. n.ProfileAssociations, .. Chosen(profile.Vpcs).Where(v => AccountOf(v) == account)
                    .Select(v => new ProfileAssociation($"pa-{i}-{v}", id, v, "COMPLETE", 100 * (i + 1), "1"))],
            });
        }
    }

    /// <summary>
    /// What a Profile takes. Zones, rules and endpoints of one name do not share a Profile, and its endpoints are plain ones: what else
    /// there is, is not documented.
    /// </summary>
    private List<(string Arn, int? Priority)> Resources(ProfileSpec profile, int number)
    {
        var names = new HashSet<(string Name, bool IsRule)>();
        var resources = Networks.SelectMany(n => n.HostedZones).Where(z => names.Add((z.Name, false)))
            .Select(z => (Arn: "arn:aws:route53:::hostedzone/" + z.Id, Priority: (int?)null))
            .Concat(Networks[0].ResolverRules.Where(r => names.Add((r.DomainName!, true)))
                .Select(r => ("arn:aws:route53resolver:r-1:1:resolver-rule/" + r.Id, (int?)null)))
            .Concat(Networks[0].FirewallRules
                .Select((f, i) => ("arn:aws:route53resolver:r-1:1:firewall-rule-group/"
                    + f.FirewallRuleGroupId, (int?)(500 + (10 * number) + i))))
            .Where((_, i) => profile.Take[i % profile.Take.Length]).ToList();
        foreach (var endpoint in Networks.SelectMany(n => n.Endpoints).Where((e, i) => profile.Take[^(i + 1)]
            && e is { PrivateDnsEnabled: true, StateName: "available" } && e.PrivateDnsOnlyForInboundResolverEndpoint != true))
        {
            var service = Networks.SelectMany(n => n.Services).First(s => s.ServiceName == endpoint.ServiceName);
            var domains = service.PrivateDnsNames.Select(n => n.Replace("*.", "", StringComparison.Ordinal) + ".").Distinct().ToList();
            if (domains.Exists(d => names.Contains((d, false))))
                continue;
            domains.ForEach(d => names.Add((d, false)));
            resources.Add(("arn:aws:ec2:r-1:1:vpc-endpoint/" + endpoint.Id, null));
        }

        return resources;
    }

    /// <summary>
    /// Records that a zone can have: a CNAME stands alone, one routing policy a name, and no aliases that lead to each other.
    /// </summary>
    private static IEnumerable<ResourceRecordSet> Records(ZoneSpec zone, string id) => zone.Records
        .Where(r => !r.IsSameZoneAlias || (r.Below != "a." && !r.Below.StartsWith('*')))
        .Select(r => r.Set with
        {
            Name = (r.Below + zone.Domain).Replace("*", @"\052", StringComparison.Ordinal) + ".",
            AliasTarget = r.IsSameZoneAlias ? new(id, "a." + zone.Domain + ".") : r.Set.AliasTarget,
        })
        .GroupBy(r => r.Name).SelectMany(g => g.Where(r => (r.Type == "CNAME") == (g.First().Type == "CNAME")))
        .GroupBy(r => (r.Name, r.Type, r.SetIdentifier)).Select(g => g.First())
        .GroupBy(r => (r.Name, r.Type))
            .SelectMany(g => g.First().SetIdentifier is null ? g.Take(1) : g.Where(r => r.SetIdentifier is not null));

    private void Change(int account, Func<VpcNetwork, VpcNetwork> change) => Networks[account] = change(Networks[account]);

    private void ChangeBoth(Func<VpcNetwork, int, VpcNetwork> change)
    {
        for (var account = 0; account < Networks.Length; account++)
            Networks[account] = change(Networks[account], account);
    }

    private static int AccountOf(string vpc) => vpc == "vpc-3" ? 1 : 0;

    private static IEnumerable<string> Chosen(int bits) => NameWorldGenerator.Vpcs.Where((_, i) => (bits & (1 << i)) != 0);

    private static VpcNetwork Network(string account) => new()
    {
        AccountId = account, Region = "r-1",
        Described = [.. Enum.GetValues<ResourceKind>()],
    };

    private static NetworkInterface Interface(int endpoint, int zone, string vpc, bool isDual)
    {
        var address = IpAddress.Parse(EndpointAddresses[endpoint - 1] + (zone == 1 ? "" : "1"));
        return new()
        {
            Id = $"eni-{endpoint}-{zone}", VpcId = vpc, AvailabilityZone = $"zone-{zone}",
            Addresses = isDual ? [address, IpAddress.Parse($"2001:db8:{endpoint}::{zone}")] : [address],
        };
    }

    private static SecurityGroup Group(string id, bool admits) =>
        new() { Id = id, Ingress = admits ? [All] : [], Egress = admits ? [All] : [] };

    private static ResolverEndpoint Resolver(string id, string direction, string vpc, string group) =>
        new() { Id = id, Direction = direction, HostVpcId = vpc, Status = "OPERATIONAL", SecurityGroupIds = [group] };

    private static ResolverEndpointAddresses Addresses(string endpoint, string address) =>
        new(endpoint, [new(address, Status: "ATTACHED")]);
}
