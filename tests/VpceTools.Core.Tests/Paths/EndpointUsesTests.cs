using VpceTools.Core.Tests.Snapshots;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Needs;
using VpceTools.Paths;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Paths;

public sealed class EndpointUsesTests
{
    [Fact]
    public void Workloads_without_another_way_need_the_endpoint()
    {
        var use = UseOf(World.Healthy);
        Assert.Equal((EndpointUsage.Needed, 2, 2), (use.Usage, use.UsedBy.Count, use.NeededBy.Count));
        Assert.Contains("sqs.us-east-1.amazonaws.com", use.Names);
        Assert.Contains(World.AppSubnetA, use.ServesSubnets);
    }

    [Fact]
    public void Workloads_that_a_NAT_gateway_takes_there_too_use_it_without_needing_it()
    {
        var use = UseOf(WithNat(World.Healthy));
        Assert.Equal((EndpointUsage.Used, 2, 0), (use.Usage, use.UsedBy.Count, use.NeededBy.Count));
        Assert.Contains("over the internet", use.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_no_name_leads_to_is_idle_and_says_what_was_not_seen()
    {
        var use = UseOf(World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false }));
        Assert.Equal((EndpointUsage.Idle, 0), (use.Usage, use.UsedBy.Count));
        Assert.Contains("NotSeen", use.Message, StringComparison.Ordinal);
        Assert.Contains(use.NotSeen, item => item.Contains(World.EndpointId, StringComparison.Ordinal)
            && item.Contains("AWS/PrivateLinkEndpoints", StringComparison.Ordinal));
        Assert.DoesNotContain("delete", $"{use.Message} {use.NotSeen}", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_endpoint_in_whose_VPC_nothing_runs_is_idle_though_subnets_are_led_to_it()
    {
        var use = UseOf(World.Healthy with
        {
            NetworkInterfaces = World.Healthy.NetworkInterfaces.Where(n =>
            n.InterfaceType == "vpc_endpoint").ToValueList()
        });
        Assert.Equal(EndpointUsage.Idle, use.Usage);
        Assert.NotEmpty(use.ServesSubnets);
    }

    [Fact]
    public void An_endpoint_that_lets_nobody_in_is_blocked()
    {
        var use = UseOf(World.Healthy.WithGroup(World.Group(World.EndpointGroup, [], [])));
        Assert.Equal((EndpointUsage.Blocked, 2, 0), (use.Usage, use.BlockedClients.Count, use.UsedBy.Count));
    }

    [Fact]
    public void What_decides_names_and_was_not_seen_leaves_it_open()
    {
        var use = UseOf(World.Healthy.WithZonesUnknown().WithEndpoint(e => e with { PrivateDnsEnabled = false }));
        Assert.Equal(EndpointUsage.Unknown, use.Usage);
    }

    [Fact]
    public void A_gateway_endpoint_is_needed_where_its_route_is_the_only_way_and_costs_nothing()
    {
        var use = UseOf(World.HealthyGateway);
        Assert.Equal((EndpointUsage.Needed, 2), (use.Usage, use.NeededBy.Count));
        Assert.StartsWith("nothing", use.Cost, StringComparison.Ordinal);
        Assert.Contains("EcrPull", use.PossibleTasks);
    }

    [Fact]
    public void An_endpoint_of_a_customer_s_service_without_a_private_name_is_left_open()
    {
        var use = UseOf(World.Healthy.WithEndpoint(e => e with
        {
            ServiceName = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
            PrivateDnsEnabled = false,
        }));
        Assert.Equal(EndpointUsage.Unknown, use.Usage);
        Assert.Contains(World.EndpointId, use.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, EndpointUsage.Needed)]
    [InlineData(false, EndpointUsage.Idle)]
    public void A_Gateway_Load_Balancer_endpoint_is_what_routes_lead_to(bool isRouted, EndpointUsage usage)
    {
        var network = World.Healthy.WithEndpoint(e =>
            e with { TypeName = "GatewayLoadBalancer", ServiceName = "com.amazonaws.vpce.us-east-1.vpce-svc-1" });
        network = isRouted ? network.WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", World.EndpointId)) : network;
        Assert.Equal(usage, UseOf(network).Usage);
    }

    [Fact]
    public void What_runs_there_is_inferred_from_its_network_interface_and_said_to_be()
    {
        var network = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, "healthy")));
        network = network with
        {
            NetworkInterfaces = network.NetworkInterfaces.Replacing(n => n.InterfaceType == "lambda", n => n with
            {
                InterfaceType = "interface",
                RequesterManaged = true,
                Description = "arn:aws:ecs:us-east-1:111122223333:attachment/3f6c2b7e-42c5-4e2a-9e8a-70a4f5f3b6d1",
            }),
        };
        var use = UseOf(network);
        Assert.Contains(use.InferredTasks, task => task.StartsWith("FargateTask, for secrets, when ", StringComparison.Ordinal)
            && task.Contains("inferred", StringComparison.Ordinal));
    }

    /// <summary>The word for it: without an idle endpoint, everybody fares as before; without a needed one, somebody does not.</summary>
    [Theory, MemberData(nameof(Samples))]
    public void The_network_without_the_endpoint_proves_the_usage(string sample)
    {
        var network = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, sample)));
        foreach (var endpoint in network.Endpoints)
        {
            var use = new EndpointUses([network], new(), TaskCatalog.BuiltIn).Find(network, endpoint);
            Assert.NotEmpty(use.NotSeen);
            var without = network with { Endpoints = network.Endpoints.Where(e => e.Id != endpoint.Id).ToValueList() };
            var (before, after) = (Reached(network, use), Reached(without, use));
            if (use.Usage == EndpointUsage.Idle)
                Assert.Equal(before, after);
            else if (use.Usage == EndpointUsage.Needed)
                Assert.Subset(before.Except(after).Select(p => p.Client).ToHashSet(), use.NeededBy.ToHashSet());
        }
    }

    public static TheoryData<string> Samples => SampleTests.Names;

    private static List<(string Client, string Name)> Reached(VpcNetwork network, EndpointUse use)
    {
        var finder = new PathFinder([network], new());
        return [.. from client in finder.Clients().Select(c => c.Client)
                   where client.Kind == ClientKind.NetworkInterface
                   from name in use.Names
                   where finder.Find(network, client, PathDestination.Parse(name, network.Region)!).Verdict
                       is PathVerdict.Reachable or PathVerdict.ReachableOverInternet or PathVerdict.Intermittent
                   select (client.Label, name)];
    }

    private static VpcNetwork WithNat(VpcNetwork network) =>
        network.WithRoutes(World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "nat-1")) with
        {
            NatGateways = [new() { Id = "nat-1", VpcId = World.VpcId, SubnetId = "subnet-nat", State = "available",
            ConnectivityType = "public" }],
            BlockPublicAccess = [new("us-east-1", "123456789012", "update-complete", "off")],
            Subnets = [.. network.Subnets, World.Subnet("subnet-nat", "us-east-1a", "10.0.30.0/24")],
            RouteTables =
        [
            .. network.RouteTables.Select(t => t with { Routes = [World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "nat-1")] }),
            new() { Id = "rtb-nat", VpcId = World.VpcId, SubnetIds = ["subnet-nat"],
                Routes = [World.Local("10.0.0.0/16"), World.Route("0.0.0.0/0", "igw-1")] },
        ],
        };

    private static EndpointUse UseOf(VpcNetwork network) =>
        new EndpointUses([network], new(), TaskCatalog.BuiltIn).Find(network, network.Endpoints[0]);
}
