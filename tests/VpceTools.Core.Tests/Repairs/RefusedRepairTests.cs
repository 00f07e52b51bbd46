using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>What a plan leaves alone, and says why.</summary>
public sealed class RefusedRepairTests
{
    private static VpcNetwork Closed { get; } = World.Healthy.WithGroup(World.Group(World.EndpointGroup, [], []));

    private static VpcNetwork Off { get; } = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false });

    public static TheoryData<string> HealthyWorlds => ["interface", "gateway", "open to all", "both kinds", "private DNS not wanted"];

    [Theory]
    [MemberData(nameof(HealthyWorlds))]
    public void Nothing_is_planned_for_a_healthy_network(string world)
    {
        var network = world switch
        {
            "gateway" => World.HealthyGateway,
            "open to all" =>
                World.Healthy.WithGroup(World.Group(World.EndpointGroup, [World.Allow("-1", "0.0.0.0/0")],
                    [World.Allow("-1", "0.0.0.0/0")])),
            "both kinds" => World.Healthy.WithAnother(World.HealthyGateway.Endpoints[0]) with
            {
                Services = [.. World.Healthy.Services, .. World.HealthyGateway.Services],
                PrefixLists = World.HealthyGateway.PrefixLists,
                RouteTables = World.HealthyGateway.RouteTables,
            },
            "private DNS not wanted" => Off.WithService(s => s with { PrivateDnsNames = [] }),
            _ => World.Healthy,
        };

        var plan = network.Plan();

        Assert.Empty(plan.Repairs);
        Assert.Empty(plan.Refused);
        Assert.Same(network, plan.Result);
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("Rejected")]
    [InlineData("pending")]
    [InlineData("pendingAcceptance")]
    [InlineData("expired")]
    public void A_state_is_nothing_that_a_call_mends(string state)
    {
        var plan = World.Healthy.WithEndpoint(e => e with { StateName = state }).Plan();

        Assert.NotEmpty(plan.OnlyRefusal(RefusalKind.Advice).Reason);
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("rejected")]
    [InlineData("expired")]
    [InlineData("pendingAcceptance")]
    public void An_endpoint_that_is_not_there_is_not_modified(string state)
    {
        var plan = Off.WithEndpoint(e => e with { StateName = state }).Plan();

        Assert.Empty(plan.Repairs);
        Assert.DoesNotContain(plan.Refused, r => r.Finding.Check == "PrivateDns");
    }

    [Fact]
    public void An_endpoint_that_a_service_manages_is_not_modified() =>
        Assert.Contains("requester-managed", Off.WithEndpoint(e => e with { RequesterManaged = true }).Plan()
            .OnlyRefusal(RefusalKind.Advice).Reason);

    [Fact]
    public void An_endpoint_of_another_account_is_not_modified() =>
        Assert.Contains("999999999999", Off.WithEndpoint(e => e with { OwnerId = "999999999999" }).Plan()
            .OnlyRefusal(RefusalKind.Advice).Reason);

    [Fact]
    public void A_group_of_another_account_is_not_modified()
    {
        var network = Closed.WithGroup(World.Group(World.EndpointGroup, [], []) with { OwnerId = "999999999999" });

        Assert.Contains("belongs to account 999999999999", network.Plan().OnlyRefusal(RefusalKind.Obstacle).Reason);
    }

    [Fact]
    public void A_vpc_of_another_account_is_not_modified()
    {
        var plan = World.Healthy.WithDns(true, false).WithVpc(v => v with { OwnerId = "999999999999" }).Plan();

        Assert.Contains("999999999999", plan.OnlyRefusal(RefusalKind.Advice).Reason);
    }

    [Fact]
    public void What_needs_more_care_than_was_asked_for_is_left_alone_and_what_hangs_on_it()
    {
        var network = Off.WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB], World.AllowAll(100, false)))
            .WithGroup(World.Group(World.EndpointGroup, [], []));

        var plan = network.Plan(new() { MaximumRisk = RepairRisk.Safe });

        Assert.Equal(["allow TCP 443 from sg-app"], plan.Lines());
        Assert.Equal(["NetworkAcl of vpce-1: Risk", "PrivateDns of vpce-1: Risk"], plan.Refusals());
        Assert.All(plan.Refused, r => Assert.Contains("-MaximumRisk Safe", r.Reason));
    }

    [Fact]
    public void Only_what_is_wanted_is_repaired()
    {
        var network = Closed.WithDns(true, false);

        var plan = network.Plan(new() { IsWanted = f => f.Severity == Severity.Critical });

        Assert.Equal(["allow TCP 443 from sg-app"], plan.Lines());
        Assert.Empty(plan.Refused);
    }

    [Fact]
    public void Only_the_given_endpoints_are_repaired_and_the_others_are_minded()
    {
        var network = Closed.WithSecond(e => e with { GroupIds = ["sg-sns"] }).WithGroup(World.Group("sg-sns", [], []));

        var plan = RepairPlanner.Plan(network, [network.Endpoints[1]], new(), TestContext.Current.CancellationToken);

        Assert.Equal("sg-sns", Assert.Single(plan.Repairs).Action.ResourceId);
    }

    [Theory]
    [InlineData(ResourceKind.SecurityGroup)]
    [InlineData(ResourceKind.NetworkInterface)]
    [InlineData(ResourceKind.Subnet)]
    [InlineData(ResourceKind.Vpc)]
    [InlineData(ResourceKind.NetworkAcl)]
    [InlineData(ResourceKind.RouteTable)]
    [InlineData(ResourceKind.VpcAttribute)]
    [InlineData(ResourceKind.VpcEndpointService)]
    public void What_is_not_known_changes_nothing(ResourceKind kind)
    {
        var plan = World.Healthy.Denied(kind).Plan();

        Assert.Empty(plan.Repairs);
    }

    [Fact]
    public void A_rule_whose_prefix_list_is_not_known_may_let_clients_in_so_that_none_is_added()
    {
        var network = World.Healthy.WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "pl-unknown", 443)], []));

        Assert.Empty(network.Plan().Repairs);
    }

    [Theory]
    [InlineData("Resource")]
    [InlineData("ServiceNetwork")]
    [InlineData("SomethingNew")]
    public void Endpoints_of_every_type_with_interfaces_get_their_rules(string type)
    {
        var network = Closed.WithEndpoint(e =>
            e with { TypeName = type, ServiceName = "", PrivateDnsEnabled = null, PolicyDocument = null });

        Assert.Equal(["allow TCP 5432 from sg-app"], network.Plan(new() { Checks = new() { Ports = [new(5432)] } }).Lines());
        // Nobody knows where a resource listens, so that no port is opened on a guess.
        Assert.Empty(network.Plan().Repairs);
    }

    [Fact]
    public void A_group_more_than_an_interface_takes_is_refused()
    {
        var endpoint = World.Healthy.Endpoints[0];
        var action = new ModifyVpcEndpoint(endpoint.Id) { AddSecurityGroupIds = ["sg-5"] };
        var network = World.Healthy.WithEndpoint(e => e with { GroupIds = [World.EndpointGroup, "sg-1", "sg-2", "sg-3", "sg-4"] });

        Assert.Contains("more than 5 security groups", action.ObstacleIn(network, RepairQuotas.Default));
        Assert.Null(action.ObstacleIn(network, new() { SecurityGroupsPerInterface = 16 }));
        Assert.Null(action.ObstacleIn(World.Healthy, RepairQuotas.Default));
    }
}
