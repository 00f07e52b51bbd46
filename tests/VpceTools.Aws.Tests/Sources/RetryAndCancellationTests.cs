using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Patience with a busy service, and none with a user who pressed Ctrl+C.</summary>
public sealed class RetryAndCancellationTests
{
    [Fact]
    public async Task Throttled_calls_are_repeated_until_they_succeed()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("DescribeVpcEndpoints", Ec2Behaviour.Throttled(1)).On("DescribeSubnets", Ec2Behaviour.Throttled(2));

        var network = await server.ReadAsync();

        Assert.Empty(network.Failures);
        Assert.Equal(3, network.Subnets.Count);
        Assert.Equal((2, 3), (server.Calls.CountOf("DescribeVpcEndpoints"), server.Calls.CountOf("DescribeSubnets")));
    }

    [Fact]
    public async Task A_server_error_that_passes_is_not_noticed()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("DescribeVpcs", Ec2Behaviour.InternalError().Times(1));

        Assert.Empty((await server.ReadAsync()).Failures);
    }

    [Theory]
    [InlineData("slow")]
    [InlineData("hanging")]
    [InlineData("throttling")]
    [InlineData("slow after the endpoints")]
    public async Task Cancelling_returns_at_once(string service)
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("*", service switch
        {
            "slow" => Ec2Behaviour.Slow(TimeSpan.FromMinutes(10)),
            "hanging" => Ec2Behaviour.Hang(),
            "throttling" => Ec2Behaviour.Throttled(int.MaxValue),
            _ => Ec2Behaviour.Hang().When(call => call.Operation != "DescribeVpcEndpoints"),
        });
        using var user = new CancellationTokenSource();
        var reading = Live.ReadAsync(Live.Connection(server.Url) with { MaximumRetries = 10 }, cancellationToken: user.Token);
        await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
        Assert.False(reading.IsCompleted);

        await user.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            reading.WaitAsync(HangGuard.Limit, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_sends_nothing()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Live.ReadAsync(Live.Connection(server.Url), cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(0, server.Calls.Count);
    }
}
