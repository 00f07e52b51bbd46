using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Terraform;

/// <summary>
/// Peering connections, transit gateways with their tables, NAT gateways and prefix lists of a plan are those that EC2 would describe. The
/// plan was made by Terraform 1.11.4 with hashicorp/aws 5.100.0; no id in it is known.
/// </summary>
public sealed class WaysOfPlanTests
{
    private readonly VpcNetwork _network = PlanDiagnosis.OfPlan(
        Path.Combine(Repository.Root, "tests", "VpceTools.Core.Tests", "Terraform", "Plans", "ways.plan.json"))
        .Networks.Single(network => network.Region == "eu-west-1");

    [Fact]
    public void A_peering_that_accepts_itself_joins_both_VPCs()
    {
        var peering = Assert.Single(_network.PeeringConnections);

        Assert.True(peering.IsActive);
        Assert.Equal(("aws_vpc.spoke", "aws_vpc.hub"), (AddressOf(peering.Requester.VpcId!), AddressOf(peering.Accepter.VpcId!)));
        Assert.Equal(["10.0.0.0/16"], peering.Accepter.CidrBlocks.Select(block => block.ToString()));
    }

    [Fact]
    public void An_association_and_a_propagation_make_a_table()
    {
        var table = IdOf("aws_ec2_transit_gateway_route_table.r");

        Assert.Equal([IdOf("aws_ec2_transit_gateway_vpc_attachment.spoke")],
            _network.TransitGatewayAssociations.Single(one => one.RouteTableId == table).Associations.Select(one => one.AttachmentId));
        var route = Assert.Single(_network.TransitGatewayRoutes.Single(one => one.RouteTableId == table).Routes);
        Assert.Equal(("10.0.0.0/16", "propagated"), (route.Destination.ToString(), route.Type));
        Assert.Equal(IdOf("aws_ec2_transit_gateway_vpc_attachment.hub"), Assert.Single(route.Attachments).Id);
    }

    /// <summary>The association by default is off, and the propagation by default is on: https://docs.aws.amazon.com/vpc/latest/tgw/tgw-route-tables.html.</summary>
    [Fact]
    public void The_table_that_comes_with_the_gateway_has_what_goes_there_by_default()
    {
        var own = _network.TransitGatewayRouteTables.Single(one => one.IsDefaultAssociation == true);

        Assert.Equal("aws_ec2_transit_gateway.t (default route table)", AddressOf(own.Id));
        Assert.Empty(_network.TransitGatewayAssociations.Single(one => one.RouteTableId == own.Id).Associations);
        Assert.Equal(["0.0.0.0/0 static", "10.0.0.0/16 propagated", "10.1.0.0/16 propagated"],
            _network.TransitGatewayRoutes.Single(one => one.RouteTableId == own.Id).Routes.Select(r => $"{r.Destination} {r.Type}").Order());
        var transit = new NetworkIndex(_network).Transit;
        Assert.True(transit.IsUnassociated(IdOf("aws_ec2_transit_gateway_vpc_attachment.hub"), IdOf("aws_ec2_transit_gateway.t")));
    }

    [Fact]
    public void A_route_leads_to_the_gateway_that_it_refers_to()
    {
        var spoke = _network.RouteTables.Single(table => table.IsMain && AddressOf(table.VpcId!) == "aws_vpc.spoke");
        Assert.Contains(spoke.Routes, route => route.Target == IdOf("aws_ec2_transit_gateway.t"));
    }

    /// <summary>Answers of the endpoint leave the hub by an attachment that no table directs.</summary>
    [Fact]
    public void A_missing_route_back_is_found_for_the_clients_of_the_spoke()
    {
        var endpoint = Assert.Single(_network.Endpoints, one => one.Type == EndpointType.Interface);
        var runner = new CheckRunner(_network, new() { Clients = new() { IncludesRemote = true } });
        var results = runner.Run(endpoint).ToList();

        Assert.True(results.Any(result => result is { Status: CheckStatus.Failed or CheckStatus.Warning, Check: "Route" or "TransitGateway" }),
            string.Join("\n", results.Select(result => $"{result.Check} {result.Status} {result.Message}")));
    }

    [Fact]
    public void What_else_leads_out_of_a_VPC_is_there()
    {
        var nat = Assert.Single(_network.NatGateways);
        Assert.Equal(("private", "aws_vpc.hub"), (nat.ConnectivityType, AddressOf(nat.VpcId!)));
        Assert.Equal("aws_vpc.hub", AddressOf(Assert.Single(Assert.Single(_network.VpnGateways).VpcAttachments).VpcId));
        Assert.Equal(["10.0.0.0/16"],
            _network.PrefixLists.Single(list => list.Name == "l").CidrBlocks!.Select(block => block.ToString()));
    }

    /// <summary>terraform_data passes on what it was given: https://developer.hashicorp.com/terraform/language/resources/terraform-data.</summary>
    [Fact]
    public void A_reference_goes_through_terraform_data() => Assert.Equal("aws_vpc.hub",
        AddressOf(Assert.Single(_network.Endpoints, one => one.Type == EndpointType.Gateway).VpcId));

    private string AddressOf(string id) => _network.Plan!.OriginOf(id)?.Address ?? id;

    private string IdOf(string address) => _network.Plan!.Origins.Single(origin => origin.Value.Address == address).Key;
}
