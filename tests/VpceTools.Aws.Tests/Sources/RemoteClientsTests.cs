using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>The VPCs that are joined with an endpoint's, whose subnets are clients on request.</summary>
public sealed class RemoteClientsTests
{
    /// <summary>What the spoke lacks and a third VPC that nothing joins, and a peer in another account.</summary>
    private const string Others = """
        {
          "Vpcs": [{ "VpcId": "vpc-0e5", "OwnerId": "111122223333", "CidrBlock": "10.5.0.0/16", "CidrBlockAssociationSet": [{ "CidrBlock": "10.5.0.0/16", "CidrBlockState": { "State": "associated" } }], "DhcpOptionsId": "dopt-0e1" }],
          "Subnets": [{ "SubnetId": "subnet-0e5", "VpcId": "vpc-0e5", "CidrBlock": "10.5.1.0/24", "AvailabilityZone": "us-east-1a", "AvailabilityZoneId": "use1-az1", "OwnerId": "111122223333" }],
          "VpcPeeringConnections": [
            { "VpcPeeringConnectionId": "pcx-0e1", "Status": { "Code": "active" }, "RequesterVpcInfo": { "VpcId": "vpc-0e1", "OwnerId": "111122223333", "Region": "us-east-1", "CidrBlock": "10.0.0.0/16" },
              "AccepterVpcInfo": { "VpcId": "vpc-0f1", "OwnerId": "444455556666", "Region": "us-east-1", "CidrBlock": "10.8.0.0/16" } },
            { "VpcPeeringConnectionId": "pcx-0e2", "Status": { "Code": "deleted" }, "RequesterVpcInfo": { "VpcId": "vpc-0e1", "OwnerId": "111122223333", "Region": "us-east-1", "CidrBlock": "10.0.0.0/16" },
              "AccepterVpcInfo": { "VpcId": "vpc-0e5", "OwnerId": "111122223333", "Region": "us-east-1", "CidrBlock": "10.5.0.0/16" } }]
        }
        """;

    private static readonly NetworkQuery Remote = new() { IncludesRemoteClients = true };

