using System.Management.Automation;
using Amazon;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Completers;

public sealed class CompletionTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("VpceTools").FullName;

    [Fact]
    public void Check_completes_the_names_of_the_catalogue() =>
        Assert.Equal(["SecurityGroupIngress"], Complete("Test-VpcEndpoint -Check secur"));

    /// <summary>As the engine's own completions do.</summary>
    [Theory]
    [InlineData("*GroupI")]
    [InlineData("security*")]
    public void A_word_may_hold_wildcards(string word) =>
        Assert.Equal(["SecurityGroupIngress"], Complete($"Test-VpcEndpoint -Check {word}"));

    [Fact]
    public void Half_a_range_of_a_wildcard_is_no_error() =>
        Assert.DoesNotContain(Matches("Test-VpcEndpoint -Check sec[u"), m => m.ResultType == CompletionResultType.ParameterValue);

    [Theory]
    [InlineData("Test-VpcEndpoint -ExcludeCheck NetworkA")]
    [InlineData("Test-VpcEndpoint -Check Route, NetworkA")]
    [InlineData("Get-VpcEndpointFinding -Check NetworkA")]
    [InlineData("Get-VpcEndpointCheck NetworkA")]
    [InlineData("Get-VpcEndpointCheck -Name 'NetworkA")]
    public void Every_parameter_for_checks_completes(string line) => Assert.Equal(["NetworkAcl"], Complete(line));

    [Fact]
    public void Region_completes_codes() =>
        Assert.Equal(["eu-central-1", "eu-central-2"], Complete("Test-VpcEndpoint -Region eu-cent"));

    /// <summary>An update of the SDK brings Regions that the module, which completes without it, has to learn.</summary>
    [Fact]
    public void Region_completes_every_Region_of_the_SDK() => Assert.Equal(
        RegionEndpoint.EnumerableAllRegions.Select(region => region.SystemName).Where(code => code != "us-east-1-regional")
            .Order(StringComparer.Ordinal),
        Complete("Test-VpcEndpoint -Region ").Order(StringComparer.Ordinal));

    [Fact]
    public void A_region_shows_its_name() =>
        Assert.Equal("US East (N. Virginia)", Assert.Single(Matches("Test-VpcEndpoint -Region us-east-1")).ToolTip);

    [Theory]
    [InlineData("-Action sq", "sqlworkbench: sqs:")]
    [InlineData("-Action sqs:SendM", "sqs:SendMessage")]
    [InlineData("-Action 'SQS:sendmess", "sqs:SendMessage")]
    [InlineData("-Action s3:GetObject, sqs:*Visib", "sqs:ChangeMessageVisibility")]
    [InlineData("-Action nosuch:", "")]
    public void Action_completes_the_service_and_then_its_actions(string arguments, string actions)
    {
        var completed = Complete($"Test-VpcEndpointPolicy {arguments}").Where(text => text.Contains(':', StringComparison.Ordinal))
            .ToList();

        Assert.All(actions.Split(' ', StringSplitOptions.RemoveEmptyEntries), action => Assert.Contains(action, completed));
        Assert.True(actions.Length > 0 || completed.Count == 0);
        Assert.Equal(["sqs:SendMessage"], Complete("Test-VpcEndpoint -RequiredAction sqs:SendM"));
    }

    [Theory]
    [InlineData("Test-VpcEndpoint -ClientSubnetId subnet-03", "subnet-034b5d511d6fdf634")]
    [InlineData("Get-VpcEndpointFinding -ClientSubnetId subnet-034", "subnet-034b5d511d6fdf634")]
    [InlineData("Test-VpcEndpoint -ClientSecurityGroupId sg-0ac", "sg-0ac636acbe64c2de1")]
    [InlineData("Test-VpcEndpoint -ClientInstanceId i-04", "i-043572302f68aacdb")]
    [InlineData("Test-VpcEndpoint -ClientNetworkInterfaceId eni-0a", "eni-0af9495096d35d2e0")]
    [InlineData("Test-VpcEndpoint -ClientNetworkInterfaceId eni-09f", null)] // The endpoint's own.
    [InlineData("Test-VpcEndpoint -ClientCidr 10.0.1", "10.0.1.0/24 10.0.10.0/27 10.0.10.32/27")]
    [InlineData("Test-VpcEndpointPolicy -Action a:B -ClientSubnetId subnet-034", "subnet-034b5d511d6fdf634")]
    [InlineData("Resolve-VpcEndpointName -ClientSubnetId subnet-034", "subnet-034b5d511d6fdf634")]
    [InlineData("Resolve-VpcEndpointName -Name secr", "secretsmanager.us-east-1.amazonaws.com")]
    [InlineData("Repair-VpcEndpoint -AllowOverrideDeny acl-0993", "acl-09937f8824b783886")]
    [InlineData("Test-VpcEndpoint -Id vpce-081b73983310acd4a -ClientSubnetId subnet-034", "subnet-034b5d511d6fdf634")]
    [InlineData("Test-VpcEndpoint -VpcId vpc-9 -ClientSubnetId subnet-034", null)]
    public void Clients_complete_those_of_the_endpoints_VPCs(string line, string? expected)
    {
        var sample = Path.Combine(Documentation.RepositoryFiles.Root, "samples", "security-group");
        var (command, arguments) = (line[..line.IndexOf(' ', StringComparison.Ordinal)],
            line[line.IndexOf(' ', StringComparison.Ordinal)..]);

        Assert.Equal(expected?.Split(' ') ?? [], Matches($"{command} -SnapshotPath '{sample}'{arguments}")
            .Where(m => m.ResultType == CompletionResultType.ParameterValue).Select(m => m.CompletionText));
    }

    [Fact]
    public void ProfileName_completes_the_profiles_of_both_files()
    {
        File.WriteAllText(Path.Combine(_folder, "config"),
            "[default]\nregion = eu-west-1\n[profile prod-admin]\n [ profile two words ]\n[sso-session corp]\n[services local]\n# [profile hidden]\n[broken\n");
        File.WriteAllText(Path.Combine(_folder, "credentials"), "[default]\naws_access_key_id = AKIAEXAMPLE\n[ci]\n");

        Assert.Equal(["ci", "default", "prod-admin", "'two words'"], Complete("Test-VpcEndpoint -ProfileName "));
        Assert.Equal(["prod-admin"], Complete("Test-VpcEndpoint -ProfileName prod"));
    }

    [Fact]
    public void ProfileName_takes_the_credentials_file_that_is_named()
    {
        var other = Path.Combine(_folder, "other");
        File.WriteAllText(other, "[elsewhere]\n");

        Assert.Equal(["elsewhere"], Complete($"Test-VpcEndpoint -ProfileLocation '{other}' -ProfileName else"));
    }

    [Fact]
    public void ProfileName_is_quiet_without_files() =>
        Assert.DoesNotContain(Matches("Test-VpcEndpoint -ProfileName x"), m => m.ResultType == CompletionResultType.ParameterValue);

    [Fact]
    public void Severity_completes() => Assert.Equal(["Critical"], Complete("Get-VpcEndpointFinding -MinimumSeverity Cri"));

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<string> Complete(string line) => Matches(line).Select(m => m.CompletionText);

    private List<CompletionResult> Matches(string line)
    {
        // The files are named to this process, whose environment the completer reads; the two variables are the standard ones.
        var result = _session.Invoke(
            """
            $env:AWS_CONFIG_FILE = "$($args[1])/config"; $env:AWS_SHARED_CREDENTIALS_FILE = "$($args[1])/credentials"
            [System.Management.Automation.CommandCompletion]::CompleteInput($args[0], $args[0].Length, $null).CompletionMatches
            """.Replace("$args[0]", $"'{line.Replace("'", "''")}'").Replace("$($args[1])", _folder));
        return [.. result.Succeeded().Select(o => (CompletionResult)o.BaseObject)];
    }
}
