using VpceTools.Addressing;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class RouteTableDocumentTests
{
    [Fact]
    public void A_table_is_read_with_its_associations_and_routes()
    {
        var network = SnapshotFolder.ReadOne("""
            {"RouteTables": [{
                "Associations": [
                    {"Main": true, "RouteTableAssociationId": "rtbassoc-0df3f54e06EXAMPLE", "RouteTableId": "rtb-09ba434c1bEXAMPLE", "AssociationState": {"State": "associated"}},
                    {"Main": false, "SubnetId": "subnet-1"},
                    {"Main": false, "SubnetId": "subnet-2", "AssociationState": {"State": "disassociated"}},
                    {"Main": false, "GatewayId": "igw-1"}],
                "PropagatingVgws": [], "RouteTableId": "rtb-09ba434c1bEXAMPLE", "VpcId": "vpc-0065acced4EXAMPLE", "OwnerId": "111122223333",
                "Routes": [
                    {"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"},
                    {"DestinationIpv6CidrBlock": "2001:db8::/56", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"},
                    {"DestinationPrefixListId": "pl-63a5400a", "GatewayId": "vpce-1", "Origin": "CreateRoute", "State": "active"}]
            }]}
            """);

        Assert.Equal(
            [
                new RouteTable
                {
                    Id = "rtb-09ba434c1bEXAMPLE",
                    VpcId = "vpc-0065acced4EXAMPLE",
                    OwnerId = "111122223333",
                    IsMain = true,
                    SubnetIds = ["subnet-1"],
                    GatewayIds = ["igw-1"],
                    Routes =
                    [
                        new() { Destination = CidrBlock.Parse("10.0.0.0/16"), Target = "local", Origin = "CreateRouteTable",
                            State = "active" },
                        new() { Destination = CidrBlock.Parse("2001:db8::/56"), Target = "local", Origin = "CreateRouteTable",
                            State = "active" },
                        new() { DestinationPrefixListId = "pl-63a5400a", Target = "vpce-1", Origin = "CreateRoute", State = "active" },
                    ],
                },
            ],
            network.RouteTables);
    }

    [Theory]
    [InlineData(""" "GatewayId": "igw-1" """, "igw-1")]
    [InlineData(""" "NatGatewayId": "nat-1" """, "nat-1")]
    [InlineData(""" "TransitGatewayId": "tgw-1" """, "tgw-1")]
    [InlineData(""" "VpcPeeringConnectionId": "pcx-1" """, "pcx-1")]
    [InlineData(""" "InstanceId": "i-1", "InstanceOwnerId": "111122223333", "NetworkInterfaceId": "eni-1" """, "eni-1")]
    [InlineData(""" "InstanceId": "i-1" """, "i-1")]
    [InlineData(""" "EgressOnlyInternetGatewayId": "eigw-1" """, "eigw-1")]
    [InlineData(""" "LocalGatewayId": "lgw-1" """, "lgw-1")]
    [InlineData(""" "CarrierGatewayId": "cagw-1" """, "cagw-1")]
    [InlineData(""" "CoreNetworkArn": "arn:aws:networkmanager::111122223333:core-network/core-network-1" """,
        "arn:aws:networkmanager::111122223333:core-network/core-network-1")]
    [InlineData(""" "OdbNetworkArn": "arn:aws:odb:us-east-1:111122223333:odb-network/odbnet_1" """,
        "arn:aws:odb:us-east-1:111122223333:odb-network/odbnet_1")]
    [InlineData(""" "State": "blackhole" """, "")]
    public void The_target_is_whichever_property_names_one(string properties, string target) => Assert.Equal(target, Target(properties));

    [Fact]
    public void A_route_to_what_is_not_known_makes_its_table_unreadable()
    {
        var network = SnapshotFolder.ReadOne(Table(""" "TimeMachineId": "tm-1" """));

        Assert.Empty(network.RouteTables);
        Assert.Equal(["rtb-1"], network.Unreadable);
        Assert.Contains("$.RouteTables[0].Routes[0]", Assert.Single(network.Remarks));
    }

    [Fact]
    public void Subnets_of_an_unreadable_table_do_not_seem_to_use_the_main_one()
    {
        var network = SnapshotFolder.ReadOne("""
            {"RouteTables": [
                {"RouteTableId": "rtb-main", "VpcId": "vpc-1", "Associations": [{"Main": true}], "Routes": []},
                {"RouteTableId": "rtb-bad", "VpcId": "vpc-1", "Associations": [{"Main": false, "SubnetId": "subnet-1"}], "Routes": [{"DestinationCidrBlock": "10.0.0.0/99", "GatewayId": "local"}]},
                {"RouteTableId": "rtb-other", "VpcId": "vpc-2", "Associations": [{"Main": true}], "Routes": []}
            ]}
            """);

        Assert.Equal(["rtb-other"], network.RouteTables.Select(t => t.Id));
        Assert.Equal(["rtb-bad", "rtb-main"], network.Unreadable);
        Assert.Null(new NetworkIndex(network).RouteTableOf(new Subnet { Id = "subnet-1", VpcId = "vpc-1" }));
    }

    [Fact]
    public void An_unreadable_table_that_serves_no_subnet_leaves_the_main_one_alone()
    {
        var network = SnapshotFolder.ReadOne("""
            {"RouteTables": [
                {"RouteTableId": "rtb-main", "VpcId": "vpc-1", "Associations": [{"Main": true}], "Routes": []},
                {"RouteTableId": "rtb-bad", "VpcId": "vpc-1", "Associations": [], "Routes": [{"DestinationCidrBlock": "everywhere", "GatewayId": "local"}]}
            ]}
            """);

        Assert.Equal(["rtb-main"], network.RouteTables.Select(t => t.Id));
    }

    private static string Target(string properties) =>
        Assert.Single(Assert.Single(SnapshotFolder.ReadOne(Table(properties)).RouteTables).Routes).Target;

    private static string Table(string properties) =>
        $$"""{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Associations": [], "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", {{properties}} }]}]}""";
}
