using System.Diagnostics;
using System.Net;
using System.Xml;
using Amazon.EC2;
using Amazon.EC2.Model;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>What a test can have the server do instead of answering, seen through the SDK.</summary>
public sealed class BehaviourTests : IAsyncLifetime
{
    private Ec2TestServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: Token);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Denied_is_UnauthorizedOperation_in_AWSs_words_and_leaves_other_operations_alone()
    {
        _server.On("DescribeSubnets", Ec2Behaviour.Denied());
        using var client = _server.CreateClient();
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() => client.DescribeSubnetsAsync(Token));
        Assert.Equal(("UnauthorizedOperation", HttpStatusCode.Forbidden), (refusal.ErrorCode, refusal.StatusCode));
        Assert.Equal(
            "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/tester is not authorized to perform: ec2:DescribeSubnets because no identity-based policy allows the ec2:DescribeSubnets action",
            refusal.Message);
        Assert.Single((await client.DescribeVpcsAsync(Token)).Vpcs);
    }

    [Fact]
    public async Task Throttled_twice_then_fine_is_fine_for_a_client_that_retries()
    {
        _server.On("DescribeVpcs", Ec2Behaviour.Throttled(2));
        using var client = _server.CreateClient(config => config.MaxErrorRetry = 3);
        Assert.Single((await client.DescribeVpcsAsync(Token)).Vpcs);
        Assert.Equal(["RequestLimitExceeded", "RequestLimitExceeded", null], _server.Calls.Of("DescribeVpcs")
            .Select(call => call.ErrorCode));
        Assert.Equal([503, 503, 200], _server.Calls.Of("DescribeVpcs").Select(call => call.StatusCode!.Value));
    }

    [Fact]
    public async Task Throttled_is_RequestLimitExceeded_for_a_client_that_does_not()
    {
        _server.On("*", Ec2Behaviour.Throttled(1));
        using var client = _server.CreateClient();
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() => client.DescribeVpcsAsync(Token));
        Assert.Equal(("RequestLimitExceeded", HttpStatusCode.ServiceUnavailable), (refusal.ErrorCode, refusal.StatusCode));
        Assert.Single((await client.DescribeVpcsAsync(Token)).Vpcs);
    }

    [Fact]
    public async Task Slow_answers_late_and_adds_to_what_else_is_due()
    {
        _server.On("DescribeVpcs", Ec2Behaviour.Slow(TimeSpan.FromMilliseconds(150)))
            .On("DescribeVpcs", Ec2Behaviour.InternalError().Times(1));
        using var client = _server.CreateClient();
        var watch = Stopwatch.StartNew();
        var failure = await Assert.ThrowsAsync<AmazonEC2Exception>(() => client.DescribeVpcsAsync(Token));
        Assert.Equal(("InternalError", HttpStatusCode.InternalServerError), (failure.ErrorCode, failure.StatusCode));
        Assert.Single((await client.DescribeVpcsAsync(Token)).Vpcs);
        Assert.True(watch.ElapsedMilliseconds >= 290, $"{watch.ElapsedMilliseconds} ms for two calls of 150 ms");
    }

    [Fact]
    public async Task A_slow_answer_runs_into_the_clients_timeout()
    {
        _server.On("DescribeVpcs", Ec2Behaviour.Slow(TimeSpan.FromSeconds(20)));
        using var client = _server.CreateClient(config => config.Timeout = TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAsync<TimeoutException>(() => client.DescribeVpcsAsync(Token));
    }

    [Fact]
    public async Task A_hang_lasts_until_the_client_gives_up_and_the_log_says_so()
    {
        _server.On("DescribeVpcs", Ec2Behaviour.Hang());
        using var client = _server.CreateClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.DescribeVpcsAsync(patience.Token));
        var call = Assert.Single(_server.Calls.All);
        for (var i = 0; i < 100 && !call.Aborted; i++)
            await Task.Delay(20, Token);
        Assert.True(call.Aborted);
        Assert.Null(call.StatusCode);
    }

    [Fact]
    public async Task A_hang_does_not_hold_up_the_servers_end()
    {
        var server = await Ec2TestServer.StartAsync(SampleWorld.Create(), cancellationToken: Token);
        server.On("*", Ec2Behaviour.Hang());
        using var client = server.CreateClient();
        var call = client.DescribeVpcsAsync(Token);
        while (server.Calls.Count == 0)
            await Task.Delay(5, Token);
        await server.DisposeAsync().AsTask().WaitAsync(HangGuard.Limit, Token);
        await Assert.ThrowsAnyAsync<Exception>(() => call);
    }

    [Fact]
    public async Task A_cut_connection_and_broken_XML_are_no_EC2_errors()
    {
        using var client = _server.CreateClient();
        _server.On("DescribeVpcs", Ec2Behaviour.CutOff());
        var cut = await Assert.ThrowsAnyAsync<Exception>(() => client.DescribeVpcsAsync(Token));
        Assert.True(cut is IOException or HttpRequestException, cut.ToString());

        _server.ClearBehaviours();
        _server.On("DescribeVpcs", Ec2Behaviour.InvalidXml());
        await Assert.ThrowsAsync<XmlException>(() => client.DescribeVpcsAsync(Token));

        // The SDK repeats a broken connection on its own, whatever MaxErrorRetry says; a document that does not parse it reports at once.
        Assert.All(_server.Calls.All.SkipLast(1), call => Assert.Null(call.StatusCode));
        Assert.Equal(200, _server.Calls.All[^1].StatusCode);
    }

    [Theory]
    [InlineData("expired", "RequestExpired", 400)]
    [InlineData("unknown", "AuthFailure", 401)]
    [InlineData("other", "OptInRequired", 401)]
    public async Task Credentials_are_refused_as_EC2_does(string behaviour, string code, int status)
    {
        _server.On("*", behaviour switch
        {
            "expired" => Ec2Behaviour.ExpiredToken(),
            "unknown" => Ec2Behaviour.AuthFailure(),
            _ => Ec2Behaviour.Error("OptInRequired", "You are not subscribed to this service.", 401),
        });
        using var client = _server.CreateClient();
        var refusal = await Assert.ThrowsAsync<AmazonEC2Exception>(() => client.DescribeVpcsAsync(Token));
        Assert.Equal((code, status), (refusal.ErrorCode, (int)refusal.StatusCode));
    }

    [Fact]
    public async Task A_behaviour_can_be_meant_for_some_requests_only()
    {
        _server.On("DescribeVpcAttribute", Ec2Behaviour.Denied().When(call => call.Parameters["Attribute"] == "enableDnsHostnames"));
        using var client = _server.CreateClient();
        var support = await client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest
        {
            VpcId = "vpc-0a1",
            Attribute = VpcAttributeName.EnableDnsSupport
        }, Token);
        Assert.True(support.EnableDnsSupport);
        await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            client.DescribeVpcAttributeAsync(new DescribeVpcAttributeRequest
            {
                VpcId = "vpc-0a1",
                Attribute = VpcAttributeName.EnableDnsHostnames
            }, Token));
    }

    [Fact]
    public async Task A_dry_run_of_a_describe_call_succeeds_with_412_and_a_denied_one_is_denied()
    {
        using var client = _server.CreateClient();
        var would = await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            client.DescribeVpcsAsync(new DescribeVpcsRequest { DryRun = true }, Token));
        Assert.Equal(("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set."),
            (would.ErrorCode, (int)would.StatusCode, would.Message));
        _server.On("*", Ec2Behaviour.Denied());
        var wouldNot = await Assert.ThrowsAsync<AmazonEC2Exception>(() =>
            client.DescribeVpcsAsync(new DescribeVpcsRequest { DryRun = true }, Token));
        Assert.Equal("UnauthorizedOperation", wouldNot.ErrorCode);
    }
}
