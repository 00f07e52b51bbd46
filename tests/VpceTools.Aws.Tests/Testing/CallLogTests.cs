using Amazon.EC2.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>The log answers what a test asks: which calls, how often, how many at once.</summary>
public sealed class CallLogTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_are_counted_by_operation_with_their_parameters()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: Token);
        using var client = server.CreateClient();
        await client.DescribeVpcsAsync(Token);
        await client.DescribeSubnetsAsync(new DescribeSubnetsRequest
        {
            Filters = [new Filter("vpc-id", ["vpc-0a1", "vpc-0b1"]),
            new Filter("state", ["available"])]
        }, Token);
        await client.DescribeSubnetsAsync(new DescribeSubnetsRequest { SubnetIds = ["subnet-0a1"] }, Token);

        Assert.Equal(3, server.Calls.Count);
        Assert.Equal([new("DescribeSubnets", 2), new("DescribeVpcs", 1)],
            server.Calls.CountByOperation.OrderBy(count => count.Key, StringComparer.Ordinal));
        Assert.Equal(["vpc-0a1", "vpc-0b1"], server.Calls.Of("DescribeSubnets")[0].Filter("vpc-id"));
        Assert.Empty(server.Calls.Of("DescribeSubnets")[0].Filter("subnet-id"));
        Assert.Equal("DescribeSubnets(SubnetId.1=subnet-0a1) 200", server.Calls.All[2].ToString());
        Assert.Contains("aws-sdk-dotnet", server.Calls.All[0].UserAgent, StringComparison.Ordinal);
        Assert.True(server.Calls.All[0].ReceivedAt <= server.Calls.All[1].ReceivedAt);

        server.Calls.Clear();
        Assert.Equal(0, server.Calls.Count);
    }

    [Fact]
    public async Task Calls_at_one_time_are_seen()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: Token);
        server.On("*", Ec2Behaviour.Slow(TimeSpan.FromMilliseconds(300)));
        using var client = server.CreateClient();
        await Task.WhenAll(client.DescribeVpcsAsync(Token), client.DescribeSubnetsAsync(Token), client.DescribeNetworkAclsAsync(Token));
        Assert.Equal(3, server.Calls.PeakConcurrency);
    }
}
