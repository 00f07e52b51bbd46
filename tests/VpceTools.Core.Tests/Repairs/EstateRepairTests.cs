using CsCheck;
using VpceTools.Checks;
using VpceTools.Core.Tests.Reachability;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>What holds for the repair of random estates, by the walk that carries packet by packet.</summary>
public sealed class EstateRepairTests
{
    // An entry of an ACL holds for a whole subnet; what it opens has a property of its own (RepairPropertyTests).
    private static readonly RepairOptions Options = new()
    {
        Checks = new() { Clients = new() { NetworkInterfaceIds = ["eni-client"] } },
        IsWanted = finding => finding.Check is "Route" or "Peering" or "TransitGateway",
    };

    private static readonly string[] Needed = ["eni-client", "eni-a", "eni-b"];

    [Fact]
    public void A_repair_carries_packets_to_needed_addresses_alone_and_can_be_taken_back() =>
        Gen.Int[0, int.MaxValue - 1].Sample(Judge, iter: 100);

    /// <summary>
    /// Both interfaces lack a route of the transit gateway, and packets of one only get as far as that when the client's table is mended.
    /// </summary>
    [Fact]
    public void What_a_later_fix_brings_back_is_fixed_too() => Judge(1051110350);

    /// <summary>The random estates are of use only if something is mended in them.</summary>
    [Fact]
    public void Estates_are_mended()
    {
        var kinds = Enumerable.Range(1, 200).SelectMany(seed => Plan(EstatePropertyTests.Estate(seed)).Repairs)
            .GroupBy(r => r.Action.GetType())
            .ToDictionary(g => g.Key, g => g.Count());
        Assert.All(Expected, kind => Assert.True(kinds.TryGetValue(kind, out var count) && count > 4,
            $"{kind.Name}: {kinds.GetValueOrDefault(kind)}"));
    }

    private static Type[] Expected { get; } = [typeof(CreateRoute), typeof(CreateTransitGatewayRoute),
        typeof(AssociateTransitGatewayRouteTable), typeof(ModifyTransitGatewayVpcAttachment)];

    private static void Judge(int seed)
    {
        var before = EstatePropertyTests.Estate(seed);
        var plan = Plan(before);
        var (was, now) = (new NaiveWalk(before), new NaiveWalk(plan.Result));
        var hosts = Hosts(before);
        // An association opens all that its table leads to, a zone all that the VPC's routes do: for hosts of that VPC, which they say.
        var opened = plan.Repairs.Select(r => r.Action switch
        {
            AssociateTransitGatewayRouteTable a => a.TransitGatewayAttachmentId,
            ModifyTransitGatewayVpcAttachment m => m.TransitGatewayAttachmentId,
            _ => null,
        }).OfType<string>().Select(id => before.TransitGatewayVpcAttachments.Single(a => a.Id == id).VpcId).ToHashSet();
        foreach (var (from, to) in hosts.SelectMany(_ => hosts, (from, to) => (from, to)))
        {
            if (from.SubnetId == to.SubnetId)
                continue;
            foreach (var port in new[] { 443, 50000 })
            {
                var carried = now.Carries(from, to, port);
                Assert.True(!carried || was.Carries(from, to, port) || Needed.Contains(to.Id) || opened.Contains(from.VpcId),
                    $"seed {seed}: {from.Id} -> {to.Id}:{port} by {string.Join("; ", plan.Repairs.Select(r => r.Action))}");
                Assert.True(carried || !was.Carries(from, to, port), $"seed {seed}: {from.Id} -> {to.Id}:{port} is lost");
            }
        }

        var rest = new CheckRunner(plan.Result, Options.Checks).Run(plan.Result.Endpoints[0]).SelectMany(r => r.Findings).Select(Identity)
            .ToHashSet();
        Assert.All(plan.Repairs.SelectMany(r => r.Closes), closed => Assert.DoesNotContain(Identity(closed), rest));
        Assert.Empty(Plan(plan.Result).Repairs);
        Assert.Equal(before, plan.Repairs.Reverse().Aggregate(plan.Result, (network, repair) => repair.Undo.ApplyTo(network)));
    }

    /// <summary>The client, the endpoint's interfaces, and somebody in every subnet.</summary>
    private static List<NetworkInterface> Hosts(VpcNetwork world) =>
    [
        .. world.NetworkInterfaces.Where(n => Needed.Contains(n.Id)),
        .. world.Subnets.Select(s => World.Interface($"host of {s.Id}", s.Id, s.CidrBlocks[0].ToString()
            .Replace(".0/24", ".77", StringComparison.Ordinal), World.AppGroup)
            with { VpcId = s.VpcId }),
    ];

    private static RepairPlan Plan(VpcNetwork world) =>
        RepairPlanner.Plan(world, world.Endpoints, Options, TestContext.Current.CancellationToken);

    private static (string, string, string) Identity(Finding f) => (f.Check, f.ResourceId, f.Aspect);
}
