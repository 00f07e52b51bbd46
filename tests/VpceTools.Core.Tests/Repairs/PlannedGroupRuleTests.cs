using VpceTools.Addressing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// Rules of security groups: only those that are missing, for clients' groups where these cover them, else for blocks, never for everybody.
/// </summary>
public sealed class PlannedGroupRuleTests
{
    private const string SecondBlock = "10.1.0.0/16";

    private static VpcNetwork Closed { get; } = Admitting();

    /// <summary>No workload runs yet, so that there is no group to name.</summary>
    private static VpcNetwork WithoutWorkloads { get; } = Closed.WithoutInterface(World.AppInterfaceA)
        .WithoutInterface(World.AppInterfaceB);

    private static VpcNetwork DualStack { get; } = WithoutWorkloads.WithVpc(v =>
        v with { CidrBlocks = [World.Cidr("10.0.0.0/16"), World.Cidr("2001:db8:0:1::/56")] })
        .WithEndpoint(e => e with { IpAddressType = "dualstack", DnsRecordIpType = "dualstack" })
        .WithInterface(World.EndpointInterfaceA, n => n with { Addresses = [.. n.Addresses, IpAddress.Parse("2001:db8:0:11::5")] })
        .WithInterface(World.EndpointInterfaceB, n => n with { Addresses = [.. n.Addresses, IpAddress.Parse("2001:db8:0:12::5")] }) with
    {
        Subnets =
        [
            World.Subnet(World.AppSubnetA, "us-east-1a", "10.0.1.0/24", "2001:db8:0:1::/64"),
                World.Subnet(World.AppSubnetB, "us-east-1b", "10.0.2.0/24", "2001:db8:0:2::/64"),
            World.Subnet(World.EndpointSubnetA, "us-east-1a", "10.0.11.0/24", "2001:db8:0:11::/64"),
            World.Subnet(World.EndpointSubnetB, "us-east-1b", "10.0.12.0/24", "2001:db8:0:12::/64"),
        ],
        NetworkAcls = [World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB, World.EndpointSubnetA, World.EndpointSubnetB],
            [.. new[] { true, false }.SelectMany(egress =>
                new[] { World.AllowAll(100, egress), World.Entry(101, egress, true, -1, "::/0") })])],
        RouteTables = [new() { Id = World.MainTable, VpcId = World.VpcId, IsMain = true,
            Routes = [World.Local("10.0.0.0/16"), World.Local("2001:db8:0:1::/56")] }],
    };

    public static TheoryData<string, string[]> Blocks => new()
    {
        { "one block", Rules("10.0.1.0/24", "10.0.2.0/24", "10.0.11.0/24", "10.0.12.0/24") },
        { "two blocks", Rules("10.0.1.0/24", "10.0.2.0/24", "10.0.11.0/24", "10.0.12.0/24", "10.1.0.0/24") },
        { "one of two is there", Rules("10.1.0.0/24") },
        { "dual-stack", Rules("10.0.1.0/24", "10.0.2.0/24", "10.0.11.0/24", "10.0.12.0/24",
            "2001:db8:0:1::/64", "2001:db8:0:2::/64", "2001:db8:0:11::/64", "2001:db8:0:12::/64") },
        { "IPv6 is there", Rules("10.0.1.0/24", "10.0.2.0/24", "10.0.11.0/24", "10.0.12.0/24") },
    };

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Subnets_without_workloads_are_let_in_by_their_blocks_that_are_missing(string world, string[] rules)
    {
        var network = world switch
        {
            "two blocks" => WithTwoBlocks(WithoutWorkloads),
            "one of two is there" => WithTwoBlocks(WithoutWorkloads)
                .WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "10.0.0.0/16", 0, 1000)], [])),
            "dual-stack" => DualStack,
            "IPv6 is there" => DualStack.WithGroup(World.Group(World.EndpointGroup, [World.Allow("-1", "2001:db8::/56")], [])),
            _ => WithoutWorkloads,
        };

        Assert.Equal(rules, network.Plan().Lines());
    }

    [Fact]
    public void Workloads_are_let_in_by_their_group() => Assert.Equal(["allow TCP 443 from sg-app"], Closed.Plan().Lines());

    [Fact]
    public void Workloads_of_many_groups_are_let_in_by_block()
    {
        var many = Closed with
        {
            NetworkInterfaces = [.. Closed.NetworkInterfaces, .. Enumerable.Range(1, 6)
                .Select(i => World.Interface($"eni-{i}", World.AppSubnetA, $"10.0.1.{20 + i}", $"sg-{i}"))],
            SecurityGroups = [.. Closed.SecurityGroups, .. Enumerable.Range(1, 6)
                .Select(i => World.Group($"sg-{i}", [], [World.Allow("-1", "0.0.0.0/0")]))],
        };

        Assert.Equal(Rules("10.0.1.0/24", "10.0.2.0/24", "10.0.11.0/24", "10.0.12.0/24"), many.Plan().Lines());
    }

    [Fact]
    public void Two_endpoints_of_one_group_get_the_rule_once_and_both_are_mended()
    {
        var plan = Closed.WithSecond().Plan();

        var repair = Assert.Single(plan.Repairs);
        Assert.Equal(["vpce-1", "vpce-sns"], repair.Closes.Select(f => f.EndpointId));
        Assert.Empty(plan.Refused);
    }

    [Fact]
    public void Interfaces_whose_further_groups_differ_are_mended_by_one_rule_in_the_group_that_they_share()
    {
        var network = Closed.WithGroup(World.Group("sg-more", [World.Allow("tcp", "10.0.1.10/32", 443)], []))
            .WithInterface(World.EndpointInterfaceB, n => n with { GroupIds = [World.EndpointGroup, "sg-more"] });

        var plan = network.Plan();

        Assert.Equal(["allow TCP 443 from sg-app"], plan.Lines());
        Assert.Contains(plan.Repairs[0].Closes, f => f.Check == "SecurityGroupIngress");
    }

    [Theory]
    [InlineData(new[] { "192.168.7.0/24" }, new[] { "allow TCP 443 from 192.168.7.0/24" })]
    [InlineData(new[] { "192.168.0.0/16", "192.168.7.0/24" }, new[] { "allow TCP 443 from 192.168.0.0/16" })]
    [InlineData(new[] { "192.168.0.0/25", "192.168.0.128/25" }, new[] { "allow TCP 443 from 192.168.0.0/24" })]
    [InlineData(new[] { "10.0.1.16/28" }, new[] { "allow TCP 443 from 10.0.1.16/28" })]
    [InlineData(new[] { "172.16.0.0/24", "192.168.7.9/32" }, new[] { "allow TCP 443 from 192.168.7.9/32" })]
    public void Blocks_that_the_user_names_get_in_and_nothing_else(string[] clients, string[] rules)
    {
        var network = Admitting(World.Allow("tcp", "172.16.0.0/12", 443))
            .WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "tgw-1"));

        Assert.Equal(rules, network.PlanFor(clients).Lines());
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("0.0.0.0/1")]
    [InlineData("128.0.0.0/5")]
    public void Nothing_is_opened_to_more_than_private_networks_even_where_the_user_names_it(string everybody)
    {
        var plan = WithoutWorkloads.WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "igw-1")).PlanFor(everybody);

        Assert.Contains("SecurityGroupIngress of vpce-1: Advice", plan.Refusals());
        Assert.Empty(plan.Repairs);
    }

    [Fact]
    public void A_group_that_is_full_is_refused_and_says_so()
    {
        var full = Admitting([.. Enumerable.Range(0, 60).Select(i => World.Allow("tcp", $"172.16.{i}.0/24", 443))]);

        Assert.Equal("Security group sg-ep would have more than 60 inbound IPv4 rules, the account's quota.", full.Plan()
            .OnlyRefusal(RefusalKind.Obstacle).Reason);
    }

    [Fact]
    public void A_rule_that_a_later_one_makes_needless_leaves_its_place_to_one_that_found_none()
    {
        // The way to the first endpoint opens by sg-only; sg-ep, which opens the way to the second, is on the first one's interfaces too.
        var network = World.Healthy.WithSecond()
            .WithEndpoint(e => e.Id == World.EndpointId ? e with { GroupIds = ["sg-a", World.EndpointGroup] } : e)
            .WithInterface(World.EndpointInterfaceA, n => n with { GroupIds = ["sg-a", World.EndpointGroup] })
            .WithInterface(World.EndpointInterfaceB, n => n with { GroupIds = ["sg-a", World.EndpointGroup] })
            .WithGroup(World.Group("sg-a", [], []))
            .WithGroup(World.Group(World.AppGroup, [], [])) with
        {
            PrefixLists = World.HealthyGateway.PrefixLists,
            RouteTables = World.HealthyGateway.RouteTables,
        };
        network = network.WithAnother(World.HealthyGateway.Endpoints[0]) with
        {
            Services = network.Services.Add(World.HealthyGateway.Services[0]),
        };

        var plan = network.Plan(new() { Checks = new() { Quotas = new() { RulesPerSecurityGroup = 2 } } });

        Assert.Equal(["allow TCP 443 to sg-ep", "allow TCP 443 to pl-s3"], plan.Lines());
        Assert.DoesNotContain(plan.Refused, refused => refused.Kind == RefusalKind.Obstacle);
    }

    [Fact]
    public void Rules_of_the_other_family_do_not_count()
    {
        var rules = Enumerable.Range(0, 60).Select(i => World.Allow("tcp", $"2001:db8:{i + 1:x}::/48", 443)).ToArray();
        var network = WithoutWorkloads.WithGroup(World.Group(World.EndpointGroup, [.. rules], []));

        Assert.Equal(Rules("10.0.1.0/24", "10.0.2.0/24", "10.0.11.0/24", "10.0.12.0/24"), network.Plan().Lines());
    }

    [Fact]
    public void The_last_free_rule_is_taken()
    {
        var almost = Admitting([.. Enumerable.Range(0, 59).Select(i => World.Allow("tcp", $"172.16.{i}.0/24", 443))]);

        Assert.Single(almost.Plan().Repairs);
    }

    [Fact]
    public void Clients_are_let_out_to_the_endpoints_group_once_for_all_interfaces()
    {
        var network = World.Healthy.WithGroup(World.Group(World.AppGroup, [], [World.Allow("udp", "0.0.0.0/0", 53)]));

        Assert.Equal(["allow TCP 443 to sg-ep"], network.Plan().Lines());
    }

    [Fact]
    public void Clients_are_let_out_to_each_of_the_groups_that_interfaces_carry()
    {
        var network = World.Healthy.WithGroup(World.Group(World.AppGroup, [], []))
            .WithGroup(World.Group("sg-ep2", [World.Allow("tcp", "10.0.0.0/16", 443)], []))
            .WithInterface(World.EndpointInterfaceB, n => n with { GroupIds = ["sg-ep2"] });

        Assert.Equal(["allow TCP 443 to sg-ep", "allow TCP 443 to sg-ep2, after 1"], network.Plan().Lines());
    }

    [Fact]
    public void Clients_of_differing_groups_that_share_the_first_are_let_out_by_one_rule()
    {
        var network = World.Healthy.WithGroup(World.Group(World.AppGroup, [], [])).WithGroup(World.Group("sg-x", [], []))
            .WithInterface(World.AppInterfaceB, n => n with { GroupIds = [World.AppGroup, "sg-x"] });

        Assert.Equal(["allow TCP 443 to sg-ep"], network.Plan().Lines());
    }

    [Fact]
    public void A_workload_in_another_vpc_is_let_out_by_address_since_a_group_would_not_hold_there()
    {
        var network = World.Healthy.WithGroup(World.Group("sg-far", [], []) with { VpcId = "vpc-2" })
            .WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.7.0.0/16", "tgw-1"))
            .WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "10.0.0.0/8", 443)], [])) with
        {
            NetworkInterfaces = [.. World.Healthy.NetworkInterfaces,
                World.Interface("eni-far", "subnet-far", "10.7.0.9", "sg-far") with { VpcId = "vpc-2" }],
        };

        var plan = network.Plan(new() { Checks = WorldChanges.Clients(new() { NetworkInterfaceIds = ["eni-far"] }) });

        Assert.Equal(["allow TCP 443 to 10.0.11.5/32", "allow TCP 443 to 10.0.12.5/32, after 1"], plan.Lines());
    }

    /// <summary>Rules for blocks, each of which depends on the one before it.</summary>
    private static string[] Rules(params string[] blocks) =>
        [.. blocks.Select((block, i) => $"allow TCP 443 from {block}{(i == 0 ? "" : $", after {i}")}")];

    private static VpcNetwork Admitting(params SecurityGroupRule[] rules) =>
        World.Healthy.WithGroup(World.Group(World.EndpointGroup, [.. rules], []));

    /// <summary>A further subnet is of the VPC's secondary block.</summary>
    private static VpcNetwork WithTwoBlocks(VpcNetwork network) =>
        network.WithVpc(v => v with { CidrBlocks = v.CidrBlocks.Add(World.Cidr(SecondBlock)) })
        .WithRoutes(World.Local("10.0.0.0/16"), World.Local(SecondBlock))
        .WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB, "subnet-app2"], World.AllowAll(100, false),
            World.AllowAll(100, true))) with
        {
            Subnets = network.Subnets.Add(World.Subnet("subnet-app2", "us-east-1a", "10.1.0.0/24")),
        };
}
