using VpceTools.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Lists come in pages, and all of them are read.</summary>
public sealed class PagingTests
{
    [Fact]
    public async Task Small_pages_give_the_same_network_as_large_ones()
    {
        var world = new GeneratedWorld { Vpcs = 4 }.Create();
        await using var large = await Ec2TestServer.StartAsync(world, cancellationToken: TestContext.Current.CancellationToken);
        await using var small = await Ec2TestServer.StartAsync(world, new Ec2TestServerOptions { PageSize = 2 },
            TestContext.Current.CancellationToken);

        Assert.Equal(await large.ReadAsync(), await small.ReadAsync());
        Assert.Equal(20, small.Calls.CountOf("DescribeVpcEndpoints"));
        Assert.InRange(small.Calls.CountOf("DescribeVpcEndpointServices"), 2, 10);
    }

    [Fact]
    public async Task Entries_of_a_prefix_list_come_in_pages_too()
    {
        await using var server = await Ec2TestServer.StartAsync(DetailedWorld.Create(), new Ec2TestServerOptions { PageSize = 1 },
            TestContext.Current.CancellationToken);

        var network = await server.ReadAsync();

        Assert.Equal(["192.0.2.0/24", "198.51.100.0/24"],
            Assert.Single(network.PrefixLists, l => l.Id == "pl-0d2").CidrBlocks!.Select(b => b.ToString()));
    }

    [Fact]
    public async Task A_list_that_breaks_off_counts_as_not_read()
    {
        await using var server = await Ec2TestServer.StartAsync(new GeneratedWorld { Vpcs = 2 }.Create(),
            new Ec2TestServerOptions { PageSize = 5 }, TestContext.Current.CancellationToken);
        server.On("DescribeNetworkInterfaces", Ec2Behaviour.Denied().When(call => call.Parameters.ContainsKey("NextToken")));

        var network = await server.ReadAsync();

        Assert.Empty(network.NetworkInterfaces);
        Assert.DoesNotContain(ResourceKind.NetworkInterface, network.Described);
        Assert.Equal(ResourceKind.NetworkInterface, Assert.Single(network.Failures).Kind);
    }
}
