using VpceTools.Model;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Credentials that change while they are used, that are shared, and the ways around and to the account.</summary>
[Collection(AwsEnvironment.Alone)]
public sealed class RenewalTests : IDisposable
{
    private readonly AwsEnvironment _environment = new();
    private readonly Ec2TestServer _server = Ec2TestServer.Start(SampleWorld.Create());

    [Fact]
    public async Task Credentials_that_rotate_are_asked_for_each_call_and_what_is_signed_with_them_is_valid()
    {
        _server.Options = _server.Options with
        {
            Secrets = Enumerable.Range(1, 60)
            .ToDictionary(RotatingCredentials.Key, RotatingCredentials.Secret, StringComparer.Ordinal)
        };

        var network = await ReadAsync(new AwsConnection { Credential = new RotatingCredentials(), Region = "us-east-1" });

        Assert.Empty(network.Failures);
        Assert.Equal(_server.Calls.Count, _server.Calls.All.Select(call => call.AccessKeyId).Distinct().Count());
    }

    [Fact]
    public async Task Secrets_that_credentials_rotate_to_are_taken_out_of_errors_too()
    {
        _server.On("*", Ec2Behaviour.Error("SignatureDoesNotMatch",
            "The canonical string was rotating-secret-of-turn-2 x-amz-security-token:rotating-session-token-2", 403));

        var error = await Live.FailAsync(new AwsConnection
        {
            Credential = new RotatingCredentials(), Region = "us-east-1",
            EndpointUrl = _server.Url
        });

        Assert.Equal("AuthFailure", error.ErrorId);
        Assert.Contains("***", error.Message);
        Assert.DoesNotContain("rotating-se", error.ToString());
    }

    [Fact]
    public async Task A_role_whose_keys_run_out_is_assumed_again()
    {
        var turn = 0;
        _server.Options = _server.Options with
        {
            AssumeRole = _ =>
            new($"ASIATURN{++turn}", "secret-of-a-turn", "token-of-a-turn", DateTimeOffset.UtcNow.AddSeconds(turn == 1 ? 60 : 3600))
        };
        _environment.Set("AWS_ENDPOINT_URL_STS", _server.Url);
        _environment.Write("[user]\naws_access_key_id = AKIDUSER\naws_secret_access_key = secret\n",
            "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = user\nregion = us-east-1\n");

        await ReadAsync(new AwsConnection { ProfileName = "role" });

        Assert.InRange(_server.Calls.CountOf("AssumeRole"), 2, 3);
        Assert.DoesNotContain("ASIATURN1", _server.Calls.Of("DescribeSubnets").Select(call => call.AccessKeyId));
    }

    [Fact]
    public async Task Several_Regions_of_an_account_take_one_sign_in()
    {
        _server.Options = _server.Options with
        {
            AssumeRole = _ =>
            new("ASIAROLE", "secret-of-the-role", "token", DateTimeOffset.UtcNow.AddHours(1))
        };
        _environment.Set("AWS_ENDPOINT_URL_STS", _server.Url);
        _environment.Write("[user]\naws_access_key_id = AKIDUSER\naws_secret_access_key = secret\n",
            "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = user\n");
        var sources = AwsSourceFactory.Open();
        var connections = new[] { "us-east-1", "eu-west-1", "ap-south-1" }.Select(region =>
            new AwsConnection { ProfileName = "role", Region = region, EndpointUrl = _server.Url });

        await Task.WhenAll(connections.Select(c => sources.Network(c)
            .ReadAsync(new NetworkQuery(), progress: null, TestContext.Current.CancellationToken)));

        Assert.Equal(1, _server.Calls.CountOf("AssumeRole"));
        Assert.Equal(["ap-south-1", "eu-west-1", "us-east-1"], _server.Calls.Of("DescribeVpcEndpoints").Select(call => call.Region)
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_Regions_of_an_account_are_those_that_EC2_names()
    {
        _server.World.Add("""{ "Regions": [{ "RegionName": "us-west-2", "OptInStatus": "opt-in-not-required" }, { "RegionName": "eu-west-1", "OptInStatus": "opt-in-not-required" }] }""");

        Assert.Equal(["eu-west-1", "us-west-2"], await AwsSourceFactory.Open()
            .RegionsAsync(Live.Connection(_server.Url), null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Calls_go_through_the_session_s_proxy()
    {
        using var proxy = new LocalHttpServer(_ => (503, "<html>no</html>"));
        var url = new Uri(proxy.Url);

        await Live.FailAsync(Live.Connection("http://ec2.example.test") with { Proxy = new(url.Host, url.Port), MaximumRetries = 0 });

        Assert.NotEmpty(proxy.Requests);
    }

    public void Dispose()
    {
        _server.Dispose();
        _environment.Dispose();
    }

    private Task<VpcNetwork> ReadAsync(AwsConnection connection) =>
        Live.ReadAsync(connection with { EndpointUrl = _server.Url }, cancellationToken: TestContext.Current.CancellationToken);
}
