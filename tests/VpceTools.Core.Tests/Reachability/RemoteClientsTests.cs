using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using Xunit;
using static VpceTools.Core.Tests.Worlds.HubAndSpoke;

namespace VpceTools.Core.Tests.Reachability;

/// <summary>Every subnet of every joined VPC as a client.</summary>
public sealed class RemoteClientsTests
{
    private static readonly CheckOptions Remote = new() { Clients = new() { IncludesRemote = true } };
    private static readonly string[] OfSpoke = [ClientSubnet, "subnet-9b", SpokeAttachmentSubnet, "subnet-9tb"];

    // A subnet that is there for the transit gateway alone holds no client, and its routes are for what the gateway brings.
    private static readonly string[] BesideAttachment = [ClientSubnet, "subnet-9b"];

    public static TheoryData<string> Ways => ["peering", "transit gateway"];

    [Theory, MemberData(nameof(Ways))]
    public void Every_subnet_of_a_joined_vpc_is_a_client_beside_those_of_the_own(string way)
    {
        var (alone, all) = (Clients(Seen(way), new()), Clients(Seen(way), Remote));

        Assert.Equal((way == "peering" ? OfSpoke : BesideAttachment).Order(StringComparer.Ordinal),
            all.Clients.Select(c => c.Id).Except(alone.Clients.Select(c => c.Id))
            .Order(StringComparer.Ordinal));
        Assert.All(all.Clients.Where(c => c.VpcId == SpokeVpc), client => Assert.False(client.IsNamed));
        Assert.Empty(all.NotFound);
    }

    [Fact]
    public void Named_clients_add_up_with_them()
    {
        var clients = Clients(Seen("peering"), new() { Clients = new() { IncludesRemote = true, SubnetIds = [ClientSubnet] } });

        Assert.Equal(["eni-9", ClientSubnet, "subnet-9b", SpokeAttachmentSubnet, "subnet-9tb"], clients.Clients.Select(c => c.Id));
        Assert.True(clients.Clients.Single(c => c.Id == ClientSubnet).IsNamed);
    }

    [Theory]
    [InlineData("the peering connection is pending")]
    [InlineData("the peering connection is of another pair")]
    [InlineData("the spoke's attachment is not accepted")]
    [InlineData("the hub's attachment is gone")]
    [InlineData("the spoke is on another transit gateway")]
    public void What_joins_nothing_gives_no_client(string what)
    {
        var network = what switch
        {
            "the peering connection is pending" => Changed(p => p with { Status = "pending-acceptance" }),
            "the peering connection is of another pair" => Changed(p => p with { Requester = p.Requester with { VpcId = "vpc-5" } }),
            "the spoke's attachment is not accepted" => Seen("transit gateway")
                .WithVpcAttachment(SpokeAttachment, a => a with { State = "pendingAcceptance" })
                .WithAttachment(SpokeAttachment, a => a with { State = "pendingAcceptance" }),
            "the hub's attachment is gone" => Seen("transit gateway").WithVpcAttachment(HubAttachment, a => a with { State = "deleted" }),
            _ => Seen("transit gateway").WithVpcAttachment(SpokeAttachment, a => a with { TransitGatewayId = "tgw-2" })
                .WithAttachment(SpokeAttachment, a => a with { TransitGatewayId = "tgw-2" }),
        };

        Assert.DoesNotContain(Clients(network, Remote).Clients, client => client.VpcId == SpokeVpc);
    }

    [Theory, MemberData(nameof(Ways))]
    public void A_spoke_that_gets_no_answer_is_a_finding_and_without_the_switch_none(string way)
    {
        var network = Seen(way).WithSpokeRoutes(World.Local("10.9.0.0/16"));

        Assert.Equal(CheckStatus.Passed, network.Check<RouteCheck>(new()).Status);
        var result = network.Check<RouteCheck>(Remote);
        // Some of many clients, none of which is named.
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Equal(SpokeTable, Assert.Single(result.Findings).ResourceId);
        Assert.Equal((way == "peering" ? OfSpoke : BesideAttachment).Length, result.Findings[0].Evidence.AffectedClients.Count);
    }

