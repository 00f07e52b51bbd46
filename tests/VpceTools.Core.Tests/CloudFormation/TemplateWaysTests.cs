using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>Peering connections, transit gateways and NAT gateways of templates are those that EC2 would describe.</summary>
public sealed class TemplateWaysTests
{
    private const string Network = """
        Parameters:
          Other: { Type: String }
        Resources:
          Hub: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true } }
          HubA: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Hub, CidrBlock: 10.0.0.0/24, AvailabilityZone: !Select [0, !GetAZs ""] } }
          HubTable: { Type: "AWS::EC2::RouteTable", Properties: { VpcId: !Ref Hub } }
          HubAssociation: { Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: { RouteTableId: !Ref HubTable, SubnetId: !Ref HubA } }
          Spoke: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: 10.1.0.0/16 } }
          SpokeA: { Type: "AWS::EC2::Subnet", Properties: { VpcId: !Ref Spoke, CidrBlock: 10.1.0.0/24, AvailabilityZone: !Select [0, !GetAZs ""] } }
          SpokeTable: { Type: "AWS::EC2::RouteTable", Properties: { VpcId: !Ref Spoke } }
          SpokeAssociation: { Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: { RouteTableId: !Ref SpokeTable, SubnetId: !Ref SpokeA } }
          Group:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: endpoint
              VpcId: !Ref Hub
              SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8 }]
          Sqs:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              { VpcId: !Ref Hub, ServiceName: com.amazonaws.eu-west-1.sqs, VpcEndpointType: Interface, SubnetIds: [!Ref HubA], SecurityGroupIds: [!Ref Group] }

        """;

    private const string Transit = """
          Gateway: { Type: "AWS::EC2::TransitGateway" }
          HubJoin: { Type: "AWS::EC2::TransitGatewayAttachment", Properties: { TransitGatewayId: !Ref Gateway, VpcId: !Ref Hub, SubnetIds: [!Ref HubA] } }
          SpokeJoin: { Type: "AWS::EC2::TransitGatewayVpcAttachment", Properties: { TransitGatewayId: !Ref Gateway, VpcId: !Ref Spoke, SubnetIds: [!Ref SpokeA] } }
          There: { Type: "AWS::EC2::Route", DependsOn: SpokeJoin, Properties: { RouteTableId: !Ref SpokeTable, DestinationCidrBlock: 10.0.0.0/16, TransitGatewayId: !Ref Gateway } }
          Back: { Type: "AWS::EC2::Route", DependsOn: HubJoin, Properties: { RouteTableId: !Ref HubTable, DestinationCidrBlock: 10.1.0.0/16, TransitGatewayId: !Ref Gateway } }

        """;

    private const string Peering = """
          Peer: { Type: "AWS::EC2::VPCPeeringConnection", Properties: { VpcId: !Ref Spoke, PeerVpcId: !Ref Hub } }
          There: { Type: "AWS::EC2::Route", Properties: { RouteTableId: !Ref SpokeTable, DestinationCidrBlock: 10.0.0.0/16, VpcPeeringConnectionId: !Ref Peer } }
          Back: { Type: "AWS::EC2::Route", Properties: { RouteTableId: !Ref HubTable, DestinationCidrBlock: 10.1.0.0/16, VpcPeeringConnectionId: !Ref Peer } }

        """;

    [Theory]
    [InlineData(Transit, "TransitGateway", CheckStatus.Passed)]
    [InlineData(Peering, "Peering", CheckStatus.Passed)]
    public void Clients_of_another_VPC_get_there_and_back(string ways, string check, CheckStatus expected) =>
        Assert.Equal(expected, Judge(Network + ways, check).Status);

    [Theory]
    // Without the route of one side nothing comes back.
    [InlineData("Back: { Type: \"AWS::EC2::Route\"", "Back: { Type: \"AWS::EC2::Other\"", "Route")]
    // The table that comes with the gateway is given to no attachment.
    [InlineData("Gateway: { Type: \"AWS::EC2::TransitGateway\" }",
        "Gateway: { Type: \"AWS::EC2::TransitGateway\", Properties: { DefaultRouteTableAssociation: disable } }", "TransitGateway")]
    [InlineData("Gateway: { Type: \"AWS::EC2::TransitGateway\" }",
        "Gateway: { Type: \"AWS::EC2::TransitGateway\", Properties: { DefaultRouteTablePropagation: disable } }", "TransitGateway")]
    public void What_is_missing_on_the_way_fails(string text, string other, string check)
    {
        var changed = (Network + Transit).Replace(text, other, StringComparison.Ordinal);
        Assert.NotEqual(Network + Transit, changed);
        Assert.True(Judge(changed, check).Status is CheckStatus.Failed or CheckStatus.Warning);
    }

