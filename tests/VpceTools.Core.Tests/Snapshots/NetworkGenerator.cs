using CsCheck;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>Makes networks such as EC2 could describe.</summary>
internal static class NetworkGenerator
{
    private const string Account = "111122223333";

    private static readonly Gen<string> Text = Gen.OneOf("available", "a \"quoted\" \\ text", "Zürich – 東京 😀", "<&'>", "line\nbreak", "{\"Statement\":[]}");
    private static readonly Gen<string?> Maybe = Gen.OneOf(Gen.Const((string?)null), Text.Select(t => (string?)t));
    private static readonly Gen<bool?> MaybeFlag = Gen.OneOf<bool?>(null, true, false);
    private static readonly Gen<CidrBlock> IPv4 = Gen.Select(Gen.UInt, Gen.Int[0, 32], (a, length) => CidrBlock.Containing(IpAddress.FromUInt32(a), length));
    private static readonly Gen<CidrBlock> IPv6 = Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 128], (high, low, length) => CidrBlock.Containing(IpAddress.FromUInt64Pair(high, low), length));
    private static readonly Gen<CidrBlock> Block = Gen.OneOf(IPv4, IPv6);
    private static readonly Gen<ValueList<string>> Ids = Gen.Int[0, 99].Select(i => $"id-{i:x17}").Array[0, 3].Select(a => a.Distinct().ToValueList());

    /// <summary>EC2 lists the blocks of IPv4 before those of IPv6, and so does the reader.</summary>
    private static readonly Gen<ValueList<CidrBlock>> Blocks =
        Gen.Select(IPv4.Array[1, 3], IPv6.Array[0, 2], (four, six) => four.Concat(six).Distinct().ToValueList());

    private static readonly Gen<SecurityGroupReference> Reference =
        Gen.Select(Gen.Int[0, 9], Maybe, Maybe, Maybe, Maybe, (id, user, vpc, peering, status) => new SecurityGroupReference($"sg-{id}", user, vpc, peering, status));

    private static readonly Gen<SecurityGroupRule> Peer = Gen.OneOf(
        Block.Select(b => new SecurityGroupRule { Protocol = "tcp", Cidr = b }),
        Gen.Int[0, 9].Select(i => new SecurityGroupRule { Protocol = "tcp", PrefixListId = $"pl-{i}" }),
        Reference.Select(r => new SecurityGroupRule { Protocol = "tcp", Group = r }));

    private static readonly Gen<SecurityGroupRule> Rule = Gen.Select(
        Peer, Gen.OneOf(("tcp", 443, 443), ("udp", 0, 65535), ("icmp", 8, -1), ("icmpv6", -1, -1), ("-1", int.MinValue, 0), ("50", int.MinValue, 0)), Maybe,
        (peer, p, description) => peer with { Protocol = p.Item1, FromPort = p.Item2 == int.MinValue ? null : p.Item2, ToPort = p.Item2 == int.MinValue ? null : p.Item3, Description = description });

    private static readonly Gen<NetworkAclEntry> Entry = Gen.Select(
        Gen.Int[1, 32768], Gen.Bool, Gen.Bool, Gen.OneOf(-1, 1, 6, 17, 58), Block, Gen.Int[0, 65535],
        (number, egress, allow, protocol, cidr, port) => protocol is 6 or 17 ? new NetworkAclEntry(number, egress, allow, protocol, cidr, port, 65535) : new(number, egress, allow, protocol, cidr));

    private static readonly Gen<Route> Route = Gen.Select(
        Gen.OneOf(Block.Select(b => (CidrBlock?)b), Gen.Const((CidrBlock?)null)),
        Gen.OneOf(
            "local", "igw-1", "vgw-1", "vpce-1", "nat-1", "tgw-1", "pcx-1", "eni-1", "i-1", "eigw-1", "lgw-1", "cagw-1", "10.0.0.9",
            "arn:aws:networkmanager::111122223333:core-network/core-network-1", "arn:aws:odb:us-east-1:111122223333:odb-network/odbnet_1", ""),
        Gen.OneOf(null, "active", "blackhole"), Maybe,
        (block, target, state, origin) => new Route
        {
            Destination = block,
            DestinationPrefixListId = block is null ? "pl-1" : null,
            Target = target,
            State = target.Length == 0 ? "blackhole" : state,
            Origin = origin,
        });

    private static readonly Gen<PeeringVpc> Side = Gen.Select(Maybe, Maybe, Maybe, Blocks, (vpc, owner, region, blocks) => new PeeringVpc(vpc, owner, region, blocks));

    private static readonly Gen<VpcEndpoint> Endpoint = Gen.Select(Gen.Select(Text, Text, Maybe, Maybe, Maybe, Maybe), Gen.Select(Ids, Ids, Ids, Ids), Gen.Select(MaybeFlag, MaybeFlag, Gen.Bool), (t, ids, flags) => new VpcEndpoint
    {
        Id = "",
        TypeName = t.Item1,
        ServiceName = t.Item2,
        ServiceRegion = t.Item3,
        VpcId = t.Item1,
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
        FailureReason = t.Item3,
        Name = t.Item4,
    });

    private static readonly Gen<VpcEndpointService> Service = Gen.Select(Ids, Ids, Ids, Ids, Gen.Select(Maybe, Maybe, Maybe), MaybeFlag, (types, zones, zoneIds, names, t, policy) => new VpcEndpointService
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

    private static readonly Gen<NetworkInterface> Interface = Gen.Select(Gen.Select(Maybe, Maybe, Maybe, Maybe), Ids, Blocks, Gen.Bool, (t, groups, blocks, managed) => new NetworkInterface
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
        InstanceId = t.Item2,
        OwnerId = Account,
        RequesterManaged = managed,
    });

    private static readonly Gen<VpcNetwork> Lower = Gen.Select(
        Many(Endpoint, (e, i) => e with { Id = $"vpce-{i}" }),
        Many(Service, (s, i) => s with { ServiceName = $"service-{i}" }),
        Many(Interface, (n, i) => n with { Id = $"eni-{i}" }),
        Many(Gen.Select(Ids, Maybe, Maybe, (ids, a, b) => new Instance { Id = "", VpcId = a, State = b, Platform = a, NetworkInterfaceIds = ids, Name = b }), (x, i) => x with { Id = $"i-{i}" }),
        Many(Gen.Select(Maybe, Blocks, Gen.Int[0, 2], (name, blocks, known) => new PrefixList { Id = "", Name = name, CidrBlocks = known == 0 ? null : known == 1 ? [] : blocks }), (p, i) => p with { Id = $"pl-{i}" }),
        Many(Gen.Select(Ids, Maybe, (servers, domain) => new DhcpOptions { Id = "", DomainNameServers = servers, DomainName = domain is { Length: > 0 } ? domain : null }), (d, i) => d with { Id = $"dopt-{i}" }),
        Many(Gen.Select(Side, Side, Maybe, (a, b, status) => new VpcPeeringConnection("", status, a, b)), (p, i) => p with { Id = $"pcx-{i}" }),
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

    /// <summary>Networks in which every kind is described.</summary>
    public static Gen<VpcNetwork> Network { get; } = Gen.Select(
        Lower,
        Many(Gen.Select(Blocks, Maybe, Gen.Bool, (blocks, t, flag) => new Vpc { Id = "", CidrBlocks = blocks, DhcpOptionsId = t, OwnerId = Account, IsDefault = flag, Name = t }), (v, i) => v with { Id = $"vpc-{i}" }),
        Many(Gen.OneOf<(bool?, bool?)>((true, false), (null, true), (false, null)).Select(a => new VpcDnsAttributes("", a.Item1, a.Item2)), (a, i) => a with { VpcId = $"vpc-{i}" }),
        Many(Gen.Select(Blocks, Maybe, Gen.Int[0, 9], (blocks, t, free) => Subnet(blocks, t, free)), (s, i) => s with { Id = $"subnet-{i}" }),
        Many(Gen.Select(Rules("in"), Rules("out"), Maybe, (ingress, egress, t) => new SecurityGroup { Id = "", Name = t, VpcId = t, OwnerId = Account, Ingress = ingress, Egress = egress }), (g, i) => Numbered(g, i)),
        Many(Gen.Select(Ids, Entry.Array[0, 5], Gen.Bool, Maybe, (ids, entries, flag, t) => new NetworkAcl { Id = "", VpcId = t, IsDefault = flag, OwnerId = Account, SubnetIds = ids, Entries = entries.ToValueList() }), (a, i) => a with { Id = $"acl-{i}" }),
        Many(Gen.Select(Ids, Route.Array[0, 5], Gen.Bool, Maybe, (ids, routes, flag, t) => new RouteTable { Id = "", VpcId = t, OwnerId = Account, IsMain = flag, SubnetIds = ids, Routes = routes.ToValueList() }), (r, i) => r with { Id = $"rtb-{i}" }),
        Gen.OneOf("us-east-1", "eu-central-2", "us-gov-west-1"),
        (lower, vpcs, attributes, subnets, groups, acls, tables, region) => lower with
        {
            Region = region,
            AccountId = Account,
            Described = Enum.GetValues<ResourceKind>().ToValueList(),
            Vpcs = vpcs,
            VpcAttributes = attributes,
            Subnets = subnets,
            SecurityGroups = groups,
            NetworkAcls = acls,
            RouteTables = tables,
        });

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
        .DistinctBy(r => (r.Protocol, r.FromPort, r.ToPort, r.Peer)).Select((r, i) => i % 2 == 0 ? r with { RuleId = $"{direction}-{i}" } : r).ToValueList());

    private static SecurityGroup Numbered(SecurityGroup group, int i) => group with
    {
        Id = $"sg-{i}",
        Ingress = group.Ingress.Select(r => Numbered(r, i)).ToValueList(),
        Egress = group.Egress.Select(r => Numbered(r, i)).ToValueList(),
    };

    private static SecurityGroupRule Numbered(SecurityGroupRule rule, int i) => rule.RuleId is null ? rule : rule with { RuleId = $"sgr-{i}-{rule.RuleId}" };

    private static Gen<ValueList<T>> Many<T>(Gen<T> one, Func<T, int, T> number) => one.Array[1, 3].Select(items => items.Select(number).ToValueList());
}
