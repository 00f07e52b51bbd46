using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Shell;

/// <summary>The exit codes of about_Pwsh, "-Command" and "-File".</summary>
public sealed class ExitCodeTests(TemporaryModule module) : IClassFixture<TemporaryModule>
{
    [Theory]
    [InlineData("1 + 1", 0)]
    [InlineData("", 0)]
    [InlineData("Get-Endpoint vpce-1", 0)]
    [InlineData("throw 'over'", 1)]
    [InlineData("throw 'over'; 'never'", 1)]
    [InlineData("No-SuchCommand", 1)]
    [InlineData("No-SuchCommand; 'goes on'", 0)]
    [InlineData("'first'; Import-Module /no/such/module", 1)]
    [InlineData("exit", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("exit -1", -1)]
    [InlineData("& { exit 4 }; 'never'", 4)]
    [InlineData("try { exit 5 } finally { 'cleaned' }", 5)]
    [InlineData("if (", 1)]
    [InlineData("1 +* 2", 1)]
    [InlineData("Get-Endpoint", 1)]
    [InlineData("Import-Module /no/such/module -ErrorAction SilentlyContinue", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; No-SuchCommand; 'never'", 1)]
    public void A_command_ends_with(string command, int exitCode)
    {
        var run = ShellRun.Of(module.Manifest, "", "-Command", command);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.DoesNotContain("never", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'done'", 0)]
    [InlineData("exit 3", 3)]
    [InlineData("function Leave { exit 4 }; Leave; 'never'", 4)]
    [InlineData("No-SuchCommand", 0)]
    [InlineData("$global:LASTEXITCODE = 9; No-SuchCommand", 0)]
    [InlineData("& ([scriptblock]::Create('exit 6'))", 6)]
    [InlineData("throw 'over'", 1)]
    [InlineData("if (", 1)]
    [InlineData("param([Parameter(Mandatory)] $Needed) $Needed", 1)]
    public void A_script_file_ends_with(string script, int exitCode)
    {
        var file = module.Write($"{Guid.NewGuid():N}.ps1", script);

        var run = ShellRun.Of(module.Manifest, "", "-File", file);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.DoesNotContain("never", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exit_in_a_script_that_a_script_calls_only_sets_its_LASTEXITCODE()
    {
        var inner = module.Write("inner.ps1", "exit 7");
        var outer = module.Write("outer.ps1", $"& '{inner}'; \"inner: $LASTEXITCODE\"");

        var run = ShellRun.Of(module.Manifest, "", outer);

        Assert.Equal((0, "inner: 7\n"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("1\n2", 0)]
    [InlineData("'a'\nexit 7\n'never'\n", 7)]
    [InlineData("'a'\nthrow 'over'\n", 1)]
    [InlineData("throw 'over'\n'a'\n", 0)]
    [InlineData("if (\n", 1)]
    [InlineData("", 0)]
    public void Commands_of_standard_input_end_with(string input, int exitCode)
    {
        var run = ShellRun.Of(module.Manifest, input, "-Command", "-");

        Assert.Equal(exitCode, run.ExitCode);
        Assert.DoesNotContain("never", run.Output, StringComparison.Ordinal);
    }
}
