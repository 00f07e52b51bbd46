using System.Net;
using System.Net.Sockets;
using VpceTools.Aws.Connecting;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>What leaves nothing to diagnose is one clear error, and comes soon.</summary>
public sealed class FatalErrorTests
{
    [Fact]
    public async Task Denied_endpoints_are_an_error_that_names_the_IAM_action()
    {
        var error = await FailAsync(Ec2Behaviour.Denied());

        Assert.Equal("AccessDenied", error.ErrorId);
        Assert.Contains("ec2:DescribeVpcEndpoints", error.Message);
    }

    [Theory]
    [InlineData("AuthFailure", "AuthFailure")]
    [InlineData("SignatureDoesNotMatch", "AuthFailure")]
    [InlineData("RequestExpired", "ExpiredToken")]
    [InlineData("ExpiredToken", "ExpiredToken")]
    [InlineData("OptInRequired", "OptInRequired")]
    [InlineData("InvalidParameterValue", "ServiceError")]
    public async Task An_error_code_of_EC2_has_a_stable_id(string code, string errorId)
    {
        var error = await FailAsync(Ec2Behaviour.Error(code, "AWS was not able to go on", 401));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(code, error.Message);
        Assert.Contains("AWS was not able to go on", error.Message);
    }

    [Fact]
    public async Task Credentials_that_EC2_does_not_know_are_refused_for_real()
    {
        await using var server = await Ec2TestServer.StartAsync(
            SampleWorld.Create(), new Ec2TestServerOptions
            {
                Secrets =
                new Dictionary<string, string>(StringComparer.Ordinal) { ["AKIDOTHER"] = "another" }
            },
                    TestContext.Current.CancellationToken);

        Assert.Equal("AuthFailure", (await server.FailAsync()).ErrorId);
    }

    [Fact]
    public async Task Credentials_that_expire_on_the_way_end_the_diagnosis()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("*", Ec2Behaviour.ExpiredToken().When(call => call.Operation != "DescribeVpcEndpoints"));

        Assert.Equal("ExpiredToken", (await server.FailAsync()).ErrorId);
    }

    [Fact]
    public async Task Answers_that_are_not_XML_are_named_as_such() =>
        Assert.Equal("AnswerInvalid", (await FailAsync(Ec2Behaviour.InvalidXml())).ErrorId);

    [Fact]
    public async Task A_page_of_a_proxy_does_not_pass_for_an_empty_Region()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = ServeAsync(proxy, "<html><body>Please sign in</body></html>", stop.Token);

        var error = await Live.FailAsync(Live.Connection($"http://{proxy.LocalEndpoint}"));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
        Assert.Equal("AnswerInvalid", error.ErrorId);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_named_as_such() =>
        Assert.Equal("AnswerInvalid", (await FailAsync(Ec2Behaviour.CutOff())).ErrorId);

    [Fact]
    public async Task A_server_error_that_stays_is_named_as_such() =>
        Assert.Equal("ServiceUnavailable", (await FailAsync(Ec2Behaviour.InternalError())).ErrorId);

    [Fact]
    public async Task Throttling_that_stays_is_named_as_such() =>
        Assert.Equal("Throttled", (await FailAsync(Ec2Behaviour.Throttled(int.MaxValue))).ErrorId);

    [Fact]
    public async Task A_service_that_takes_the_connection_and_says_nothing_is_given_up_after_the_request_timeout()
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("*", Ec2Behaviour.Hang());
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var error = await Live.FailAsync(Live.Connection(server.Url) with { RequestTimeout = TimeSpan.FromSeconds(1) });

        Assert.Equal("RequestTimeout", error.ErrorId);
        Assert.EndsWith("did not answer within 1 s.", error.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), HangGuard.Limit);
        Assert.Equal(["DescribeVpcEndpoints 1"], server.Calls.CountByOperation.Select(call => $"{call.Key} {call.Value}"));
    }

    /// <summary>What is left of a time limit that ends a read just as its socket fails: repeated, it would be waited for twice.</summary>
    [Fact]
    public void A_read_that_the_time_limit_aborts_is_a_timeout_and_no_connection_to_try_again()
    {
        var aborted = new HttpRequestException("", new IOException("", new SocketException((int)SocketError.OperationAborted)));

        Assert.True(Transport.IsTimeout(aborted));
        Assert.False(Transport.IsUnreachable(aborted));
    }

    [Fact]
    public async Task A_refused_connection_is_an_error_and_not_tried_for_minutes()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var error = await Live.FailAsync(Live.Connection(UnusedUrl()));

        Assert.Equal("EndpointUnreachable", error.ErrorId);
        Assert.Contains("127.0.0.1", error.Message);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Limit);
    }

    [Fact]
    public async Task An_address_that_never_answers_is_an_error_long_before_the_system_gives_up()
    {
        using var nowhere = new BlackHole();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var error = await Live.FailAsync(Live.Connection(nowhere.Url));

        Assert.Equal("EndpointUnreachable", error.ErrorId);
        // The system itself gives up after two minutes.
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(3), HangGuard.Limit);
    }

    private static async Task<NetworkSourceException> FailAsync(Ec2Behaviour behaviour)
    {
        await using var server = await Ec2TestServer.StartAsync(SampleWorld.Create(),
            cancellationToken: TestContext.Current.CancellationToken);
        server.On("DescribeVpcEndpoints", behaviour);
        return await Live.FailAsync(Live.Connection(server.Url) with { MaximumRetries = 1 });
    }

    private static async Task ServeAsync(TcpListener listener, string body, CancellationToken cancellationToken)
    {
        var answer = System.Text.Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        var request = new byte[65536];
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            _ = await client.GetStream().ReadAsync(request, cancellationToken);
            await client.GetStream().WriteAsync(answer, cancellationToken);
        }
    }

    private static string UnusedUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