    [Fact]
    public async Task Only_the_joined_VPCs_of_the_account_are_read_and_the_way_to_them()
    {
        await using var server = await StartAsync();

        var network = await server.ReadAsync(Remote);

        Assert.Equal(["vpc-0e1", "vpc-0e9"], network.Vpcs.Select(v => v.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["vpc-0e9"], server.Calls.Of("DescribeSubnets")[^1].Filter("vpc-id"));
        Assert.Equal(["active"], server.Calls.Of("DescribeVpcPeeringConnections").Single(call => call.Filter("status-code").Count > 0)
            .Filter("status-code"));
        Assert.Equal(1, server.Calls.CountOf("SearchTransitGatewayRoutes"));
        Assert.DoesNotContain(server.Calls.All, call => call.ErrorCode is not null);
        var result = Run(network, "TransitGateway");
        // The peer in the other account was not seen: nothing passes for its clients.
        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("the subnets of vpc-0f1", result.Message, StringComparison.Ordinal);
        Assert.Contains("in account 444455556666", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_switch_no_further_call_is_made()
    {
        await using var server = await StartAsync();

        await server.ReadAsync(new NetworkQuery());

        Assert.DoesNotContain(server.Calls.All, call => call.Operation.Contains("Transit", StringComparison.Ordinal)
            || call.Operation.Contains("Peering", StringComparison.Ordinal));
        Assert.Equal(12, server.Calls.Count);
    }

    [Fact]
    public async Task An_account_without_endpoints_gives_its_joined_VPCs_only_beside_others()
    {
        await using var server = await StartAsync();
        var nothing = Remote with { EndpointIds = ["vpce-0ffffffff"] };

        Assert.Empty((await server.ReadAsync(nothing)).Vpcs);
        Assert.Equal(1, server.Calls.Count);
        var network = await server.ReadAsync(nothing with { IsOneOfSeveral = true });

        Assert.Equal(["vpc-0e1", "vpc-0e9"], network.Vpcs.Select(v => v.Id).Order(StringComparer.Ordinal));
        // Only the owner of a transit gateway sees its routes.
        Assert.Equal(["tgw-rtb-0e1"], network.TransitGatewayRoutes.Select(t => t.RouteTableId));
    }

    [Fact]
    public async Task A_denied_call_leaves_open_which_VPCs_are_joined()
    {
        await using var server = await StartAsync();
        server.On("DescribeTransitGatewayVpcAttachments", Ec2Behaviour.Denied());

        var result = Run(await server.ReadAsync(Remote), "SecurityGroupIngress");

        Assert.Equal(CheckStatus.Unknown, result.Status);
        Assert.Contains("ec2:DescribeTransitGatewayVpcAttachments", result.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// A gateway of the account's own that is peered with the hub's, in the same Region: two VPCs are attached to it, and routes lead to
    /// one of them.
    /// </summary>
    private const string Peered = """
        {
          "Vpcs": [
            { "VpcId": "vpc-0e6", "OwnerId": "111122223333", "CidrBlock": "172.16.0.0/16", "CidrBlockAssociationSet": [{ "CidrBlock": "172.16.0.0/16", "CidrBlockState": { "State": "associated" } }], "DhcpOptionsId": "dopt-0e1" },
            { "VpcId": "vpc-0e7", "OwnerId": "111122223333", "CidrBlock": "10.7.0.0/16", "CidrBlockAssociationSet": [{ "CidrBlock": "10.7.0.0/16", "CidrBlockState": { "State": "associated" } }], "DhcpOptionsId": "dopt-0e1" }],
          "Subnets": [
            { "SubnetId": "subnet-0e6", "VpcId": "vpc-0e6", "CidrBlock": "172.16.1.0/24", "AvailabilityZone": "us-east-1a", "AvailabilityZoneId": "use1-az1", "OwnerId": "111122223333" },
            { "SubnetId": "subnet-0e7", "VpcId": "vpc-0e7", "CidrBlock": "10.7.1.0/24", "AvailabilityZone": "us-east-1a", "AvailabilityZoneId": "use1-az1", "OwnerId": "111122223333" }],
          "TransitGatewayAttachments": [
            { "TransitGatewayAttachmentId": "tgw-attach-0e6", "TransitGatewayId": "tgw-0e5", "TransitGatewayOwnerId": "111122223333", "ResourceOwnerId": "111122223333", "ResourceType": "vpc", "ResourceId": "vpc-0e6", "State": "available",
              "Association": { "TransitGatewayRouteTableId": "tgw-rtb-0e5", "State": "associated" } },
            { "TransitGatewayAttachmentId": "tgw-attach-0e8", "TransitGatewayId": "tgw-0e5", "TransitGatewayOwnerId": "111122223333", "ResourceOwnerId": "111122223333", "ResourceType": "vpc", "ResourceId": "vpc-0e7", "State": "available",
              "Association": { "TransitGatewayRouteTableId": "tgw-rtb-0e7", "State": "associated" } }],
          "TransitGatewayVpcAttachments": [
            { "TransitGatewayAttachmentId": "tgw-attach-0e6", "TransitGatewayId": "tgw-0e5", "VpcId": "vpc-0e6", "VpcOwnerId": "111122223333", "State": "available", "SubnetIds": ["subnet-0e6"] },
            { "TransitGatewayAttachmentId": "tgw-attach-0e8", "TransitGatewayId": "tgw-0e5", "VpcId": "vpc-0e7", "VpcOwnerId": "111122223333", "State": "available", "SubnetIds": ["subnet-0e7"] }],
          "TransitGatewayPeeringAttachments": [
            { "TransitGatewayAttachmentId": "tgw-attach-0e5", "RequesterTgwInfo": { "TransitGatewayId": "tgw-0e1", "OwnerId": "111122223333", "Region": "us-east-1" },
              "AccepterTgwInfo": { "TransitGatewayId": "tgw-0e5", "OwnerId": "111122223333", "Region": "us-east-1" }, "State": "available" }],
          "TransitGatewayRouteTables": [
            { "TransitGatewayRouteTableId": "tgw-rtb-0e5", "TransitGatewayId": "tgw-0e5", "State": "available" },
            { "TransitGatewayRouteTableId": "tgw-rtb-0e7", "TransitGatewayId": "tgw-0e5", "State": "available" }]
        }
        """;

    private static readonly string[] PeeredTables =
    [
        """
        { "TransitGatewayRouteTableId": "tgw-rtb-0e5",
          "Associations": [
            { "TransitGatewayAttachmentId": "tgw-attach-0e6", "ResourceId": "vpc-0e6", "ResourceType": "vpc", "State": "associated" },
            { "TransitGatewayAttachmentId": "tgw-attach-0e5", "ResourceId": "tgw-0e1", "ResourceType": "peering", "State": "associated" }],
          "Routes": [
            { "DestinationCidrBlock": "172.16.0.0/16", "Type": "propagated", "State": "active", "TransitGatewayAttachments": [{ "ResourceId": "vpc-0e6", "TransitGatewayAttachmentId": "tgw-attach-0e6", "ResourceType": "vpc" }] },
            { "DestinationCidrBlock": "10.0.0.0/16", "Type": "static", "State": "active", "TransitGatewayAttachments": [{ "ResourceId": "tgw-0e1", "TransitGatewayAttachmentId": "tgw-attach-0e5", "ResourceType": "peering" }] }] }
        """,
        """
        { "TransitGatewayRouteTableId": "tgw-rtb-0e7",
          "Associations": [{ "TransitGatewayAttachmentId": "tgw-attach-0e8", "ResourceId": "vpc-0e7", "ResourceType": "vpc", "State": "associated" }],
          "Routes": [
            { "DestinationCidrBlock": "10.7.0.0/16", "Type": "propagated", "State": "active", "TransitGatewayAttachments": [{ "ResourceId": "vpc-0e7", "TransitGatewayAttachmentId": "tgw-attach-0e8", "ResourceType": "vpc" }] }] }
        """,
        """
        { "TransitGatewayRouteTableId": "tgw-rtb-0e1",
          "Associations": [
            { "TransitGatewayAttachmentId": "tgw-attach-0e1", "ResourceId": "vpc-0e1", "ResourceType": "vpc", "State": "associated" },
            { "TransitGatewayAttachmentId": "tgw-attach-0e5", "ResourceId": "tgw-0e5", "ResourceType": "peering", "State": "associated" }] }
        """,
    ];

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_VPCs_behind_a_peered_gateway_are_read_where_routes_lead_there(bool isOneOfSeveral)
    {
        var world = Ec2World.FromJson(TransitEvidenceTests.World, Peered);
        foreach (var table in PeeredTables)
            world.Add(table);
        await using var server = await Ec2TestServer.StartAsync(world, cancellationToken: TestContext.Current.CancellationToken);

        var network = await server.ReadAsync(Remote with { IsOneOfSeveral = isOneOfSeveral });

        // Beside others, whatever has a way to anywhere may hold clients of endpoints elsewhere.
        Assert.Equal(isOneOfSeveral ? ["vpc-0e1", "vpc-0e6", "vpc-0e7", "vpc-0e9"] : ["vpc-0e1", "vpc-0e6", "vpc-0e9"],
            network.Vpcs.Select(v => v.Id).Order(StringComparer.Ordinal));
        var runner = new CheckRunner(network, new() { Clients = new() { IncludesRemote = true } });
        var clients = runner.ClientsOf(network.Endpoints[0]);
        Assert.Equal(["subnet-0e6", "subnet-0e9"], clients.Clients.Where(c => c.VpcId != "vpc-0e1").Select(c => c.Id).Order(StringComparer.Ordinal));
        Assert.Empty(clients.NotFound);
        // Each call once, and once for each of the three tables that an attachment is associated with.
        Assert.Equal((1, 1, 1, 1), (server.Calls.CountOf("DescribeTransitGatewayAttachments"),
            server.Calls.CountOf("DescribeTransitGatewayVpcAttachments"), server.Calls.CountOf("DescribeTransitGatewayPeeringAttachments"),
            server.Calls.CountOf("DescribeTransitGatewayRouteTables")));
        Assert.Equal(3, server.Calls.CountOf("SearchTransitGatewayRoutes"));
        Assert.InRange(server.Calls.CountOf("GetTransitGatewayRouteTableAssociations"), 3, 4);
        Assert.DoesNotContain(server.Calls.All, call => call.ErrorCode is not null);
    }

    private static EndpointTestResult Run(VpcNetwork network, string check) =>
        new CheckRunner(network, new() { Clients = new() { IncludesRemote = true } }, [CheckCatalog.Find(check)!]).Run(network.Endpoints[0])
            .Single();

    private static Task<Ec2TestServer> StartAsync()
    {
        var world = Ec2World.FromJson(TransitEvidenceTests.World);
        world.Add(Others);
        // Nothing but the transit gateway leads anywhere: what is read without the switch does not hang on routes to peers.
        return Ec2TestServer.StartAsync(world, cancellationToken: TestContext.Current.CancellationToken);
    }
}
