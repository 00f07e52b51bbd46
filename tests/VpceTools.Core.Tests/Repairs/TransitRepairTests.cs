using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using Xunit;
using static VpceTools.Core.Tests.Worlds.HubAndSpoke;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// What a transit gateway lacks is added in the account that owns it, and opens no more than is needed where that can be chosen.
/// </summary>
public sealed class TransitRepairTests
{
    private const string Other = "999988887777";

    private static RepairOptions Wanted(ClientSelection? clients = null) => new()
    {
        Checks = clients is null ? Options : new() { Clients = clients },
        IsWanted = finding => finding.Check is "Route" or "Peering" or "TransitGateway",
    };

    [Fact]
    public void A_route_that_the_table_lacks_is_a_static_one_to_the_client_alone()
    {
        var action = Assert.IsType<CreateTransitGatewayRoute>(
            Only(Healthy.WithTransitRoutes(Route("10.0.0.0/16", HubAttachment, World.VpcId))));

        Assert.Equal((Table, "10.9.1.10/32", SpokeAttachment, RepairRisk.Caution),
            (action.TransitGatewayRouteTableId, action.Cidr, action.TransitGatewayAttachmentId, action.Risk));
        Assert.Equal("""CreateTransitGatewayRoute {"DestinationCidrBlock":"10.9.1.10/32","TransitGatewayRouteTableId":"tgw-rtb-1","TransitGatewayAttachmentId":"tgw-attach-9"}""",
            action.ApiCall);
    }

    [Fact]
    public void Where_every_subnet_behind_it_is_needed_the_attachment_propagates()
    {
        var network = Healthy.WithTransitRoutes(Route("10.0.0.0/16", HubAttachment, World.VpcId)) with
        {
            TransitGatewayPropagations =
            [new(Table, [])]
        };
        var all = new ClientSelection { SubnetIds = network.Subnets.Where(s => s.VpcId == SpokeVpc).Select(s => s.Id).ToValueList() };

        Assert.IsType<EnableTransitGatewayRouteTablePropagation>(Only(network, all));
        // One that propagates and whose route is not there is overlapped by another: only a static route helps.
        var lost = network with { TransitGatewayPropagations = [new(Table, [new(SpokeAttachment, SpokeVpc, "vpc", "enabled")])] };
        Assert.All(Mended(lost, all).Repairs, r => Assert.IsType<CreateTransitGatewayRoute>(r.Action));
    }

    [Fact]
    public void An_attachment_without_a_table_gets_the_one_that_leads_on()
    {
        var network = Healthy.WithAttachment(SpokeAttachment, a => a with { Association = null }) with
        {
            TransitGatewayRouteTables = [.. Healthy.TransitGatewayRouteTables,
                new() { Id = "tgw-rtb-2", TransitGatewayId = Gateway, State = "available" }],
            TransitGatewayRoutes = [.. Healthy.TransitGatewayRoutes, new("tgw-rtb-2", [])],
            TransitGatewayAssociations = [new(Table, [new(HubAttachment, World.VpcId, "vpc", "associated")]), new("tgw-rtb-2", [])],
        };

        var action = Assert.IsType<AssociateTransitGatewayRouteTable>(Only(network));
        Assert.Equal((Table, SpokeAttachment), (action.TransitGatewayRouteTableId, action.TransitGatewayAttachmentId));
        Assert.Contains("to every network in it", action.SideEffect, StringComparison.Ordinal);
        // Two that lead on, and none is the default: a person chooses.
        var two = network with
        {
            TransitGatewayRoutes = [Healthy.TransitGatewayRoutes[0],
            new("tgw-rtb-2", Healthy.TransitGatewayRoutes[0].Routes)]
        };
        Assert.Empty(Findings(two).SelectMany(f => f.Repair));
        Assert.Equal("tgw-rtb-2", ((AssociateTransitGatewayRouteTable)Only(two with
        {
            TransitGatewayRouteTables = [two.TransitGatewayRouteTables[0],
                two.TransitGatewayRouteTables[1] with { IsDefaultAssociation = true }],
        })).TransitGatewayRouteTableId);
    }

    [Fact]
    public void An_attachment_gets_a_subnet_in_the_zone_that_it_lacks_and_that_judges_as_the_others_do()
    {
        var network = Healthy.WithVpcAttachment(HubAttachment, a => a with { SubnetIds = [HubAttachmentSubnet] });

        var action = Assert.IsType<ModifyTransitGatewayVpcAttachment>(Only(network));
        Assert.Equal((HubAttachment, "subnet-tb"), (action.TransitGatewayAttachmentId, action.AddSubnetId));
        Assert.Equal("""ModifyTransitGatewayVpcAttachment {"TransitGatewayAttachmentId":"tgw-attach-1","AddSubnetIds":["subnet-tb"]}""",
            action.ApiCall);
        // What arrives in that zone now finds its way by another: a subnet with other rules would judge it otherwise.
        var closed = network.WithAcl(Open("acl-t", HubAttachmentSubnet))
            .WithAcl(World.Acl("acl-tb", ["subnet-tb"], World.AllowAll(100, true), World.Entry(100, false, true, 6, "10.9.0.0/16", 443)));
        Assert.NotEqual("subnet-tb", Findings(closed).SelectMany(f => f.Repair).OfType<ModifyTransitGatewayVpcAttachment>()
            .FirstOrDefault()?.AddSubnetId);
    }

