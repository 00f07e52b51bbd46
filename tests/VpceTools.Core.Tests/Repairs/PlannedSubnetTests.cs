using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>Subnets that are added to endpoints: one a zone, where the service is, and behind nothing that is closed.</summary>
public sealed class PlannedSubnetTests
{
    private static VpcNetwork OneZone { get; } = World.Healthy.InOneZone();

    private static string Added(RepairPlan plan) =>
        string.Join(" ", plan.Repairs.Select(r => r.Action).OfType<ModifyVpcEndpoint>().SelectMany(a => a.AddSubnetIds));

    [Fact]
    public void A_zone_with_clients_gets_one_interface_though_it_has_two_subnets()
    {
        var plan = OneZone.Plan();

        Assert.Equal(["add an interface in subnet-appb"], plan.Lines());
        Assert.Empty(plan.Refused);
        Assert.Equal(RepairRisk.Safe, plan.Repairs[0].Action.Risk);
    }

    [Fact]
    public void Zones_that_lack_an_interface_are_added_in_one_call()
    {
        var network = WithZoneC(OneZone);

        Assert.Equal(["add an interface in subnet-appb, subnet-c"], network.Plan().Lines());
    }

    [Fact]
    public void A_zone_where_the_service_is_not_offered_is_left_alone()
    {
        var network = WithZoneC(World.Healthy).WithService(s => s with { AvailabilityZones = ["us-east-1a", "us-east-1b"] });

        Assert.Empty(network.Plan().Repairs);
    }

    [Fact]
    public void Where_it_is_not_known_whether_the_service_is_offered_nothing_is_added()
    {
        Assert.Empty(OneZone.Denied(ResourceKind.VpcEndpointService).Plan().Repairs);
        Assert.Empty(OneZone.WithService(s => s with { AvailabilityZones = [] }).Plan().Repairs);
    }

    [Fact]
    public void A_subnet_that_another_account_shares_is_never_added()
    {
        var shared = OneZone.WithSubnet(World.AppSubnetB, s => s with { OwnerId = "999999999999" });

        Assert.Equal(World.EndpointSubnetB, Added(shared.Plan()));
        Assert.Empty(shared.WithSubnet(World.EndpointSubnetB, s => s with { OwnerId = "999999999999" }).Plan().Repairs);
    }

    [Fact]
    public void A_zone_without_a_subnet_to_add_does_not_keep_another_from_being_covered()
    {
        var network = WithZoneC(OneZone).WithSubnet("subnet-c", s => s with { AvailableIpAddressCount = 0 });

        var plan = network.Plan();

        Assert.Equal("subnet-appb", Added(plan));
        Assert.Equal(["SubnetCoverage of vpce-1: Advice"], plan.Refusals());
    }

    [Fact]
    public void Two_endpoints_do_not_both_get_the_last_address_of_a_subnet()
    {
        var network = OneZone.WithSecond(InOneZone).WithSubnet(World.AppSubnetB, s => s with { AvailableIpAddressCount = 1 })
            .WithSubnet(World.EndpointSubnetB, s => s with { AvailableIpAddressCount = 0 });

        var plan = network.Plan();

        Assert.Equal("subnet-appb", Added(plan));
        Assert.Equal(["SubnetCoverage of vpce-sns: Advice"], plan.Refusals());
    }

    [Fact]
    public void Two_endpoints_that_get_an_interface_in_one_subnet_get_one_each()
    {
        var plan = OneZone.WithSecond(InOneZone).Plan();

        var added = plan.Result.NetworkInterfaces.Where(n => n.SubnetId == World.AppSubnetB && n.InterfaceType == "vpc_endpoint").ToList();
        Assert.Equal(2, added.Select(n => n.Id).Distinct().Count());
        Assert.All(added, n => Assert.Single(plan.Result.Endpoints, e => e.NetworkInterfaceIds.Contains(n.Id)));
        Assert.Equal(plan.Network, plan.Repairs.Reverse().Aggregate(plan.Result, (network, repair) => repair.Undo.ApplyTo(network)));
    }

