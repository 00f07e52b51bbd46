using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Paths;
using Xunit;
using static VpceTools.Core.Tests.Worlds.HubAndSpoke;

namespace VpceTools.Core.Tests.Checks;

public sealed class TransitGatewayCheckTests
{
    private static readonly VpcNetwork Healthy = OverTransitGateway;

    private static readonly CheckOptions OnPremises = new() { Clients = new() { CidrBlocks = [World.Cidr("192.168.7.0/24")] } };

    /// <summary>What is broken, and the code that VPC Reachability Analyzer has for it; null where the way is whole.</summary>
    public static TheoryData<string, string?> Breaks => new()
    {
        { "nothing", null },
        { "the spoke's attachment is not accepted", "BAD_STATE_ATTACHMENT" },
        { "the hub's attachment has failed", "BAD_STATE_ATTACHMENT" },
        { "the spoke's attachment has no subnet in the client's zone", "TGW_ROUTE_AZ_RESTRICTION" },
        { "the spoke's attachment has no table", "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION" },
        { "the table lacks the hub", "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT" },
        { "the hub's table lacks the spoke", "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT" },
        { "a blackhole is more specific", "TGW_RTB_BAD_STATE_ROUTE" },
        { "a blackhole is less specific", null },
        { "another VPC has the addresses", "TGW_RTB_MORE_SPECIFIC_ROUTE" },
        { "the attachment subnet's table has no way", "BAD_STATE_ROUTE" },
        { "inbound entries of the spoke's attachment subnet", "SUBNET_ACL_RESTRICTION" },
        { "outbound entries of the spoke's attachment subnet deny the hub", null },
        { "inbound entries of the hub's attachment subnet deny the spoke", null },
        { "outbound entries of the hub's attachment subnet", "SUBNET_ACL_RESTRICTION" },
        { "the spoke is not attached", "DISCONNECTED_VPCS" },
    };

    [Theory, MemberData(nameof(Breaks))]
    public void What_is_broken_is_found_with_its_code(string what, string? code)
    {
        var result = Broken(what).Check<TransitGatewayCheck>(Options);
        Assert.True(result.Status == (code is null ? CheckStatus.Passed : CheckStatus.Failed), result.Message);
        if (code is not null)
            Assert.Equal(code, result.Findings[0].Evidence.ExplanationCode);
    }

    [Theory, MemberData(nameof(Breaks))]
    public void A_path_says_the_same(string what, string? code)
    {
        var network = Broken(what);
        var finder = new PathFinder([network], Options);
        var (from, client) = Assert.Single(finder.Clients());
        var path = finder.Find(from, client, PathDestination.Parse("10.0.11.5", "us-east-1")!);
        Assert.True((code is null ? PathVerdict.Reachable : PathVerdict.Blocked) == path.Verdict, path.Message);
    }

    [Fact]
    public void A_zone_without_the_hubs_attachment_loses_what_it_sends_back()
    {
        var result = Healthy.WithVpcAttachment(HubAttachment, a => a with { SubnetIds = [HubAttachmentSubnet] })
            .Check<TransitGatewayCheck>(Options);
        var finding = result.Only(CheckStatus.Warning, Severity.Medium);
        Assert.Equal(("TGW_ROUTE_AZ_RESTRICTION", PacketDirection.Response),
            (finding.Evidence.ExplanationCode, finding.Evidence.Packet!.Direction));
        Assert.Equal(World.EndpointInterfaceB, Assert.Single(finding.TargetIds));
    }

    [Fact]
    public void Zone_ids_count_where_there_are_any()
    {
        // The accounts name the zones the other way round.
        var swapped = Healthy with
        {
            Subnets = Healthy.Subnets.Select(s => s with
            {
                AvailabilityZoneId = s.AvailabilityZone == "us-east-1a" ? "use1-az1" : "use1-az2",
                AvailabilityZone = s.VpcId == SpokeVpc ? (s.AvailabilityZone == "us-east-1a" ? "us-east-1b" : "us-east-1a")
                    : s.AvailabilityZone,
            }).ToValueList(),
        };
        Assert.Equal(CheckStatus.Passed, swapped.Check<TransitGatewayCheck>(Options).Status);
        var onlyB = swapped.WithVpcAttachment(SpokeAttachment, a => a with { SubnetIds = ["subnet-9tb"] })
            .Check<TransitGatewayCheck>(Options);
        Assert.Equal("TGW_ROUTE_AZ_RESTRICTION", Assert.Single(onlyB.Findings).Evidence.ExplanationCode);
    }

