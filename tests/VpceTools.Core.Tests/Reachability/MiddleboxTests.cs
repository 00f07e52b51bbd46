using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Paths;
using Xunit;
using static VpceTools.Core.Tests.Worlds.HubAndSpoke;

namespace VpceTools.Core.Tests.Reachability;

/// <summary>What a firewall on the way does is not seen: it is named, and so is a direction that goes past it.</summary>
public sealed class MiddleboxTests
{
    private const string Firewall = "vpce-fw";

    [Fact]
    public void A_firewall_that_one_direction_passes_only_is_said_as_such()
    {
        var result = Returning(Firewall).Check<RouteCheck>(Options);

        Assert.True(result.Status == CheckStatus.Unknown, result.Message);
        Assert.Contains($"what the firewall or appliance behind Gateway Load Balancer endpoint {Firewall} does with return traffic that route "
            + $"10.9.0.0/16 -> {Firewall} of rtb-main leads to it", result.Message, StringComparison.Ordinal);
        Assert.Contains($"Return traffic passes {Firewall}, and requests do not", result.Message, StringComparison.Ordinal);
        Assert.Contains($"aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {Firewall}", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_both_directions_pass_one_nothing_is_said_of_asymmetric_ways()
    {
        var network = Returning(Firewall).WithSpokeRoutes(World.Local("10.9.0.0/16"), World.Route("10.0.0.0/16", "vpce-fw9"));

        var result = network.Check<RouteCheck>(Options);

        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("leads to it", result.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("keeps track of connections", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_appliance_is_named_by_its_instance() =>
        Assert.Contains("what network interface eni-appa of i-a does with return traffic", Returning(World.AppInterfaceA)
            .Check<RouteCheck>(Options).Message, StringComparison.Ordinal);

    [Fact]
    public void What_drops_packets_elsewhere_decides_whatever_the_firewall_does()
    {
        var open = Returning(Firewall);
        var closed = open.WithGroup(World.Group(World.EndpointGroup, [], []));

        Assert.Equal(PathVerdict.Unknown, Path(open));
        Assert.Equal(PathVerdict.Blocked, Path(closed));
        Assert.Equal(CheckStatus.Failed, closed.Check<SecurityGroupIngressCheck>(Options).Status);
    }

    private static PathVerdict Path(VpcNetwork network)
    {
        var finder = new PathFinder([network], Options);
        var (home, client) = Assert.Single(finder.Clients());
        return finder.Find(home, client, PathDestination.Endpoint(World.EndpointId)).Verdict;
    }

    private static VpcNetwork Returning(string by) =>
        OverPeering.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.9.0.0/16", by)) is var network ? network with
        {
            Endpoints = network.Endpoints.Add(WorldChanges.Endpoint(Firewall, "vpce-svc-1", "GatewayLoadBalancer")),
        } : null!;
}
