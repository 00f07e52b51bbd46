using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Core.Tests.Naming;

/// <summary>
/// A hub (10.0.0.0/16) with an endpoint for SQS and one for S3, and a spoke (10.1.0.0/16), in one account with complete evidence in which
/// nothing but the hub's endpoints decides a name. Tests add to it, and take evidence away.
/// </summary>
internal static class NameWorld
{
    public const string Account = "111111111111";
    public const string Hub = "vpc-hub";
    public const string Spoke = "vpc-spoke";
    public const string Sqs = "vpce-0sqs";
    public const string S3 = "vpce-0s3";
    public const string SqsName = "sqs.us-east-1.amazonaws.com";
    public const string SqsAddressA = "10.0.1.5";
    public const string SqsAddressB = "10.0.2.5";
    public const string SqsOwnName = "vpce-0sqs-abcd1234.sqs.us-east-1.vpce.amazonaws.com";
    public const string Inbound = "rslvr-in-hub";
    public const string InboundAddress = "10.0.1.53";
    public const string Outbound = "rslvr-out-hub";
    public const string RegionalZone = "Z7HUB22UULQXV";

    public static VpcNetwork Base { get; } = new VpcNetwork
    {
        AccountId = Account,
        Region = "us-east-1",
        Described = [.. Enum.GetValues<ResourceKind>()],
        DhcpOptions = [new() { Id = "dopt-aws", DomainNameServers = ["AmazonProvidedDNS"] }],
        Subnets = [Subnet("subnet-hub-a", Hub, "us-east-1a"), Subnet("subnet-hub-b", Hub, "us-east-1b"),
            Subnet("subnet-spoke", Spoke, "us-east-1a")],
        SecurityGroups =
        [
            new() { Id = "sg-dns", VpcId = Hub, Ingress = [Any("10.0.0.0/8")], Egress = [Any("0.0.0.0/0")] },
        ],
        ResolverEndpoints =
        [
            new() { Id = Inbound, Direction = "INBOUND", HostVpcId = Hub, Status = "OPERATIONAL", SecurityGroupIds = ["sg-dns"] },
            new() { Id = Outbound, Direction = "OUTBOUND", HostVpcId = Hub, Status = "OPERATIONAL", SecurityGroupIds = ["sg-dns"] },
        ],
        ResolverEndpointAddresses =
        [
            new(Inbound, [new(InboundAddress, Status: "ATTACHED")]),
            new(Outbound, [new("10.0.1.54", Status: "ATTACHED"), new("10.0.2.54", Status: "ATTACHED")]),
        ],
        Services =
        [
            new() { ServiceName = "com.amazonaws.us-east-1.sqs", ServiceTypes = ["Interface"], PrivateDnsNames = [SqsName],
                PrivateDnsNameVerificationState = "verified", Owner = "amazon" },
            new()
            {
                ServiceName = "com.amazonaws.us-east-1.s3", ServiceTypes = ["Interface", "Gateway"], Owner = "amazon",
                    PrivateDnsNameVerificationState = "verified",
                PrivateDnsNames = ["s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com"],
            },
            new()
            {
                ServiceName = "com.amazonaws.us-east-1.execute-api", ServiceTypes = ["Interface"], Owner = "amazon",
                    PrivateDnsNameVerificationState = "verified",
                PrivateDnsNames = ["*.execute-api.us-east-1.amazonaws.com"],
            },
        ],
    }
    .WithVpc(Hub, "10.0.0.0/16").WithVpc(Spoke, "10.1.0.0/16")
    .WithEndpoint(Sqs, Hub, "com.amazonaws.us-east-1.sqs", SqsOwnName, SqsAddressA, SqsAddressB)
    .WithEndpoint(S3, Hub, "com.amazonaws.us-east-1.s3", "*.vpce-0s3-abcd1234.s3.us-east-1.vpce.amazonaws.com", "10.0.1.6", "10.0.2.6");

    public static VpcNetwork WithVpc(this VpcNetwork network, string id, string block, string? owner = null) => network with
    {
        Vpcs = network.Vpcs.Add(new()
        {
            Id = id, CidrBlocks = [CidrBlock.Parse(block)], DhcpOptionsId = "dopt-aws",
            OwnerId = owner ?? network.AccountId
        }),
        VpcAttributes = network.VpcAttributes.Add(new(id, true, true)),
        HostedZonesOfVpcs = network.HostedZonesOfVpcs.Add(new(id, [])),
    };