    [Fact]
    public void Appliance_mode_lets_packets_arrive_in_any_zone()
    {
        var closed = Healthy.WithAcl(World.Acl("acl-tb", ["subnet-tb"], World.AllowAll(100, false)))
            .WithAcl(Open("acl-t", HubAttachmentSubnet));
        Assert.Equal(CheckStatus.Passed, closed.Check<TransitGatewayCheck>(Options).Status);
        var result = closed.WithVpcAttachment(HubAttachment, a => a with { ApplianceModeSupport = "enable" })
            .Check<TransitGatewayCheck>(Options);
        Assert.Equal(CheckStatus.Warning, result.Status);
        Assert.Equal("acl-tb", result.Findings[0].ResourceId);
    }

    [Fact]
    public void A_client_in_the_attachments_own_subnet_is_not_shielded_by_its_acl()
    {
        var shared = Healthy.WithVpcAttachment(SpokeAttachment, a => a with { SubnetIds = [ClientSubnet] });
        // Return traffic is not judged at all; requests are, by outbound and by inbound entries.
        var noReturn = shared.WithAcl(World.Acl("acl-9", [ClientSubnet, "subnet-9b"], World.AllowAll(100, true),
            World.Entry(100, false, true, 6, "10.9.1.0/24", 443)));
        Assert.Equal(CheckStatus.Passed, noReturn.Check<NetworkAclCheck>(Options).Status);
        Assert.Equal(CheckStatus.Passed, noReturn.Check<TransitGatewayCheck>(Options).Status);
        var noRequest = shared.WithAcl(World.Acl("acl-9", [ClientSubnet, "subnet-9b"], World.AllowAll(100, true)));
        Assert.Equal("SUBNET_ACL_RESTRICTION", noRequest.Check<TransitGatewayCheck>(Options).Findings[0].Evidence.ExplanationCode);
        // In a subnet of its own the attachment changes nothing for the client's ACL.
        Assert.Equal(CheckStatus.Failed, Healthy.WithAcl(World.Acl("acl-9", [ClientSubnet, "subnet-9b"], World.AllowAll(100, true)))
            .Check<NetworkAclCheck>(Options).Status);
    }

    [Theory]
    [InlineData(ResourceKind.TransitGatewayVpcAttachment, "describe-transit-gateway-vpc-attachments")]
    [InlineData(ResourceKind.TransitGatewayAttachment, "describe-transit-gateway-attachments")]
    [InlineData(ResourceKind.TransitGatewayRoute, "search-transit-gateway-routes --transit-gateway-route-table-id tgw-rtb-1")]
    public void What_nobody_described_is_unknown_with_the_call(ResourceKind kind, string call)
    {
        var network = Healthy with { Described = Healthy.Described.Where(k => k != kind).ToValueList() };
        network = kind switch
        {
            ResourceKind.TransitGatewayVpcAttachment => network with { TransitGatewayVpcAttachments = [] },
            ResourceKind.TransitGatewayAttachment => network with
            {
                TransitGatewayAttachments = [],
                Described = network.Described.Where(k => k != ResourceKind.TransitGatewayAssociation
                    && k != ResourceKind.TransitGatewayRouteTable).ToValueList(),
                TransitGatewayRouteTables = [],
            },
            _ => network with { TransitGatewayRoutes = [] },
        };
        WorldChanges.IsUnknown(network.Check<TransitGatewayCheck>(Options), call);
        Assert.Equal(CheckStatus.Unknown, network.Check<RouteCheck>(Options).Status);
    }

    [Fact]
    public void Only_the_owner_sees_the_tables_and_is_named()
    {
        var foreign = Healthy with
        {
            TransitGateways = [Healthy.TransitGateways[0] with { OwnerId = "999988887777" }],
            TransitGatewayRoutes = [],
            TransitGatewayAttachments = Healthy.TransitGatewayAttachments
                .Select(a => a with { TransitGatewayOwnerId = "999988887777", Association = null }).ToValueList(),
            TransitGatewayRouteTables = [],
        };
        WorldChanges.IsUnknown(foreign.Check<TransitGatewayCheck>(Options), "(in account 999988887777)");
    }