    /// <summary>Which table of another's gateway directs an attachment, nobody knows.</summary>
    [Fact]
    public void Another_ones_gateway_leaves_the_way_open()
    {
        var changed = (Network + Transit).Replace("TransitGatewayId: !Ref Gateway", "TransitGatewayId: !Ref Other", StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Unknown, Judge(changed, "TransitGateway").Status);
    }

    /// <summary>A route that may be in any table may win in each.</summary>
    [Fact]
    public void A_route_of_an_unknown_table_leaves_all_tables_open() => Assert.Equal(CheckStatus.Unknown, Judge(Network + Transit
        + "  Wide: { Type: 'AWS::EC2::TransitGatewayRoute', Properties: { TransitGatewayRouteTableId: !Sub 'x${AWS::StackId}', DestinationCidrBlock: 10.0.0.0/24, Blackhole: true } }\n",
        "TransitGateway").Status);

    /// <summary>A route table of a transit gateway by itself, with an association, a propagation and routes.</summary>
    [Fact]
    public void Tables_of_ones_own_take_the_place_of_the_default_one()
    {
        var network = JudgedTemplate.OfText(Network + Transit.Replace("Gateway: { Type: \"AWS::EC2::TransitGateway\" }",
            "Gateway: { Type: \"AWS::EC2::TransitGateway\", Properties: { DefaultRouteTableAssociation: disable, DefaultRouteTablePropagation: disable } }",
            StringComparison.Ordinal) + """
              Table: { Type: "AWS::EC2::TransitGatewayRouteTable", Properties: { TransitGatewayId: !Ref Gateway } }
              One: { Type: "AWS::EC2::TransitGatewayRouteTableAssociation", Properties: { TransitGatewayAttachmentId: !Ref HubJoin, TransitGatewayRouteTableId: !Ref Table } }
              Two: { Type: "AWS::EC2::TransitGatewayRouteTableAssociation", Properties: { TransitGatewayAttachmentId: !Ref SpokeJoin, TransitGatewayRouteTableId: !Ref Table } }
              Spread: { Type: "AWS::EC2::TransitGatewayRouteTablePropagation", Properties: { TransitGatewayAttachmentId: !Ref SpokeJoin, TransitGatewayRouteTableId: !Ref Table } }
              Fixed: { Type: "AWS::EC2::TransitGatewayRoute", Properties: { TransitGatewayRouteTableId: !Ref Table, DestinationCidrBlock: 10.0.0.0/16, TransitGatewayAttachmentId: !Ref HubJoin } }

            """);

        Assert.Single(network.TransitGatewayRouteTables);
        Assert.Equal(2, Assert.Single(network.TransitGatewayAssociations).Associations.Count);
        Assert.Equal(["10.0.0.0/16 static", "10.1.0.0/16 propagated"],
            Assert.Single(network.TransitGatewayRoutes).Routes.Select(route => $"{route.Destination} {route.Type}").Order());
        Assert.Equal(CheckStatus.Passed, Judge(network, "TransitGateway").Status);
    }

    [Fact]
    public void A_NAT_gateway_lies_in_the_VPC_of_its_subnet_and_is_public_unless_it_says_otherwise()
    {
        var network = JudgedTemplate.OfText(Network + "  Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: !Ref HubA, AllocationId: x } }\n");
        var nat = Assert.Single(network.NatGateways);
        Assert.Equal(("public", network.Endpoints[0].VpcId), (nat.ConnectivityType, nat.VpcId));
    }

    private static EndpointTestResult Judge(string template, string check) => Judge(JudgedTemplate.OfText(template), check);

    private static EndpointTestResult Judge(VpcNetwork network, string check) =>
        new CheckRunner(network, new() { Clients = new() { IncludesRemote = true } }).Run(Assert.Single(network.Endpoints))
            .Single(result => result.Check == check);
}
