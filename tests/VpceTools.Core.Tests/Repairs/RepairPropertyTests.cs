using CsCheck;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>What holds for the plan of any network, however it is broken, by an oracle that shares nothing with the planner.</summary>
public sealed class RepairPropertyTests
{
    private static readonly string[] Peers =
        ["10.0.0.1", "10.0.0.5", "10.0.0.9", "10.0.0.17", "10.0.0.21", "10.0.0.22", "10.0.0.37", "10.0.0.40", "10.0.0.41", "10.0.0.50",
            "10.0.0.56", "10.0.0.57", "10.0.0.66", "10.0.0.70",
            "10.0.0.200", "10.0.1.1", "10.9.0.1", "10.9.0.7", "52.216.0.9", "54.1.1.1", "192.168.0.1", "0.0.0.1", "255.255.255.254"];

    private static readonly int[] Ports = [80, 442, 443, 444, 1023, .. PacketOracle.ClientPorts];

    [Fact]
    public void No_rule_lets_more_through_than_clients_need() => Holds((plan, options) =>
    {
        foreach (var (before, after) in plan.Network.SecurityGroups.Zip(plan.Result.SecurityGroups))
            foreach (var (egress, peer, port) in Packets())
                if (PacketOracle.GroupAllows(after, egress, peer, port, plan.Result)
                    && !PacketOracle.GroupAllows(before, egress, peer, port, plan.Result))
                    Assert.True(port == 443
                        && (InVpc(peer) || (egress ? peer.StartsWith("52.216.", StringComparison.Ordinal) : IsNamed(peer, options))),
                            $"{after.Id} {egress} {peer} {port}");
        foreach (var (before, after) in plan.Network.NetworkAcls.Zip(plan.Result.NetworkAcls))
            foreach (var (egress, peer, port) in Packets())
                if (PacketOracle.AclAllows(after, egress, peer, port) && !PacketOracle.AclAllows(before, egress, peer, port))
                    Assert.True(IsNeeded(plan, options, egress, peer, port), $"{after.Id} {egress} {peer} {port}");
    });

    [Fact]
    public void Planning_again_on_the_result_gives_nothing() => Holds((plan, options) =>
        Assert.Empty(RepairPlanner.Plan(plan.Result, plan.Result.Endpoints, options, TestContext.Current.CancellationToken).Repairs));

    [Fact]
    public void What_a_plan_closes_is_gone_and_no_check_is_worse() => Holds((plan, options) =>
    {
        var (before, after) = (Diagnose(plan.Network, options), Diagnose(plan.Result, options));
        var rest = after.SelectMany(r => r.Findings).Select(Identity).ToHashSet();
        Assert.All(plan.Repairs.SelectMany(r => r.Closes), f => Assert.DoesNotContain(Identity(f), rest));
        Assert.All(plan.Refused, r => Assert.Contains(Identity(r.Finding), rest));
        Assert.All(before.Zip(after), pair =>
            Assert.True(Rank(pair.Second.Status) <= Rank(pair.First.Status),
                $"{pair.First.EndpointId} {pair.First.Check}: {pair.First.Status} to {pair.Second.Status}"));
    });

    [Fact]
    public void Nothing_breaks_between_two_actions() => Holds((plan, _) => Walk(plan, plan.Repairs));

    [Fact]
    public void What_was_declined_takes_along_whatever_would_break_something_without_it() =>
        Gen.Select(BrokenNetworks.Network, BrokenNetworks.Options, Gen.Int[1, 20]).Sample((network, options, number) =>
    {
        var plan = RepairPlanner.Plan(network, network.Endpoints, options, TestContext.Current.CancellationToken);
        var declined = new HashSet<int> { number };
        foreach (var repair in plan.Repairs)
            if (repair.DependsOn.Any(declined.Contains))
                declined.Add(repair.Number);
        Walk(plan, plan.Repairs.Where(r => !declined.Contains(r.Number)));
    }, iter: 100);

    [Fact]
    public void Undoing_in_reverse_order_gives_the_network_back() => Holds((plan, _) =>
        Assert.Equal(plan.Network, plan.Repairs.Reverse().Aggregate(plan.Result, (network, repair) => repair.Undo.ApplyTo(network))));

