using CsCheck;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// Networks that are broken at random: one VPC of 10.0.0.0/24 with two client subnets, two endpoint subnets and one in a zone of its own,
/// two interface endpoints, perhaps a gateway endpoint. Small enough that an oracle can send every packet that matters.
/// </summary>
internal static class BrokenNetworks
{
    public const string Gateway = "vpce-s3";
    public const string PrefixList = "pl-s3";
    public static readonly string[] Acls = ["acl-1", "acl-2", "acl-3"];
    private static readonly string[] Subnets = ["subnet-appa", "subnet-appb", "subnet-epa", "subnet-epb", "subnet-c"];
    private static readonly string[] Zones = ["us-east-1a", "us-east-1b", "us-east-1a", "us-east-1b", "us-east-1c"];
    private static readonly string[] Tables = ["rtb-main", "rtb-b"];

    private static readonly Gen<(int?, int?)> Ports = Gen.OneOf<(int?,
        int?)>([(null, null), (443, 443), (443, 443), (0, 65535), (1024, 65535), (1024, 32767), (32768, 65535), (80, 80)]);

    private static readonly Gen<string> Peer = Gen.OneOf(["10.0.0.0/24", "10.0.0.0/28", "10.0.0.16/28", "10.0.0.32/27", "10.0.0.1/32",
        "10.0.0.37/32", "52.216.0.0/15", "192.168.0.0/16"]);

    private static readonly Gen<ValueList<SecurityGroupRule>> Rules = Gen.Select(Gen.OneOf(["-1", "tcp", "tcp", "6", "udp"]),
            Gen.OneOf(Peer, Gen.OneOf(["sg-app", "sg-other", "sg-ep1", "0.0.0.0/0", PrefixList])), Ports)
        .Select((protocol, peer, ports) => World.Allow(protocol, peer, ports.Item1, ports.Item2)).Array[0, 3]
        .Select(rules => rules.DistinctBy(r => (r.Protocol, r.FromPort, r.ToPort, r.Peer)).ToValueList());

    private static readonly Gen<ValueList<SecurityGroupRule>> Egress =
        Gen.Frequency((3, Gen.Const((ValueList<SecurityGroupRule>)[World.Allow("-1", "0.0.0.0/0")])), (1, Rules));

    private static readonly Gen<NetworkAclEntry[]> Entries = Gen.Frequency(
        (3, Gen.Const(new[] { World.AllowAll(100, false), World.AllowAll(100, true) })),
        (2, Gen.Select(Gen.Int[1, 12], Gen.Bool, Gen.Int[0, 3], Gen.OneOf([-1, 6, 6, 17]), Gen.OneOf(Peer, Gen.Const("0.0.0.0/0")), Ports)
            .Select((number, egress, deny, protocol, block, ports) =>
                World.Entry(number, egress, deny != 0, protocol, block, ports.Item1, ports.Item2))
            .Array[0, 6].Select(entries => entries.DistinctBy(e => (e.RuleNumber, e.IsEgress)).ToArray())));

    private static readonly Gen<ValueList<string>> Groups =
        Gen.OneOf<ValueList<string>>([["sg-ep1"], ["sg-ep1"], ["sg-ep2"], ["sg-ep1", "sg-ep2"], ["sg-default"], ["sg-other"]]);

    private static readonly Gen<VpcEndpoint> Endpoint =
        Gen.Select(Groups, Gen.OneOf<int[]>([[2, 3], [2, 3], [2], [3], [0, 3], [2, 3, 4]]), Gen.Bool, Gen.Int[0, 9], Gen.Int[0, 9])
        .Select((groups, subnets, dns, state, policy) => new VpcEndpoint
        {
            Id = "", TypeName = "Interface", VpcId = World.VpcId, OwnerId = "123456789012", IpAddressType = "ipv4",
            DnsRecordIpType = "ipv4",
            StateName = state == 0 ? "pending" : state == 1 ? "failed"
                : "available", GroupIds = groups, SubnetIds = [.. subnets.Select(i => Subnets[i])],
            PrivateDnsEnabled = dns, PolicyDocument = policy == 0 ? """{"Statement":[]}""" : policy == 1 ? null : World.DefaultPolicy,
        });

    private static readonly Gen<VpcNetwork> Lower = Gen.Select(Rules, Rules, Rules, Egress, Egress, Gen.Select(Entries, Entries, Entries),
        Gen.Int[0, Acls.Length - 1].Array[5], Gen.Int[0, 3])
        .Select((ingress1, ingress2, ingress3, egress1, egress2, entries, aclOf, workloads) => World.Healthy with
        {
            Endpoints = [],
            Vpcs = [new() { Id = World.VpcId, CidrBlocks = [World.Cidr("10.0.0.0/24")], DhcpOptionsId = "dopt-1",
                OwnerId = "123456789012" }],
            Subnets =
                [.. Subnets.Select((id, i) => World.Subnet(id, Zones[i], $"10.0.0.{16 * i}/28") with { AvailableIpAddressCount = 8 })],
            SecurityGroups =
            [
                World.Group("sg-app", [], egress1), World.Group("sg-other", ingress3, egress2), World.Group("sg-ep1", ingress1, []),
                    World.Group("sg-ep2", ingress2, []),
                World.Group("sg-default", [World.Allow("-1", "sg-default")], [World.Allow("-1", "0.0.0.0/0")]) with { Name = "default" },
            ],
            NetworkAcls = [.. new[] { entries.Item1, entries.Item2, entries.Item3 }.Select((e, i) =>
                World.Acl(Acls[i], Subnets.Where((_, s) => aclOf[s] == i).ToValueList(), e))],
            NetworkInterfaces =
            [
                .. new[]
                {
                    World.Interface("eni-1", Subnets[0], "10.0.0.5", "sg-app"),
                        World.Interface("eni-2", Subnets[1], "10.0.0.21", "sg-other"),
                    World.Interface("eni-3", Subnets[1], "10.0.0.22", "sg-app", "sg-other"),
                    World.Interface("eni-4", Subnets[4], "10.0.0.70", "sg-app"),
                }.Take(workloads + 1),
            ],
            PrefixLists = [new() { Id = PrefixList, Name = "com.amazonaws.us-east-1.s3", CidrBlocks = [World.Cidr("52.216.0.0/15")] }],
        });

