using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Planning;
using Xunit;
using static VpceTools.Core.Tests.Worlds.HubAndSpoke;

namespace VpceTools.Core.Tests.Checks;

/// <summary>
/// Worlds with several VPCs and networks on premises whose verdict AWS's pages give: what is in each, the checks that are not passed with
/// the code of VPC Reachability Analyzer, and the page.
/// </summary>
public sealed class BeyondVpcTests
{
    private const string Vgw = "vgw-1";
    private const string Firewall = "vpce-f";

    private static readonly CheckOptions OnPremises = new() { Clients = new() { CidrBlocks = [World.Cidr("192.168.7.0/24")] } };

    private static readonly string[] Judged =
        ["Route", "Peering", "TransitGateway", "NetworkAcl", "SecurityGroupIngress", "ClientSecurityGroupEgress"];

    /// <summary>The world, how the checks end that do not pass, and the page that says so.</summary>
    public static TheoryData<string, string, string> Worlds => new()
    {
        // Only the winner of equal prefixes counts, and a static route wins over a propagated one.
        { "a propagated route is as long as the static one", "", "vpn/latest/s2svpn/vpn-route-priority.html" },
        { "a propagated route inside the VPC's block", "Route Failed MORE_SPECIFIC_ROUTE", "vpn/latest/s2svpn/vpn-route-priority.html" },
        { "a shorter blackhole in the endpoint's table", "", "vpc/latest/userguide/route-tables-priority.html" },
        { "a longer blackhole in the endpoint's table", "Route Failed BAD_STATE_ROUTE", "vpc/latest/userguide/route-tables-priority.html" },
        { "the default route leads to the internet", "Route Failed NO_ROUTE_TO_DESTINATION", "vpc/latest/userguide/VPC_Internet_Gateway.html" },
        { "a prefix list that nobody read", "Route Unknown", "vpc/latest/userguide/route-tables-priority.html" },
        { "a prefix list that nobody read, and a route to the client's address", "", "vpc/latest/userguide/route-tables-priority.html" },
        { "a deleted attachment is still listed", "", "vpc/latest/tgw/tgw-vpc-attachments.html" },
        { "the request takes the peering, the answer the transit gateway", "", "vpc/latest/peering/vpc-peering-basics.html" },
        { "another VPC leads on to the internet", "TransitGateway Failed NO_ROUTE_TO_DESTINATION", "vpc/latest/tgw/how-transit-gateways-work.html" },
        { "on premises: propagated", "", "vpn/latest/s2svpn/VPNRoutingTypes.html" },
        { "on premises: propagated to another table", "Route Failed NO_ROUTE_TO_DESTINATION", "vpn/latest/s2svpn/VPNRoutingTypes.html" },
        { "on premises: the gateway's own table leads to an appliance", "Route Unknown", "vpc/latest/userguide/gateway-route-tables.html" },
        { "on premises: the gateway's own table drops", "Route Failed BAD_STATE_ROUTE", "vpc/latest/userguide/gateway-route-tables.html" },
        { "on premises: the gateway's own table is as EC2 makes it", "", "vpc/latest/userguide/gateway-route-tables.html" },
        { "on premises: behind the gateway of another VPC", "TransitGateway Failed VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS",
            "vpc/latest/reachability/explanation-codes.html" },
        { "a firewall on the way there and back", "Route Unknown, TransitGateway Unknown", "vpc/latest/tgw/transit-gateway-appliance-scenario.html" },
        { "a firewall on the way there and back, and a closed group",
            "Route Unknown, TransitGateway Unknown, SecurityGroupIngress Failed ENI_SG_RULES_MISMATCH",
            "vpc/latest/tgw/transit-gateway-appliance-scenario.html" },
        { "a private NAT gateway by a route to the endpoint's subnets", "", "vpc/latest/userguide/nat-gateway-scenarios.html" },
        { "a private NAT gateway without a route of its own", "Route Failed NO_ROUTE_TO_DESTINATION", "vpc/latest/userguide/nat-gateway-scenarios.html" },
        { "a group of the spoke over the peering", "", "vpc/latest/peering/vpc-peering-security-groups.html" },
        { "a group of the spoke over a peering between Regions", "SecurityGroupIngress Failed ENI_SG_RULES_MISMATCH",
            "vpc/latest/peering/vpc-peering-security-groups.html" },
        { "the client's group names the endpoint's over the transit gateway", "ClientSecurityGroupEgress Failed SG_REFERENCES_NOT_PRESERVED",
            "vpc/latest/tgw/tgw-vpc-attachments.html" },
    };

