using System.Reflection;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Module.Tests.Worlds;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Loading;

/// <summary>
/// Beside AWS.Tools of either version, imported before or after, both in full use. A stand-in with its names and its builds of the SDK
/// takes its place. Each case is a process of its own: assemblies stay loaded.
/// </summary>
public sealed class AwsToolsTests : IDisposable
{
    private const string Assemblies = """
        [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object {
            $name = $_.GetName()
            if ($name.Name -match 'AWSSDK') { "$($name.Name) $($name.Version.Major) in $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-tools-").FullName;
    private readonly Ec2TestServer _server = Ec2TestServer.Start(SmallWorld.Create(), new Ec2TestServerOptions
    {
        Secrets = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AKIATOOLS"] = "secret-of-the-tools",
            ["ASIAROLE"] = "secret-of-the-role"
        },
        AssumeRole = _ => new("ASIAROLE", "secret-of-the-role", "token-of-the-role", DateTimeOffset.UtcNow.AddHours(1)),
    });

    /// <summary>The version of the SDK, and whether AWS.Tools comes first.</summary>
    public static TheoryData<int, bool> Cases { get; } = new() { { 3, true }, { 3, false }, { 4, true }, { 4, false } };

    /// <summary>
    /// One order with each SDK: every one takes two processes, and what loads first is what <see cref="Both_work_whichever_is_first"/> is
    /// about.
    /// </summary>
    public static TheoryData<int, bool> Samples { get; } = new() { { 3, true }, { 4, false } };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Both_work_whichever_is_first(int sdk, bool toolsFirst)
    {
        var lines = await RunAsync(sdk, toolsFirst, """
            Set-AWSCredential -AccessKey AKIATOOLS -SecretKey secret-of-the-tools
            Set-DefaultAWSRegion eu-west-1
            'session:    ' + (Test-VpcEndpoint @test)
            'parameter:  ' + (Test-VpcEndpoint @test -Credential (Get-AWSCredential))
            'pipeline:   ' + (Get-AWSCredential | Test-VpcEndpoint @test)
            'stored:     ' + ($StoredAWSCredentials | Test-VpcEndpoint @test)
            'region:     ' + (Test-VpcEndpoint @test -Region (Get-AWSRegion eu-west-3))
            'their call: ' + (Get-STSCallerIdentity -EndpointUrl $url)
            """);

        Assert.Equal(
            ["session:    True", "parameter:  True", "pipeline:   True", "stored:     True", "region:     True",
                "their call: 111122223333"], lines);
        // The first reading was only there to load what there is.
        var readings = _server.Calls.Of("DescribeVpcEndpoints").Skip(1).ToList();
        Assert.Equal(["eu-west-1", "eu-west-1", "eu-west-1", "eu-west-1", "eu-west-3"], readings.Select(call => call.Region));
        Assert.All(readings.Concat(_server.Calls.Of("GetCallerIdentity")), call => Assert.Equal("AKIATOOLS", call.AccessKeyId));
    }

    /// <summary>
    /// The SDK finds its client of STS by the name of an assembly, across load contexts: whoever is first would break the other.
    /// </summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Roles_are_assumed_on_both_sides_whichever_is_first(int sdk, bool toolsFirst)
    {
        var lines = await RunAsync(sdk, toolsFirst, """
            'ours:    ' + (Test-VpcEndpoint @test -Region us-east-1 -ProfileName role)
            'theirs:  ' + (Get-AWSCredential role).GetCredentials().AccessKey
            'bridged: ' + (Get-AWSCredential role | Test-VpcEndpoint @test -Region us-east-1)
            'again:   ' + (Test-VpcEndpoint @test -Region us-east-1 -ProfileName role)
            """);

        Assert.Equal(["ours:    True", "theirs:  ASIAROLE", "bridged: True", "again:   True"], lines);
        Assert.All(_server.Calls.Of("AssumeRole"), call => Assert.Equal("AKIATOOLS", call.AccessKeyId));
        Assert.All(_server.Calls.Of("DescribeVpcEndpoints"), call => Assert.Equal("ASIAROLE", call.AccessKeyId));
    }

    /// <summary>As EKS and GitHub give it, as a profile names it, and as what another role is assumed with.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Web_identities_are_exchanged_whichever_is_first(int sdk, bool toolsFirst)
    {
        var lines = await RunAsync(sdk, toolsFirst, """
            'profile:     ' + (Test-VpcEndpoint @test -Region eu-west-1 -ProfileName web)
            'chained:     ' + (Test-VpcEndpoint @test -Region eu-west-1 -ProfileName chained)
            $env:AWS_WEB_IDENTITY_TOKEN_FILE = $token; $env:AWS_ROLE_ARN = 'arn:aws:iam::111122223333:role/pod'
            'environment: ' + (Test-VpcEndpoint @test -Region eu-west-1)
            """);

        Assert.Equal(["profile:     True", "chained:     True", "environment: True"], lines);
        Assert.Equal(["arn:aws:iam::111122223333:role/web", "arn:aws:iam::111122223333:role/web", "arn:aws:iam::111122223333:role/pod"],
            _server.Calls.Of("AssumeRoleWithWebIdentity").Select(call => call.Parameters["RoleArn"]));
        Assert.All(_server.Calls.Of("AssumeRoleWithWebIdentity"), call =>
            Assert.Equal("token-of-the-pod", call.Parameters["WebIdentityToken"]));
        Assert.Equal("ASIAROLE", _server.Calls.Of("AssumeRole")[^1].AccessKeyId);
        Assert.All(_server.Calls.Of("DescribeVpcEndpoints"), call => Assert.Equal("ASIAROLE", call.AccessKeyId));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Each_keeps_its_own_assemblies_in_its_own_context(int sdk, bool toolsFirst)
    {
        var lines = await RunAsync(sdk, toolsFirst, $"$null = Test-VpcEndpoint @test -Region us-east-1 -ProfileName role; {Assemblies}");

        string[] expected =
        [
            $"AWSSDK.Core {sdk} in Default", $"AWSSDK.SecurityToken {sdk} in Default", "AWSSDK.Core 4 in VpceTools.Aws",
            "AWSSDK.EC2 4 in VpceTools.Aws",
            "VpceTools.AWSSDK.SecurityToken 4 in VpceTools.Aws",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Scopes_cleared_variables_and_a_second_import_behave_as_with_AWS_Tools()
    {
        var lines = await RunAsync(4, toolsFirst: true, $$"""
            function Inner { Set-AWSCredential -AccessKey AKIATOOLS -SecretKey secret-of-the-tools; Test-VpcEndpoint @test -Region us-east-1 }
            'function: ' + (Inner)
            'outside:  ' + $(try { Test-VpcEndpoint @test -Region us-east-1 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId })
            Initialize-AWSDefaultConfiguration -ProfileName keys -Region eu-west-1 -Scope Global
            'profile:  ' + (Test-VpcEndpoint @test)
            Remove-Module VpceTools; Import-Module '{{ModuleSession.StagedModule}}'
            Import-Module '{{StandIn(4)}}' -Force
            'again:    ' + (Test-VpcEndpoint @test)
            Clear-AWSCredential -Scope Global
            'cleared:  ' + $(try { Test-VpcEndpoint @test -ErrorAction Stop } catch { $_.FullyQualifiedErrorId })
            """);

        Assert.Equal(
            [
                "function: True", "outside:  CredentialsMissing,VpceTools.Commands.TestVpcEndpointCommand", "profile:  True",
                "again:    True",
                "cleared:  CredentialsMissing,VpceTools.Commands.TestVpcEndpointCommand",
            ],
            lines);
    }

    [Fact]
    public async Task Without_AWS_Tools_the_same_profiles_work()
    {
        var lines = await RunAsync(sdk: null, toolsFirst: false,
            $"'role: ' + (Test-VpcEndpoint @test -Region us-east-1 -ProfileName role); 'web: ' + (Test-VpcEndpoint @test -Region us-east-1 -ProfileName chained); {Assemblies}");

        Assert.Equal(["role: True", "web: True"], lines[..2]);
        Assert.DoesNotContain(lines, line => line.EndsWith(" in Default", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string StandIn(int sdk) => Path.GetFullPath(
        typeof(AwsToolsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == $"AwsTools{sdk}").Value!, AppContext.BaseDirectory);

    private async Task<string[]> RunAsync(int? sdk, bool toolsFirst, string script)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "credentials"),
            "[keys]\naws_access_key_id = AKIATOOLS\naws_secret_access_key = secret-of-the-tools\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "config"),
            "[profile role]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = keys\n"
            + $"[profile web]\nrole_arn = arn:aws:iam::111122223333:role/web\nweb_identity_token_file = {_folder}/token\n[profile chained]\nrole_arn = arn:aws:iam::111122223333:role/far\nsource_profile = web\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "token"), "token-of-the-pod", TestContext.Current.CancellationToken);
        var ours = $"Import-Module '{ModuleSession.StagedModule}'; $null = Test-VpcEndpoint @test -Region us-east-1 -ProfileName role";
        var theirs = sdk is { } version ? $"Import-Module '{StandIn(version)}'" : "";
        var (exitCode, output, error) = await ShellProcess.RunAsync($$"""
            $url = '{{_server.Url}}'; $token = '{{_folder}}/token'
            $settings = @{
                AWS_SHARED_CREDENTIALS_FILE = '{{_folder}}/credentials'; AWS_CONFIG_FILE = '{{_folder}}/config'; AWS_EC2_METADATA_DISABLED = 'true'
                AWS_ENDPOINT_URL_STS = $url; AWS_ACCESS_KEY_ID = $null; AWS_SECRET_ACCESS_KEY = $null; AWS_PROFILE = $null; AWS_REGION = $null; AWS_DEFAULT_REGION = $null
            }
            $settings.GetEnumerator() | ForEach-Object { [Environment]::SetEnvironmentVariable($_.Key, $_.Value) }
            $test = @{ Id = 'vpce-0a1'; EndpointUrl = $url; Check = 'SecurityGroupIngress'; Quiet = $true }
            {{(toolsFirst ? $"{theirs}; {ours}" : $"{ours}; {theirs}")}}
            '--'
            """ + "\n" + script);
        Assert.Equal((0, ""), (exitCode, error));

        // What came before was only there to load what there is.
        return output.Split("--\n")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
