using VpceTools.Addressing;
using VpceTools.Probing;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Running;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>
/// EC2, AWS STS, Systems Manager and IAM Identity Center never send a caller elsewhere. Whoever does gets neither followed nor believed:
/// the request carries the session token.
/// </summary>
[Collection(AwsEnvironment.Alone)]
public sealed class RedirectTests : IDisposable
{
    private readonly AwsEnvironment _environment = new();
    private readonly List<string> _headers = [];
    private readonly LocalHttpServer _elsewhere;

    public RedirectTests() => _elsewhere = new LocalHttpServer(request =>
    {
        lock (_headers)
            _headers.AddRange(request.Headers.Select(h => $"{h.Key}: {h.Value}"));
        return (200, "<DescribeVpcEndpointsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId><vpcEndpointSet/></DescribeVpcEndpointsResponse>");
    });

    public static TheoryData<int> Statuses { get; } = [300, 301, 302, 303, 307, 308];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Statuses))]
    public async Task A_redirect_of_EC2_is_not_followed(int status)
    {
        using var server = Redirecting(status);

        var error = await Live.FailAsync(Live.Connection(server.Url));

        AssertRefused(error, server);
        Assert.Single(server.Requests);
    }

    [Theory, MemberData(nameof(Statuses))]
    public async Task A_redirect_of_AWS_STS_is_not_followed(int status)
    {
        using var server = Redirecting(status);
        _environment.Set("AWS_ENDPOINT_URL_STS", server.Url);
        _environment.Write("[user]\naws_access_key_id = AKIDUSER\naws_secret_access_key = secret-of-the-user\naws_session_token = token-of-the-user\n",
            "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = user\n");

        AssertRefused(await Live.FailAsync(new AwsConnection
        {
            ProfileName = "role", Region = "us-east-1",
            EndpointUrl = "http://127.0.0.1:9"
        }), server);
    }

    [Theory, MemberData(nameof(Statuses))]
    public async Task A_redirect_of_AWS_STS_for_a_web_identity_is_not_followed(int status)
    {
        using var server = Redirecting(status);
        var token = Path.GetTempFileName();
        await File.WriteAllTextAsync(token, "eyJhbGciOiJSUzI1NiJ9.web.identity", Stop);
        _environment.Set("AWS_ENDPOINT_URL_STS", server.Url).Set("AWS_WEB_IDENTITY_TOKEN_FILE", token)
            .Set("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/pod");

        AssertRefused(await Live.FailAsync(new AwsConnection { Region = "us-east-1", EndpointUrl = "http://127.0.0.1:9" }), server);
        File.Delete(token);
    }

    [Theory, MemberData(nameof(Statuses))]
    public async Task A_redirect_of_Systems_Manager_is_not_followed(int status)
    {
        using var server = Redirecting(status);
        var sources = AwsSourceFactory.Open();

        AssertRefused(await Assert.ThrowsAsync<NetworkSourceException>(() =>
            sources.InstancesAsync(Live.Connection("http://127.0.0.1:9"), server.Url, ["i-0f1"], null, Stop)), server);
        var probe = sources.InstanceProbe(Live.Connection("http://127.0.0.1:9"), server.Url,
            [new ManagedInstance("i-0f1", IsWindows: false)]);
        AssertRefused(await Assert.ThrowsAsync<NetworkSourceException>(() =>
            probe.ProbeAsync(new() { Names = [new("sqs.test", NameKind.Service)], Addresses = [IpAddress.Parse("10.0.1.10")] }, null,
                Stop)), server);
    }

    [Fact]
    public async Task A_redirect_of_a_change_leaves_it_unclear_and_is_not_followed()
    {
        using var server = Redirecting(307);

        var outcome = await AwsSourceFactory.Open().Executor(Live.Connection(server.Url)).ApplyAsync(
            new ModifyVpcEndpoint("vpce-0a") { PrivateDnsEnabled = true }, TimeSpan.FromSeconds(1), null, Stop);

        Assert.NotEqual(RepairOutcomeKind.Changed, outcome.Kind);
        Assert.Empty(_elsewhere.Requests);
    }

    public void Dispose()
    {
        _elsewhere.Dispose();
        _environment.Dispose();
    }

    private LocalHttpServer Redirecting(int status) => new(request =>
    {
        request.HttpContext.Response.Headers.Location = _elsewhere.Url + "/";
        return (status, "");
    });

    private void AssertRefused(NetworkSourceException error, LocalHttpServer server)
    {
        Assert.Empty(_elsewhere.Requests);
        Assert.Empty(_headers);
        Assert.NotEmpty(server.Requests);
        Assert.True(error.ErrorId == "RedirectRefused", error.ToString());
        Assert.Contains("redirect", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Live.SessionToken, error.ToString(), StringComparison.Ordinal);
    }
}
