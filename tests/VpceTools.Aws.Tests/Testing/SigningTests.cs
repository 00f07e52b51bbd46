using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Requests must be signed; with known secrets the signature must be right.</summary>
public sealed class SigningTests : IAsyncLifetime
{
    private Ec2TestServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await Ec2TestServer.StartAsync(
        SampleWorld.Create(),
        new Ec2TestServerOptions { Secrets = new Dictionary<string, string>(StringComparer.Ordinal) { ["AKIDKNOWN"] = "right" } },
        Token);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("AKIDKNOWN", "right", null)]
    [InlineData("AKIDKNOWN", "wrong", "AuthFailure")]
    [InlineData("AKIDOTHER", "right", "AuthFailure")]
    public async Task Key_and_secret_decide(string key, string secret, string? code)
    {
        using var client = Client(new BasicAWSCredentials(key, secret));
        var refusal = await Record.ExceptionAsync(() =>
            client.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [new Filter("tag:N", ["ä +/&="])] }, Token));
        Assert.Equal(code, (refusal as AmazonEC2Exception)?.ErrorCode);
        Assert.Equal((key, "eu-central-1"), (_server.Calls.All[0].AccessKeyId, _server.Calls.All[0].Region));
        Assert.Equal(["ä +/&="], _server.Calls.All[0].Filter("tag:N"));
    }

    [Fact]
    public async Task A_session_token_is_signed_too()
    {
        using var client = Client(new SessionAWSCredentials("AKIDKNOWN", "right", "token"));
        Assert.Single((await client.DescribeVpcsAsync(Token)).Vpcs);
    }

    [Fact]
    public async Task Without_a_signature_nothing_is_answered()
    {
        using var http = new HttpClient();
        using var body = new FormUrlEncodedContent([new("Action", "DescribeVpcs"), new("Version", "2016-11-15")]);
        using var response = await http.PostAsync(new Uri(_server.Url), body, Token);
        Assert.Equal(403, (int)response.StatusCode);
        Assert.Contains("<Code>MissingAuthenticationToken</Code>", await response.Content.ReadAsStringAsync(Token),
            StringComparison.Ordinal);
        Assert.Null(_server.Calls.All[0].AccessKeyId);
    }

    private AmazonEC2Client Client(AWSCredentials credentials) =>
        new(credentials, new AmazonEC2Config { ServiceURL = _server.Url, AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0 });
}
