using System.Management.Automation;
using System.Management.Automation.Runspaces;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Commands;

/// <summary>
/// Hosts that are no console: many runspaces at once, none to ask, half a language. Start-Job needs a PowerShell executable and is not run
/// here.
/// </summary>
public sealed class RunbookTests : IDisposable
{
    private readonly LiveSession _live = new();

    [Fact]
    public void Every_iteration_of_a_parallel_loop_works()
    {
        var result = _live.Invoke($$"""
            1..6 | ForEach-Object -Parallel {
                Import-Module '{{ModuleSession.StagedModule}}'
                $live = $using:live
                Test-VpcEndpoint vpce-0a1 @live -Check SecurityGroupIngress -Quiet
            } -ThrottleLimit 3
            """);

        Assert.Equal(Enumerable.Repeat(true, 6), result.Succeeded().Select(o => (bool)o.BaseObject));
    }

    [Fact]
    public async Task A_runspace_pool_works()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([ModuleSession.StagedModule]);
        using var pool = RunspaceFactory.CreateRunspacePool(state);
        Assert.True(pool.SetMaxRunspaces(4));
        pool.Open();

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var shell = PowerShell.Create();
            shell.RunspacePool = pool;
            shell.AddCommand("Test-VpcEndpoint").AddParameters(new Dictionary<string, object>
            {
                ["Id"] = "vpce-0c1", ["EndpointUrl"] = _live.Server.Url, ["Region"] = "us-east-1", ["AccessKey"] = "AKIAPOOL",
                ["SecretKey"] = "a-pool-secret",
                ["Check"] = "SecurityGroupIngress", ["Quiet"] = true,
            });
            var output = await shell.InvokeAsync();
            Assert.Empty(shell.Streams.Error);
            return (bool)Assert.Single(output).BaseObject;
        }));

        Assert.All(runs, Assert.False);
    }

    [Fact]
    public void A_constrained_language_runs_and_imports_it()
    {
        _live.Session.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;

        var result = _live.Invoke(
            $"Remove-Module VpceTools; Import-Module '{ModuleSession.StagedModule}'; Test-VpcEndpoint vpce-0a1 @live -Check SecurityGroupIngress -Quiet");

        Assert.Equal([true], result.Succeeded().Select(o => o.BaseObject));
    }

    [Fact]
    public void Errors_and_warnings_go_where_the_common_parameters_say()
    {
        _live.Server.On("DescribeNetworkAcls", Testing.Ec2Behaviour.Denied());

        var result = _live.Invoke("""
            $null = Test-VpcEndpoint vpce-0a1, vpce-0fff @live -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue -WarningVariable warned
            "$($failed.Count) $($failed[0].FullyQualifiedErrorId) $($warned.Count)"
            try { Test-VpcEndpoint vpce-0fff @live -ErrorAction Stop } catch { $_.CategoryInfo.Category }
            """);

        Assert.Equal(["1 EndpointNotFound,VpceTools.Commands.TestVpcEndpointCommand 1", ErrorCategory.ObjectNotFound],
            result.Output.Select(o => o.BaseObject));
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
    }

    /// <summary>The session has nobody to ask, so a prompt would be an error of its own.</summary>
    [Fact]
    public void Nothing_that_is_missing_is_asked_for()
    {
        string[] scripts =
        [
            "Test-VpcEndpoint -AccessKey AKIA -Region us-east-1", "Test-VpcEndpoint -SecretKey secret -Region us-east-1",
            "Test-VpcEndpoint -SessionToken t -Region us-east-1",
            "Test-VpcEndpoint -ProfileName no-such-profile -Region us-east-1",
            "Get-VpcEndpointFinding -ProfileName no-such-profile -Region us-east-1",
        ];

        Assert.All(scripts, script =>
        {
            var id = _live.Invoke(script).SingleError.FullyQualifiedErrorId;
            Assert.True(id.StartsWith("CredentialsInvalid,", StringComparison.Ordinal)
                || id.StartsWith("ProfileNotFound,", StringComparison.Ordinal), id);
        });
    }

    public void Dispose() => _live.Dispose();
}
