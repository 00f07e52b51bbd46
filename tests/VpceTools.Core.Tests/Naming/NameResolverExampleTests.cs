using VpceTools.Model;
using VpceTools.Naming;
using Xunit;
using static VpceTools.Core.Tests.Naming.NameWorld;

namespace VpceTools.Core.Tests.Naming;

/// <summary>
/// What AWS's pages say, case by case. R53 is the Route 53 Developer Guide, PL the PrivateLink Guide, S3 the S3 User Guide, VPC the VPC
/// User Guide, each with the name of its page under docs.aws.amazon.com; "inferred" marks what no page says in so many words.
/// </summary>
public sealed class NameResolverExampleTests
{
    private static readonly string[] InHub = [Hub];
    private static readonly string[] InSpoke = [Spoke];
    private static readonly string[] InBoth = [Hub, Spoke];

    private static readonly Dictionary<string, Case> Cases = new(StringComparer.Ordinal)
    {
        // PL privatelink-access-aws-services: private DNS answers in the endpoint's own VPC, and needs both DNS attributes.
        ["private DNS in its own VPC"] = new(Base, Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["private DNS does not reach a peer"] = new(Base, Spoke, SqsName, "Public by Public"),
        ["private DNS off"] = new(Base.WithEndpoint(Sqs, e => e with { PrivateDnsEnabled = false }), Hub, SqsName, "Public by Public"),
        ["endpoint not accepted"] = new(
            Base.WithEndpoint(Sqs, e => e with { StateName = "pendingAcceptance" }),
            Hub, SqsName, "Public by Public"),
        ["no DNS support"] = new(Base.WithAttributes(Hub, false, true), Hub, SqsName, "NoAnswer by VpcDns vpc-hub"),
        ["no DNS hostnames"] = new(Base.WithAttributes(Hub, true, false), Hub, SqsName, "Public by VpcDns vpc-hub"),
        ["no DNS hostnames, and nothing that would need them"] = new(
            Base.WithAttributes(Spoke, true, false),
            Spoke, SqsName, "Public by Public"),

        // Inferred: the zone behind a private name has that name, so it takes on what lies below.
        ["a name below a private name"] = new(Base, Hub, "x.q." + SqsName, "NxDomain by EndpointPrivateDns vpce-0sqs"),
        ["below a wildcard"] = new(
            Api,
            Hub, "id.execute-api.us-east-1.amazonaws.com", "Resolved by EndpointPrivateDns vpce-0api to vpce-0api"),
        ["far below a wildcard"] = new(
            Api,
            Hub, "a.b.execute-api.us-east-1.amazonaws.com", "Resolved by EndpointPrivateDns vpce-0api to vpce-0api"),
        ["a wildcard's own name"] = new(Api, Hub, "execute-api.us-east-1.amazonaws.com", "NoData by EndpointPrivateDns vpce-0api"),

        // PL privatelink-access-aws-services, DNS record IP type.
        ["IPv6 of an ipv4 endpoint"] = new(Base, Hub, SqsName, "NoData by EndpointPrivateDns vpce-0sqs", NameType.AAAA),
        ["both types of an ipv4 endpoint"] = new(Base, Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs", NameType.Any),
        ["IPv4 of an ipv6 endpoint"] = new(
            Base.WithEndpoint(Sqs, e => e with { DnsRecordIpType = "ipv6", IpAddressType = "dualstack" }),
            Hub, SqsName, "NoData by EndpointPrivateDns vpce-0sqs"),

        // R53 hosted-zone-private-considerations: the most specific zone; no fall-back; both attributes.
        ["zone with an apex alias only"] = new(
            Base.WithZone("ZDKR", "dkr.ecr.us-east-1.amazonaws.com", InSpoke, Alias("dkr.ecr.us-east-1.amazonaws.com", SqsOwnName)),
            Spoke, "1.dkr.ecr.us-east-1.amazonaws.com", "NxDomain by PrivateHostedZone ZDKR"),
        ["zone of another name"] = new(
            Base.WithZone("ZK", "kinesis-streams.us-east-1.amazonaws.com", InSpoke,
                Alias("kinesis-streams.us-east-1.amazonaws.com", SqsOwnName)),
            Spoke, "kinesis.us-east-1.amazonaws.com", "Public by Public"),
        ["a zone that shadows a public name"] = new(
            Base.WithZone("ZR", "us-east-1.amazonaws.com", InSpoke),
            Spoke, SqsName, "NxDomain by PrivateHostedZone ZR"),
        ["a private name is more specific than that zone"] = new(
            Base.WithZone("ZR", "us-east-1.amazonaws.com", InHub),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["a zone is more specific than a private name"] = new(
            Base.WithZone("ZL", "logs.s3.us-east-1.amazonaws.com", InHub, A("logs.s3.us-east-1.amazonaws.com", "10.0.9.9")),
            Hub, "logs.s3.us-east-1.amazonaws.com", "Resolved by PrivateHostedZone ZL"),
        ["beside that zone"] = new(
            Base.WithZone("ZL", "logs.s3.us-east-1.amazonaws.com", InHub),
            Hub, "b.s3.us-east-1.amazonaws.com", "Resolved by EndpointPrivateDns vpce-0s3 to vpce-0s3"),
        ["a zone in a VPC without DNS hostnames"] = new(
            Central.WithAttributes(Spoke, true, false),
            Spoke, SqsName, "Public by VpcDns vpc-spoke"),

        // PL privatelink-share-your-services and R53 routing-to-vpc-interface-endpoint: an alias to the regional name is the
        // endpoint's addresses.
        ["alias to a central endpoint"] = new(Central, Spoke, SqsName, "Resolved by PrivateHostedZone ZSQS to vpce-0sqs"),
        ["address of a central endpoint"] = new(
            Base.WithZone("ZSQS", SqsName, InSpoke, A(SqsName, SqsAddressA)),
            Spoke, SqsName, "Resolved by PrivateHostedZone ZSQS to vpce-0sqs"),
        ["alias of one type only"] = new(Central, Spoke, SqsName, "NoData by PrivateHostedZone ZSQS", NameType.AAAA),
        ["alias to a record of the same zone"] = new(
            Base.WithZone("ZX", "x.internal", InSpoke, Alias("q.x.internal", "r.x.internal", "ZX"), A("r.x.internal", SqsAddressA)),
            Spoke, "q.x.internal", "Resolved by PrivateHostedZone ZX to vpce-0sqs"),
        ["alias to S3 as Terraform writes it"] = new(
            Base.WithZone("ZS3", "s3.us-east-1.amazonaws.com", InSpoke,
                Alias(@"\052.s3.us-east-1.amazonaws.com", @"\052.vpce-0s3-abcd1234.s3.us-east-1.vpce.amazonaws.com")),
            Spoke, "b.s3.us-east-1.amazonaws.com", "Resolved by PrivateHostedZone ZS3 to vpce-0s3"),
        ["alias to an endpoint that is known to be gone"] = new(
            Central with { Endpoints = [], MissingEndpointIds = [Sqs] },
            Spoke, SqsName, "NoData by PrivateHostedZone ZSQS"),
        ["alias to an endpoint that nobody describes"] = new(
            Central with { Endpoints = [] },
            Spoke, SqsName, "Unknown by PrivateHostedZone ZSQS"),
        ["a stale address"] = new(
            Base.WithZone("ZSQS", SqsName, InHub, A(SqsName, "10.0.7.7")).WithEndpoint(Sqs, e => e with { PrivateDnsEnabled = false }),
            Hub, SqsName, "Resolved by PrivateHostedZone ZSQS"),

        // RFC 4592 and RFC 8020: wildcards, empty non-terminals.
        ["a wildcard covers every depth"] = new(Wild, Spoke, "a.b.x.internal", "Resolved by PrivateHostedZone ZX to vpce-0sqs"),
        ["not where the name exists"] = new(Wild, Spoke, "here.x.internal", "NoData by PrivateHostedZone ZX"),
        ["nor below a name that exists"] = new(Wild, Spoke, "below.here.x.internal", "NxDomain by PrivateHostedZone ZX"),
        ["nor at an empty non-terminal"] = new(Wild, Spoke, "empty.x.internal", "NoData by PrivateHostedZone ZX"),
        ["nor below it"] = new(Wild, Spoke, "y.empty.x.internal", "NxDomain by PrivateHostedZone ZX"),
        ["nor at the apex"] = new(Wild, Spoke, "x.internal", "NoData by PrivateHostedZone ZX"),
        ["a wildcard of another type"] = new(Wild, Spoke, "a.x.internal", "NoData by PrivateHostedZone ZX", NameType.AAAA),

        // R53 resolver-overview-forward-vpc-to-network-domain-name-matches and -autodefined-rules: the most specific rule; zones are rules
        // of their own name.
        ["a wide rule does not take a private name"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", "amazonaws.com", InHub, "192.0.2.53"),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["it takes the public name"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", "amazonaws.com", InSpoke, "192.0.2.53"),
            Spoke, SqsName, "Unknown by ResolverRule rslvr-rr-1"),
        ["it takes the endpoint's own name"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", "amazonaws.com", InSpoke, "192.0.2.53"),
            Spoke, SqsOwnName, "Unknown by ResolverRule rslvr-rr-1"),
        ["a SYSTEM rule beside does not save that"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", "amazonaws.com", InSpoke, "192.0.2.53")
                .WithRule("rslvr-rr-2", "SYSTEM", "sqs.us-east-1.amazonaws.com", InSpoke),
            Spoke, SqsOwnName, "Unknown by ResolverRule rslvr-rr-1"),
        ["a SYSTEM rule saves what it is about"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", "amazonaws.com", InSpoke, "192.0.2.53")
                .WithRule("rslvr-rr-2", "SYSTEM", "us-east-1.vpce.amazonaws.com", InSpoke),
            Spoke, SqsOwnName, "Resolved by EndpointPublicName vpce-0sqs to vpce-0sqs"),
        ["a rule before a zone of the same name"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", SqsName, InHub, "192.0.2.53"),
            Hub, SqsName, "Unknown by ResolverRule rslvr-rr-1"),
        ["a SYSTEM rule of the zone's name takes the zone"] = new(
            Base.WithRule("rslvr-rr-1", "SYSTEM", SqsName, InHub),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["a SYSTEM rule below the zone"] = new(
            Base.WithZone("ZR", "us-east-1.amazonaws.com", InSpoke).WithRule("rslvr-rr-1", "SYSTEM", SqsName, InSpoke),
            Spoke, SqsName, "Unknown by PrivateHostedZone ZR"),
        ["the default rule forwards nothing"] = new(
            Base with
            {
                ResolverRuleAssociations = [new("rslvr-autodefined-assoc", "rslvr-autodefined-rr-internet-resolver", Spoke,
                "COMPLETE")]
            },
            Spoke, SqsName, "Public by Public"),
        ["a rule whose association failed"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", SqsName, [],
                "192.0.2.53") with
            { ResolverRuleAssociations = [new("a", "rslvr-rr-1", Hub, "FAILED")] },
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["a rule on its way"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", SqsName, [],
                "192.0.2.53") with
            { ResolverRuleAssociations = [new("a", "rslvr-rr-1", Hub, "CREATING")] },
            Hub, SqsName, "Unknown by ResolverRule rslvr-rr-1"),

        // R53 resolver-overview-DSN-queries-to-vpc, best-practices-resolver-endpoints: forwarding to an inbound endpoint is asking
        // that VPC.
        ["a rule to the hub"] = new(ToHub, Spoke, SqsName, "Resolved by ResolverRule rslvr-rr-hub to vpce-0sqs"),
        ["a rule before a zone of its name, and the hub has none"] = new(
            Base.WithEndpoint(Sqs, e => e with { PrivateDnsEnabled = false }).WithZone("ZSQS", SqsName, InSpoke, Alias(SqsName, SqsOwnName))
                .WithRule("rslvr-rr-hub", "FORWARD", SqsName, InSpoke, InboundAddress),
            Spoke, SqsName, "Public by ResolverRule rslvr-rr-hub"),
        ["a rule that also works in the hub is a loop"] = new(
            Base.WithRule("rslvr-rr-hub", "FORWARD", SqsName, InBoth, InboundAddress),
            Spoke, SqsName, "NoAnswer by ResolverRule rslvr-rr-hub"),
        ["one target of two is somebody's"] = new(
            Base.WithRule("rslvr-rr-hub", "FORWARD", SqsName, InSpoke, InboundAddress, "192.0.2.53"),
            Spoke, SqsName, "Unknown by ResolverRule rslvr-rr-hub"),
        ["the outbound endpoint's groups let nothing out"] = new(
            ToHub with { SecurityGroups = [new() { Id = "sg-dns", VpcId = Hub, Ingress = [], Egress = [] }] },
            Spoke, SqsName, "NoAnswer by ResolverRule rslvr-rr-hub"),
        ["the outbound endpoint's groups are not known"] = new(
            ToHub with { SecurityGroups = [] },
            Spoke, SqsName, "Unknown by ResolverRule rslvr-rr-hub"),
        ["the inbound endpoint's groups let nothing in"] = new(
            ToHub with { SecurityGroups = [new() { Id = "sg-dns", VpcId = Hub, Ingress = [], Egress = Base.SecurityGroups[0].Egress }] },
            Spoke, SqsName, "NoAnswer by ResolverRule rslvr-rr-hub"),

        // S3 privatelink-interface-endpoints: for the inbound endpoint only.
        ["S3 for the inbound endpoint only, asked inside"] = new(InboundOnly, Hub, "b.s3.us-east-1.amazonaws.com", "Public by Public"),
        ["the same through the inbound endpoint"] = new(
            InboundOnly.WithRule("rslvr-rr-hub", "FORWARD", "s3.us-east-1.amazonaws.com", InSpoke, InboundAddress),
            Spoke, "b.s3.us-east-1.amazonaws.com", "Resolved by ResolverRule rslvr-rr-hub to vpce-0s3"),

        // R53 profiles, profile-associate-vpc-endpoints: what a Profile brings counts behind the VPC's own.
        ["a Profile with the endpoint"] = new(
            Base.WithProfile("rp-1", Spoke, null, Sqs),
            Spoke, SqsName, "Resolved by Profile rp-1 to vpce-0sqs"),
        ["a Profile with a zone"] = new(
            Base.WithZone("ZSQS", SqsName, [], Alias(SqsName, SqsOwnName)).WithProfile("rp-1", Spoke, null, "ZSQS"),
            Spoke, SqsName, "Resolved by Profile rp-1 to vpce-0sqs"),
        ["the VPC's zone before the Profile's"] = new(
            Base.WithZone("ZOWN", SqsName, InSpoke, A(SqsName, "10.1.9.9")).WithProfile("rp-1", Spoke, null, Sqs),
            Spoke, SqsName, "Resolved by PrivateHostedZone ZOWN"),
        ["a Profile's more specific rule before the VPC's zone"] = new(
            Base.WithZone("ZR", "us-east-1.amazonaws.com", InSpoke).WithRule("rslvr-rr-hub", "FORWARD", SqsName, [], InboundAddress)
                .WithProfile("rp-1", Spoke, null, "rslvr-rr-hub"),
            Spoke, SqsName, "Resolved by Profile rp-1 to vpce-0sqs"),
        ["the VPC's zone before a Profile's rule of its name (inferred)"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", SqsName, [], "192.0.2.53").WithProfile("rp-1", Hub, null, "rslvr-rr-1"),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["Profiles by priority (inferred)"] = new(TwoProfiles(100, 200), Spoke, SqsName, "Resolved by Profile rp-1 to vpce-0sqs"),
        ["Profiles by priority, the other way round"] = new(TwoProfiles(200, 100), Spoke, SqsName, "NxDomain by Profile rp-2"),
        ["Profiles without priorities"] = new(TwoProfiles(null, null), Spoke, SqsName, "Unknown by Profile rp-1"),

        // R53 resolver-dns-firewall, resolver-dns-firewall-rule-actions: before everything else, by priority, the first match ends it.
        ["blocked with NODATA"] = new(
            Base.WithFirewall("rslvr-frg-1", Hub, 101, (Block(), ["*"])),
            Hub, SqsName, "NoData by DnsFirewall rslvr-frg-1"),
        ["blocked with NXDOMAIN"] = new(
            Base.WithFirewall("rslvr-frg-1", Hub, 101, (Block("NXDOMAIN"), [SqsName])),
            Hub, SqsName, "NxDomain by DnsFirewall rslvr-frg-1"),
        ["overridden"] = new(
            Base.WithFirewall("rslvr-frg-1", Hub, 101, (Block("OVERRIDE", "sink.example.com."), ["*.amazonaws.com"])),
            Hub, SqsName, "Overridden by DnsFirewall rslvr-frg-1"),
        ["allowed before"] = new(
            Base.WithFirewall("rslvr-frg-1", Hub, 101, (Allow, ["*.us-east-1.amazonaws.com"]), (Block(), ["*"])),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["an alert lets through"] = new(
            Base.WithFirewall("rslvr-frg-1", Hub, 101, (Alert, ["*"]), (Block(), ["*"])),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["a wildcard is not the name above it (inferred)"] = new(
            Base.WithFirewall("rslvr-frg-1", Hub, 101, (Block(), ["*." + SqsName])),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["another query type"] = new(
            Base.WithFirewall("rslvr-frg-1", Hub, 101, (Block() with { Qtype = "AAAA" }, ["*"])),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["the query type as a number"] = new(
            Base.WithFirewall("rslvr-frg-1", Hub, 101, (Block("NXDOMAIN") with { Qtype = "TYPE1" }, ["*"])),
            Hub, SqsName, "NxDomain by DnsFirewall rslvr-frg-1"),
        ["the group of lower priority first"] = new(
            Base.WithFirewall("rslvr-frg-2", Hub, 300, (Block(), ["*"])).WithFirewall("rslvr-frg-1", Hub, 200, (Allow, ["*"])),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["a Profile's group"] = new(
            Base.WithFirewallRules("rslvr-frg-1", (Block("NXDOMAIN"), ["*"])).WithProfile("rp-1", Hub, null, "rslvr-frg-1"),
            Hub, SqsName, "NxDomain by DnsFirewall rslvr-frg-1"),
        ["a Profile's group of the same priority"] = new(
            Base.WithFirewall("rslvr-frg-2", Hub, 150, (Allow, ["*"])).WithFirewallRules("rslvr-frg-1", (Block("NXDOMAIN"), ["*"]))
                .WithProfile("rp-1", Hub, null, "rslvr-frg-1"),
            Hub, SqsName, "Unknown by DnsFirewall rslvr-frg-1"),
        ["blocked at the second name"] = new(
            AppCname.WithFirewall("rslvr-frg-1", Spoke, 101, (Allow, ["*.x.internal"]), (Block("NXDOMAIN"), ["*"])),
            Spoke, "app.x.internal", "NxDomain by DnsFirewall rslvr-frg-1"),
        ["the first name vouches for the second"] = new(
            AppCname.WithFirewall("rslvr-frg-1", Spoke, 101,
                (Allow with { FirewallDomainRedirectionAction = "TRUST_REDIRECTION_DOMAIN" }, ["*.x.internal"]),
                (Block("NXDOMAIN"), ["*"])),
            Spoke, "app.x.internal", "Resolved by PrivateHostedZone ZX to vpce-0sqs"),
        ["only an alias target is blocked"] = new(
            Central.WithFirewall("rslvr-frg-1", Spoke, 101, (Allow, [SqsName]), (Block("NXDOMAIN"), ["*"])),
            Spoke, SqsName, "Unknown by DnsFirewall rslvr-frg-1"),
        ["a managed list is not about services"] = new(Managed, Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["a managed list may be about a bucket"] = new(Managed, Hub, "b.s3.us-east-1.amazonaws.com", "Unknown by DnsFirewall rslvr-frg-1"),
        ["a managed list after an allowed name does not matter"] = new(
            Base.WithFirewall("rslvr-frg-1", Hub, 101, (Allow, ["*.s3.us-east-1.amazonaws.com"]))
                .WithFirewall("rslvr-frg-2", Hub, 102, (Block() with { FirewallDomainListId = "rslvr-fdl-aws" }, [])).ManagedList(),
            Hub, "b.s3.us-east-1.amazonaws.com", "Resolved by EndpointPrivateDns vpce-0s3 to vpce-0s3"),

        // R53 resolver-overview-DSN-queries-to-vpc, VPC AmazonDNS-concepts: whom the client asks.
        ["the base of the VPC's block plus two"] = new(
            Base.WithDhcp(Hub, "10.0.0.2"),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["the link-local address"] = new(
            Base.WithDhcp(Hub, "169.254.169.253"),
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["no option set"] = new(
            Base with { Vpcs = [.. Base.Vpcs.Select(v => v with { DhcpOptionsId = "default" })] },
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["the base of another VPC's block plus two"] = new(
            Base.WithDhcp(Spoke, "10.0.0.2"),
            Spoke, SqsName, "Unknown by DhcpOptions dopt-vpc-spoke"),
        ["a server of one's own"] = new(Base.WithDhcp(Hub, "10.0.8.53"), Hub, SqsName, "Unknown by DhcpOptions dopt-vpc-hub"),
        ["a server of one's own beside"] = new(
            Base.WithDhcp(Hub, "AmazonProvidedDNS", "10.0.8.53"),
            Hub, SqsName, "Unknown by DhcpOptions dopt-vpc-hub"),
        ["the hub's inbound endpoint"] = new(
            Base.WithDhcp(Spoke, InboundAddress),
            Spoke, SqsName, "Resolved by DhcpOptions dopt-vpc-spoke to vpce-0sqs"),
        ["an option set without servers"] = new(Base.WithDhcp(Hub), Hub, SqsName, "Unknown by DhcpOptions dopt-vpc-hub"),

        // PL privatelink-access-aws-services: endpoint-specific names are public records of private addresses.
        ["the endpoint's own name"] = new(Base, Spoke, SqsOwnName, "Resolved by EndpointPublicName vpce-0sqs to vpce-0sqs"),
        ["S3's own names"] = new(
            Base,
            Spoke, "bucket.vpce-0s3-abcd1234.s3.us-east-1.vpce.amazonaws.com", "Resolved by EndpointPublicName vpce-0s3 to vpce-0s3"),
        ["another account's own name"] = new(
            Base,
            Spoke, "vpce-0other-abcd1234.sqs.us-east-1.vpce.amazonaws.com", "Unknown by EndpointPublicName vpce-0other"),

        // R53 ResourceRecordTypes, RFC 1034 section 3.6.2: CNAME.
        ["CNAME to the endpoint's own name"] = new(AppCname, Spoke, "app.x.internal", "Resolved by PrivateHostedZone ZX to vpce-0sqs"),
        ["CNAME to a private name of the VPC"] = new(
            Base.WithZone("ZX", "x.internal", InHub, Cname("app.x.internal", SqsName)),
            Hub, "app.x.internal", "Resolved by PrivateHostedZone ZX to vpce-0sqs"),
        ["CNAME to a public name"] = new(
            Base.WithZone("ZX", "x.internal", InSpoke, Cname("app.x.internal", "www.example.com")),
            Spoke, "app.x.internal", "Public by PrivateHostedZone ZX"),
        ["CNAME to nothing in another zone"] = new(
            Base.WithZone("ZX", "x.internal", InSpoke, Cname("app.x.internal", "no.y.internal")).WithZone("ZY", "y.internal", InSpoke),
            Spoke, "app.x.internal", "NxDomain by PrivateHostedZone ZY"),
        ["CNAME with a rule in its way"] = new(
            AppCname.WithRule("rslvr-rr-1", "FORWARD", "amazonaws.com", InSpoke, "192.0.2.53"),
            Spoke, "app.x.internal", "Unknown by ResolverRule rslvr-rr-1"),
        ["CNAME in a circle"] = new(
            Base.WithZone("ZX", "x.internal", InSpoke, Cname("a.x.internal", "b.x.internal"), Cname("b.x.internal", "a.x.internal")),
            Spoke, "a.x.internal", "NoAnswer by PrivateHostedZone ZX"),

        // R53 routing-policy: the possible answers.
        ["weighted addresses of one endpoint"] = new(
            Base.WithZone("ZX", "x.internal", InSpoke, A("q.x.internal", SqsAddressA) with { SetIdentifier = "a", Weight = 1 },
                A("q.x.internal", SqsAddressB) with { SetIdentifier = "b", Weight = 1 }),
            Spoke, "q.x.internal", "Resolved by PrivateHostedZone ZX to vpce-0sqs"),
        ["weight 0 is not served"] = new(
            Base.WithZone("ZX", "x.internal", InSpoke, A("q.x.internal", SqsAddressA) with { SetIdentifier = "a", Weight = 1 },
                A("q.x.internal", "10.0.1.6") with { SetIdentifier = "b", Weight = 0 }),
            Spoke, "q.x.internal", "Resolved by PrivateHostedZone ZX to vpce-0sqs"),
        ["weighted addresses of two endpoints"] = new(
            Base.WithZone("ZX", "x.internal", InSpoke, A("q.x.internal", SqsAddressA) with { SetIdentifier = "a", Weight = 1 },
                A("q.x.internal", "10.0.1.6") with { SetIdentifier = "b", Weight = 1 }),
            Spoke, "q.x.internal", "Resolved by PrivateHostedZone ZX"),
        ["weighted between an endpoint and public DNS"] = new(
            Base.WithZone("ZX", "x.internal", InSpoke, Cname("q.x.internal", SqsOwnName) with { SetIdentifier = "a", Weight = 1 },
                Cname("q.x.internal", "www.example.com") with { SetIdentifier = "b", Weight = 1 }),
            Spoke, "q.x.internal", "Unknown by PrivateHostedZone ZX"),

        // R53 hosted-zones-private and its neighbours: zones are joined by id, never by name.
        ["a zone of that name in another VPC"] = new(
            Base.WithZone("ZHUB", "x.internal", InHub, A("q.x.internal", SqsAddressA)).WithZone("ZSPOKE", "x.internal", InSpoke),
            Spoke, "q.x.internal", "NxDomain by PrivateHostedZone ZSPOKE"),
        ["another account's zone, its records unread"] = new(
            Base.WithForeignZone("ZOTHER", SqsName, "999999999999", Spoke),
            Spoke, SqsName, "Unknown by PrivateHostedZone ZOTHER"),
        ["a rule that is not in the list"] = new(
            Base with { ResolverRuleAssociations = [new("a", "rslvr-rr-unseen", Hub, "COMPLETE")] },
            Hub, SqsName, "Unknown by ResolverRule"),
        ["a list of zones that breaks off, on a whole name"] = new(
            Base with { HostedZonesOfVpcs = [new(Hub, [], IsTruncated: true), new(Spoke, [])] },
            Hub, SqsName, "Resolved by EndpointPrivateDns vpce-0sqs to vpce-0sqs"),
        ["a list of zones that breaks off, on a name below"] = new(
            Base with { HostedZonesOfVpcs = [new(Hub, [], IsTruncated: true), new(Spoke, [])] },
            Hub, "b.s3.us-east-1.amazonaws.com", "Unknown by PrivateHostedZone"),

        // R53 resolver-overview-forward-vpc-to-network-autodefined-rules.
        ["localhost"] = new(Base, Hub, "localhost", "Resolved by Autodefined vpc-hub"),
        ["the host name of an interface"] = new(Base, Hub, "ip-10-0-1-5.ec2.internal", "Resolved by Autodefined vpc-hub to vpce-0sqs"),
        ["a host name that nobody lists"] = new(Base, Hub, "ip-10-0-1-200.ec2.internal", "Unknown by Autodefined vpc-hub"),
        ["a wide rule does not take host names"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", ".", InHub, "192.0.2.53"),
            Hub, "ip-10-0-1-5.ec2.internal", "Resolved by Autodefined vpc-hub to vpce-0sqs"),
        ["a rule of their name does"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", "ec2.internal", InHub, "192.0.2.53"),
            Hub, "ip-10-0-1-5.ec2.internal", "Unknown by ResolverRule rslvr-rr-1"),
        ["another Region's host names are public names"] = new(Base, Hub, "ip-10-0-1-5.eu-west-1.compute.internal", "Public by Public"),
        ["reverse names"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", ".", InHub, "192.0.2.53"),
            Hub, "5.1.0.10.in-addr.arpa", "Unknown by Autodefined vpc-hub"),
        ["reverse names switched off"] = new(
            Base.WithRule("rslvr-rr-1", "FORWARD", ".", InHub, "192.0.2.53") with { ResolverConfigs = [new(Hub, "DISABLED")] },
            Hub, "5.1.0.10.in-addr.arpa", "Unknown by ResolverRule rslvr-rr-1"),
        ["no host names without DNS hostnames"] = new(
            Base.WithAttributes(Hub, true, false),
            Hub, "ip-10-0-1-5.ec2.internal", "Public by Public"),
    };

    private static VpcNetwork Api =>
        Base.WithEndpoint("vpce-0api", Hub, "com.amazonaws.us-east-1.execute-api",
        "vpce-0api-abcd1234.execute-api.us-east-1.vpce.amazonaws.com", "10.0.1.7");

    private static VpcNetwork Central => Base.WithZone("ZSQS", SqsName, [Spoke], Alias(SqsName, SqsOwnName));

    private static VpcNetwork Wild => Base.WithZone("ZX", "x.internal", [Spoke],
        A("*.x.internal", SqsAddressA), new() { Name = "here.x.internal.", Type = "TXT", Values = ["\"\""] },
            A("z.empty.x.internal", SqsAddressA));

    private static VpcNetwork AppCname => Base.WithZone("ZX", "x.internal", [Spoke], Cname("app.x.internal", SqsOwnName));

    private static VpcNetwork ToHub => Base.WithRule("rslvr-rr-hub", "FORWARD", SqsName, [Spoke], InboundAddress);

    private static VpcNetwork InboundOnly => Base.WithEndpoint(S3, e => e with { PrivateDnsOnlyForInboundResolverEndpoint = true });

    private static VpcNetwork Managed =>
        Base.WithFirewall("rslvr-frg-1", Hub, 101, (Block() with { FirewallDomainListId = "rslvr-fdl-aws" }, [])).ManagedList();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Name_is_answered_as_the_pages_say(string what)
    {
        var wanted = Cases[what];

        var answer = wanted.Network.Ask(wanted.Vpc, wanted.Name, wanted.Type);

        var id = answer.ResourceId is null ? "" : " " + answer.ResourceId;
        var endpoint = answer.EndpointId is null ? "" : " to " + answer.EndpointId;
        var text = $"{answer.Status} by {answer.Source}{id}{endpoint}";
        Assert.True(wanted.Answer == text,
            string.Join('\n', [text, .. answer.Chain.Select(s => s.Text), .. answer.Missing.Select(m => m.Reason)]));
        Assert.NotEmpty(answer.Chain.Concat<object>(answer.Missing));
        Assert.Equal(answer.Status == NameStatus.Unknown, answer.Missing.Count > 0);
    }

    /// <param name="Network">The evidence.</param>
    /// <param name="Vpc">The client's VPC.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Answer">Status, source with the id of what decides, and the endpoint that the addresses lead to.</param>
    /// <param name="Type">What is asked for.</param>
    private sealed record Case(VpcNetwork Network, string Vpc, string Name, string Answer, NameType Type = NameType.A);

    private static VpcNetwork TwoProfiles(int? first, int? second) => Base.WithZone("Z2", SqsName.Replace("sqs.", ""), [])
        .WithZone("ZEMPTY", "us-east-1.amazonaws.com", []).WithZone("ZSQS2", SqsName, [], Cname(SqsName, "no.us-east-1.amazonaws.com"))
        .WithProfile("rp-1", Spoke, first, Sqs).WithProfile("rp-2", Spoke, second, "ZSQS2", "ZEMPTY");
}

internal static class ManagedLists
{
    /// <summary>Makes the list that AWS manages one: its names cannot be read.</summary>
    public static VpcNetwork ManagedList(this VpcNetwork network) => network with
    {
        FirewallDomainLists = [.. network.FirewallDomainLists.Where(l => l.Id != "rslvr-fdl-aws"),
            new("rslvr-fdl-aws", "AWSManagedDomainsMalwareDomainList", "Route 53 Resolver DNS Firewall")],
        FirewallDomains = [.. network.FirewallDomains.Where(d => d.FirewallDomainListId != "rslvr-fdl-aws")],
    };
}
