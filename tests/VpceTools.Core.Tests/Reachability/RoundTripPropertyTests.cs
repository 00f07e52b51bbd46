using CsCheck;
using VpceTools.Addressing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Reachability;

/// <summary>
/// The exact set of packets against the simplest oracle: every packet of a small universe is walked through the rules one by one, by code
/// that shares nothing with the product but the model.
/// </summary>
public sealed class RoundTripPropertyTests
{
    private const int FirstClientPort = 1024;
    private const int LastClientPort = 1031;
    private const string EndpointAddress = "10.0.0.9";
    private static readonly int[] InterestingPorts = [442, 443, 444, 1024, 1026, 1027, 1029, 1031];

    private static readonly Gen<string> GenBlock =
        Gen.Select(Gen.Int[0, 15], Gen.Int[27, 32]).Select((host, length) => $"10.0.0.{host}/{length}");

    private static readonly Gen<(int? From, int? To)> GenPorts = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Select((a, b) =>
        a >= InterestingPorts.Length || b >= InterestingPorts.Length ? ((int?)null, (int?)null)
        : (InterestingPorts[Math.Min(a, b)], InterestingPorts[Math.Max(a, b)]));

    private static readonly Gen<NetworkAclEntry> GenEntry = Gen.Select(Gen.Int[1, 30], Gen.Bool, Gen.Int[0, 3],
        Gen.Int[0, 4].Select(i => new[] { -1, 6, 6, 6, 17 }[i]), GenBlock, GenPorts)
        .Select((number, egress, deny, protocol, block, ports) =>
            World.Entry(number, egress, deny != 0, protocol, block, ports.From, ports.To));

    private static readonly Gen<NetworkAcl> GenAcl = GenEntry.Array[0, 8].Select(entries => World.Acl("acl-x", [],
        [.. entries.GroupBy(e => (e.RuleNumber, e.IsEgress)).Select(g => g.First())]));

    private static readonly Gen<ValueList<SecurityGroupRule>> GenRules =
        Gen.Select(Gen.Int[0, 3].Select(i => new[] { "-1", "tcp", "6", "udp" }[i]),
            Gen.OneOf(GenBlock, Gen.Int[0, 2].Select(i => new[] { "sg-app", "sg-other", "pl-x" }[i])), GenPorts)
            .Select((protocol, peer, ports) => World.Allow(protocol, peer, ports.From, ports.To)).Array[0, 4].Select(rules =>
                rules.ToValueList());

    private static readonly Gen<VpcNetwork> GenNetwork =
        Gen.Select(GenAcl, GenAcl, GenRules, GenRules, GenRules, Gen.Bool)
            .Select((appAcl, endpointAcl, appEgress, endpointIngress, endpointIngress2, together) =>
        {
            var endpointSubnet = together ? "subnet-app" : "subnet-ep";
            return World.Healthy with
            {
                Vpcs = [new() { Id = World.VpcId, CidrBlocks = [World.Cidr("10.0.0.0/28")] }],
                Subnets = [World.Subnet("subnet-app", "us-east-1a", "10.0.0.0/29"), World.Subnet("subnet-ep", "us-east-1a", "10.0.0.8/29")],
                NetworkAcls = [appAcl with { Id = "acl-app", SubnetIds = ["subnet-app"] },
                    endpointAcl with { Id = "acl-ep", SubnetIds = ["subnet-ep"] }],
                RouteTables = [new() { Id = "rtb-main", VpcId = World.VpcId, IsMain = true, Routes = [World.Local("10.0.0.0/28")] }],
                PrefixLists = [new() { Id = "pl-x", CidrBlocks = [World.Cidr("10.0.0.4/31"), World.Cidr("10.0.0.8/30")] }],
                SecurityGroups =
                [
                    World.Group("sg-app", [], appEgress), World.Group("sg-other", [], endpointIngress2),
                    World.Group("sg-ep", endpointIngress, []), World.Group("sg-ep2", endpointIngress2, []),
                ],
                NetworkInterfaces =
                [
                    World.Interface("eni-1", "subnet-app", "10.0.0.1", "sg-app"),
                    World.Interface("eni-2", "subnet-app", "10.0.0.5", "sg-app"),
                    World.Interface("eni-3", "subnet-app", "10.0.0.6", "sg-other"),
                    World.Interface("eni-ep", endpointSubnet, EndpointAddress, "sg-ep", "sg-ep2") with { InterfaceType = "vpc_endpoint" },
                ],
                Endpoints = [World.Healthy.Endpoints[0] with { NetworkInterfaceIds = ["eni-ep"], SubnetIds = [endpointSubnet] }],
            };
        });

    [Fact]
    public void Round_trip_is_exactly_the_packets_that_an_oracle_gets_through() => GenNetwork.Sample(
        network =>
        {
            var index = new NetworkIndex(network);
            var analyzer = new FlowAnalyzer(new(index), new(443),
                IntervalSet<Port>.Of(new Port(FirstClientPort), new Port(LastClientPort)));
            var target = TargetSet.Of(network.Endpoints[0], index).Targets[0];
            foreach (var clients in ClientResolver.Resolve(index, World.VpcId, ClientSelection.None).Classes.Where(c =>
                c.Shared.GroupIds is not null))
            {
                var exact = RoundTrip(analyzer, clients, target);
                foreach (var client in clients.Clients)
                {
                    for (var port = FirstClientPort; port <= LastClientPort; port++)
                    {
                        if (exact.Contains(client.Addresses.Minimum, new(port)) != Oracle(network, client.Id, port))
                            return false;
                    }
                }
            }

            return true;
        }, iter: 3000);