    [Fact]
    public void Groups_are_not_carried_to_interface_endpoints()
    {
        var byGroup = Healthy.WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "sg-9", 443)], []));
        var result = byGroup.Check<SecurityGroupIngressCheck>(Options);
        var finding = result.Only(CheckStatus.Failed, Severity.Critical);
        Assert.Equal("SG_REFERENCES_NOT_PRESERVED", finding.Evidence.ExplanationCode);
        Assert.Contains("10.9.1.10/32", finding.AwsCli, StringComparison.Ordinal);
    }

    [Fact]
    public void Peered_transit_gateways_lead_on()
    {
        var peered = Healthy with
        {
            TransitGateways = Healthy.TransitGateways.Add(new() { Id = "tgw-2", OwnerId = "123456789012", State = "available" }),
            TransitGatewayAttachments =
            [
                Attachment(HubAttachment, World.VpcId) with { TransitGatewayId = "tgw-2", Association = new("tgw-rtb-2", "associated") },
                Attachment(SpokeAttachment, SpokeVpc), Attachment("tgw-attach-p", "tgw-2", "peering"),
            ],
            TransitGatewayVpcAttachments = Healthy.TransitGatewayVpcAttachments
                .Replacing(a => a.Id == HubAttachment, a => a with { TransitGatewayId = "tgw-2" }),
            TransitGatewayPeeringAttachments = [new("tgw-attach-p", "available", new(Gateway, "123456789012", "us-east-1"),
                new("tgw-2", "123456789012", "us-east-1"))],
            TransitGatewayRouteTables = Healthy.TransitGatewayRouteTables.Add(new()
            {
                Id = "tgw-rtb-2", TransitGatewayId = "tgw-2",
                State = "available"
            }),
            TransitGatewayAssociations = [new("tgw-rtb-2",
                [new("tgw-attach-p", Gateway, "peering", "associated"), new(HubAttachment, World.VpcId, "vpc", "associated")])],
            TransitGatewayRoutes =
            [
                new(Table, [Route("10.9.0.0/16", SpokeAttachment, SpokeVpc),
                    Route("10.0.0.0/16", "tgw-attach-p", "tgw-2", "peering", "static")]),
                new("tgw-rtb-2", [Route("10.0.0.0/16", HubAttachment, World.VpcId),
                    Route("10.9.0.0/16", "tgw-attach-p", Gateway, "peering", "static")]),
            ],
        };
        peered = peered.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.0.0.0/8", "tgw-2"));
        var result = peered.Check<TransitGatewayCheck>(Options);
        Assert.True(result.Status == CheckStatus.Passed, result.Message);
        var oneSided = peered with
        {
            TransitGatewayRoutes = [peered.TransitGatewayRoutes[0],
            new("tgw-rtb-2", [Route("10.0.0.0/16", HubAttachment, World.VpcId)])]
        };
        Assert.Equal("tgw-rtb-2", oneSided.Check<TransitGatewayCheck>(Options).Findings[0].ResourceId);
        var pending = peered with
        {
            TransitGatewayPeeringAttachments =
            [peered.TransitGatewayPeeringAttachments[0] with { State = "pendingAcceptance" }]
        };
        Assert.Equal("BAD_STATE_ATTACHMENT", pending.Check<TransitGatewayCheck>(Options).Findings[0].Evidence.ExplanationCode);
    }

    [Theory]
    [InlineData("UP", CheckStatus.Passed)]
    [InlineData("DOWN", CheckStatus.Failed)]
    [InlineData(null, CheckStatus.Unknown)]
    public void Of_clients_on_premises_AWSs_side_is_judged(string? tunnel, CheckStatus expected)
    {
        var network = OverVpn(tunnel);
        var result = network.Check<TransitGatewayCheck>(OnPremises);
        Assert.True(expected == result.Status, result.Message);
        if (expected == CheckStatus.Passed)
        {
            Assert.Contains("the customer's router and firewall are not seen", result.Message, StringComparison.Ordinal);
            Assert.Equal(CheckStatus.Passed, network.Check<RouteCheck>(OnPremises).Status);
        }
    }

    [Fact]
    public void Clients_on_premises_need_the_hub_in_the_table_of_their_attachment()
    {
        var network = OverVpn("UP") with
        {
            TransitGatewayAttachments = OverVpn("UP").TransitGatewayAttachments.Replacing(a => a.Id == "tgw-attach-v",
                a => a with { Association = new("tgw-rtb-v", "associated") }),
        };
        network = network with { TransitGatewayRoutes = network.TransitGatewayRoutes.Add(new("tgw-rtb-v", [])) };
        var result = network.Check<TransitGatewayCheck>(OnPremises);
        Assert.Equal(("tgw-rtb-v", PacketDirection.Request),
            (result.Findings[0].ResourceId, result.Findings[0].Evidence.Packet!.Direction));
    }

    [Theory]
    [InlineData("10.9.31.0/28", CheckStatus.Passed)]
    [InlineData("10.9.1.0/24", CheckStatus.Failed)]
    public void Behind_a_NAT_gateway_the_endpoint_sees_the_gateways_address(string admitted, CheckStatus expected)
    {
        var network = Healthy.WithSpokeRoutes(World.Local("10.9.0.0/16"), World.Route("10.0.0.0/8", "nat-1"))
            .WithTable(new()
            {
                Id = "rtb-n", VpcId = SpokeVpc, SubnetIds = ["subnet-9n"],
                Routes = [World.Local("10.9.0.0/16"), World.Route("10.0.0.0/8", Gateway)]
            })
            .WithAcl(Open("acl-n", "subnet-9n"))
            .WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", admitted, 443)], [])) with
        {
            Subnets = Healthy.Subnets.Add(World.Subnet("subnet-9n", "us-east-1a", "10.9.31.0/28") with { VpcId = SpokeVpc }),
            NatGateways =
            [
                new() { Id = "nat-1", VpcId = SpokeVpc, SubnetId = "subnet-9n", State = "available", ConnectivityType = "private",
                    PrivateAddresses = [IpAddress.Parse("10.9.31.5")] },
            ],
        };
        Assert.Equal(expected, network.Check<SecurityGroupIngressCheck>(Options).Status);
        Assert.Equal(CheckStatus.Passed, network.Check<RouteCheck>(Options).Status);
        Assert.Equal(CheckStatus.Passed, network.Check<TransitGatewayCheck>(Options).Status);
        var closed = network.WithAcl(World.Acl("acl-n", ["subnet-9n"], World.AllowAll(100, true),
            World.Entry(100, false, true, 6, "10.0.0.0/16", 1024, 65535)));
        Assert.Equal("acl-n", closed.Check<RouteCheck>(Options).Findings[0].ResourceId);
        // Of a gateway that nobody described it is not known what it sends.
        Assert.Equal(CheckStatus.Unknown, (network with { NatGateways = [] }).Check<RouteCheck>(Options).Status);
    }

    private static VpcNetwork OverVpn(string? tunnel) =>
        Healthy.WithRoutes(World.Local("10.0.0.0/16"), World.Route("10.0.0.0/8", Gateway), World.Route("192.168.0.0/16", Gateway))
            .WithTransitRoutes(Route("10.0.0.0/16", HubAttachment, World.VpcId), Route("192.168.0.0/16", "tgw-attach-v", "vpn-1", "vpn"))
            .WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "192.168.0.0/16", 443)], [])) with
        {
            TransitGatewayAttachments = Healthy.TransitGatewayAttachments.Add(Attachment("tgw-attach-v", "vpn-1", "vpn")),
            VpnConnections = tunnel is null ? [] : [new() { Id = "vpn-1", State = "available", TransitGatewayId = Gateway,
                TunnelStatuses = ["DOWN", tunnel] }],
        };

    private static VpcNetwork Broken(string what) => what switch
    {
        "nothing" => Healthy,
        "the spoke's attachment is not accepted" => Healthy.WithVpcAttachment(SpokeAttachment, a => a with { State = "pendingAcceptance" }),
        "the hub's attachment has failed" => Healthy.WithVpcAttachment(HubAttachment, a => a with { State = "failed" }),
        "the spoke's attachment has no subnet in the client's zone" =>
            Healthy.WithVpcAttachment(SpokeAttachment, a => a with { SubnetIds = ["subnet-9tb"] }),
        "the spoke's attachment has no table" => Healthy.WithAttachment(SpokeAttachment, a => a with { Association = null }),
        "the table lacks the hub" => Healthy.WithTransitRoutes(Route("10.9.0.0/16", SpokeAttachment, SpokeVpc)),
        "the hub's table lacks the spoke" => Healthy.WithAttachment(HubAttachment, a =>
            a with { Association = new("tgw-rtb-h", "associated") }) with
        {
            TransitGatewayRoutes = Healthy.TransitGatewayRoutes.Add(new("tgw-rtb-h", [Route("10.0.0.0/16", HubAttachment, World.VpcId)])),
        },
        "a blackhole is more specific" => Healthy.WithTransitRoutes(Route("10.0.0.0/16", HubAttachment, World.VpcId),
            Route("10.9.0.0/16", SpokeAttachment, SpokeVpc), Route("10.9.1.0/24", null)),
        "a blackhole is less specific" => Healthy.WithTransitRoutes(Route("10.0.0.0/16", HubAttachment, World.VpcId),
            Route("10.9.0.0/16", SpokeAttachment, SpokeVpc), Route("10.0.0.0/8", null)),
        "another VPC has the addresses" => Healthy.WithTransitRoutes(Route("10.0.0.0/16", HubAttachment, World.VpcId),
            Route("10.9.0.0/16", "tgw-attach-x", "vpc-x")) with
        {
            Vpcs = Healthy.Vpcs.Add(new() { Id = "vpc-x", CidrBlocks = [World.Cidr("10.9.0.0/16")] }),
            Subnets = Healthy.Subnets.Add(World.Subnet("subnet-x", "us-east-1a", "10.9.5.0/24") with { VpcId = "vpc-x" })
                .Add(World.Subnet("subnet-xb", "us-east-1b", "10.9.6.0/24") with { VpcId = "vpc-x" }),
            RouteTables = Healthy.RouteTables.Add(new()
            {
                Id = "rtb-x", VpcId = "vpc-x", IsMain = true,
                Routes = [World.Local("10.9.0.0/16")]
            }),
            TransitGatewayAttachments = Healthy.TransitGatewayAttachments.Add(Attachment("tgw-attach-x", "vpc-x")),
            TransitGatewayVpcAttachments = Healthy.TransitGatewayVpcAttachments.Add(OfVpc("tgw-attach-x", "vpc-x", "subnet-x",
                "subnet-xb")),
        },
        "the attachment subnet's table has no way" => Healthy.WithTable(new()
        {
            Id = "rtb-t", VpcId = World.VpcId, SubnetIds = [HubAttachmentSubnet, "subnet-tb"],
            Routes = [World.Local("10.0.0.0/16"), World.Route("10.0.11.0/24", "eni-gone", "blackhole"),
                World.Route("10.0.12.0/24", "eni-gone", "blackhole")],
        }),
        "inbound entries of the spoke's attachment subnet" => Healthy.WithAcl(World.Acl("acl-9t", [SpokeAttachmentSubnet, "subnet-9tb"],
            World.Entry(90, false, false, -1, "10.9.0.0/16"), World.AllowAll(100, false), World.AllowAll(100, true))),
        "outbound entries of the spoke's attachment subnet deny the hub" =>
            Healthy.WithAcl(World.Acl("acl-9t", [SpokeAttachmentSubnet, "subnet-9tb"],
            World.Entry(90, true, false, -1, "10.0.0.0/16"), World.AllowAll(100, false), World.AllowAll(100, true))),
        "inbound entries of the hub's attachment subnet deny the spoke" =>
            Healthy.WithAcl(World.Acl("acl-t", [HubAttachmentSubnet, "subnet-tb"],
            World.Entry(90, false, false, -1, "10.9.0.0/16"), World.AllowAll(100, false), World.AllowAll(100, true))),
        "outbound entries of the hub's attachment subnet" => Healthy.WithAcl(World.Acl("acl-t", [HubAttachmentSubnet, "subnet-tb"],
            World.Entry(90, true, false, -1, "10.0.0.0/16"), World.AllowAll(100, false), World.AllowAll(100, true))),
        "the spoke is not attached" => Healthy with
        {
            TransitGatewayVpcAttachments = Healthy.TransitGatewayVpcAttachments.Where(a => a.Id != SpokeAttachment).ToValueList(),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };
}