    /// <summary>The networks.</summary>
    public static Gen<VpcNetwork> Network { get; } = Gen.Select(Lower, Endpoint.Array[1, 2],
        Gen.OneOf<(bool?, bool?)>([(true, true), (true, true), (true, false), (false, false), (false, true), (true, null)]),
        Gen.OneOf<string[]?>([null, [], ["rtb-main"], ["rtb-main", "rtb-b"]]), Gen.Bool, Gen.Int[0, 4])
            .Select((lower, endpoints, dns, tables, everywhere, fullSubnet) =>
    {
        var network = lower with
        {
            VpcAttributes = [new(World.VpcId, dns.Item1, dns.Item2)],
            Endpoints = [.. endpoints.Select((e, i) =>
                e with { Id = $"vpce-{i + 1}", ServiceName = Service(i),
                    NetworkInterfaceIds = [.. e.SubnetIds.Select(s => InterfaceOf(i, s))] })],
            Services = [.. endpoints.Select((_, i) => new VpcEndpointService
            {
                ServiceName = Service(i), ServiceTypes = ["Interface"], AvailabilityZones = everywhere
                    ? ["us-east-1a", "us-east-1b", "us-east-1c"] : ["us-east-1a", "us-east-1b"],
                PrivateDnsNames = [$"service{i}.us-east-1.amazonaws.com"], VpcEndpointPolicySupported = true, Owner = "amazon",
            })],
            RouteTables = [.. Tables.Select((id, i) => new RouteTable
            {
                Id = id, VpcId = World.VpcId, IsMain = i == 0, SubnetIds = i == 0 ? [] : ["subnet-appb"],
                Routes = tables is not null && tables.Contains(id)
                    ? [World.Local("10.0.0.0/24"),
                        new() { DestinationPrefixListId = PrefixList, Target = Gateway, State = "active", Origin = "CreateRoute" }]
                            : [World.Local("10.0.0.0/24")],
            })],
        };
        network = network with
        {
            Subnets = network.Subnets.Select((s, i) => i == fullSubnet ? s with { AvailableIpAddressCount = i % 2 } : s).ToValueList(),
            NetworkInterfaces =
            [
                .. network.NetworkInterfaces,
                .. network.Endpoints.SelectMany((e, i) =>
                    e.SubnetIds.Select(s =>
                        World.Interface(InterfaceOf(i, s), s, $"10.0.0.{(16 * Array.IndexOf(Subnets, s)) + 8 + i}", [.. e.GroupIds])
                    with { InterfaceType = "vpc_endpoint", RequesterManaged = true })),
            ],
        };
        return tables is null ? network : network.WithAnother(new()
        {
            Id = Gateway, TypeName = "Gateway", ServiceName = "com.amazonaws.us-east-1.s3", VpcId = World.VpcId, StateName = "available",
            RouteTableIds = [.. tables],
            OwnerId = "123456789012", PolicyDocument = World.DefaultPolicy,
        });
    });

    /// <summary>What a user may allow and ask; the quotas are small enough to be met.</summary>
    public static Gen<RepairOptions> Options { get; } = Gen.Select(
        Gen.OneOf<ValueList<string>>([[], [], ["acl-1"], [.. Acls]]), Gen.OneOf([RepairRisk.Caution, RepairRisk.Caution, RepairRisk.Safe]),
        Gen.OneOf([RepairQuotas.Default, RepairQuotas.Default,
            new() { RulesPerSecurityGroup = 3, EntriesPerNetworkAcl = 7, SecurityGroupsPerInterface = 1 }]),
        Gen.OneOf([ClientSelection.None, ClientSelection.None, ClientSelection.None,
            new ClientSelection { NetworkInterfaceIds = ["eni-1"] }, new ClientSelection { SubnetIds = ["subnet-appa"] },
            new ClientSelection { CidrBlocks = [World.Cidr("10.9.0.0/30"), World.Cidr("10.0.0.4/30")] }]))
        .Select((acls, risk, quotas, clients) =>
            new RepairOptions { AllowOverrideDeny = acls, MaximumRisk = risk, Checks = new() { Quotas = quotas, Clients = clients } });

    private static string Service(int i) => $"com.amazonaws.us-east-1.service{i}";

    private static string InterfaceOf(int endpoint, string subnet) => $"eni-{endpoint + 1}-{subnet}";
}
