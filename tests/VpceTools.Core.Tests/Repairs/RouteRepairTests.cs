using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using VpceTools.Repairs.Running;
using Xunit;
using static VpceTools.Core.Tests.Worlds.HubAndSpoke;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// A route that a table lacks is added: to the needed addresses alone, beside what is there, where its owner's account was read.
/// </summary>
public sealed class RouteRepairTests
{
    private const string Other = "999988887777";
    private static readonly RepairOptions Wanted = new()
    {
        Checks = Options, IsWanted = finding =>
        finding.Check is "Route" or "Peering" or "TransitGateway"
    };

    private static VpcNetwork NoReturnOverPeering { get; } = OverPeering.WithRoutes(World.Local("10.0.0.0/16"));

    [Fact]
    public void A_route_back_over_the_peering_connection_of_the_requests()
    {
        var plan = Mended(NoReturnOverPeering);

        var action = Assert.IsType<CreateRoute>(Assert.Single(plan.Repairs).Action);
        Assert.Equal((World.MainTable, "10.9.1.10/32", "pcx-1", RepairRisk.Caution),
            (action.RouteTableId, action.Cidr, action.Target, action.Risk));
        Assert.Equal("""CreateRoute {"RouteTableId":"rtb-main","DestinationCidrBlock":"10.9.1.10/32","VpcPeeringConnectionId":"pcx-1"}""",
            action.ApiCall);
        Assert.Contains("--vpc-peering-connection-id pcx-1", action.ToAwsCli(), StringComparison.Ordinal);
        Assert.Contains(World.AppSubnetA, action.SideEffect, StringComparison.Ordinal);
        Assert.Contains("had no route before", action.SideEffect, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_to_the_interfaces_of_the_endpoint_and_to_nothing_else()
    {
        var plan = Mended(OverTransitGateway.WithSpokeRoutes(World.Local("10.9.0.0/16"), World.Route("0.0.0.0/0", "igw-9")));

        Assert.Equal(["10.0.11.5/32 tgw-1", "10.0.12.5/32 tgw-1"], plan.Repairs.Select(r => (CreateRoute)r.Action)
            .Select(a => $"{a.Cidr} {a.Target}"));
        Assert.All(plan.Repairs, r => Assert.Contains("no longer by 0.0.0.0/0 -> igw-9", r.Action.SideEffect, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_two_connections_lead_there_the_one_of_the_other_direction_counts()
    {
        var both = NoReturnOverPeering with
        {
            TransitGateways = OverTransitGateway.TransitGateways,
            TransitGatewayAttachments = OverTransitGateway.TransitGatewayAttachments,
            TransitGatewayVpcAttachments = OverTransitGateway.TransitGatewayVpcAttachments,
            TransitGatewayRoutes = OverTransitGateway.TransitGatewayRoutes,
        };

        Assert.Equal("pcx-1", Assert.IsType<CreateRoute>(Assert.Single(Mended(both).Repairs).Action).Target);
        // Where neither direction has a route nothing tells which of them is meant.
        Assert.Empty(Findings(both.WithSpokeRoutes(World.Local("10.9.0.0/16"))).SelectMany(f => f.Repair));
    }

    [Fact]
    public void A_route_that_is_there_is_never_replaced()
    {
        var dead = NoReturnOverPeering.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.9.1.10/32", "pcx-0", "blackhole"));

        Assert.All(Findings(dead), f => Assert.Empty(f.Repair));
        var action = (CreateRoute)Mended(NoReturnOverPeering).Repairs[0].Action;
        Assert.Contains("is not replaced", action.ObstacleIn(dead, RepairQuotas.Default), StringComparison.Ordinal);
        // IPv4 and IPv6 count apart: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html.
        var dual = NoReturnOverPeering with
        {
            RouteTables = NoReturnOverPeering.RouteTables.Replacing(t => t.Id == action.RouteTableId,
                t => t with { Routes = t.Routes.Add(World.Local("2001:db8::/56")) }),
        };
        var count = dual.RouteTables.Single(t => t.Id == action.RouteTableId).Routes.Count;
        Assert.Null(action.ObstacleIn(dual, new() { RoutesPerRouteTable = count }));
        Assert.Contains("the account's quota", action.ObstacleIn(NoReturnOverPeering, new() { RoutesPerRouteTable = 1 }),
            StringComparison.Ordinal);
        Assert.Contains("the VPC's own", new CreateRoute(World.MainTable, World.Cidr("10.0.1.0/28"), "pcx-1")
            .ObstacleIn(NoReturnOverPeering, RepairQuotas.Default),
            StringComparison.Ordinal);
        // Somebody replaced the repair's route since: it is not the repair's to delete.
        var undo = action.Inverse(NoReturnOverPeering);
        Assert.Contains("another one now", undo.ObstacleIn(action.ApplyTo(NoReturnOverPeering).WithRoutes(World.Local("10.0.0.0/16"),
            World.Route("10.9.1.10/32", "tgw-1")), RepairQuotas.Default), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_an_account_that_was_not_read_is_advice_with_the_account_and_the_call()
    {
        var foreign = OverPeering.WithSpokeRoutes(World.Local("10.9.0.0/16"));
        foreign = foreign with { RouteTables = foreign.RouteTables.Replacing(t => t.Id == SpokeTable, t => t with { OwnerId = Other }) };

        var finding = Assert.Single(Findings(foreign));
        Assert.Empty(finding.Repair);
        Assert.Contains($"In account {Other}: aws ec2 create-route --route-table-id {SpokeTable}", finding.Recommendation,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_another_account_that_was_read_is_changed_there()
    {
        var network = InTwoAccounts(OverPeering.WithSpokeRoutes(World.Local("10.9.0.0/16")))[0];

        var plan = Mended(network);

        Assert.Equal(2, plan.Repairs.Count);
        Assert.All(plan.Repairs, r => Assert.Equal((Other, "us-west-2"), (r.Action.AccountId, r.Action.Region)));
        Assert.Equal(network.RouteTables, plan.Result.RouteTables);
        Assert.Equal(3, plan.Result.Picture[1].RouteTables.Single(t => t.Id == SpokeTable).Routes.Count);
        // It is read and made by the way to that account, and by no other.
        using var own = new SimulatedRepairExecutor(network, RepairQuotas.Default);
        using var there = new SimulatedRepairExecutor(network.Picture[1], RepairQuotas.Default);
        using var executor = new JoinedRepairExecutor(own, network, (account, region) => (account, region) == (Other, "us-west-2") ? there
            : null);
        var run = new RepairRun(plan, executor, Wanted, null, TimeSpan.Zero);
        foreach (var repair in plan.Repairs)
        {
            var result = await run.ApplyAsync(repair, null, TestContext.Current.CancellationToken);
            Assert.Equal((RepairStatus.Applied, Other, "us-west-2"), (result.Status, result.AccountId, result.Region));
        }

        Assert.Equal(3, there.Network.RouteTables.Single(t => t.Id == SpokeTable).Routes.Count);
        Assert.Equal(network, own.Network);
        // A script runs with the credentials of one account; what another has to do is a remark.
        var script = RepairScript.ToAwsCli([plan]);
        Assert.Contains($"# With the credentials of account {Other}: aws ec2 create-route ", script, StringComparison.Ordinal);
        Assert.DoesNotContain("\naws ec2 create-route", script, StringComparison.Ordinal);
    }

    /// <summary>What the client's own account has to open is opened there as well: a group's rule by address, an ACL's entry.</summary>
    [Theory]
    [InlineData("group", "AuthorizeSecurityGroupEgress sg-9", "AuthorizeSecurityGroupEgress sg-9")]
    [InlineData("ACL", "CreateNetworkAclEntry acl-9", "CreateNetworkAclEntry acl-9")]
    public void A_group_and_an_ACL_of_another_account_that_was_read_are_changed_there(string what, params string[] expected)
    {
        var world = what == "group" ? OverPeering.WithGroup(World.Group("sg-9", [], []) with { VpcId = SpokeVpc })
            : OverPeering.WithAcl(World.Acl("acl-9", [ClientSubnet, "subnet-9b"], World.AllowAll(100, false)));
        var networks = InTwoAccounts(world with
        {
            SecurityGroups = world.SecurityGroups.Select(g => g.Id == "sg-9" ? g with { OwnerId = Other } : g).ToValueList(),
            NetworkAcls = world.NetworkAcls.Select(a => a.Id == "acl-9" ? a with { OwnerId = Other } : a).ToValueList(),
        });
        var options = Wanted with { IsWanted = finding => finding.Check is "ClientSecurityGroupEgress" or "NetworkAcl" };

        var plan = networks[0].Plan(options);

        Assert.Empty(plan.Refused);
        Assert.Equal(expected, plan.Repairs.Select(r => $"{r.Action.Operation} {r.Action.ResourceId}").Take(expected.Length));
        Assert.All(plan.Repairs, r => Assert.Equal((Other, "us-west-2"), (r.Action.AccountId, r.Action.Region)));
        Assert.All(plan.Repairs, r => Assert.Equal((Other, "us-west-2"), (r.Undo.AccountId, r.Undo.Region)));
        Assert.Equal((networks[0].SecurityGroups, networks[0].NetworkAcls), (plan.Result.SecurityGroups, plan.Result.NetworkAcls));
        Assert.NotEqual(networks[1], plan.Result.Picture[1]);
        Assert.Equal(networks[0].Picture, plan.Repairs.Reverse().Aggregate(plan.Result, (now, repair) => repair.Undo.ApplyTo(now)).Picture);
        // Without that account it is advice that names it.
        var alone = new CheckRunner(networks[0] with
        {
            Place =
            new(JoinedNetworks.Join([networks[0], networks[1] with { AccountId = "111111111111" }])[0].Place.Joined, 0)
        },
            Options).Run(networks[0].Endpoints[0]).SelectMany(r => r.Findings).First(options.IsWanted);
        Assert.Contains($"belongs to account {Other}", alone.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_way_to_that_account_nothing_is_changed_and_that_is_said()
    {
        var network = InTwoAccounts(OverPeering.WithSpokeRoutes(World.Local("10.9.0.0/16")))[0];
        var plan = Mended(network);
        using var own = new SimulatedRepairExecutor(network, RepairQuotas.Default);
        using var executor = new JoinedRepairExecutor(own, network, (_, _) => null);

        var result = await new RepairRun(plan, executor, Wanted, null, TimeSpan.Zero)
            .ApplyAsync(plan.Repairs[0], null, TestContext.Current.CancellationToken);

        Assert.Equal((RepairStatus.Failed, "CredentialsMissing"), (result.Status, result.ErrorId));
        Assert.Contains(Other, result.Error, StringComparison.Ordinal);
    }

    /// <summary>The hub, and the spoke as another account in another Region has it.</summary>
    private static IReadOnlyList<VpcNetwork> InTwoAccounts(VpcNetwork world)
    {
        var spoke = world with
        {
            AccountId = Other,
            Region = "us-west-2",
            Endpoints = [],
            Vpcs = world.Vpcs.Where(v => v.Id == SpokeVpc).Select(v => v with { OwnerId = Other }).ToValueList(),
            Subnets = world.Subnets.Where(s => s.VpcId == SpokeVpc).Select(s => s with { OwnerId = Other }).ToValueList(),
            RouteTables = world.RouteTables.Where(t => t.VpcId == SpokeVpc).Select(t => t with { OwnerId = Other }).ToValueList(),
            NetworkInterfaces = world.NetworkInterfaces.Where(n => n.VpcId == SpokeVpc).ToValueList(),
            SecurityGroups = world.SecurityGroups.Where(g => g.VpcId == SpokeVpc).ToValueList(),
            NetworkAcls = world.NetworkAcls.Where(a => a.Id.StartsWith("acl-9", StringComparison.Ordinal)).ToValueList(),
        };
        return JoinedNetworks.Join(
        [
            world with
            {
                AccountId = "123456789012",
                Vpcs = world.Vpcs.Where(v => v.Id != SpokeVpc).ToValueList(),
                Subnets = world.Subnets.Where(s => s.VpcId != SpokeVpc).ToValueList(),
                RouteTables = world.RouteTables.Where(t => t.VpcId != SpokeVpc).ToValueList(),
                NetworkInterfaces = world.NetworkInterfaces.Where(n => n.VpcId != SpokeVpc).ToValueList(),
                SecurityGroups = world.SecurityGroups.Where(g => g.VpcId != SpokeVpc).ToValueList(),
                NetworkAcls = world.NetworkAcls.Where(a => !a.Id.StartsWith("acl-9", StringComparison.Ordinal)).ToValueList(),
            },
            spoke,
        ]);
    }

    private static List<Finding> Findings(VpcNetwork network) =>
        [.. new CheckRunner(network, Options).Run(network.Endpoints[0]).SelectMany(r => r.Findings).Where(Wanted.IsWanted)];

    private static RepairPlan Mended(VpcNetwork network)
    {
        Assert.NotEmpty(Findings(network));
        var plan = network.Plan(Wanted);
        Assert.Empty(plan.Refused);
        Assert.Empty(Findings(plan.Result));
        Assert.Empty(plan.Result.Plan(Wanted).Repairs);
        var restored = plan.Repairs.Reverse().Aggregate(plan.Result, (now, repair) => repair.Undo.ApplyTo(now));
        Assert.Equal(network.Picture, restored.Picture);
        return plan;
    }
}
