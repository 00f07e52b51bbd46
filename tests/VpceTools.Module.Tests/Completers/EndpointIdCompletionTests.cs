using System.Management.Automation;
using VpceTools.Module.Tests.Commands;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Module.Tests.Completers;

/// <summary>Alone: the environment of the process says which account is meant, and other tests change it.</summary>
[Collection(nameof(EndpointIdCompletionTests))]
[CollectionDefinition(nameof(EndpointIdCompletionTests), DisableParallelization = true)]
public sealed class EndpointIdCompletionTests
{
    private static readonly string Samples = Path.Combine(RepositoryFiles.Root, "samples");

    [Theory]
    [InlineData("Test-VpcEndpoint -SnapshotPath '{0}' -Id ")]
    [InlineData("Test-VpcEndpoint -SnapshotPath '{0}' -Id vpce-08")]
    [InlineData("Get-VpcEndpointFinding -SnapshotPath '{0}' -VpcEndpointId VPCE-0")]
    [InlineData("Test-VpcEndpoint -SnapshotPath nowhere, '{0}' -Id ", false)]
    public void Ids_come_from_the_snapshot(string line, bool found = true)
    {
        using var session = new ModuleSession();

        var ids = Complete(session, string.Format(null, line, Path.Combine(Samples, "healthy")));

        Assert.Equal(found ? ["vpce-081b73983310acd4a"] : [], ids);
        Assert.Equal(ids, Complete(session, string.Format(null, line, Path.Combine(Samples, "healthy"))));
    }

    [Fact]
    public void A_snapshot_path_is_relative_to_the_location()
    {
        using var session = new ModuleSession();
        session.Runspace.SessionStateProxy.Path.SetLocation(Samples);

        Assert.Equal(["vpce-00048c06860b38980"], Complete(session, "Test-VpcEndpoint -SnapshotPath gateway -Id vpce-"));
    }

    [Fact]
    public void Ids_come_from_the_account_by_one_call_that_serves_the_next_key_presses()
    {
        using var live = new LiveSession();
        var line = $"Test-VpcEndpoint -EndpointUrl {live.Server.Url} -Region us-east-1 -AccessKey AKIAIOSFODNN7EXAMPLE -SecretKey {LiveSession.SecretKey} -Id vpce-";

        var first = Complete(live.Session, line);
        var second = Complete(live.Session, line);

        Assert.NotEmpty(first);
        Assert.Equal(first, second);
        Assert.Equal(["DescribeVpcEndpoints"], live.Server.Calls.All.Select(call => call.Operation));
    }

    [Fact]
    public void Another_environment_may_be_another_account()
    {
        using var live = new LiveSession();
        var line = $"Test-VpcEndpoint -EndpointUrl {live.Server.Url} -Region us-east-1 -AccessKey AKIAIOSFODNN7EXAMPLE -SecretKey {LiveSession.SecretKey} -Id vpce-";

        Complete(live.Session, line);
        live.Invoke("$env:AWS_EXECUTION_ENV = 'tests'").Succeeded();
        Complete(live.Session, line);
        live.Invoke("$env:AWS_EXECUTION_ENV = $null").Succeeded();

        Assert.Equal(2, live.Server.Calls.All.Count);
    }

    [Theory]
    [InlineData("Test-VpcEndpoint @live -Id vpce-", "")]
    [InlineData("Test-VpcEndpoint @live vpce-", "")]
    [InlineData("Test-VpcEndpoint -Id vpce-",
        "$global:PSDefaultParameterValues = @{ 'Test-VpcEndpoint:EndpointUrl' = $live.EndpointUrl; '*-Vpc*:Region' = 'us-east-1'; 'Test-*:AK' = 'a'; '*:Secret*' = 'b' }")]
    public void The_account_is_also_that_of_splatted_tables_and_of_default_values(string line, string before)
    {
        using var live = new LiveSession();
        live.Invoke(before + ";").Succeeded();

        Assert.NotEmpty(Complete(live.Session, line));
    }