    [Fact]
    public void No_limit_is_passed() => Holds((plan, options) =>
    {
        var quotas = options.Checks.Quotas;
        foreach (var (before, after) in plan.Network.SecurityGroups.Zip(plan.Result.SecurityGroups))
        {
            Assert.InRange(after.Ingress.Count, 0, Math.Max(before.Ingress.Count, quotas.RulesPerSecurityGroup));
            Assert.InRange(after.Egress.Count, 0, Math.Max(before.Egress.Count, quotas.RulesPerSecurityGroup));
            Assert.Equal(after.Ingress.Count - before.Ingress.Count, after.Ingress.Except(before.Ingress).DistinctBy(r => r.Peer).Count());
        }

        foreach (var (before, after) in plan.Network.NetworkAcls.Zip(plan.Result.NetworkAcls))
        {
            Assert.Equal(after.Entries.Count, after.Entries.DistinctBy(e => (e.IsEgress, e.RuleNumber)).Count());
            Assert.Equal(before.Entries, after.Entries.Take(before.Entries.Count).ToValueList());
            foreach (var egress in new[] { true, false })
                Assert.InRange(after.Entries.Count(e => e.IsEgress == egress && !e.IsClosing), 0,
                    Math.Max(before.Entries.Count(e => e.IsEgress == egress && !e.IsClosing), quotas.EntriesPerNetworkAcl));
        }

        foreach (var (before, after) in plan.Network.Endpoints.Zip(plan.Result.Endpoints))
        {
            var added = after.SubnetIds.Except(before.SubnetIds).Select(id => plan.Network.Subnets.Single(s => s.Id == id)).ToList();
            var zones = before.SubnetIds.Select(id => plan.Network.Subnets.Single(s => s.Id == id).AvailabilityZone)
                .Concat(added.Select(s => s.AvailabilityZone)).ToList();
            Assert.Equal(zones.Count, zones.Distinct().Count());
            Assert.All(added, s =>
                Assert.Contains(s.AvailabilityZone,
                    plan.Network.Services.Single(x => x.ServiceName == after.ServiceName).AvailabilityZones));
            Assert.InRange(after.GroupIds.Count, 0, Math.Max(before.GroupIds.Count, quotas.SecurityGroupsPerInterface));
            Assert.Equal(before.StateName == "failed" ? before : after, after);
        }

        Assert.All(plan.Result.Subnets, s => Assert.True(s.AvailableIpAddressCount >= 0, s.Id));
        Assert.All(plan.Repairs, r => Assert.All(r.DependsOn, n => Assert.InRange(n, 1, r.Number - 1)));
        Assert.All(plan.Repairs, r => Assert.True(r.Action.Risk <= options.MaximumRisk, r.Action.Description));
    });

    private static void Holds(Action<RepairPlan, RepairOptions> assert) => Gen.Select(BrokenNetworks.Network, BrokenNetworks.Options)
        .Sample(
        (network, options) => assert(RepairPlanner.Plan(network, network.Endpoints, options, TestContext.Current.CancellationToken),
            options), iter: 100);

    /// <summary>
    /// Applies actions one by one. A workload may only ever lose a fault, and may be sent to an endpoint only when that answers it.
    /// </summary>
    private static void Walk(RepairPlan plan, IEnumerable<PlannedRepair> repairs)
    {
        var network = plan.Network;
        foreach (var repair in repairs)
        {
            var next = repair.Action.ApplyTo(network);
            var (was, now) = (new PacketOracle(network), new PacketOracle(next));
            foreach (var (before, after) in network.Endpoints.Zip(next.Endpoints))
            {
                foreach (var client in now.Workloads)
                {
                    var broken = now.Broken(client, after);
                    Assert.True(broken.IsSubsetOf(was.Broken(client, before)),
                        $"{repair.Number} {repair.Action.Description}: {client.Id} loses {after.Id} at {string.Join(", ", broken)}");
                    var resolves = network.VpcAttributes[0].EnableDnsSupport == true || after.Type == EndpointType.Gateway;
                    Assert.False(resolves && !was.IsUsedBy(client, before) && now.IsUsedBy(client, after)
                        && broken.Count > 0, $"{repair.Number} {repair.Action.Description}: {client.Id} is sent to {after.Id}");
                }
            }

            network = next;
        }
    }

    private static IEnumerable<(bool Egress, string Peer, int Port)> Packets() =>
        from egress in new[] { true, false } from peer in Peers from port in Ports select (egress, peer, port);

    /// <summary>Requests to an endpoint's subnet or list, or from a client; answers the other way round.</summary>
    private static bool IsNeeded(RepairPlan plan, RepairOptions options, bool egress, string peer, int port)
    {
        var atEndpoint = peer.StartsWith("52.216.", StringComparison.Ordinal)
            || plan.Result.NetworkInterfaces.Any(n => n.InterfaceType == "vpc_endpoint"
            && (n.IsPlanned ? plan.Network.Subnets.Single(s => s.Id == n.SubnetId).CidrBlocks.Any(b => PacketOracle.Inside(b, peer))
                : n.Addresses.Any(a => a.ToString() == peer)));
        var atClient = plan.Network.Subnets.Any(s => s.CidrBlocks.Any(b => PacketOracle.Inside(b, peer))) || IsNamed(peer, options);
        return egress ? (atEndpoint && port == 443) || (atClient && port >= 1024) : (atClient && port == 443)
            || (atEndpoint && port >= 1024);
    }

    private static bool IsNamed(string peer, RepairOptions options) =>
        options.Checks.Clients.CidrBlocks.Any(b => PacketOracle.Inside(b, peer));

    private static bool InVpc(string peer) => PacketOracle.Inside(World.Cidr("10.0.0.0/24"), peer);

    private static List<EndpointTestResult> Diagnose(VpcNetwork network, RepairOptions options)
    {
        var runner = new CheckRunner(network, options.Checks);
        return [.. network.Endpoints.SelectMany(endpoint => runner.Run(endpoint))];
    }

    private static (string, string, string, string) Identity(Finding f) => (f.EndpointId, f.Check, f.ResourceId, f.Aspect);

    private static int Rank(CheckStatus status) =>
        Array.IndexOf([CheckStatus.Passed, CheckStatus.Unknown, CheckStatus.Warning, CheckStatus.Failed],
            status == CheckStatus.NotApplicable ? CheckStatus.Passed : status);
}