    [Theory, MemberData(nameof(Worlds))]
    public void A_world_is_judged_as_its_page_says(string what, string expected, string page)
    {
        var network = Of(what);
        var options = what.StartsWith("on premises", StringComparison.Ordinal) ? OnPremises
            : what == "a propagated route inside the VPC's block" ? new() { Clients = new() { CidrBlocks = [World.Cidr("10.0.99.0/24")] } }
            : Options;
        var results = new CheckRunner(network, options).Run(network.Endpoints[0]).Where(r => Judged.Contains(r.Check)
            && r.Status is not (CheckStatus.Passed or CheckStatus.NotApplicable)).ToList();

        var ends = results.Select(r => $"{r.Check} {r.Status} {r.Findings.FirstOrDefault()?.Evidence.ExplanationCode}".TrimEnd())
            .Order(StringComparer.Ordinal);
        Assert.True(string.Join(", ", ends) == string.Join(", ", expected.Split(", ").Order(StringComparer.Ordinal)),
            $"https://docs.aws.amazon.com/{page} gives {expected}, and not "
                + string.Join(" ", results.Select(r => $"{r.Check}: {r.Message}")));
    }

    [Fact]
    public void A_firewall_that_sees_one_direction_only_is_named()
    {
        var network = Of("a firewall on the way there and back");
        Assert.DoesNotContain("keeps track", network.Check<TransitGatewayCheck>(Options).Message, StringComparison.Ordinal);

        var result = OneWay(network).Check<TransitGatewayCheck>(Options);
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("Requests pass vpce-f, and return traffic does not: a firewall that keeps track of connections drops",
            result.Message, StringComparison.Ordinal);
        Assert.Equal((Severity.Medium, Firewall), (Assert.Single(result.Findings).Severity, result.Findings[0].ResourceId));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "NO_ROUTE_TO_DESTINATION")]
    public void What_comes_out_of_a_firewall_takes_the_routes_of_its_own_subnet(bool hasRoute, string code)
    {
        var network = Of("a firewall on the way there and back").WithTable(new()
        {
            Id = "rtb-5f", VpcId = "vpc-5", SubnetIds = ["subnet-5f"],
            Routes = [World.Local("100.64.0.0/16"), .. hasRoute ? [World.Route("0.0.0.0/0", Gateway)] : Array.Empty<Route>()],
        });
        network = network with
        {
            Subnets = network.Subnets.Add(InMiddle("subnet-5f", "us-east-1a", "100.64.1.0/28")),
            Endpoints = network.Endpoints.Add(new()
            {
                Id = Firewall, TypeName = "GatewayLoadBalancer", ServiceName = "com.amazonaws.vpce.us-east-1.vpce-svc-1", VpcId = "vpc-5",
                StateName = "available", SubnetIds = ["subnet-5f"],
            }),
            TransitGatewayAttachments = network.TransitGatewayAttachments
                .Replacing(a => a.Id == "tgw-attach-5", a => a with { Association = new("tgw-rtb-5", "associated") }),
            TransitGatewayRoutes = network.TransitGatewayRoutes.Add(new("tgw-rtb-5", [Route("10.0.0.0/16", HubAttachment, World.VpcId)])),
        };

        var findings = network.Check<TransitGatewayCheck>(Options).Findings;
        // Nothing leads answers from the firewall back to the spoke.
        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal(hasRoute ? ("tgw-rtb-5", "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT") : ("rtb-5f", code),
            (finding.ResourceId, finding.Evidence.ExplanationCode)));
        var whole = network with
        {
            TransitGatewayRoutes = [network.TransitGatewayRoutes[0], new("tgw-rtb-5",
                [Route("10.0.0.0/16", HubAttachment, World.VpcId), Route("10.9.0.0/16", SpokeAttachment, SpokeVpc)])],
        };
        Assert.Equal(hasRoute ? CheckStatus.Unknown : CheckStatus.Failed, whole.Check<TransitGatewayCheck>(Options).Status);
    }

    [Fact]
    public void What_an_appliance_does_no_route_table_tells()
    {
        var result = Of("on premises: the gateway's own table leads to an appliance").Check<RouteCheck>(OnPremises);
        Assert.Contains("describe-network-interfaces --network-interface-ids eni-appliance, and the rules of the appliance", result.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Who_accepts_an_attachment_is_the_owner_of_the_transit_gateway()
    {
        var network = OverTransitGateway
            .WithVpcAttachment(SpokeAttachment, a => a with { State = "pendingAcceptance", VpcOwnerId = "444455556666" })
            .WithAttachment(SpokeAttachment, a => a with { State = "pendingAcceptance", ResourceOwnerId = "444455556666" });
        var findings = network.Check<TransitGatewayCheck>(Options).Findings;
        Assert.All(findings, finding => Assert.Contains(
            "accept-transit-gateway-vpc-attachment --transit-gateway-attachment-id tgw-attach-9", finding.Recommendation, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.DoesNotContain("444455556666", finding.Recommendation, StringComparison.Ordinal));
    }

    [Fact]
    public void A_peering_that_waits_to_be_accepted_is_not_gone()
    {
        var network = OverPeering.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.9.0.0/16", "pcx-1", "blackhole")) with
        {
            PeeringConnections = [OverPeering.PeeringConnections[0] with { Status = "pending-acceptance" }],
        };
        Assert.Contains(network.Check<RouteCheck>(Options).Findings, finding => finding.Recommendation.Contains(
            "pcx-1, which the route 10.9.0.0/16 -> pcx-1 (blackhole) in ", StringComparison.Ordinal)
            && finding.Recommendation.Contains(" leads to, is pending-acceptance. Account", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_that_lacks_an_on_premises_route_may_not_take_up_what_the_gateway_learns()
    {
        var result = Of("on premises: propagated to another table").Check<RouteCheck>(OnPremises);
        Assert.Contains("enable-vgw-route-propagation --route-table-id", result.Findings[0].Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_is_that_of_the_joined_VPC_and_not_of_another_estate_that_has_it_too()
    {
        var network = OverPeering with
        {
            Vpcs = OverPeering.Vpcs.Add(new() { Id = "vpc-7", CidrBlocks = [World.Cidr("10.9.0.0/16")], OwnerId = "999988887777" }),
            Subnets = OverPeering.Subnets.Add(World.Subnet("subnet-7", "us-east-1a", "10.9.1.0/24") with { VpcId = "vpc-7" }),
            TransitGatewayVpcAttachments = [OfVpc("tgw-attach-7", "vpc-7", "subnet-7") with { TransitGatewayId = "tgw-7" }],
        };
        var result = network.Check<RouteCheck>(new() { Clients = new() { CidrBlocks = [World.Cidr("10.9.1.10/32")] } });
        Assert.True(result.Status == CheckStatus.Passed, result.Message);
    }

    [Fact]
    public void A_pass_by_a_group_of_a_peered_vpc_says_what_AWS_does_not() =>
        Assert.Contains("not for interface endpoints in particular", Of("a group of the spoke over the peering")
            .Check<SecurityGroupIngressCheck>(Options).Message, StringComparison.Ordinal);

    [Fact]
    public void A_private_NAT_gateway_needs_no_rule_for_the_clients_behind_it()
    {
        var network = Of("a private NAT gateway by a route to the endpoint's subnets");
        var plan = RepairPlanner.Plan(network, network.Endpoints, new() { Checks = Options }, TestContext.Current.CancellationToken);
        Assert.Empty(plan.Repairs);
    }

    private static VpcNetwork Of(string what)
    {
        var (local, spoke) = (World.Local("10.0.0.0/16"), World.Local("10.9.0.0/16"));
        return what switch
        {
            "a propagated route is as long as the static one" => OverTransitGateway.WithRoutes(local,
                World.Route("10.9.0.0/16", Vgw, origin: "EnableVgwRoutePropagation"), World.Route("10.9.0.0/16", Gateway)),
            "a propagated route inside the VPC's block" => OverVgw(local,
                World.Route("10.0.99.0/24", Vgw, origin: "EnableVgwRoutePropagation")),
            "a shorter blackhole in the endpoint's table" =>
                OverTransitGateway.WithRoutes(local, World.Route("10.9.0.0/16", Gateway), World.Route("10.0.0.0/8", "pcx-0", "blackhole")),
            "a longer blackhole in the endpoint's table" =>
                OverTransitGateway.WithRoutes(local, World.Route("10.9.0.0/16", Gateway), World.Route("10.9.1.0/24", "pcx-0", "blackhole")),
            "the default route leads to the internet" => OverTransitGateway.WithRoutes(local, World.Route("0.0.0.0/0", "igw-1")),
            "a prefix list that nobody read" => OverTransitGateway.WithRoutes(local, List),
            "a prefix list that nobody read, and a route to the client's address" =>
                OverTransitGateway.WithRoutes(local, List, World.Route("10.9.1.10/32", Gateway)),
            "a deleted attachment is still listed" => OverTransitGateway with
            {
                TransitGatewayVpcAttachments =
                [
                    OfVpc("tgw-attach-0", SpokeVpc, SpokeAttachmentSubnet) with { State = "deleted" },
                    OfVpc("tgw-attach-00", World.VpcId, HubAttachmentSubnet) with { State = "deleted" },
                    .. OverTransitGateway.TransitGatewayVpcAttachments,
                ],
            },
            "the request takes the peering, the answer the transit gateway" => (OverTransitGateway with
            {
                PeeringConnections = OverPeering.PeeringConnections,
            }).WithSpokeRoutes(spoke, World.Route("10.0.0.0/16", "pcx-1")),
            "another VPC leads on to the internet" => Inspected("igw-1", both: true),
            "on premises: propagated" => OverVgw(local, Learned),
            "on premises: propagated to another table" => OverVgw(local).WithTable(new()
            {
                Id = "rtb-app", VpcId = World.VpcId, SubnetIds = [World.AppSubnetA], Routes = [local, Learned],
            }),
            "on premises: the gateway's own table leads to an appliance" => WithIngress(World.Route("10.0.11.0/24", "eni-appliance"),
                World.Route("10.0.12.0/24", "eni-appliance")),
            "on premises: the gateway's own table drops" => WithIngress(World.Route("10.0.8.0/21", "eni-gone", "blackhole")),
            "on premises: the gateway's own table is as EC2 makes it" => WithIngress(),
            "on premises: behind the gateway of another VPC" => (OverTransitGateway.WithTable(new()
            {
                Id = "rtb-9t", VpcId = SpokeVpc, SubnetIds = [SpokeAttachmentSubnet, "subnet-9tb"],
                Routes = [spoke, World.Route("192.168.0.0/16", Vgw)],
            }).WithTransitRoutes([.. OverTransitGateway.TransitGatewayRoutes[0].Routes, Route("192.168.0.0/16", SpokeAttachment, SpokeVpc,
                kind: "static")])).WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "0.0.0.0/0", 443)], []))
                .WithRoutes(local, World.Route("0.0.0.0/0", Gateway)),
            "a firewall on the way there and back" => Inspected(Firewall, both: true),
            "a firewall on the way there and back, and a closed group" => Inspected(Firewall, both: true)
                .WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "10.0.0.0/16", 443)], [])),
            "a private NAT gateway by a route to the endpoint's subnets" => BehindNat(World.Route("10.0.8.0/21", "nat-1"),
                World.Route("10.0.0.0/8", Gateway)),
            "a private NAT gateway without a route of its own" => BehindNat(World.Route("10.0.0.0/8", "nat-1")),
            "a group of the spoke over the peering" =>
                OverPeering.WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "sg-9", 443)], [])),
            "a group of the spoke over a peering between Regions" => OverPeering.WithGroup(World.Group(World.EndpointGroup,
                [World.Allow("tcp", "sg-9", 443)], [])) with
            {
                PeeringConnections = [OverPeering.PeeringConnections[0] with
                {
                    Accepter = OverPeering.PeeringConnections[0].Accepter with { Region = "eu-west-1" },
                }],
            },
            _ => OverTransitGateway.WithGroup(World.Group("sg-9", [], [World.Allow("tcp", World.EndpointGroup, 443)])
                with
            { VpcId = SpokeVpc }),
        };
    }

    private static Route Learned => World.Route("192.168.0.0/16", Vgw, origin: "EnableVgwRoutePropagation");

    private static Route List => new()
    {
        DestinationPrefixListId = "pl-unread", Target = Gateway, State = "active", Origin = "CreateRoute",
    };

    /// <summary>The hub alone, with a VPN to a network on premises.</summary>
    private static VpcNetwork OverVgw(params Route[] routes) => World.Healthy.WithRoutes(routes)
        .WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "0.0.0.0/0", 443)], [])) with
    {
        VpnGateways = [new() { Id = Vgw, State = "available", VpcAttachments = [new(World.VpcId, "attached")] }],
        VpnConnections = [new() { Id = "vpn-1", State = "available", VpnGatewayId = Vgw, TunnelStatuses = ["UP", "DOWN"] }],
    };

    private static VpcNetwork WithIngress(params Route[] routes) => OverVgw(World.Local("10.0.0.0/16"), Learned).WithTable(new()
    {
        Id = "rtb-edge", VpcId = World.VpcId, GatewayIds = [Vgw], Routes = [World.Local("10.0.0.0/16"), .. routes],
    });

    /// <summary>Hub and spoke, with a VPC in between that the transit gateway's table leads everything to, or requests only.</summary>
    private static VpcNetwork Inspected(string target, bool both) => OverTransitGateway.WithTable(new()
    {
        Id = "rtb-5", VpcId = "vpc-5", IsMain = true, Routes = [World.Local("100.64.0.0/16"), World.Route("0.0.0.0/0", target)],
    }) with
    {
        Vpcs = OverTransitGateway.Vpcs.Add(new() { Id = "vpc-5", CidrBlocks = [World.Cidr("100.64.0.0/16")], OwnerId = "123456789012" }),
        Subnets = OverTransitGateway.Subnets.Concat([InMiddle("subnet-5a", "us-east-1a", "100.64.0.0/28"),
            InMiddle("subnet-5b", "us-east-1b", "100.64.0.16/28")]).ToValueList(),
        TransitGatewayAttachments = OverTransitGateway.TransitGatewayAttachments.Add(Attachment("tgw-attach-5", "vpc-5")),
        TransitGatewayVpcAttachments = OverTransitGateway.TransitGatewayVpcAttachments
            .Add(OfVpc("tgw-attach-5", "vpc-5", "subnet-5a", "subnet-5b") with { ApplianceModeSupport = "enable" }),
        TransitGatewayRoutes =
        [
            new(Table, both ? [Route("0.0.0.0/0", "tgw-attach-5", "vpc-5", kind: "static")]
                : [Route("10.0.0.0/16", "tgw-attach-5", "vpc-5", kind: "static"), Route("10.9.0.0/16", SpokeAttachment, SpokeVpc)]),
        ],
    };

    private static VpcNetwork OneWay(VpcNetwork network) => network with
    {
        TransitGatewayRoutes = Inspected(Firewall, both: false).TransitGatewayRoutes,
    };

    private static Subnet InMiddle(string id, string zone, string block) => World.Subnet(id, zone, block) with { VpcId = "vpc-5" };

    private static VpcNetwork BehindNat(Route way, params Route[] ofGateway) =>
        OverTransitGateway.WithSpokeRoutes(World.Local("10.9.0.0/16"), way)
            .WithTable(new()
            {
                Id = "rtb-n", VpcId = SpokeVpc, SubnetIds = ["subnet-9n"], Routes = [World.Local("10.9.0.0/16"), .. ofGateway],
            })
            .WithAcl(Open("acl-n", "subnet-9n"))
            .WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "10.9.31.0/28", 443)], [])) with
        {
            Subnets = OverTransitGateway.Subnets.Add(World.Subnet("subnet-9n", "us-east-1a", "10.9.31.0/28") with { VpcId = SpokeVpc }),
            NatGateways =
            [
                new()
                {
                    Id = "nat-1", VpcId = SpokeVpc, SubnetId = "subnet-9n", State = "available", ConnectivityType = "private",
                    PrivateAddresses = [IpAddress.Parse("10.9.31.5")],
                },
            ],
        };
}