    [Fact]
    public void An_added_subnet_behind_a_closed_acl_is_opened_first()
    {
        var network = BehindClosedAcl();

        var plan = network.Plan();

        Assert.Empty(plan.Refused);
        Assert.All(plan.Repairs.SkipLast(1), r => Assert.IsType<CreateNetworkAclEntry>(r.Action));
        Assert.Contains(plan.Repairs.Count - 1, plan.Repairs[^1].DependsOn);
        Assert.Equal("add an interface in subnet-c", plan.Repairs[^1].Action.Description);
        // Client and endpoint packets meet in this one ACL, both ways.
        Assert.Contains(plan.Repairs, r => r.Action.Description.Contains("inbound: allow tcp 443", StringComparison.Ordinal));
        Assert.Contains(plan.Repairs, r => r.Action.Description.Contains("outbound: allow tcp 1024-65535", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RepairRisk.Safe)]
    [InlineData(RepairRisk.Caution)]
    public void An_added_subnet_behind_an_acl_that_must_not_be_opened_is_not_added(RepairRisk risk)
    {
        var network = risk == RepairRisk.Safe ? BehindClosedAcl() : BehindClosedAcl(World.Entry(1, false, false, -1, "0.0.0.0/0"));

        var plan = network.Plan(new() { MaximumRisk = risk });

        Assert.Empty(plan.Repairs);
        Assert.Contains("SubnetCoverage of vpce-1: GetsWorse", plan.Refusals());
    }

    [Fact]
    public void An_interface_more_that_blocks_the_clients_which_are_blocked_already_is_worse_too()
    {
        // Half of the subnets are behind an ACL that somebody closed; the subnet to be added is one more of them.
        var closed = World.Acl(World.AppAcl, [World.AppSubnetB, World.EndpointSubnetB, "subnet-c"], World.AllowAll(100, true),
            World.AllowAll(100, false), World.Entry(50, false, false, 6, "0.0.0.0/0", 443));
        var network = WithZoneC(World.Healthy).WithAcl(closed)
            .WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.AppSubnetA], World.AllowAll(100, false),
                World.AllowAll(100, true)));

        var plan = network.Plan();

        Assert.Empty(plan.Repairs);
        Assert.Equal(["NetworkAcl of vpce-1: Manual", "SubnetCoverage of vpce-1: GetsWorse"], plan.Refusals().Order());
    }

    [Fact]
    public void For_the_client_that_is_named_others_do_not_get_an_address_that_does_not_answer_them()
    {
        // No ACL stands between the named workload and an interface in its own subnet; to all others that interface is closed.
        var network = BehindClosedAcl();

        var plan = network.Plan(new() { Checks = WorldChanges.Clients(new() { NetworkInterfaceIds = ["eni-c"] }) });

        Assert.Empty(plan.Repairs);
        Assert.Equal(["SubnetCoverage of vpce-1: GetsWorse"], plan.Refusals());
    }

    [Fact]
    public void Rules_for_an_interface_that_is_yet_to_be_made_name_its_subnet()
    {
        var network = WithZoneC(World.Healthy).WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB, "subnet-c"],
            World.AllowAll(100, false), World.Entry(100, true, true, 6, "10.0.11.0/24", 443),
            World.Entry(110, true, true, 6, "10.0.12.0/24", 443), World.Entry(120, true, true, 6, "10.0.0.0/16", 1024, 65535)));

        Assert.Equal(["add rule 130 outbound: allow tcp 443 10.0.3.0/24", "add an interface in subnet-c, after 1"], network.Plan().Lines());
    }

    [Fact]
    public void A_resource_endpoint_gets_its_subnet_too()
    {
        var network = OneZone.WithEndpoint(e =>
            e with { TypeName = "Resource", ServiceName = "", PrivateDnsEnabled = null, PolicyDocument = null });

        Assert.Equal("subnet-appb", Added(network.Plan()));
    }

    /// <summary>A third zone with a client; the endpoint has no interface there.</summary>
    private static VpcNetwork WithZoneC(VpcNetwork network) => network
        .WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB, "subnet-c"], World.AllowAll(100, false),
            World.AllowAll(100, true))) with
    {
        Subnets = network.Subnets.Add(World.Subnet("subnet-c", "us-east-1c", "10.0.3.0/24")),
        NetworkInterfaces = network.NetworkInterfaces.Add(World.Interface("eni-c", "subnet-c", "10.0.3.10", World.AppGroup)),
    };

    /// <summary>Clients in the third zone get out and back; nothing gets in to an interface there.</summary>
    private static VpcNetwork BehindClosedAcl(params NetworkAclEntry[] entries) => WithZoneC(World.Healthy)
        .WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB], World.AllowAll(100, false), World.AllowAll(100, true)))
        .WithAcl(World.Acl("acl-c", ["subnet-c"],
            [World.Entry(100, true, true, 6, "10.0.0.0/16", 443), World.Entry(100, false, true, 6, "10.0.0.0/16", 1024, 65535),
                .. entries.Select(e => e with { RuleNumber = 200 })]));

    private static VpcEndpoint InOneZone(VpcEndpoint e) =>
        e with { SubnetIds = [World.EndpointSubnetA], NetworkInterfaceIds = ["eni-snsa"] };
}