    /// <summary>An interface endpoint with private DNS and an interface in zones a and b of the Region.</summary>
    public static VpcNetwork WithEndpoint(this VpcNetwork network, string id, string vpc, string service, string ownName,
        params string[] addresses) => network with
        {
            Endpoints = network.Endpoints.Add(new()
            {
                Id = id, VpcId = vpc, ServiceName = service, StateName = "available", PrivateDnsEnabled = true, IpAddressType = "ipv4",
                DnsRecordIpType = "ipv4",
                OwnerId = network.AccountId, NetworkInterfaceIds = [.. addresses.Select(a => "eni-" + a)], DnsEntries =
            [
                new(ownName, RegionalZone),
                new(ownName.Replace(".", "-us-east-1a.", 1), RegionalZone), new(ownName.Replace(".", "-us-east-1b.", 1), RegionalZone),
            ],
            }),
            NetworkInterfaces = [.. network.NetworkInterfaces, .. addresses.Select((a, i) => new NetworkInterface
        {
            Id = "eni-" + a, VpcId = vpc, SubnetId = i == 0 ? "subnet-hub-a" : "subnet-hub-b", AvailabilityZone = i == 0 ? "us-east-1a"
                : "us-east-1b",
            InterfaceType = "vpc_endpoint", Status = "in-use", Addresses = [IpAddress.Parse(a)], OwnerId = network.AccountId,
        })],
        };

    public static VpcNetwork WithEndpoint(this VpcNetwork network, string id, Func<VpcEndpoint, VpcEndpoint> change) =>
        network with { Endpoints = [.. network.Endpoints.Select(e => e.Id == id ? change(e) : e)] };

    /// <summary>A private hosted zone of the account with an SOA record, associated with VPCs.</summary>
    public static VpcNetwork WithZone(this VpcNetwork network, string id, string domain, string[] vpcs,
        params ResourceRecordSet[] records) =>
        network.WithForeignZone(id, domain, network.AccountId!, vpcs) with
        {
            HostedZones = network.HostedZones.Add(new()
            {
                Id = id, Name = domain
                + ".", IsPrivate = true, OwnerId = network.AccountId, Vpcs = [.. vpcs.Select(v => new HostedZoneVpc(v, "us-east-1"))]
            }),
            HostedZoneRecords = network.HostedZoneRecords.Add(new()
            {
                HostedZoneId = id,
                RecordSets = [new() { Name = domain + ".", Type = "SOA", Values = ["ns-0"], Ttl = 900 }, .. records]
            }),
        };

    /// <summary>A private hosted zone as a VPC sees it: nothing is known but its name and owner.</summary>
    public static VpcNetwork WithForeignZone(this VpcNetwork network, string id, string domain, string owner, params string[] vpcs) =>
        network with
        {
            HostedZonesOfVpcs = [.. network.HostedZonesOfVpcs.Select(z =>
            vpcs.Contains(z.VpcId) ? z with { Zones = z.Zones.Add(new(id, domain + ".", owner)) } : z)],
        };

    public static VpcNetwork WithRule(this VpcNetwork network, string id, string type, string domain, string[] vpcs,
        params string[] targets) => network with
        {
            ResolverRules = network.ResolverRules.Add(new()
            {
                Id = id, RuleType = type, DomainName = domain == "." ? domain : domain + ".", Status = "COMPLETE",
                OwnerId = network.AccountId, ResolverEndpointId = type == "FORWARD" ? Outbound : null,
                TargetIps = [.. targets.Select(t => new ResolverTarget(t, Port: 53))],
            }),
            ResolverRuleAssociations = [.. network.ResolverRuleAssociations,
            .. vpcs.Select(v => new ResolverRuleAssociation($"rslvr-rrassoc-{id}-{v}", id, v, "COMPLETE"))],
        };

    /// <summary>A DNS Firewall rule group whose rules each have a list of their own.</summary>
    public static VpcNetwork WithFirewall(this VpcNetwork network, string group, string vpc, int priority,
        params (FirewallRule Rule, string[] Domains)[] rules) =>
        network.WithFirewallRules(group, rules) with
        {
            FirewallRuleGroupAssociations = network.FirewallRuleGroupAssociations.Add(new($"rslvr-frgassoc-{group}-{vpc}", group, vpc,
                priority, "COMPLETE")),
        };

