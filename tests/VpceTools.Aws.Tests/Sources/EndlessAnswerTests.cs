using System.Diagnostics;
using System.Net.Sockets;
using VpceTools.Model;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Whatever can go on for ever in what EC2, AWS STS and Systems Manager send ends, and is said to.</summary>
[Collection(AwsEnvironment.Alone)]
public sealed class EndlessAnswerTests : IDisposable
{
    private const string Begin =
        "<DescribeVpcEndpointsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>";
    private readonly AwsEnvironment _environment = new();

    /// <summary>How an answer fails to end.</summary>
    public static TheoryData<string> Endings { get; } = ["stalls after its headers", "stalls in its body", "drips",
        "stalls, with an error"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Endings))]
    public async Task An_answer_of_EC2_that_does_not_end_is_given_up(string how)
    {
        using var server = new RawHttpServer((stream, stop) => EndlessAsync(stream, how, stop));
        var watch = Stopwatch.StartNew();

        var error = await Live.FailAsync(Live.Connection(server.Url) with { RequestTimeout = TimeSpan.FromSeconds(2) });

        Assert.Equal("RequestTimeout", error.ErrorId);
        Assert.Contains("2 s", error.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 1, 20);
        Assert.Single(server.Requests);
    }

    [Theory, MemberData(nameof(Endings))]
    public async Task An_answer_of_AWS_STS_that_does_not_end_is_given_up(string how)
    {
        using var server = new RawHttpServer((stream, stop) => EndlessAsync(stream, how, stop));
        _environment.Set("AWS_ENDPOINT_URL_STS", server.Url);
        _environment.Write("[user]\naws_access_key_id = AKIDUSER\naws_secret_access_key = secret-of-the-user\n",
            "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = user\n");
        var watch = Stopwatch.StartNew();

        var error = await Live.FailAsync(new AwsConnection
        {
            ProfileName = "role", Region = "us-east-1", EndpointUrl = "http://127.0.0.1:9",
            RequestTimeout = TimeSpan.FromSeconds(2)
        });

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.InRange(watch.Elapsed.TotalSeconds, 1, 20);
    }

    [Theory, MemberData(nameof(Endings))]
    public async Task An_answer_of_Systems_Manager_that_does_not_end_is_given_up(string how)
    {
        using var server = new RawHttpServer((stream, stop) => EndlessAsync(stream, how, stop));
        var watch = Stopwatch.StartNew();

        var error = await Assert.ThrowsAsync<NetworkSourceException>(() => AwsSourceFactory.Open().InstancesAsync(
            Live.Connection("http://127.0.0.1:9") with { RequestTimeout = TimeSpan.FromSeconds(1), MaximumRetries = 1 }, server.Url,
            ["i-0f1"], null, Stop));

        Assert.Equal("RequestTimeout", error.ErrorId);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.5, 30);
    }

    [Fact]
    public async Task An_answer_that_is_larger_than_any_is_given_up()
    {
        using var server = new RawHttpServer(async (stream, stop) =>
        {
            await RawHttpServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + Begin, stop);
            var blanks = new byte[1 << 20];
            Array.Fill(blanks, (byte)' ');
            while (true)
                await stream.WriteAsync(blanks, stop);
        });

        var error = await Live.FailAsync(Live.Connection(server.Url) with { MaximumRetries = 0 });

        Assert.Equal("AnswerInvalid", error.ErrorId);
        Assert.Contains("larger than 64 MB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_with_a_further_page_after_every_page_is_given_up()
    {
        var pages = 0;
        using var server = new LocalHttpServer(_ =>
            (200, $"{Begin}<vpcEndpointSet/><nextToken>{Interlocked.Increment(ref pages)}</nextToken></DescribeVpcEndpointsResponse>"));

        var error = await Live.FailAsync(Live.Connection(server.Url));

        Assert.Equal("AnswerInvalid", error.ErrorId);
        Assert.Contains("1,000 pages", error.Message, StringComparison.Ordinal);
        Assert.InRange(pages, 1_000, 1_001);
    }

    [Fact]
    public async Task A_list_of_instances_with_a_further_page_after_every_page_is_given_up()
    {
        var pages = 0;
        using var server = new LocalHttpServer(_ =>
            (200, $$"""{"InstanceInformationList": [], "NextToken": "{{Interlocked.Increment(ref pages)}}"}"""));

        var error = await Assert.ThrowsAsync<NetworkSourceException>(() => AwsSourceFactory.Open()
            .InstancesAsync(Live.Connection("http://127.0.0.1:9"), server.Url, ["i-0f1"], null, Stop));

        Assert.Equal("AnswerInvalid", error.ErrorId);
        Assert.InRange(pages, 10, 200);
    }

    [Fact]
    public async Task A_call_has_a_limit_with_its_retries()
    {
        using var server = new LocalHttpServer(_ =>
            (503, "<Response><Errors><Error><Code>Unavailable</Code><Message>later</Message></Error></Errors><RequestID>r</RequestID></Response>"));
        var watch = Stopwatch.StartNew();

        var error = await Live.FailAsync(Live.Connection(server.Url) with { MaximumRetries = 100, CallTimeout = TimeSpan.FromSeconds(2) });

        Assert.Equal("RequestTimeout", error.ErrorId);
        Assert.Contains("retries included", error.Message, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 1, 20);
    }

    [Fact]
    public async Task A_reading_has_a_limit_as_a_whole_and_says_which_call_it_ended()
    {
        using var server = new LocalHttpServer(request => request.Form["Action"] == "DescribeVpcEndpoints"
            ? (200, $"{Begin}<vpcEndpointSet><item><vpcEndpointId>vpce-0a</vpcEndpointId><vpcId>vpc-0a</vpcId><vpcEndpointType>Interface</vpcEndpointType></item></vpcEndpointSet></DescribeVpcEndpointsResponse>")
            : request.Form["Action"] == "DescribeVpcs" ? (0, "")
            : (200, $"<{request.Form["Action"]}Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId></{request.Form["Action"]}Response>"));
        var watch = Stopwatch.StartNew();

        var network = await Live.ReadAsync(Live.Connection(server.Url) with { ReadTimeout = TimeSpan.FromSeconds(3) },
            cancellationToken: Stop);

        Assert.InRange(watch.Elapsed.TotalSeconds, 2, 25);
        var failure = network.Failures.Single(f => f.Kind == ResourceKind.Vpc);
        Assert.Contains("reading as a whole", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_megabytes_is_cut_and_one_that_steers_a_terminal_is_shown_escaped()
    {
        using var server = new LocalHttpServer(_ =>
            (400, $"<Response><Errors><Error><Code>Odd</Code><Message>&#x202e;&#x85;a {new string('x', 3_000_000)}</Message></Error></Errors><RequestID>r</RequestID></Response>"));

        var error = await Live.FailAsync(Live.Connection(server.Url));

        Assert.InRange(error.Message.Length, 100, 2_500);
        Assert.Contains("\\u202E", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', error.ToString());
    }

    public void Dispose() => _environment.Dispose();

    private static async Task EndlessAsync(NetworkStream stream, string how, CancellationToken stop)
    {
        await RawHttpServer.WriteAsync(stream,
            $"HTTP/1.1 {(how.EndsWith("error", StringComparison.Ordinal) ? "400 Bad Request" : "200 OK")}\r\nContent-Type: text/xml\r\nContent-Length: 100000\r\n\r\n", stop);
        if (how != "stalls after its headers")
            await RawHttpServer.WriteAsync(stream, Begin, stop);
        while (true)
        {
            await Task.Delay(100, stop);
            if (how == "drips")
                await RawHttpServer.WriteAsync(stream, " ", stop);
        }
    }
}
