using VpceTools.Addressing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Reachability;

public sealed class RouteEvaluatorTests
{
    // https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
    [Fact]
    public void The_most_specific_route_wins() =>
        Assert.Equal("eni-1", Winner("10.0.1.10", World.Local("10.0.0.0/16"), World.Route("10.0.1.0/24", "eni-1"),
            World.Route("0.0.0.0/0", "igw-1")));

    [Fact]
    public void Among_equal_prefixes_local_beats_static_beats_prefix_list_beats_propagated()
    {
        var (local, fixedRoute) = (World.Local("10.0.0.0/16"), World.Route("10.0.0.0/16", "tgw-1"));
        var listed = new Route { DestinationPrefixListId = "pl-1", Target = "pcx-1", State = "active" };
        var propagated = World.Route("10.0.0.0/16", "vgw-1", origin: "EnableVgwRoutePropagation");
        Assert.Equal("local", Winner("10.0.1.10", propagated, listed, fixedRoute, local));
        Assert.Equal("tgw-1", Winner("10.0.1.10", propagated, listed, fixedRoute));
        Assert.Equal("pcx-1", Winner("10.0.1.10", propagated, listed));
    }

    /// <summary>https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html</summary>
    [Fact]
    public void A_local_route_beats_a_propagated_one_even_where_that_is_more_specific()
    {
        var local = World.Local("10.0.0.0/16");
        Assert.Equal("local", Winner("10.0.1.10", local, World.Route("10.0.1.0/24", "vgw-1", origin: "EnableVgwRoutePropagation")));
        Assert.Equal("vgw-1", Winner("10.0.1.10", local, World.Route("10.0.1.0/24", "vgw-1")));
        Assert.Equal("vgw-1", Winner("10.9.1.10", local, World.Route("10.9.1.0/24", "vgw-1", origin: "EnableVgwRoutePropagation")));
    }

    [Fact]
    public void A_blackhole_route_still_wins_and_drops() =>
        Assert.Equal("eni-gone", Winner("10.0.1.10", World.Local("10.0.0.0/16"), World.Route("10.0.1.0/24", "eni-gone", "blackhole")));

    [Fact]
    public void A_filtered_route_carries_nothing() =>
        Assert.Equal("local", Winner("10.0.1.10", World.Local("10.0.0.0/16"), World.Route("10.0.1.0/24", "vgw-1", "filtered")));

    [Fact]
    public void Without_a_route_there_is_none() => Assert.Null(Winner("192.0.2.1", World.Local("10.0.0.0/16")));

    [Fact]
    public void A_set_is_split_where_the_winner_changes()
    {
        var network = World.Healthy.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.0.1.0/24", "eni-1"));
        var parts = new RouteEvaluator(network.RouteTables[0], new(network)).Evaluate(World.Cidr("10.0.0.0/22").Addresses);
        Assert.Equal(["10.0.1.0-10.0.1.255 eni-1", "10.0.0.0-10.0.0.255, 10.0.2.0-10.0.3.255 local"],
            parts.Select(p => $"{p.Addresses} {p.Route!.Target}"));
    }

    private static string? Winner(string destination, params Route[] routes)
    {
        var network = World.Healthy.WithRoutes(routes) with
        {
            PrefixLists =
            [new() { Id = "pl-1", CidrBlocks = [World.Cidr("10.0.0.0/16")] }]
        };
        var address = IpAddress.Parse(destination);
        return new RouteEvaluator(network.RouteTables[0], new(network)).Evaluate(IntervalSet<IpAddress>.Of(address, address))
            .Single().Route?.Target;
    }
}
