using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

public sealed class RouteCheckTests
{
    [Fact]
    public void Passes_by_the_local_route() => Assert.Equal(CheckStatus.Passed, World.Healthy.Check<RouteCheck>().Status);

    [Fact]
    public void Fails_when_a_more_specific_route_is_a_black_hole()
    {
        var result = World.Healthy.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.0.11.0/24", "eni-gone", "blackhole"),
            World.Route("10.0.12.0/24", "eni-gone", "blackhole")).Check<RouteCheck>();
        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Equal(("10.0.11.0/24 -> eni-gone (blackhole)", "BAD_STATE_ROUTE"),
            (result.Findings[0].Evidence.Rule, result.Findings[0].Evidence.ExplanationCode));
    }

    [Fact]
    public void Warns_when_one_interface_cannot_be_reached() =>
        Assert.Equal(CheckStatus.Warning,
            World.Healthy.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.0.12.0/24", "eni-gone", "blackhole"))
                .Check<RouteCheck>().Status);

    [Fact]
    public void Warns_of_a_detour_whose_rules_it_cannot_see()
    {
        var result = World.Healthy.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.0.11.0/24", "eni-firewall")).Check<RouteCheck>();
        Assert.Equal((CheckStatus.Warning, "MORE_SPECIFIC_ROUTE"), (result.Status, result.Findings[0].Evidence.ExplanationCode));
        Assert.Contains("eni-firewall", result.Message);
    }

    [Fact]
    public void A_client_outside_the_vpc_needs_a_route_back()
    {
        var options = new CheckOptions { Clients = new() { CidrBlocks = [World.Cidr("192.168.0.0/24")] } };
        var result = World.Healthy.Check<RouteCheck>(options);
        Assert.Equal((CheckStatus.Failed, "no route matches"), (result.Status, result.Findings[0].Evidence.Rule));
        Assert.Equal("10.0.11.5:443 -> 192.168.0.0:49152", result.Findings[0].Evidence.Packet!.ToString());
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithRoutes(World.Local("10.0.0.0/16"), World.Route("192.168.0.0/16", "tgw-1"))
            .Check<RouteCheck>(options).Status);
    }

    [Fact]
    public void A_route_by_a_list_with_unknown_entries_leaves_the_answer_open()
    {
        // Everything in the VPC has its local route, yet a longer prefix in the list would win over it.
        var network = World.Healthy.WithRoutes(World.Local("10.0.0.0/16"),
            new() { DestinationPrefixListId = "pl-x", Target = "tgw-1", State = "active" });
        var result = network.Check<RouteCheck>();
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("get-managed-prefix-list-entries --prefix-list-id pl-x", result.Message);
    }

    [Fact]
    public void The_public_addresses_of_a_gateway_endpoints_list_cannot_touch_traffic_inside_the_vpc() =>
        Assert.Equal(CheckStatus.Passed, World.Healthy.WithRoutes(
            World.Local("10.0.0.0/16"), new() { DestinationPrefixListId = "pl-s3", Target = "vpce-9", State = "active" })
                .Check<RouteCheck>().Status);

    [Theory]
    [InlineData(ResourceKind.RouteTable, "ec2:DescribeRouteTables")]
    [InlineData(ResourceKind.NetworkInterface, "ec2:DescribeNetworkInterfaces")]
    [InlineData(ResourceKind.Subnet, "ec2:DescribeSubnets")]
    public void A_denied_call_is_named(ResourceKind kind, string action)
    {
        var result = World.Healthy.Denied(kind).Check<RouteCheck>();
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains(action, result.Message);
    }
}
