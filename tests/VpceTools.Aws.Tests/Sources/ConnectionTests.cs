using System.Diagnostics;
using Amazon.Runtime;
using VpceTools.Model;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Where credentials and Region come from, and what is said when they do not come.</summary>
[Collection(AwsEnvironment.Alone)]
public sealed class ConnectionTests : IDisposable
{
    private readonly AwsEnvironment _environment = new();
    private readonly Ec2TestServer _server = Ec2TestServer.Start(SampleWorld.Create());

    [Theory]
    [InlineData("AKID", null, null, "-SecretKey")]
    [InlineData(null, "secret", null, "-AccessKey")]
    [InlineData(null, null, "token", "-AccessKey")]
    [InlineData("AKID", " ", "token", "-SecretKey")]
    public async Task Half_a_pair_of_keys_is_an_error_even_where_the_environment_has_credentials(string? access, string? secret,
        string? token, string missing)
    {
        SetKeys();

        var error = await FailAsync(new AwsConnection
        {
            AccessKey = access, SecretKey = secret, SessionToken = token,
            Region = "us-east-1"
        });

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.Contains($"without {missing}:", error.Message);
    }

    [Fact]
    public async Task Without_any_credentials_the_error_says_what_was_tried_and_what_to_do()
    {
        using var metadata = new LocalHttpServer(_ => (0, ""));
        _environment.Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.Url);

        var error = await FailAsync(new AwsConnection { Region = "us-east-1" });