    [Theory]
    [InlineData("the peering connections were not described", "describe-vpc-peering-connections")]
    [InlineData("the attachments were not described", "describe-transit-gateway-vpc-attachments")]
    [InlineData("the subnets of the spoke were not described", "describe-subnets")]
    [InlineData("the transit gateway is another account's", "describe-transit-gateway-attachments")]
    public void What_was_not_seen_lets_no_path_pass_and_says_the_call(string what, string call)
    {
        var network = what switch
        {
            "the peering connections were not described" => Without(Seen("peering"), ResourceKind.VpcPeeringConnection),
            "the attachments were not described" => Without(Seen("peering"), ResourceKind.TransitGatewayVpcAttachment),
            "the subnets of the spoke were not described" => Seen("peering") is var n ? n with
            {
                Subnets = n.Subnets.Where(s => s.VpcId != SpokeVpc).ToValueList(),
                NetworkAcls = n.NetworkAcls.Where(acl => !acl.Id.StartsWith("acl-9", StringComparison.Ordinal)).ToValueList(),
            } : null!,
            _ => Seen("transit gateway") is var n ? n with
            {
                TransitGateways = [new() { Id = Gateway, OwnerId = "999988887777", State = "available" }],
                AccountId = "123456789012",
            } : null!,
        };

        var result = network.Check<SecurityGroupIngressCheck>(Remote);
        Assert.True(result.Status == CheckStatus.Unknown, result.Message);
        Assert.Contains(call, result.Message, StringComparison.Ordinal);
        // Questions about the endpoint's own VPC are not open for it.
        Assert.NotEqual(CheckStatus.Unknown, network.Check<SubnetCoverageCheck>(Remote).Status);
        Assert.NotEqual(CheckStatus.Unknown, network.Check<SecurityGroupIngressCheck>(new()).Status);
    }

    [Fact]
    public void The_VPCs_behind_a_peered_transit_gateway_are_clients_where_its_static_routes_lead()
    {
        var clients = Clients(OverPeeredGateways, Remote);

        Assert.Equal(BesideAttachment.Order(StringComparer.Ordinal), clients.Clients.Where(c => c.VpcId != World.VpcId).Select(c => c.Id)
            .Order(StringComparer.Ordinal));
        Assert.Empty(clients.NotFound);
        Assert.Equal(CheckStatus.Passed, OverPeeredGateways.Check<TransitGatewayCheck>(Remote).Status);
    }