    [Theory]
    [InlineData("-SessionToken (Get-Token)")]
    [InlineData("-ST \"$token\"")]
    [InlineData("@nowhere")]
    public void A_line_that_names_a_place_that_is_not_known_yet_completes_nothing_from_another(string place)
    {
        using var live = new LiveSession();

        Assert.Empty(Complete(live.Session,
            $"Test-VpcEndpoint -EndpointUrl {live.Server.Url} -Region us-east-1 -AccessKey a -SecretKey b {place} -Id vpce-"));
        Assert.Empty(live.Server.Calls.All);
    }

    [Fact]
    public void A_default_value_that_is_computed_completes_nothing()
    {
        using var live = new LiveSession();
        live.Invoke("$global:PSDefaultParameterValues = @{ 'Test-VpcEndpoint:ProfileName' = { 'prod' } }").Succeeded();

        Assert.Empty(Complete(live.Session,
            $"Test-VpcEndpoint -EndpointUrl {live.Server.Url} -Region us-east-1 -AccessKey a -SecretKey b -Id vpce-"));
        Assert.Empty(live.Server.Calls.All);
    }

    [Fact]
    public void An_endpoint_that_several_snapshots_hold_is_offered_once()
    {
        using var session = new ModuleSession();

        Assert.Equal(["vpce-081b73983310acd4a"],
            Complete(session, $"Test-VpcEndpoint -SnapshotPath '{Samples}/healthy', '{Samples}/security-group' -Id vpce-*"));
    }

    [Theory]
    [InlineData("-VpcId ", "vpc-0e6c128dc409b1dc4")]
    [InlineData("-ServiceName ", "com.amazonaws.us-east-1.secretsmanager")]
    [InlineData("-ServiceName secrets", "com.amazonaws.us-east-1.secretsmanager")]
    [InlineData("-ServiceName sqs", null)]
    public void VPCs_and_services_are_those_of_the_endpoints(string word, string? expected)
    {
        using var session = new ModuleSession();

        Assert.Equal(expected is null ? [] : [expected],
            Complete(session, $"Get-VpcEndpointFinding -SnapshotPath '{Samples}/healthy' {word}"));
    }

    /// <summary>A place that does not answer costs one wait and not one a key press.</summary>
    [Fact]
    public void What_failed_is_not_asked_again_at_the_next_key_press()
    {
        using var live = new LiveSession();
        live.Server.On("DescribeVpcEndpoints", Ec2Behaviour.AuthFailure());
        var line = "Test-VpcEndpoint @live -Id vpce-";

        Assert.Empty(Complete(live.Session, line));
        var calls = live.Server.Calls.All.Count;
        Assert.Empty(Complete(live.Session, line));

        Assert.NotEqual(0, calls);
        Assert.Equal(calls, live.Server.Calls.All.Count);
    }

    [Theory]
    [InlineData("Test-VpcEndpoint -SnapshotPath nowhere -Id vpce-")]
    [InlineData("Test-VpcEndpoint -EndpointUrl http://127.0.0.1:9 -Region us-east-1 -AccessKey a -SecretKey b -Id vpce-")]
    [InlineData("Test-VpcEndpoint -Region 'not a region' -AccessKey a -SecretKey b -EndpointUrl nonsense -Id vpce-")]
    public void A_completion_that_cannot_read_is_quiet(string line)
    {
        using var session = new ModuleSession();

        Assert.Empty(Complete(session, line));
    }

    private static List<string> Complete(ModuleSession session, string line)
    {
        var quoted = line.Replace("'", "''", StringComparison.Ordinal);
        var result = session.Invoke(
            $"[System.Management.Automation.CommandCompletion]::CompleteInput('{quoted}', {line.Length}, $null).CompletionMatches");
        Assert.Empty(result.Warnings);
        return [.. result.Succeeded().Select(match => (CompletionResult)match.BaseObject)
            .Where(match => match.ResultType == CompletionResultType.ParameterValue).Select(match => match.CompletionText)];
    }
}