    [Fact]
    public void An_acl_as_a_set_is_its_entries_packet_by_packet() => Gen.Select(GenAcl, Gen.Bool).Sample(
        (acl, egress) =>
        {
            var set = NetworkAclEvaluator.Evaluate(acl, egress);
            for (var host = 0; host < 16; host++)
            {
                foreach (var port in InterestingPorts)
                {
                    var address = IpAddress.Parse($"10.0.0.{host}");
                    if (set.Contains(address, new(port)) != AclAllows(acl, egress, address, port))
                        return false;
                }
            }

            return true;
        }, iter: 2000);

    [Fact]
    public void Survey_counts_a_client_as_an_oracle_does() => GenNetwork.Sample(
        network =>
        {
            var runner = new VpceTools.Checks.CheckRunner(network,
                new() { EphemeralPorts = new(new(FirstClientPort), new(LastClientPort)) });
            var index = runner.Index;
            var clients = runner.ClientsOf(World.VpcId);
            var analyzer = new FlowAnalyzer(new(index), new(443),
                IntervalSet<Port>.Of(new Port(FirstClientPort), new Port(LastClientPort)));
            var reachability = ClientReachability.From(analyzer, clients, TargetSet.Of(network.Endpoints[0], index),
                HopKind.ClientSecurityGroup, HopKind.ClientAclOutbound, HopKind.EndpointAclInbound, HopKind.EndpointSecurityGroup,
                HopKind.EndpointAclOutbound, HopKind.ClientAclInbound);
            return reachability.Outcomes.Where(o => o.Client.Kind == ClientKind.NetworkInterface).All(o =>
            {
                var through = Enumerable.Range(FirstClientPort, LastClientPort - FirstClientPort + 1)
                    .Count(port => Oracle(network, o.Client.Id, port));
                return o.Outcome == (through == 0 ? ClientOutcome.None : through == LastClientPort - FirstClientPort + 1
                    ? ClientOutcome.Full : ClientOutcome.Partial);
            });
        }, iter: 2000);

    /// <summary>One connection from one client port, walked through every rule in prose order.</summary>
    private static bool Oracle(VpcNetwork network, string clientId, int port)
    {
        var client = network.NetworkInterfaces.Single(n => n.Id == clientId);
        var endpoint = network.NetworkInterfaces.Single(n => n.Id == "eni-ep");
        var (from, to) = (client.Addresses[0], endpoint.Addresses[0]);
        if (!GroupsAllow(network, client.GroupIds, g => g.Egress, to, 443)
            || !GroupsAllow(network, endpoint.GroupIds, g => g.Ingress, from, 443))
            return false;
        if (client.SubnetId == endpoint.SubnetId)
            return true;
        var (near, far) = (network.NetworkAcls.Single(a => a.SubnetIds.Contains(client.SubnetId)),
            network.NetworkAcls.Single(a => a.SubnetIds.Contains(endpoint.SubnetId)));
        return AclAllows(near, true, to, 443) && AclAllows(far, false, from, 443) && AclAllows(far, true, from, port)
            && AclAllows(near, false, to, port);
    }

    private static bool GroupsAllow(VpcNetwork network, ValueList<string> groups, Func<SecurityGroup, ValueList<SecurityGroupRule>> rules,
        IpAddress peer, int port)
    {
        foreach (var group in network.SecurityGroups.Where(g => groups.Contains(g.Id)))
        {
            foreach (var rule in rules(group))
            {
                var protocol = rule.Protocol is "-1" or "tcp" or "6";
                var ports = rule.Protocol == "-1" || rule.FromPort is null || (rule.FromPort <= port && port <= rule.ToPort);
                var peers = rule.Cidr is { } block ? Inside(block, peer)
                    : rule.PrefixListId is { } list ? network.PrefixLists.Single(p => p.Id == list).CidrBlocks!.Any(b => Inside(b, peer))
                    : network.NetworkInterfaces.Any(n => n.GroupIds.Contains(rule.Group!.GroupId) && n.Addresses.Contains(peer));
                if (protocol && ports && peers)
                    return true;
            }
        }

        return false;
    }

    private static bool AclAllows(NetworkAcl acl, bool egress, IpAddress peer, int port)
    {
        for (var number = 1; number <= 32767; number++)
        {
            if (number == 31)
                number = 32767;
            var entry = acl.Entries.FirstOrDefault(e => e.RuleNumber == number && e.IsEgress == egress);
            if (entry is null || !Inside(entry.Cidr, peer) || entry.Protocol is not (-1 or 6))
                continue;
            if (entry.Protocol == -1 || entry.FromPort is null || (entry.FromPort <= port && port <= entry.ToPort))
                return entry.IsAllow;
        }

        return false;
    }

    private static bool Inside(CidrBlock block, IpAddress address)
    {
        static uint Bits(IpAddress a) => a.ToString().Split('.').Aggregate(0u, (bits, part) => (bits << 8) | uint.Parse(part));
        return block.PrefixLength == 0 || Bits(block.First) >> (32 - block.PrefixLength) == Bits(address) >> (32 - block.PrefixLength);
    }

    /// <summary>What gets there and back: the packets that every hop lets through.</summary>
    private static PacketSet RoundTrip(FlowAnalyzer analyzer, ClientClass clients, Target target) => Enum.GetValues<HopKind>()
        .Select(kind => analyzer.At(kind, clients, target))
        .Aggregate(analyzer.Universe(clients, target), (set, hop) => hop is null ? set : set.Intersect(hop.Passed));
}
