using CsCheck;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>Makes networks such as EC2 could describe.</summary>
internal static class NetworkGenerator
{
    private const string Account = "111122223333";

    private static readonly Gen<string> Text = Gen.OneOf("available", "a \"quoted\" \\ text", "Zürich – 東京 😀", "<&'>", "line\nbreak",
        "{\"Statement\":[]}");
    private static readonly Gen<string?> Maybe = Gen.OneOf(Gen.Const((string?)null), Text.Select(t => (string?)t));
    private static readonly Gen<bool?> MaybeFlag = Gen.OneOf<bool?>(null, true, false);
    private static readonly Gen<CidrBlock> IPv4 = Gen.Select(Gen.UInt, Gen.Int[0, 32], (a, length) =>
        CidrBlock.Containing(IpAddress.FromUInt32(a), length));
    private static readonly Gen<CidrBlock> IPv6 = Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 128], (high, low, length) =>
        CidrBlock.Containing(IpAddress.FromUInt64Pair(high, low), length));
    private static readonly Gen<CidrBlock> Block = Gen.OneOf(IPv4, IPv6);
    private static readonly Gen<string?> Vpc = Gen.OneOf<string?>(null, "vpc-1", "vpc-0123456789abcdef0");
    private static readonly Gen<string?> Owner = Gen.OneOf<string?>(null, Account, "444455556666");
    private static readonly Gen<string?> Place = Gen.OneOf<string?>(null, "us-east-1a", "us-east-1-bos-1a", "eu-west-1");
    private static readonly Gen<ValueList<string>> Names = Gen.OneOf("a", "B.c", "*.example.com").Array[0, 3].Select(a => a.Distinct()
        .ToValueList());

    private static Gen<ValueList<string>> Ids(string prefix) =>
        Gen.Int[0, 99].Select(i => $"{prefix}-{i:x17}").Array[0, 3].Select(a => a.Distinct().ToValueList());

    /// <summary>EC2 lists the blocks of IPv4 before those of IPv6, and so does the reader.</summary>
    private static readonly Gen<ValueList<CidrBlock>> Blocks =
        Gen.Select(IPv4.Array[1, 3], IPv6.Array[0, 2], (four, six) => four.Concat(six).Distinct().ToValueList());

    private static readonly Gen<SecurityGroupReference> Reference =
        Gen.Select(Gen.Int[0, 9], Owner, Vpc, Gen.OneOf<string?>(null, "pcx-1"), Maybe, (id, user, vpc, peering, status) =>
            new SecurityGroupReference($"sg-{id}", user, vpc, peering, status));

    private static readonly Gen<SecurityGroupRule> Peer = Gen.OneOf(
        Block.Select(b => new SecurityGroupRule { Protocol = "tcp", Cidr = b }),
        Gen.Int[0, 9].Select(i => new SecurityGroupRule { Protocol = "tcp", PrefixListId = $"pl-{i}" }),
        Reference.Select(r => new SecurityGroupRule { Protocol = "tcp", Group = r }));

    private static readonly Gen<SecurityGroupRule> Rule = Gen.Select(
        Peer, Gen.OneOf(("tcp", 443, 443), ("udp", 0, 65535), ("icmp", 8, -1), ("icmpv6", -1, -1), ("-1", int.MinValue, 0),
            ("50", int.MinValue, 0)), Maybe,
        (peer, p, description) => peer with
        {
            Protocol = p.Item1,
            FromPort = p.Item2 == int.MinValue ? null : p.Item2,
            ToPort = p.Item2 == int.MinValue ? null : p.Item3,
            Description = description
        });

    private static readonly Gen<NetworkAclEntry> Entry = Gen.Select(
        Gen.Int[1, 32768], Gen.Bool, Gen.Bool, Gen.OneOf(-1, 1, 6, 17, 58), Block, Gen.Int[0, 65535],
        (number, egress, allow, protocol, cidr, port) => protocol is 6 or 17
            ? new NetworkAclEntry(number, egress, allow, protocol, cidr, port, 65535) : new(number, egress, allow, protocol, cidr));

    private static readonly Gen<Route> Route = Gen.Select(
        Gen.OneOf(Block.Select(b => (CidrBlock?)b), Gen.Const((CidrBlock?)null)),
        Gen.OneOf(
            "local", "igw-1", "vgw-1", "vpce-1", "nat-1", "tgw-1", "pcx-1", "eni-1", "i-1", "eigw-1", "lgw-1", "cagw-1", "10.0.0.9",
            "arn:aws:networkmanager::111122223333:core-network/core-network-1", "arn:aws:odb:us-east-1:111122223333:odb-network/odbnet_1",
            ""),
        Gen.OneOf(null, "active", "blackhole"), Maybe,
        (block, target, state, origin) => new Route
        {
            Destination = block,
            DestinationPrefixListId = block is null ? "pl-1" : null,
            Target = target,
            State = target.Length == 0 ? "blackhole" : state,
            Origin = origin,
        });

    private static readonly Gen<PeeringVpc> Side = Gen.Select(Vpc, Owner, Place, Blocks, (vpc, owner, region, blocks) =>
        new PeeringVpc(vpc, owner, region, blocks));

    private static readonly Gen<VpcEndpoint> Endpoint = Gen.Select(Gen.Select(Text, Text, Place, Maybe, Maybe, Maybe),
        Gen.Select(Ids("rtb"), Ids("subnet"), Ids("sg"), Ids("eni")), Gen.Select(MaybeFlag, MaybeFlag, Gen.Bool), (t, ids, flags) =>
            new VpcEndpoint
            {
                Id = "",
                TypeName = t.Item1,
                ServiceName = "com.amazonaws.us-east-1.sqs",
                ServiceRegion = t.Item3,
                VpcId = "vpc-1",
                StateName = t.Item2,
                PolicyDocument = t.Item4,
                RouteTableIds = ids.Item1,
                SubnetIds = ids.Item2,
                GroupIds = ids.Item3,
                NetworkInterfaceIds = ids.Item4,
                DnsEntries = ids.Item1.Select(id => new DnsEntry(id, t.Item5)).ToValueList(),
                IpAddressType = t.Item5,
                DnsRecordIpType = t.Item6,
                PrivateDnsOnlyForInboundResolverEndpoint = flags.Item1,
                PrivateDnsEnabled = flags.Item2,
                RequesterManaged = flags.Item3,
                OwnerId = Account,
                LastError = t.Item6,
                FailureReason = t.Item4,
                Tags = t.Item4 is { } name ? [new(t.Item1, name), new("Name", name)] : [],
            });

    private static readonly Gen<VpcEndpointService> Service = Gen.Select(Names, Ids("use1"), Ids("use1"), Names,
        Gen.Select(Maybe, Maybe, Place), MaybeFlag, (types, zones, zoneIds, names, t, policy) => new VpcEndpointService
        {
            ServiceName = "",
            ServiceTypes = types,
            AvailabilityZones = zones,
            AvailabilityZoneIds = zoneIds,
            PrivateDnsNames = names,
            PrivateDnsNameVerificationState = t.Item1,
            VpcEndpointPolicySupported = policy,
            SupportedIpAddressTypes = types,
            Owner = t.Item2,
            ServiceRegion = t.Item3,
        });

    private static readonly Gen<NetworkInterface> Interface = Gen.Select(Gen.Select(Place, Maybe, Maybe, Maybe), Ids("sg"), Blocks,
        Gen.Bool, (t, groups, blocks, managed) => new NetworkInterface
        {
            Id = "",
            VpcId = "vpc-1",
            SubnetId = "subnet-1",
            AvailabilityZone = t.Item1,
            InterfaceType = t.Item2,
            Status = t.Item3,
            Description = t.Item4,
            GroupIds = groups,
            Addresses = blocks.Select(b => b.First).Distinct().ToValueList(),
            Prefixes = blocks,
            InstanceId = managed ? "i-1" : null,
            OwnerId = Account,
            RequesterManaged = managed,
        });

    private static readonly Gen<VpcNetwork> Lower = Gen.Select(
        Many(Endpoint, (e, i) => e with { Id = $"vpce-{i}" }),
        Many(Service, (s, i) => s with { ServiceName = $"service-{i}" }),
        Many(Interface, (n, i) => n with { Id = $"eni-{i}" }),
        Many(Gen.Select(Ids("eni"), Vpc, Maybe, (ids, a, b) =>
            new Instance { Id = "", VpcId = a, State = b, Platform = b, NetworkInterfaceIds = ids, Name = b }), (x, i) =>
                x with { Id = $"i-{i}" }),
        Many(Gen.Select(Maybe, Blocks, Gen.Int[0, 2], (name, blocks, known) =>
            new PrefixList { Id = "", Name = name, CidrBlocks = known == 0 ? null : known == 1 ? [] : blocks }), (p, i) =>
                p with { Id = $"pl-{i}" }),
        Many(Gen.Select(Names, Maybe, (servers, domain) =>
            new DhcpOptions { Id = "", DomainNameServers = servers, DomainName = domain is { Length: > 0 } ? domain : null }), (d, i) =>
                d with { Id = $"dopt-{i}" }),
        Many(Gen.Select(Side, Side, Maybe, (a, b, status) => new VpcPeeringConnection("", status, a, b)), (p, i) =>
            p with { Id = $"pcx-{i}" }),
        (endpoints, services, interfaces, instances, lists, options, peerings) => new VpcNetwork
        {
            Endpoints = endpoints,
            Services = services,
            NetworkInterfaces = interfaces,
            Instances = instances,
            PrefixLists = lists,
            DhcpOptions = options,
            PeeringConnections = peerings,
        });

    private static readonly Gen<VpcNetwork> Common = Gen.Select(
        Lower,
        Many(Gen.Select(Blocks, Maybe, Gen.Bool, (blocks, t, flag) =>
            new Vpc
            {
                Id = "", CidrBlocks = blocks, DhcpOptionsId = flag ? "default" : "dopt-1", OwnerId = Account, IsDefault = flag,
                Name = t
            }), (v, i) => v with { Id = $"vpc-{i}" }),
        Many(Gen.OneOf<(bool?, bool?)>((true, false), (null, true), (false, null)).Select(a => new VpcDnsAttributes("", a.Item1, a.Item2)),
            (a, i) => a with { VpcId = $"vpc-{i}" }),
        Many(Gen.Select(Blocks, Place, Gen.Int[0, 9], (blocks, t, free) => Subnet(blocks, t, free)), (s, i) =>
            s with { Id = $"subnet-{i}" }),
        Many(Gen.Select(Rules("in"), Rules("out"), Maybe, Vpc, (ingress, egress, t, vpc) =>
            new SecurityGroup { Id = "", Name = t, VpcId = vpc, OwnerId = Account, Ingress = ingress, Egress = egress }), (g, i) =>
                Numbered(g, i)),
        Many(Gen.Select(Ids("subnet"), Entry.Array[0, 5], Gen.Bool, Vpc, (ids, entries, flag, t) =>
            new NetworkAcl { Id = "", VpcId = t, IsDefault = flag, OwnerId = Account, SubnetIds = ids, Entries = entries.ToValueList() }),
                (a, i) => a with { Id = $"acl-{i}" }),
        Many(Gen.Select(Ids("subnet"), Route.Array[0, 5], Gen.Bool, Vpc, (ids, routes, flag, t) =>
            new RouteTable
            {
                Id = "", VpcId = t, OwnerId = Account, IsMain = flag, SubnetIds = ids,
                GatewayIds = flag ? ["vgw-1", "igw-1"] : [], Routes = routes.ToValueList()
            }),
                (r, i) => r with { Id = $"rtb-{i}" }),
        Gen.OneOf("us-east-1", "eu-central-2", "us-gov-west-1"),
        (lower, vpcs, attributes, subnets, groups, acls, tables, region) => lower with
        {
            Region = region,
            AccountId = Account,
            Vpcs = vpcs,
            VpcAttributes = attributes,
            Subnets = subnets,
            SecurityGroups = groups,
            NetworkAcls = acls,
            RouteTables = tables,
        });

    /// <summary>Kinds of which nothing can be written when there is nothing.</summary>
    private static readonly ResourceKind[] Optional = [ResourceKind.VpcBlockPublicAccessOptions, ResourceKind.TransitGatewayRoute,
        ResourceKind.ResourceConfiguration, ResourceKind.TransitGatewayAssociation, ResourceKind.TransitGatewayPropagation];

    private static readonly Gen<VpcNetwork> Further = Gen.Select(
        Many(Gen.Select(Vpc, Maybe, IPv4.Array[0, 2], (vpc, state, blocks) =>
            new NatGateway { Id = "", VpcId = vpc, State = state, PrivateAddresses = [.. blocks.Select(b => b.First)] }), (n, i) =>
                n with { Id = $"nat-{i}" }),
        Gen.Bool.Select(any => any ? ValueList.Create<BlockPublicAccessOptions>([new("us-east-1", Account, "update-complete", "off")])
            : []),
        Many(Maybe.Select(t => new BlockPublicAccessExclusion("", "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1", t, t)), (e, i) =>
            e with { Id = $"vpcbpa-exclude-{i}" }),
        Many(Maybe.Select(t => new SecurityGroupVpcAssociation("", "vpc-1", Account, t)), (a, i) => a with { GroupId = $"sg-{i}" }),
        Many(IPv4.Array[0, 3].Select(blocks => new TransitGatewayRoutes("",
            [.. blocks.Select(b => new TransitGatewayRoute { Destination = b, Type = "static", State = "active",
                Attachments = [new("tgw-attach-1", "vpc-1", "vpc")] })])), (r, i) => r with { RouteTableId = $"tgw-rtb-{i}" }),
        Many(Gen.Select(Gen.Int[1, 99], Gen.Int[100, 65535], Maybe, (one, last, t) =>
            new ResourceConfiguration("", [new(new(one), new(one)), new(new(100), new(last))], t, t)), (c, i) =>
                c with { Arn = $"arn:aws:vpc-lattice:us-east-1:111122223333:resourceconfiguration/rcfg-{i}" }),
        Many(Gen.Select(Maybe, Vpc, Gen.Bool, (t, vpc, any) => new TransitRow(t, vpc, any)), (row, i) => row with { Number = i }),
        (gateways, options, exclusions, associations, routes, configurations, transit) => new VpcNetwork
        {
            TransitGateways = transit.Select(r => new TransitGateway
            {
                Id = $"tgw-{r.Number}", OwnerId = Account, State = r.Text,
                SecurityGroupReferencingSupport = r.Text
            }).ToValueList(),
            TransitGatewayAttachments = transit.Select(r =>
                new TransitGatewayAttachment
                {
                    Id = $"tgw-attach-{r.Number}", TransitGatewayId = "tgw-0", ResourceId = r.VpcId,
                    ResourceType = r.Text, State = r.Text, Association = r.Any ? new("tgw-rtb-0", r.Text) : null
                }).ToValueList(),
            TransitGatewayVpcAttachments = transit.Select(r =>
                new TransitGatewayVpcAttachment
                {
                    Id = $"tgw-attach-{r.Number}", VpcId = r.VpcId, State = r.Text, SubnetIds = ["subnet-1"],
                    ApplianceModeSupport = r.Text, Ipv6Support = r.Any ? "enable" : null
                }).ToValueList(),
            TransitGatewayPeeringAttachments = transit.Select(r =>
                new TransitGatewayPeeringAttachment($"tgw-attach-{r.Number}", r.Text, new("tgw-0", Account, "us-east-1"),
                    new(r.Any ? "tgw-1" : null, null, null))).ToValueList(),
            TransitGatewayRouteTables = transit.Select(r =>
                new TransitGatewayRouteTable
                {
                    Id = $"tgw-rtb-{r.Number}", TransitGatewayId = "tgw-0", State = r.Text,
                    IsDefaultAssociation = r.Any
                }).ToValueList(),
            TransitGatewayAssociations = transit.Select(r =>
                new TransitGatewayAssociations($"tgw-rtb-{r.Number}", r.Any ? [new("tgw-attach-1", r.VpcId, "vpc", r.Text)] : []))
                    .ToValueList(),
            TransitGatewayPropagations = transit.Select(r =>
                new TransitGatewayPropagations($"tgw-rtb-{r.Number}", r.Any ? [new("tgw-attach-1", r.VpcId, "vpc", r.Text)] : []))
                    .ToValueList(),
            VpnGateways = transit.Select(r => new VpnGateway
            {
                Id = $"vgw-{r.Number}", State = r.Text, VpcAttachments = r.Any
                ? [new("vpc-1", r.Text)] : []
            }).ToValueList(),
            VpnConnections = transit.Select(r => new VpnConnection
            {
                Id = $"vpn-{r.Number}", State = r.Text, VpnGatewayId = r.Any ? "vgw-0"
                : null, TransitGatewayId = r.Any ? null : "tgw-0", TunnelStatuses = r.Any ? ["UP", "DOWN"] : []
            }).ToValueList(),
            NatGateways = gateways,
            BlockPublicAccess = options,
            BlockPublicAccessExclusions = exclusions,
            SecurityGroupVpcAssociations = associations,
            TransitGatewayRoutes = routes,
            ResourceConfigurations = configurations,
        });

    /// <summary>What the kinds about transit gateways and VPNs vary by.</summary>
    private sealed record TransitRow(string? Text, string? VpcId, bool Any, int Number = 0);

    /// <summary>Networks in which every kind is described.</summary>
    public static Gen<VpcNetwork> Network { get; } = Gen.Select(Common, Further, NameEvidenceGenerator.Addition, (common, further, add) =>
        add(common with
        {
            NatGateways = further.NatGateways,
            BlockPublicAccess = further.BlockPublicAccess,
            BlockPublicAccessExclusions = further.BlockPublicAccessExclusions,
            SecurityGroupVpcAssociations = further.SecurityGroupVpcAssociations,
            TransitGatewayRoutes = further.TransitGatewayRoutes,
            TransitGateways = further.TransitGateways,
            TransitGatewayAttachments = further.TransitGatewayAttachments,
            TransitGatewayVpcAttachments = further.TransitGatewayVpcAttachments,
            TransitGatewayPeeringAttachments = further.TransitGatewayPeeringAttachments,
            TransitGatewayRouteTables = further.TransitGatewayRouteTables,
            TransitGatewayAssociations = further.TransitGatewayAssociations,
            TransitGatewayPropagations = further.TransitGatewayPropagations,
            VpnGateways = further.VpnGateways,
            VpnConnections = further.VpnConnections,
            ResourceConfigurations = further.ResourceConfigurations,
            Described = Enum.GetValues<ResourceKind>().Where(kind => !Optional.Contains(kind)
                || (kind == ResourceKind.TransitGatewayRoute ? further.TransitGatewayRoutes.Count
                    : kind is ResourceKind.TransitGatewayAssociation or ResourceKind.TransitGatewayPropagation
                        ? further.TransitGatewayAssociations.Count
                    : kind == ResourceKind.ResourceConfiguration ? further.ResourceConfigurations.Count
                        : further.BlockPublicAccess.Count) > 0)
                    .ToValueList(),
        }));

    private static Subnet Subnet(ValueList<CidrBlock> blocks, string? text, int free) => new()
    {
        Id = "",
        VpcId = "vpc-1",
        AvailabilityZone = text,
        AvailabilityZoneId = text,
        // A subnet has one block of IPv4.
        CidrBlocks = blocks.Where((b, i) => i == 0 || b.Family == IpFamily.IPv6).ToValueList(),
        AvailableIpAddressCount = free == 0 ? null : free,
        OwnerId = Account,
        State = text,
        Name = text,
    };

    /// <summary>EC2 holds no rule twice in a group; a rule of two has its id known.</summary>
    private static Gen<ValueList<SecurityGroupRule>> Rules(string direction) => Rule.Array[0, 5].Select(rules => rules
        .DistinctBy(r => (r.Protocol, r.FromPort, r.ToPort, r.Peer))
            .Select((r, i) => i % 2 == 0 ? r with { RuleId = $"{direction}{i}" } : r).ToValueList());

    private static SecurityGroup Numbered(SecurityGroup group, int i) => group with
    {
        Id = $"sg-{i}",
        Ingress = group.Ingress.Select(r => Numbered(r, i)).ToValueList(),
        Egress = group.Egress.Select(r => Numbered(r, i)).ToValueList(),
    };

    private static SecurityGroupRule Numbered(SecurityGroupRule rule, int i) => rule.RuleId is null ? rule
        : rule with { RuleId = $"sgr-{i}{rule.RuleId}" };

    private static Gen<ValueList<T>> Many<T>(Gen<T> one, Func<T, int, T> number) =>
        one.Array[1, 3].Select(items => items.Select(number).ToValueList());
}