        Assert.Equal("CredentialsMissing", error.ErrorId);
        Assert.All(["-ProfileName", "AWS_ACCESS_KEY_ID", "'default'", "AWS_EC2_METADATA_DISABLED", "aws configure"], text =>
            Assert.Contains(text, error.Message));
        // Switched off, as the error says: nothing is waited for.
        Assert.Empty(metadata.Requests);
    }

    [Fact]
    public async Task Instance_metadata_that_never_answers_is_not_waited_for()
    {
        using var nowhere = new BlackHole();
        _environment.Set("AWS_EC2_METADATA_DISABLED", null).Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", nowhere.Url);
        var watch = Stopwatch.StartNew();

        var credentials = await FailAsync(new AwsConnection { Region = "us-east-1" });
        var region = await FailAsync(new AwsConnection { AccessKey = "AKID", SecretKey = "secret" });

        Assert.Equal(("CredentialsMissing", "RegionMissing"), (credentials.ErrorId, region.ErrorId));
        // The system itself gives up after two minutes.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, HangGuard.Limit);
    }

    [Theory]
    [InlineData("AWS_PROFILE", "plain", "The profile 'plain' holds no usable credentials")]
    [InlineData("AWS_ACCESS_KEY_ID", "AKID", "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY")]
    public async Task Half_of_what_the_environment_must_say_is_told_at_once_and_no_metadata_are_asked(string variable, string value,
        string says)
    {
        using var metadata = new LocalHttpServer(_ => (0, ""));
        _environment.Set("AWS_EC2_METADATA_DISABLED", null).Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.Url);
        _environment.Write("", "[profile plain]\nregion = us-east-1\n");
        _environment.Set(variable, value);

        var error = await FailAsync(new AwsConnection { Region = "us-east-1" });

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.Contains(says, error.Message);
        Assert.Empty(metadata.Requests);
    }

    [Fact]
    public async Task A_default_profile_that_holds_a_Region_only_does_not_lengthen_the_wait_for_metadata()
    {
        // Never answers: whatever asks waits for its whole time. How many requests come of one wait is the SDK's matter, which goes on
        // asking in the background; that there is one wait and not two is ours.
        using var metadata = new LocalHttpServer(_ => (0, ""));
        _environment.Set("AWS_EC2_METADATA_DISABLED", null).Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.Url)
            .Set("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere/token");
        _environment.Write("", "[default]\nregion = us-east-1\n");
        var patience = TimeSpan.FromSeconds(6);
        var watch = Stopwatch.StartNew();

        var error = await FailAsync(new AwsConnection { MetadataTimeout = patience });

        Assert.Equal("CredentialsMissing", error.ErrorId);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, 2 * patience);
    }

    [Fact]
    public async Task Keys_of_the_environment_are_used_and_a_change_is_noticed()
    {
        SetKeys("AKIDFIRST");
        await ReadAsync(new AwsConnection { Region = "us-east-1" });
        SetKeys("AKIDSECOND");
        await ReadAsync(new AwsConnection { Region = "us-east-1" });

        Assert.Equal(["AKIDFIRST", "AKIDSECOND"], _server.Calls.All.Select(call => call.AccessKeyId).Distinct());
    }

    [Fact]
    public async Task A_profile_gives_keys_and_Region()
    {
        _environment.Write("[team]\naws_access_key_id = AKIDTEAM\naws_secret_access_key = secret\n",
            "[profile team]\nregion = eu-west-1\n");
        SetKeys();
        _environment.Set("AWS_REGION", "us-west-2");
        var progress = new CollectedProgress();

        await ReadAsync(new AwsConnection { ProfileName = "team" }, progress);

        Assert.All(_server.Calls.All, call => Assert.Equal(("AKIDTEAM", "eu-west-1"), (call.AccessKeyId, call.Region)));
        Assert.StartsWith("Region eu-west-1 from the profile 'team', credentials from the profile 'team'", progress.Reports[0].Detail);
    }

    [Fact]
    public async Task A_profile_can_lie_in_another_file()
    {
        var path = Path.Combine(Path.GetDirectoryName(SharedFiles.Credentials)!, "elsewhere");
        await File.WriteAllTextAsync(path,
            "[elsewhere]\naws_access_key_id = AKIDELSEWHERE\naws_secret_access_key = secret\nregion = eu-north-1\n",
            TestContext.Current.CancellationToken);

        await ReadAsync(new AwsConnection { ProfileName = "elsewhere", ProfileLocation = path });

        Assert.All(_server.Calls.All, call => Assert.Equal(("AKIDELSEWHERE", "eu-north-1"), (call.AccessKeyId, call.Region)));
    }

    [Fact]
    public async Task AWS_PROFILE_names_the_default_profile()
    {
        _environment.Write("[default]\naws_access_key_id = AKIDDEFAULT\naws_secret_access_key = secret\n[other]\naws_access_key_id = AKIDOTHER\naws_secret_access_key = secret\nregion = ap-south-1\n");
        _environment.Set("AWS_PROFILE", "other");

        await ReadAsync(new AwsConnection());

        Assert.All(_server.Calls.All, call => Assert.Equal(("AKIDOTHER", "ap-south-1"), (call.AccessKeyId, call.Region)));
    }

    [Fact]
    public async Task A_profile_that_does_not_exist_is_an_error_that_names_those_that_do()
    {
        _environment.Write("[team]\naws_access_key_id = AKIDTEAM\naws_secret_access_key = secret\n[default]\naws_access_key_id = AKID\naws_secret_access_key = secret\n");

        var named = await FailAsync(new AwsConnection { ProfileName = "taem", Region = "us-east-1" });
        _environment.Set("AWS_PROFILE", "tema");
        var fromEnvironment = await FailAsync(new AwsConnection { Region = "us-east-1" });

        Assert.Equal(("ProfileNotFound", "taem"), (named.ErrorId, named.Target));
        Assert.Contains("Known profiles: default, team.", named.Message);
        Assert.Equal(("ProfileNotFound", "tema"), (fromEnvironment.ErrorId, fromEnvironment.Target));
    }

    [Fact]
    public async Task A_profile_without_credentials_is_an_error()
    {
        _environment.Write("", "[profile plain]\noutput = json\nregion = eu-west-1\n");

        Assert.Equal("CredentialsInvalid", (await FailAsync(new AwsConnection { ProfileName = "plain" })).ErrorId);
    }

    [Theory]
    [InlineData("sso_session = nosuch\nsso_account_id = 111122223333\nsso_role_name = r", "Failed to find sso_session [nosuch]")]
    [InlineData("sso_start_url = https://corp.awsapps.com/start\nsso_account_id = 111122223333\nsso_role_name = r", "'region' is missing.")]
    [InlineData("role_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = token", "must be an absolute path")]
    public async Task A_malformed_profile_is_an_error_of_its_own(string profile, string says)
    {
        _environment.Write("[keys]\naws_access_key_id = AKIDKEYS\naws_secret_access_key = secret\n", $"[profile bad]\n{profile}\n");

        var bad = await FailAsync(new AwsConnection { ProfileName = "bad", Region = "us-east-1" });
        var typo = await FailAsync(new AwsConnection { ProfileName = "kyes", Region = "us-east-1" });

        Assert.Equal(("CredentialsInvalid", "bad"), (bad.ErrorId, bad.Target));
        Assert.StartsWith("The profile 'bad' cannot be used: ", bad.Message);
        Assert.Contains(says, bad.Message);
        Assert.Equal("ProfileNotFound", typo.ErrorId);
        Assert.EndsWith("Known profiles: bad, keys.", typo.Message);
        await ReadAsync(new AwsConnection { ProfileName = "keys", Region = "us-east-1" });
    }

    /// <summary>The SDK takes settings of its clients from the files, so they fail whosever credentials are used.</summary>
    [Theory]
    [InlineData("team", null)]
    [InlineData(null, "AKIDGIVEN")]
    public async Task A_line_that_cannot_be_read_is_told_without_the_secret_in_it(string? profile, string? accessKey)
    {
        _environment.Write("[team]\naws_access_key_id = AKIDTEAM\naws_secret_access_key wJalrXUtnFEMI\n");

        var error = await FailAsync(new AwsConnection
        {
            ProfileName = profile, AccessKey = accessKey, SecretKey = accessKey,
            Region = "us-east-1"
        });
        _environment.Write(""); // The SDK reads the files when the environment is set back.

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.Contains("Line 3 in file", error.Message);
        Assert.DoesNotContain("wJalrXUtnFEMI", error.ToString());
    }

    [Fact]
    public async Task A_credential_object_is_used()
    {
        await ReadAsync(new AwsConnection
        {
            Credential = new SessionAWSCredentials("AKIDOBJECT", "secret", "token"),
            Region = "us-east-1"
        });

        Assert.All(_server.Calls.All, call => Assert.Equal("AKIDOBJECT", call.AccessKeyId));
    }

    [Fact]
    public async Task Another_object_as_a_credential_is_an_error_that_names_its_type()
    {
        var error = await FailAsync(new AwsConnection { Credential = new Uri("https://example.com"), Region = "us-east-1" });

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.Contains("System.Uri", error.Message);
    }

    [Fact]
    public async Task Credentials_that_cannot_be_fetched_are_an_error_that_says_why()
    {
        _environment.Write("", "[profile broken]\nregion = us-east-1\ncredential_process = /nonexistent/program\n");

        var error = await FailAsync(new AwsConnection { ProfileName = "broken" });

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.Contains("the profile 'broken'", error.Message);
    }

    [Theory]
    [InlineData("AWS_REGION")]
    [InlineData("AWS_DEFAULT_REGION")]
    public async Task The_environment_gives_the_Region_and_a_change_is_noticed(string variable)
    {
        SetKeys();
        foreach (var region in (string[])["eu-central-1", "ca-central-1"])
        {
            _environment.Set(variable, region);
            await ReadAsync(new AwsConnection());
        }

        Assert.Equal(["eu-central-1", "ca-central-1"], _server.Calls.All.Select(call => call.Region).Distinct());
    }

    [Fact]
    public async Task Without_any_Region_the_error_says_what_was_tried()
    {
        SetKeys();

        var error = await FailAsync(new AwsConnection());

        Assert.Equal("RegionMissing", error.ErrorId);
        Assert.Contains("AWS_REGION", error.Message);
    }

    [Theory]
    [InlineData("us-east1", "Did you mean us-east-1?")]
    [InlineData("useast-1", "Did you mean us-east-1?")]
    [InlineData("frankfurt", "is not an AWS Region")]
    [InlineData("evil.example.com/?", "is not an AWS Region")]
    public async Task What_cannot_be_a_Region_is_an_error(string region, string says)
    {
        SetKeys();

        var error = await Live.FailAsync(new AwsConnection { Region = region });

        Assert.Equal(("RegionInvalid", region), (error.ErrorId, error.Target));
        Assert.Contains(says, error.Message);
    }

    [Theory]
    [InlineData("ec2.us-east-1.amazonaws.com")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http://user:password@127.0.0.1/")]
    public async Task What_cannot_be_an_endpoint_URL_is_an_error(string url)
    {
        var error = await Live.FailAsync(Live.Connection(url));

        Assert.Equal("EndpointUrlInvalid", error.ErrorId);
        Assert.DoesNotContain("password", error.Message);
    }

    public void Dispose()
    {
        _server.Dispose();
        _environment.Dispose();
    }

    private void SetKeys(string accessKey = "AKIDENVIRONMENT") => _environment.Set("AWS_ACCESS_KEY_ID", accessKey)
        .Set("AWS_SECRET_ACCESS_KEY", "secret");

    private Task<VpcNetwork> ReadAsync(AwsConnection connection, CollectedProgress? progress = null) =>
        Live.ReadAsync(connection with { EndpointUrl = _server.Url }, progress: progress,
            cancellationToken: TestContext.Current.CancellationToken);

    private async Task<NetworkSourceException> FailAsync(AwsConnection connection)
    {
        var error = await Live.FailAsync(connection with { EndpointUrl = _server.Url });
        Assert.Equal(0, _server.Calls.Count);
        return error;
    }
}
