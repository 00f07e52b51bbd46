using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Paths;
using Xunit;
using static VpceTools.Core.Tests.Worlds.HubAndSpoke;

namespace VpceTools.Core.Tests.Checks;

public sealed class PeeringCheckTests
{
    private static readonly VpcNetwork Healthy = OverPeering;

    [Fact]
    public void Passes_where_an_active_connection_joins_the_two()
    {
        Assert.Equal(CheckStatus.Passed, Healthy.Check<PeeringCheck>(Options).Status);
        Assert.Equal(CheckStatus.Passed, Healthy.Check<RouteCheck>(Options).Status);
        Assert.Equal(CheckStatus.NotApplicable, Healthy.Check<TransitGatewayCheck>(Options).Status);
        Assert.Equal(CheckStatus.NotApplicable, Healthy.Check<PeeringCheck>().Status);
    }

    [Theory]
    [InlineData("pending-acceptance", "accept-vpc-peering-connection --vpc-peering-connection-id pcx-1")]
    [InlineData("deleted", "Create a new peering connection")]
    public void Fails_in_any_state_but_active(string state, string advice)
    {
        var result = (Healthy with { PeeringConnections = [Healthy.PeeringConnections[0] with { Status = state }] })
            .Check<PeeringCheck>(Options);
        Assert.Equal((CheckStatus.Failed, "BAD_STATE"), (result.Status, result.Findings[0].Evidence.ExplanationCode));
        Assert.Contains(advice, result.Findings[0].Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_not_transitive()
    {
        // The hub's route leads to a third VPC, which is peered with both.
        var third = (Healthy with
        {
            PeeringConnections = Healthy.PeeringConnections.Add(new("pcx-2", "active",
                new(World.VpcId, null, "us-east-1", [World.Cidr("10.0.0.0/16")]),
                new("vpc-3", null, "us-east-1", [World.Cidr("10.3.0.0/16")]))),
        }).WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.9.0.0/16", "pcx-2"));
        var result = third.Check<PeeringCheck>(Options);
        Assert.Equal((CheckStatus.Failed, "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", "pcx-2"),
            (result.Status, result.Findings[0].Evidence.ExplanationCode, result.Findings[0].ResourceId));
        Assert.Equal(PacketDirection.Response, result.Findings[0].Evidence.Packet!.Direction);
    }

    [Fact]
    public void A_peers_network_on_premises_is_not_reached()
    {
        var edge = Healthy.WithRoutes(World.Local("10.0.0.0/16"), World.Route("192.168.0.0/16", "pcx-1"));
        var result = edge.Check<PeeringCheck>(new() { Clients = new() { CidrBlocks = [World.Cidr("192.168.1.0/24")] } });
        Assert.Equal((CheckStatus.Failed, "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"),
            (result.Status, result.Findings[0].Evidence.ExplanationCode));
    }

    [Fact]
    public void One_side_without_a_route_is_the_routes_fault()
    {
        var oneSided = Healthy.WithRoutes(World.Local("10.0.0.0/16"));
        Assert.Equal(CheckStatus.Passed, oneSided.Check<PeeringCheck>(Options).Status);
        var route = oneSided.Check<RouteCheck>(Options);
        Assert.Equal((CheckStatus.Failed, "NO_ROUTE_TO_DESTINATION", World.MainTable),
            (route.Status, route.Findings[0].Evidence.ExplanationCode, route.Findings[0].ResourceId));
    }

    [Fact]
    public void Overlapping_blocks_keep_packets_at_home()
    {
        var overlapping = Healthy.WithSpokeRoutes(World.Local("10.0.0.0/16"), World.Route("10.0.0.0/16", "pcx-1"));
        var route = overlapping.Check<RouteCheck>(Options);
        Assert.Equal((CheckStatus.Failed, "MORE_SPECIFIC_ROUTE", SpokeTable),
            (route.Status, route.Findings[0].Evidence.ExplanationCode, route.Findings[0].ResourceId));
    }

    [Fact]
    public void The_internet_does_not_carry_private_addresses()
    {
        var route = Healthy.WithSpokeRoutes(World.Local("10.9.0.0/16"), World.Route("0.0.0.0/0", "igw-1")).Check<RouteCheck>(Options);
        Assert.Equal((CheckStatus.Failed, "NO_ROUTE_TO_DESTINATION"), (route.Status, route.Findings[0].Evidence.ExplanationCode));
    }

    [Theory]
    [InlineData("us-east-1", CheckStatus.Passed)]
    [InlineData("eu-west-1", CheckStatus.Failed)]
    public void Group_references_hold_within_one_Region(string region, CheckStatus expected)
    {
        var byGroup = Healthy.WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "sg-9", 443)], [])) with
        {
            PeeringConnections = [Healthy.PeeringConnections[0] with { Accepter =
                Healthy.PeeringConnections[0].Accepter with { Region = region } }],
        };
        Assert.Equal(expected, byGroup.Check<SecurityGroupIngressCheck>(Options).Status);
    }

    [Fact]
    public void A_connection_that_nobody_described_is_unknown()
    {
        WorldChanges.IsUnknown((Healthy with { PeeringConnections = [] }).Check<PeeringCheck>(Options), "describe-vpc-peering-connections");
        WorldChanges.IsUnknown(Healthy.Without(ResourceKind.VpcPeeringConnection).Check<PeeringCheck>(Options),
            "describe-vpc-peering-connections");
    }

    [Fact]
    public void A_path_of_a_client_in_the_other_vpc_is_found_without_naming_it()
    {
        var finder = new PathFinder([Healthy], new());
        var (network, client) = finder.Clients().Single(c => c.Client.Id == Client);
        var path = finder.Find(network, client, PathDestination.Parse("10.0.11.5", "us-east-1")!);
        Assert.True(path.Verdict == PathVerdict.Unknown || path.Verdict == PathVerdict.Reachable, path.Message);
    }

    [Fact]
    public void Accounts_that_were_read_together_are_one_picture()
    {
        var (hub, spoke) = Apart(Healthy);
        var joined = JoinedNetworks.Join([hub, spoke]);
        foreach (var check in CheckCatalog.All.Where(c => !c.Descriptor.NeedsProbe && c.Descriptor.Layer == CheckLayer.Path))
        {
            var alone = new CheckRunner(Healthy, Options, [check]).Run(Healthy.Endpoints[0]).Single();
            var together = new CheckRunner(joined[0], Options, [check]).Run(Healthy.Endpoints[0]).Single();
            Assert.Equal((check.Descriptor.Name, alone.Status), (check.Descriptor.Name, together.Status));
        }

        // Alone, the hub does not know the client.
        Assert.Equal(CheckStatus.Unknown, hub.Check<RouteCheck>(Options).Status);
    }

    [Fact]
    public void Descriptions_of_one_account_at_two_times_are_not_mixed()
    {
        var (hub, spoke) = Apart(Healthy);
        var later = hub with { RouteTables = hub.RouteTables.Select(t => t with { Routes = [World.Local("10.0.0.0/16")] }).ToValueList() };
        var joined = JoinedNetworks.Join([hub, later, spoke]);
        CheckStatus RouteOf(VpcNetwork network) => network.Check<RouteCheck>(Options).Status;
        // The spoke belongs to the first picture; in the second nobody describes the client.
        Assert.Equal((CheckStatus.Passed, CheckStatus.Unknown), (RouteOf(joined[0]), RouteOf(joined[1])));
        Assert.Equal(CheckStatus.Failed, RouteOf(JoinedNetworks.Join([later, spoke])[0]));
    }

    /// <summary>The world as two accounts describe it.</summary>
    private static (VpcNetwork Hub, VpcNetwork Spoke) Apart(VpcNetwork network)
    {
        VpcNetwork Of(Func<string?, bool> isOurs, string account) => network with
        {
            AccountId = account,
            Endpoints = network.Endpoints.Where(e => isOurs(e.VpcId)).ToValueList(),
            Vpcs = network.Vpcs.Where(v => isOurs(v.Id)).ToValueList(),
            VpcAttributes = network.VpcAttributes.Where(v => isOurs(v.VpcId)).ToValueList(),
            Subnets = network.Subnets.Where(s => isOurs(s.VpcId)).ToValueList(),
            NetworkInterfaces = network.NetworkInterfaces.Where(n => isOurs(n.VpcId)).ToValueList(),
            SecurityGroups = network.SecurityGroups.Where(g => isOurs(g.VpcId)).ToValueList(),
            NetworkAcls = network.NetworkAcls.Where(a => a.SubnetIds.Any(id => isOurs(network.Subnets.First(s => s.Id == id).VpcId)))
                .ToValueList(),
            RouteTables = network.RouteTables.Where(t => isOurs(t.VpcId)).ToValueList(),
        };
        return (Of(vpc => vpc == World.VpcId, "123456789012"), Of(vpc => vpc == SpokeVpc, "444455556666"));
    }
}
