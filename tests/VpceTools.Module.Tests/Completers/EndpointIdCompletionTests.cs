using System.Management.Automation;
using VpceTools.Module.Tests.Commands;
using VpceTools.Module.Tests.Documentation;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Completers;

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
        var result = session.Invoke($"[System.Management.Automation.CommandCompletion]::CompleteInput('{quoted}', {line.Length}, $null).CompletionMatches");
        Assert.Empty(result.Warnings);
        return [.. result.Succeeded().Select(match => (CompletionResult)match.BaseObject).Where(match => match.ResultType == CompletionResultType.ParameterValue).Select(match => match.CompletionText)];
    }
}