    public static VpcNetwork WithFirewallRules(this VpcNetwork network, string group,
        params (FirewallRule Rule, string[] Domains)[] rules) => network with
        {
            FirewallRules = network.FirewallRules.Add(new(group, [.. rules.Select((r, i) => r.Rule with
        {
            Priority = r.Rule.Priority ?? (100 * (i + 1)), FirewallDomainListId = r.Rule.FirewallDomainListId ?? $"rslvr-fdl-{group}-{i}",
        })])),
            FirewallDomainLists = [.. network.FirewallDomainLists,
            .. rules.Select((r, i) => new FirewallDomainList(r.Rule.FirewallDomainListId ?? $"rslvr-fdl-{group}-{i}"))],
            FirewallDomains = [.. network.FirewallDomains,
            .. rules.Select((r, i) => new FirewallDomains(r.Rule.FirewallDomainListId ?? $"rslvr-fdl-{group}-{i}", [.. r.Domains]))],
        };

    public static VpcNetwork WithProfile(this VpcNetwork network, string id, string vpc, int? priority, params string[] resources) =>
        network with
        {
            ProfileAssociations = network.ProfileAssociations.Add(new($"rpassoc-{id}-{vpc}", id, vpc, "COMPLETE", priority, Account)),
            ProfileResources = network.ProfileResources.Any(p => p.ProfileId == id) ? network.ProfileResources
            : network.ProfileResources.Add(new(id,
                [.. resources.Select(r =>
                new ProfileResourceAssociation(Arn(r), "COMPLETE", r.StartsWith("rslvr-frg", StringComparison.Ordinal) ? 150
                : null, network.AccountId))])),
        };

    public static VpcNetwork WithDhcp(this VpcNetwork network, string vpc, params string[] servers) => network with
    {
        DhcpOptions = network.DhcpOptions.Add(new() { Id = "dopt-" + vpc, DomainNameServers = [.. servers] }),
        Vpcs = [.. network.Vpcs.Select(v => v.Id == vpc ? v with { DhcpOptionsId = "dopt-" + vpc } : v)],
    };

    public static VpcNetwork WithAttributes(this VpcNetwork network, string vpc, bool? support, bool? hostnames) =>
        network with { VpcAttributes = [.. network.VpcAttributes.Select(a => a.VpcId == vpc ? new(vpc, support, hostnames) : a)] };

    public static VpcNetwork Without(this VpcNetwork network, params NameEvidenceKind[] kinds) =>
        network with
        {
            Described = [.. network.Described.Except(kinds.Select(k => k.Resource()
            ?? throw new ArgumentException($"{k} has no call.", nameof(kinds))))]
        };

    public static ResourceRecordSet A(string name, params string[] values) =>
        new() { Name = name + ".", Type = "A", Ttl = 60, Values = [.. values] };

    public static ResourceRecordSet Cname(string name, string target) =>
        new() { Name = name + ".", Type = "CNAME", Ttl = 300, Values = [target + "."] };

    public static ResourceRecordSet Alias(string name, string target, string zone = RegionalZone, string type = "A") =>
        new() { Name = name + ".", Type = type, AliasTarget = new(zone, target + ".") };

    public static FirewallRule Allow { get; } = new() { Name = "allow", Action = "ALLOW" };

    public static FirewallRule Alert { get; } = new() { Name = "alert", Action = "ALERT" };

    public static FirewallRule Block(string response = "NODATA", string? target = null) =>
        new() { Name = "block", Action = "BLOCK", BlockResponse = response, BlockOverrideDomain = target };

    public static NameAnswer Ask(this VpcNetwork network, string vpc, string name, NameType type = NameType.A) =>
        NameResolver.Resolve(NameIndex.From(network), NameClient.InVpc(vpc), DomainName.Parse(name), type);

    private static string Arn(string id) => id switch
    {
        _ when id.StartsWith('Z') => $"arn:aws:route53:::hostedzone/{id}",
        _ when id.StartsWith("vpce-", StringComparison.Ordinal) => $"arn:aws:ec2:us-east-1:{Account}:vpc-endpoint/{id}",
        _ when id.StartsWith("rslvr-frg", StringComparison.Ordinal) =>
            $"arn:aws:route53resolver:us-east-1:{Account}:firewall-rule-group/{id}",
        _ => $"arn:aws:route53resolver:us-east-1:{Account}:resolver-rule/{id}",
    };

    private static Subnet Subnet(string id, string vpc, string zone) =>
        new() { Id = id, VpcId = vpc, AvailabilityZone = zone, EnableDns64 = false, OwnerId = Account };

    private static SecurityGroupRule Any(string block) => new() { Protocol = "-1", Cidr = CidrBlock.Parse(block) };

    private static string Replace(this string text, string old, string with, int count) =>
        text.StartsWith("*.", StringComparison.Ordinal) ? "*." + Replace(text[2..], old, with, count)
            : text.IndexOf(old, StringComparison.Ordinal) is var i && i < 0 ? text : text[..i] + with + text[(i + old.Length)..];
}