    [Fact]
    public void A_table_and_a_route_that_are_both_missing_are_mended_together()
    {
        var plan = Mended(Healthy.WithRoutes(World.Local("10.0.0.0/16"))
            .WithTransitRoutes(Route("10.0.0.0/16", HubAttachment, World.VpcId)));

        Assert.Equal(["CreateTransitGatewayRoute", "CreateRoute"], plan.Repairs.Select(r => r.Action.Operation));
    }

    [Fact]
    public void The_transit_gateway_of_another_account_is_changed_there_or_named()
    {
        var broken = Healthy.WithTransitRoutes(Route("10.0.0.0/16", HubAttachment, World.VpcId)) with
        {
            AccountId = "123456789012",
            TransitGateways = [Healthy.TransitGateways[0] with { OwnerId = Other }],
            TransitGatewayAttachments = Healthy.TransitGatewayAttachments.Select(a => a with { TransitGatewayOwnerId = Other })
                .ToValueList(),
        };
        var finding = Assert.Single(Findings(broken));
        Assert.Empty(finding.Repair);
        Assert.Contains($"In account {Other}: aws ec2 create-transit-gateway-route --destination-cidr-block 10.9.1.10/32",
            finding.Recommendation, StringComparison.Ordinal);

        var joined = JoinedNetworks.Join(
        [
            broken with { TransitGatewayRoutes = [] },
            new()
            {
                AccountId = Other, Region = "us-east-1", Described = broken.Described, TransitGateways = broken.TransitGateways,
                TransitGatewayAttachments = broken.TransitGatewayAttachments, TransitGatewayRouteTables = broken.TransitGatewayRouteTables,
                TransitGatewayRoutes = broken.TransitGatewayRoutes,
            },
        ])[0];
        var plan = Mended(joined);
        Assert.Equal((Other, "us-east-1"), (plan.Repairs[0].Action.AccountId, plan.Repairs[0].Action.Region));
        Assert.Equal(2, plan.Result.Picture[1].TransitGatewayRoutes[0].Routes.Count);
    }

    [Fact]
    public void What_somebody_made_otherwise_since_is_not_taken_back()
    {
        var broken = Healthy.WithTransitRoutes(Route("10.0.0.0/16", HubAttachment, World.VpcId));
        var route = (CreateTransitGatewayRoute)Only(broken);
        var replaced = broken.WithTransitRoutes(Route("10.9.1.10/32", HubAttachment, World.VpcId, kind: "static"));
        Assert.Contains("another one now", route.Inverse(broken).ObstacleIn(replaced, RepairQuotas.Default), StringComparison.Ordinal);
        Assert.Contains("is not replaced", route.ObstacleIn(replaced, RepairQuotas.Default), StringComparison.Ordinal);
        var association = new AssociateTransitGatewayRouteTable("tgw-rtb-2", SpokeAttachment);
        Assert.Contains("has a route table already", association.ObstacleIn(Healthy, RepairQuotas.Default), StringComparison.Ordinal);
        Assert.Contains("another route table now", association.Inverse(Healthy).ObstacleIn(Healthy, RepairQuotas.Default),
            StringComparison.Ordinal);
    }

    private static VpcNetwork Healthy => OverTransitGateway;

    private static RepairAction Only(VpcNetwork network, ClientSelection? clients = null) =>
        Assert.Single(Mended(network, clients).Repairs).Action;

    private static List<Finding> Findings(VpcNetwork network, ClientSelection? clients = null) =>
        [.. new CheckRunner(network, Wanted(clients).Checks).Run(network.Endpoints[0]).SelectMany(r => r.Findings)
            .Where(Wanted().IsWanted)];

    private static RepairPlan Mended(VpcNetwork network, ClientSelection? clients = null)
    {
        Assert.NotEmpty(Findings(network, clients));
        var plan = network.Plan(Wanted(clients));
        Assert.True(plan.Refused.Count == 0, string.Join("; ", plan.Refused.Select(r => r.Reason)));
        Assert.Empty(Findings(plan.Result, clients));
        Assert.Empty(plan.Result.Plan(Wanted(clients)).Repairs);
        Assert.Equal(network.Picture, plan.Repairs.Reverse().Aggregate(plan.Result, (now, repair) => repair.Undo.ApplyTo(now)).Picture);
        return plan;
    }
}
