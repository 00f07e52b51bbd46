using System.Net.Sockets;
using Amazon.EC2.Model;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>moto starts, holds a world that the SDK built, forgets it, and is gone afterwards.</summary>
public sealed class MotoServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_small_world_is_built_described_and_forgotten_and_the_process_ends()
    {
        Assert.SkipWhen(MotoServer.SkipReason is not null, MotoServer.SkipReason ?? "");
        string url;
        using (var moto = await MotoServer.StartAsync(Token))
        {
            url = moto.Url;
            using var client = moto.CreateClient();
            var world = await new MotoWorldBuilder(client, Token).SampleAsync();

            var endpoints = (await client.DescribeVpcEndpointsAsync(
                new DescribeVpcEndpointsRequest { Filters = [new Filter("vpc-id", [world.VpcId])] }, Token)).VpcEndpoints;
            Assert.Equal(new[] { world.InterfaceEndpointId, world.GatewayEndpointId }.Order(StringComparer.Ordinal),
                endpoints.Select(endpoint => endpoint.VpcEndpointId).Order(StringComparer.Ordinal));
            var acl = Assert.Single((await client.DescribeNetworkAclsAsync(
                new DescribeNetworkAclsRequest { NetworkAclIds = [world.NetworkAclId] }, Token)).NetworkAcls);
            Assert.Equal(world.EndpointSubnetId, Assert.Single(acl.Associations).SubnetId);
            var table = Assert.Single((await client.DescribeRouteTablesAsync(
                new DescribeRouteTablesRequest { RouteTableIds = [world.RouteTableId] }, Token)).RouteTables);
            Assert.Contains(table.Routes, route => route.GatewayId == world.GatewayEndpointId);
            var client1 = Assert.Single((await client.DescribeNetworkInterfacesAsync(
                new DescribeNetworkInterfacesRequest { NetworkInterfaceIds = [world.ClientInterfaceId] }, Token)).NetworkInterfaces);
            Assert.Equal(world.ClientGroupId, Assert.Single(client1.Groups).GroupId);

            await moto.ResetAsync(Token);
            Assert.Null((await client.DescribeVpcEndpointsAsync(new DescribeVpcEndpointsRequest(), Token)).VpcEndpoints);
        }

        using var socket = new TcpClient();
        await Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync(new Uri(url).Host, new Uri(url).Port, Token));
    }
}
