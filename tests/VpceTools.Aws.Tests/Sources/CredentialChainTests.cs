using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Microsoft.AspNetCore.Http;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Every place that credentials can come from, in order, with a server that checks what is signed with them.</summary>
[Collection(AwsEnvironment.Alone)]
public sealed class CredentialChainTests : IDisposable
{
    private static readonly RoleKeys Keys = new("ASIAROLE", "secret-of-the-role", "token-of-the-role", DateTimeOffset.UtcNow.AddHours(1));

    private readonly AwsEnvironment _environment = new();
    private readonly Ec2TestServer _server;
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-chain-").FullName;

    public CredentialChainTests()
    {
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Keys.AccessKeyId] = Keys.SecretAccessKey,
            ["AKIDUSER"] = "secret-of-the-user", ["AKIDOTHER"] = "another-secret"
        };
        _server = Ec2TestServer.Start(SampleWorld.Create(), new Ec2TestServerOptions { Secrets = secrets, AssumeRole = _ => Keys });
        _environment.Set("AWS_REGION", "us-east-1").Set("AWS_ENDPOINT_URL_STS", _server.Url);
    }

    [Fact]
    public async Task The_environment_comes_first_of_the_chain()
    {
        _environment.Write(Profile("default", "AKIDOTHER", "another-secret"));
        _environment.Set("AWS_ACCESS_KEY_ID", "AKIDUSER").Set("AWS_SECRET_ACCESS_KEY", "secret-of-the-user");

        Assert.Equal(("AKIDUSER", "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"), await UsedAsync());
    }

    [Fact]
    public async Task A_web_identity_comes_next()
    {
        _environment.Write(Profile("default", "AKIDOTHER", "another-secret"));
        _environment.Set("AWS_WEB_IDENTITY_TOKEN_FILE", Write("token", "eyJhbGciOiJSUzI1NiJ9.web.identity"))
            .Set("AWS_ROLE_ARN", "arn:aws:iam::111122223333:role/pod");

        Assert.Equal((Keys.AccessKeyId, "the web identity of AWS_WEB_IDENTITY_TOKEN_FILE"), await UsedAsync());
        Assert.Equal("eyJhbGciOiJSUzI1NiJ9.web.identity",
            Assert.Single(_server.Calls.Of("AssumeRoleWithWebIdentity")).Parameters["WebIdentityToken"]);
    }

    [Fact]
    public async Task The_default_profile_comes_next()
    {
        _environment.Write(Profile("default", "AKIDUSER", "secret-of-the-user") + Profile("AWS PS Default", "AKIDOTHER", "another-secret"));

        Assert.Equal(("AKIDUSER", "the profile 'default'"), await UsedAsync());
    }

    [Fact]
    public async Task The_default_of_early_AWS_Tools_stands_in_for_a_default_profile()
    {
        _environment.Write(Profile("AWS PS Default", "AKIDUSER", "secret-of-the-user"));

        Assert.Equal(("AKIDUSER", "the profile 'AWS PS Default'"), await UsedAsync());
    }

    [Fact]
    public async Task A_container_s_credentials_come_next()
    {
        using var container = new LocalHttpServer(request => request.Headers.Authorization == "task-token" ? (200, Keys.ToMetadata())
            : (401, ""));
        _environment.Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", container.Url + "/v2/credentials")
            .Set("AWS_CONTAINER_AUTHORIZATION_TOKEN", "task-token");

        Assert.Equal((Keys.AccessKeyId, "the container's credentials"), await UsedAsync());
    }

    [Fact]
    public async Task The_instance_s_metadata_come_last_and_give_the_Region_too()
    {
        using var metadata = MetadataService.Start(() => Keys, "ap-southeast-2");
        _environment.Set("AWS_EC2_METADATA_DISABLED", null).Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.Url).Set("AWS_REGION", null);

        Assert.Equal((Keys.AccessKeyId, "the instance's metadata"), await UsedAsync());
        Assert.All(_server.Calls.All, call => Assert.Equal("ap-southeast-2", call.Region));
    }

    [Fact]
    public async Task A_metadata_service_that_takes_the_call_and_never_answers_is_given_up()
    {
        using var metadata = new LocalHttpServer(_ => (0, ""));
        _environment.Set("AWS_EC2_METADATA_DISABLED", null).Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.Url);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var error = await Live.FailAsync(new AwsConnection { EndpointUrl = _server.Url, MetadataTimeout = TimeSpan.FromSeconds(1) });

        Assert.Equal("CredentialsMissing", error.ErrorId);
        Assert.NotEmpty(metadata.Requests);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.5), HangGuard.Limit);
    }

    [Theory]
    [InlineData("credential_source = Environment")]
    [InlineData("source_profile = user\nexternal_id = outside")]
    [InlineData("source_profile = middle\nexternal_id = outside")]
    public async Task A_role_is_assumed_with_the_credentials_that_its_profile_names(string source)
    {
        _environment.Set("AWS_ACCESS_KEY_ID", "AKIDUSER").Set("AWS_SECRET_ACCESS_KEY", "secret-of-the-user");
        _environment.Write(Profile("user", "AKIDUSER", "secret-of-the-user"), $"""
            [profile middle]
            role_arn = arn:aws:iam::111122223333:role/middle
            source_profile = user
            [profile role]
            role_arn = arn:aws:iam::111122223333:role/reader
            {source}

            """);

        Assert.Equal((Keys.AccessKeyId, "the profile 'role'"), await UsedAsync(new AwsConnection { ProfileName = "role" }));
        var assumed = _server.Calls.Of("AssumeRole");
        Assert.Equal("AKIDUSER", assumed[0].AccessKeyId);
        Assert.Equal(source.Contains("middle", StringComparison.Ordinal) ? Keys.AccessKeyId : "AKIDUSER", assumed[^1].AccessKeyId);
        Assert.Equal("arn:aws:iam::111122223333:role/reader", assumed[^1].Parameters["RoleArn"]);
        Assert.Equal(source.Contains("outside", StringComparison.Ordinal) ? "outside" : null,
            assumed[^1].Parameters.GetValueOrDefault("ExternalId"));
    }

    [Fact]
    public async Task A_default_profile_with_a_role_is_assumed_too()
    {
        _environment.Write(Profile("user", "AKIDUSER", "secret-of-the-user"),
            "[default]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = user\n");

        Assert.Equal((Keys.AccessKeyId, "the profile 'default'"), await UsedAsync());
    }

    [Fact]
    public async Task A_role_that_asks_for_a_code_is_an_error_and_never_a_prompt()
    {
        _environment.Write(Profile("user", "AKIDUSER", "secret-of-the-user"), """
            [profile role]
            role_arn = arn:aws:iam::111122223333:role/reader
            mfa_serial = arn:aws:iam::111122223333:mfa/me
            source_profile = user

            """);

        var error = await Live.FailAsync(new AwsConnection { ProfileName = "role", EndpointUrl = _server.Url });

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.Contains("asks for an MFA code", error.Message);
    }

    [Fact]
    public async Task A_role_that_is_refused_is_an_error_with_what_STS_said()
    {
        _server.Options = _server.Options with { AssumeRole = null };
        _environment.Write(Profile("user", "AKIDUSER", "secret-of-the-user"),
            "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = user\n");

        var error = await Live.FailAsync(new AwsConnection { ProfileName = "role", EndpointUrl = _server.Url });

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.Contains("role/reader", error.Message);
        Assert.Contains("AccessDenied: User: arn:aws:iam::111122223333:user/tester is not authorized to perform: sts:AssumeRole",
            error.Message);
    }

    [Fact]
    public async Task What_STS_quotes_of_the_credentials_that_a_role_is_assumed_with_is_taken_out()
    {
        _server.On("AssumeRole", Ec2Behaviour.Error("SignatureDoesNotMatch",
            "The canonical string was x-amz-security-token:token-of-the-user", 403));
        _environment.Write(Profile("user", "AKIDUSER", "secret-of-the-user") + "aws_session_token = token-of-the-user\n",
            "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = user\n");

        var error = await Live.FailAsync(new AwsConnection { ProfileName = "role", EndpointUrl = _server.Url });

        Assert.Contains("SignatureDoesNotMatch: The canonical string was x-amz-security-token:***", error.Message);
        Assert.DoesNotContain("token-of-the-user", error.ToString());
    }

    [Theory]
    [InlineData("lost", "there is no profile 'nosuch', which source_profile names.")]
    [InlineData("far", "there is no profile 'nosuch', which source_profile names.")]
    [InlineData("circle", "its roles lead in a circle, by source_profile: circle > back > circle.")]
    [InlineData("bogus", "the credential_source 'Bogus' is none of Environment, Ec2InstanceMetadata and EcsContainer, or is not set up here.")]
    [InlineData("idle", "the profile 'plain', which source_profile names, holds no credentials.")]
    public async Task A_role_without_anything_to_be_assumed_with_is_an_error_before_any_call(string profile, string says)
    {
        string[] roles = ["lost nosuch", "far lost", "circle back", "back circle", "idle plain"];
        _environment.Write("", string.Concat(roles.Select(r => r.Split(' '))
            .Select(r => $"[profile {r[0]}]\nrole_arn = arn:aws:iam::111122223333:role/{r[0]}\nsource_profile = {r[1]}\n"))
            + "[profile plain]\nregion = us-east-1\n[profile bogus]\nrole_arn = arn:aws:iam::111122223333:role/bogus\ncredential_source = Bogus\n");

        var error = await Live.FailAsync(new AwsConnection { ProfileName = profile, EndpointUrl = _server.Url });

        Assert.Equal(("CredentialsInvalid", profile, $"The profile '{profile}' cannot be used: {says}"),
            (error.ErrorId, error.Target, error.Message));
        Assert.Equal(0, _server.Calls.Count);
    }

    [Fact]
    public async Task A_process_gives_credentials()
    {
        _environment.Write("", $"[profile process]\ncredential_process = cat {Write("keys.json", Keys.ToProcess())}\n");

        Assert.Equal((Keys.AccessKeyId, "the profile 'process'"), await UsedAsync(new AwsConnection { ProfileName = "process" }));
    }

    /// <summary>What a program says may be the secret that it was to give: no word of it is shown, whatever goes wrong.</summary>
    [Theory]
    [InlineData("echo hidden-secret >&2; echo hidden-secret; exit 3", "ended with exit code 3")]
    [InlineData("echo hidden-secret", "printed no JSON object")]
    [InlineData("echo '[\"hidden-secret\"]'", "printed no JSON object")]
    [InlineData("echo '{\"Version\": 2, \"AccessKeyId\": \"AKIDUSER\", \"SecretAccessKey\": \"hidden-secret\"}'",
        "printed Version 2; VpceTools knows Version 1")]
    [InlineData("echo '{\"AccessKeyId\": \"AKIDUSER\", \"SecretAccessKey\": \"hidden-secret\"}'", "printed no Version")]
    [InlineData("echo '{\"Version\": 1, \"AccessKeyId\": \"AKIDUSER\"}'", "printed no SecretAccessKey")]
    [InlineData("echo '{\"Version\": 1, \"AccessKeyId\": \"AKIDUSER\", \"SecretAccessKey\": \"hidden-secret\", \"Expiration\": \"hidden-secret\"}'", "an Expiration that is no time")]
    [InlineData("yes hidden-secret | head -c 3000000", "printed more than 64 KB")]
    public async Task A_process_that_gives_none_is_an_error_without_a_word_of_its_own(string script, string says)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script is for a POSIX shell");
        _environment.Write("", $"[profile process]\ncredential_process = sh {Write("process.sh", script)}\n[profile role]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = process\n");

        foreach (var profile in (string[])["process", "role"])
        {
            var error = await Live.FailAsync(new AwsConnection { ProfileName = profile, EndpointUrl = _server.Url });

            Assert.Equal("CredentialsInvalid", error.ErrorId);
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_process_that_hangs_is_ended_with_what_it_started()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script is for a POSIX shell");
        var started = Path.Combine(_folder, "started");
        _environment.Write("", $"[profile process]\ncredential_process = sh {Write("process.sh", $"sleep 300 & echo $! > {started}; wait")}\n");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var error = await Live.FailAsync(new AwsConnection
        {
            ProfileName = "process", EndpointUrl = _server.Url,
            RequestTimeout = TimeSpan.FromSeconds(3)
        });

        Assert.InRange(watch.Elapsed.TotalSeconds, 2, 30);
        Assert.Contains("did not end within 3 s and was stopped", error.Message, StringComparison.Ordinal);
        var id = int.Parse(await File.ReadAllTextAsync(started, TestContext.Current.CancellationToken),
            System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < 50 && Directory.Exists($"/proc/{id}"); i++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(IsRunning(id));
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY is set without AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SESSION_TOKEN", "AWS_SESSION_TOKEN is set without AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")]
    public async Task A_part_of_the_keys_in_the_environment_is_an_error_and_no_other_account_is_used(string variable, string says)
    {
        _environment.Write(Profile("default", "AKIDOTHER", "another-secret"));
        _environment.Set(variable, "half-of-the-keys");

        var error = await Live.FailAsync(new AwsConnection { EndpointUrl = _server.Url });

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("half-of-the-keys", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_server.Calls.All);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_of_IAM_Identity_Center_gives_credentials_while_it_lasts(bool lasts)
    {
        using var signIn = new LocalHttpServer(request => SignIn(request));
        _environment.Set("AWS_ENDPOINT_URL_SSO", signIn.Url).Set("AWS_ENDPOINT_URL_SSO_OIDC", signIn.Url).Set("HOME", _folder);
        var cache = Directory.CreateDirectory(Path.Combine(_folder, ".aws", "sso", "cache")).FullName;
        var until = DateTime.UtcNow.AddHours(lasts ? 1 : -1)
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
#pragma warning disable CA5350 // The SDK names the files of its cache so.
        var file = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes("corp")));
#pragma warning restore CA5350
        await File.WriteAllTextAsync(Path.Combine(cache, file + ".json"),
            $$"""{"startUrl":"https://corp.awsapps.com/start","region":"us-east-1","accessToken":"sso-access-token","expiresAt":"{{until}}"}""", TestContext.Current.CancellationToken);
        _environment.Write("", """
            [profile sso]
            sso_session = corp
            sso_account_id = 111122223333
            sso_role_name = Reader
            [sso-session corp]
            sso_region = us-east-1
            sso_start_url = https://corp.awsapps.com/start
            sso_registration_scopes = sso:account:access

            """);

        if (lasts)
        {
            Assert.Equal((Keys.AccessKeyId, "the profile 'sso'"), await UsedAsync(new AwsConnection { ProfileName = "sso" }));
            return;
        }

        var error = await Live.FailAsync(new AwsConnection { ProfileName = "sso", EndpointUrl = _server.Url });
        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.EndsWith("Sign in with 'aws sso login --profile sso'.", error.Message);
    }

    [Fact]
    public async Task The_session_comes_after_the_parameters_and_before_everything_else()
    {
        _environment.Write(Profile("named", "AKIDOTHER", "another-secret"));
        _environment.Set("AWS_ACCESS_KEY_ID", "AKIDOTHER").Set("AWS_SECRET_ACCESS_KEY", "another-secret");
        var session = new AwsConnection
        {
            SessionCredential = new BasicAWSCredentials("AKIDUSER", "secret-of-the-user"),
            SessionRegion = "eu-west-3"
        };

        Assert.Equal(("AKIDUSER", "the session's $StoredAWSCredentials"), await UsedAsync(session));
        Assert.All(_server.Calls.All, call => Assert.Equal("eu-west-3", call.Region));
        Assert.Equal(("AKIDOTHER", "the profile 'named'"), await UsedAsync(session with { ProfileName = "named" }));
        await UsedAsync(session with { Region = "eu-west-1" });
        Assert.Equal("eu-west-1", _server.Calls.All[^1].Region);
    }

    [Fact]
    public async Task Something_else_in_the_session_is_an_error_that_names_the_variable()
    {
        var error = await Live.FailAsync(new AwsConnection { SessionCredential = "text", EndpointUrl = _server.Url });

        Assert.Equal("CredentialsInvalid", error.ErrorId);
        Assert.Contains("$StoredAWSCredentials", error.Message);
    }

    public void Dispose()
    {
        _server.Dispose();
        _environment.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Profile(string name, string key, string secret) =>
        $"[{name}]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n";

    private static (int Status, string Body) SignIn(HttpRequest request) =>
        request.Path == "/federation/credentials" && request.Headers["x-amz-sso_bearer_token"] == "sso-access-token"
            ? (200, $$$"""{"roleCredentials":{"accessKeyId":"{{{Keys.AccessKeyId}}}","secretAccessKey":"{{{Keys.SecretAccessKey}}}","sessionToken":"{{{Keys.SessionToken}}}","expiration":{{{Keys.Expiration.ToUnixTimeMilliseconds()}}}}}""")
            : (401, """{"message":"Session token not found or invalid"}""");

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>The key that EC2 was called with, and what the verbose line says of where it comes from.</summary>
    /// <summary>A process that ended and that nobody has taken note of is not running.</summary>
    private static bool IsRunning(int id) => File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat")
        .Split(") ")[^1][0] != 'Z';

    private async Task<(string? Key, string Source)> UsedAsync(AwsConnection? connection = null)
    {
        var progress = new CollectedProgress();
        await Live.ReadAsync((connection ?? new AwsConnection()) with { EndpointUrl = _server.Url }, progress: progress,
            cancellationToken: TestContext.Current.CancellationToken);
        var line = progress.Reports[0].Detail;
        var from = line.IndexOf("credentials from ", StringComparison.Ordinal) + "credentials from ".Length;
        return (_server.Calls.All[^1].AccessKeyId, line[from..line.IndexOf(", endpoint", StringComparison.Ordinal)]);
    }
}
