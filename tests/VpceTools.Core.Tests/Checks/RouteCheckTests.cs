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
        // The return route alone does not tell what lies behind the transit gateway.
        var back = (World.Healthy with
        {
            Described = World.Healthy.Described.Where(kind => kind != ResourceKind.TransitGatewayVpcAttachment).ToValueList(),
        }).WithRoutes(World.Local("10.0.0.0/16"), World.Route("192.168.0.0/16", "tgw-1")).Check<RouteCheck>(options);
        Assert.Equal(CheckStatus.Unknown, back.Status);
        Assert.Contains("aws ec2 describe-transit-gateway-vpc-attachments --filters Name=vpc-id,Values=vpc-1", back.Message,
            StringComparison.Ordinal);
    }

    /// <summary>https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html</summary>
    [Fact]
    public void Clients_on_premises_whose_block_the_VPC_has_too_get_no_answer()
    {
        var result = World.Healthy.WithRoutes(World.Local("10.0.0.0/16"),
                World.Route("10.0.200.0/24", "vgw-1", origin: "EnableVgwRoutePropagation"))
            .Check<RouteCheck>(new CheckOptions { Clients = new() { CidrBlocks = [World.Cidr("10.0.200.0/24")] } });

        Assert.Equal((CheckStatus.Failed, "MORE_SPECIFIC_ROUTE"), (result.Status, result.Findings[0].Evidence.ExplanationCode));
        Assert.Contains("the propagated route 10.0.200.0/24 -> vgw-1 does not win over a local one", result.Findings[0].Summary,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("active", CheckStatus.Passed)]
    // What the connection does is a check of its own.
    [InlineData("pending-acceptance", CheckStatus.Passed)]
    public void Two_tables_that_lead_over_one_active_peering_connection_are_a_way(string state, CheckStatus expected)
    {
        var peered = World.Healthy.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.9.0.0/16", "pcx-1"))
            .WithTable(new()
            {
                Id = "rtb-peer", VpcId = "vpc-9", IsMain = true,
                Routes = [World.Local("10.9.0.0/16"), World.Route("10.0.0.0/16", "pcx-1")]
            }) with
        {
            Subnets = World.Healthy.Subnets.Add(World.Subnet("subnet-9", "us-east-1a", "10.9.1.0/24") with { VpcId = "vpc-9" }),
            PeeringConnections = [new("pcx-1", state, new(World.VpcId, null, null, []), new("vpc-9", null, null, []))],
        };
        var result = peered.Check<RouteCheck>(WorldChanges.Subnets("subnet-9"));
        Assert.True(expected == result.Status, result.Message);
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