    [Fact]
    public void A_VPC_whose_subnets_all_hold_an_attachment_has_its_clients_there()
    {
        var network = OverPeeredGateways with
        {
            Subnets = OverPeeredGateways.Subnets.Where(s => s.VpcId != SpokeVpc
            || OverPeeredGateways.TransitGatewayVpcAttachments.Any(a => a.SubnetIds.Contains(s.Id))).ToValueList()
        };

        Assert.Equal(["subnet-9ta", "subnet-9tb"], Clients(network, Remote).Clients.Where(c => c.VpcId == SpokeVpc).Select(c => c.Id)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void So_are_those_behind_several_gateways_that_are_peered_in_a_row()
    {
        // The spoke's gateway is peered with one between, and that one with the hub's; in a circle, which ends the search nevertheless.
        var network = OverPeeredGateways with
        {
            TransitGatewayPeeringAttachments =
            [
                Peering("tgw-attach-p", Gateway, "tgw-3"), Peering("tgw-attach-q", "tgw-3", "tgw-2"),
                Peering("tgw-attach-r", "tgw-2", Gateway),
            ],
            TransitGatewayRouteTables = OverPeeredGateways.TransitGatewayRouteTables.Add(new() { Id = "tgw-rtb-3", TransitGatewayId = "tgw-3" }),
            TransitGatewayAssociations =
            [
                new(Table, [new("tgw-attach-p", "tgw-3", "peering", "associated"), new("tgw-attach-r", "tgw-2", "peering", "associated")]),
                new("tgw-rtb-3", [new("tgw-attach-p", Gateway, "peering", "associated"), new("tgw-attach-q", "tgw-2", "peering", "associated")]),
                new("tgw-rtb-2", [new("tgw-attach-q", "tgw-3", "peering", "associated"), new("tgw-attach-r", Gateway, "peering", "associated")]),
            ],
            TransitGatewayRoutes =
            [
                .. OverPeeredGateways.TransitGatewayRoutes.Select(t => t.RouteTableId == Table ? t : t with
                {
                    Routes = t.Routes.Replacing(r => r.Attachments[0].Id == "tgw-attach-p", _ => Static("10.0.0.0/16", "tgw-attach-q")),
                }),
                new("tgw-rtb-3", [Static("10.0.0.0/16", "tgw-attach-p"), Static("10.9.0.0/16", "tgw-attach-q")]),
            ],
        };

        Assert.Equal(BesideAttachment.Length, Clients(network, Remote).Clients.Count(c => c.VpcId == SpokeVpc));
        Assert.Equal(CheckStatus.Passed, network.Check<TransitGatewayCheck>(Remote).Status);
    }

    [Theory]
    [InlineData("no route there", true)]
    [InlineData("no route back", true)]
    [InlineData("no route at all", false)]
    [InlineData("a route for others", false)]
    [InlineData("blackholes", false)]
    [InlineData("the peering is rejected", false)]
    public void What_no_route_leads_to_is_not_joined_and_what_one_leads_to_gets_no_answer(string what, bool isJoined)
    {
        var (there, back) = (Static("10.9.0.0/16", "tgw-attach-p"), Static("10.0.0.0/16", "tgw-attach-p"));
        VpcNetwork Of(TransitGatewayRoute? one, TransitGatewayRoute? two) => OverPeeredGateways with
        {
            TransitGatewayRoutes =
            [
                new(Table, [Route("10.0.0.0/16", HubAttachment, World.VpcId), .. one is null ? [] : new[] { one }]),
                new("tgw-rtb-2", [Route("10.9.0.0/16", SpokeAttachment, SpokeVpc), .. two is null ? [] : new[] { two }]),
            ],
        };
        var network = what switch
        {
            "no route there" => Of(null, back),
            "no route back" => Of(there, null),
            "no route at all" => Of(null, null),
            "a route for others" => Of(Static("10.7.0.0/16", "tgw-attach-p"), Static("10.7.0.0/16", "tgw-attach-p")),
            "blackholes" => Of(Route("10.9.0.0/16", null, kind: "static"), Route("10.0.0.0/16", null, kind: "static")),
            _ => OverPeeredGateways with
            {
                TransitGatewayPeeringAttachments = [Peering("tgw-attach-p", Gateway, "tgw-2") with { State = "rejected" }],
            },
        };

        var clients = Clients(network, Remote);
        Assert.Empty(clients.NotFound);
        Assert.Equal(isJoined, clients.Clients.Any(c => c.VpcId == SpokeVpc));
        if (isJoined)
            Assert.Equal(CheckStatus.Failed, network.Check<TransitGatewayCheck>(Remote).Status);
    }

    [Theory]
    [InlineData("routes", "aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id tgw-rtb-1")]
    [InlineData("the other gateway", "--filters Name=transit-gateway-id,Values=tgw-2 --region eu-west-1 (in account 999988887777)")]
    [InlineData("the peering", "aws ec2 describe-transit-gateway-peering-attachments")]
    public void What_was_not_seen_of_peered_gateways_lets_no_path_pass(string what, string call)
    {
        var network = what switch
        {
            "routes" => OverPeeredGateways with { TransitGatewayRoutes = [] },
            "the other gateway" => OverPeeredGateways with
            {
                TransitGateways = OverTransitGateway.TransitGateways,
                TransitGatewayAttachments = OverPeeredGateways.TransitGatewayAttachments.Where(a => a.Id == HubAttachment).ToValueList(),
                TransitGatewayPeeringAttachments = [Peering("tgw-attach-p", Gateway, "tgw-2") with
                    { Accepter = new("tgw-2", "999988887777", "eu-west-1") }],
                TransitGatewayAssociations = OverPeeredGateways.TransitGatewayAssociations.Where(a => a.RouteTableId == Table).ToValueList(),
                TransitGatewayVpcAttachments = OverPeeredGateways.TransitGatewayVpcAttachments.Where(a => a.Id == HubAttachment).ToValueList(),
            },
            _ => OverPeeredGateways with
            {
                Described = OverPeeredGateways.Described.Where(k => k != ResourceKind.TransitGatewayPeeringAttachment).ToValueList(),
                TransitGatewayPeeringAttachments = [],
                TransitGatewayAttachments = OverPeeredGateways.TransitGatewayAttachments.Add(Attachment("tgw-attach-p", "tgw-2", "peering")),
            },
        };

        var result = network.Check<SecurityGroupIngressCheck>(Remote);
        Assert.True(result.Status == CheckStatus.Unknown, result.Message);
        Assert.Contains(call, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateway_endpoint_serves_its_own_vpc_only_and_says_so()
    {
        var network = World.HealthyGateway with
        {
            Described = [.. World.HealthyGateway.Described, ResourceKind.VpcPeeringConnection, ResourceKind.TransitGatewayVpcAttachment],
            PeeringConnections = OverPeering.PeeringConnections,
            Vpcs = World.HealthyGateway.Vpcs.Add(OverPeering.Vpcs.Single(v => v.Id == SpokeVpc)),
            Subnets = World.HealthyGateway.Subnets.Concat(OverPeering.Subnets.Where(s => s.VpcId == SpokeVpc)).ToValueList(),
        };
        var endpoint = network.Endpoints.Single(e => e.Id == World.GatewayId);
        var runner = new CheckRunner(network, Remote);

        Assert.DoesNotContain(runner.ClientsOf(endpoint).Clients, client => client.VpcId == SpokeVpc);
        Assert.Contains(runner.ClientsOf(World.VpcId).Clients, client => client.VpcId == SpokeVpc);
        var result = runner.Run(endpoint).Single(r => r.Check == new RouteTableAssociationCheck().Descriptor.Name);
        Assert.Equal(CheckStatus.Passed, result.Status);
        Assert.Contains("serves its own VPC only", result.Message, StringComparison.Ordinal);
    }

    /// <summary>The spoke is attached to a gateway of its own, which is peered with the hub's.</summary>
    private static VpcNetwork OverPeeredGateways => Seen("transit gateway").WithVpcAttachment(SpokeAttachment,
        a => a with { TransitGatewayId = "tgw-2" }) with
    {
        TransitGateways = [.. OverTransitGateway.TransitGateways, new() { Id = "tgw-2", OwnerId = "123456789012", State = "available" }],
        RouteTables = OverTransitGateway.RouteTables.Replacing(t => t.Id == SpokeTable,
            t => t with { Routes = [World.Local("10.9.0.0/16"), World.Route("10.0.0.0/8", "tgw-2")] }),
        TransitGatewayAttachments = OverTransitGateway.TransitGatewayAttachments.Replacing(a => a.Id == SpokeAttachment,
            a => a with { TransitGatewayId = "tgw-2", Association = new("tgw-rtb-2", "associated") }),
        TransitGatewayPeeringAttachments = [Peering("tgw-attach-p", Gateway, "tgw-2")],
        TransitGatewayRouteTables = OverTransitGateway.TransitGatewayRouteTables.Add(new() { Id = "tgw-rtb-2", TransitGatewayId = "tgw-2" }),
        TransitGatewayAssociations =
        [
            new(Table, [new("tgw-attach-p", "tgw-2", "peering", "associated")]),
            new("tgw-rtb-2", [new("tgw-attach-p", Gateway, "peering", "associated")]),
        ],
        TransitGatewayRoutes =
        [
            new(Table, [Route("10.0.0.0/16", HubAttachment, World.VpcId), Static("10.9.0.0/16", "tgw-attach-p")]),
            new("tgw-rtb-2", [Route("10.9.0.0/16", SpokeAttachment, SpokeVpc), Static("10.0.0.0/16", "tgw-attach-p")]),
        ],
    };

    private static TransitGatewayPeeringAttachment Peering(string id, string one, string two) =>
        new(id, "available", new(one, "123456789012", "us-east-1"), new(two, "123456789012", "us-east-1"));

    private static TransitGatewayRoute Static(string block, string attachment) => Route(block, attachment, type: "peering", kind: "static");

    private static ClientSet Clients(VpcNetwork network, CheckOptions options) =>
        new CheckRunner(network, options).ClientsOf(network.Endpoints.Single(e => e.Id == World.EndpointId));

    private static VpcNetwork Seen(string way) => (way == "peering" ? OverPeering : OverTransitGateway) is var network ? network with
    {
        Described = [.. Enum.GetValues<ResourceKind>()],
    } : null!;

    private static VpcNetwork Changed(Func<VpcPeeringConnection, VpcPeeringConnection> change) =>
        Seen("peering") is var network ? network with { PeeringConnections = [change(network.PeeringConnections[0])] } : null!;

    private static VpcNetwork Without(VpcNetwork network, ResourceKind kind) => network with
    {
        Described = network.Described.Where(k => k != kind).ToValueList(),
        PeeringConnections = kind == ResourceKind.VpcPeeringConnection ? [] : network.PeeringConnections,
    };
}
