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
