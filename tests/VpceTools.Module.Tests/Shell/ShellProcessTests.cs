using System.Diagnostics;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Shell;

/// <summary>What only a process shows: exit codes that the system sees, the real streams, signals.</summary>
public sealed class ShellProcessTests(TemporaryModule module) : IClassFixture<TemporaryModule>
{
    [Fact]
    public async Task Output_and_errors_go_to_their_streams_as_UTF8()
    {
        var (exitCode, output, error) = await Run("-Command", "Get-Endpoint 'ü 漢字 🎉' -Count 1; Write-Stream; throw 'Ende: ö'");

        Assert.Equal(1, exitCode);
        Assert.Equal("\nStatus   Endpoint\n------   --------\nFailed   ü 漢字 🎉\nWARNING: a warning\nan object\n",
            string.Join('\n', output.Split('\n').Select(line => line.TrimEnd())));
        Assert.Equal("Write-Stream: a soft error\nException: Ende: ö\n", error);
    }

    [Theory]
    [InlineData(null, "120")]
    [InlineData("80", "80")]
    [InlineData("wide", "120")]
    public async Task A_redirected_output_is_as_wide_as_COLUMNS_says_or_120_and_without_colours(string? columns, string width)
    {
        string[] command = ["-Command", "$host.UI.RawUI.BufferSize.Width; $host.UI.SupportsVirtualTerminal; \"$($PSStyle.Bold)plain\""];

        var (exitCode, output, _) = await ShellProcess.RunAsync(module.Manifest, null, command, columns: columns);

        Assert.Equal((0, $"{width}\nFalse\nplain\n"), (exitCode, output));
    }

    [Fact]
    public async Task A_script_file_s_exit_code_is_the_process_s()
    {
        var file = module.Write("exit3.ps1", "param($Name) \"hello $Name\"; exit 3");

        Assert.Equal((3, "hello world\n", ""), await Run("-NoLogo", "-NoProfile", "-File", file, "-Name", "world"));
    }

    [Fact]
    public async Task Commands_come_from_standard_input()
    {
        Assert.Equal((7, "漢字\n", ""), await ShellProcess.RunAsync(module.Manifest, "'漢字'\nexit 7\n", ["-Command", "-"]));
    }

    [Fact]
    public async Task A_pipe_without_arguments_is_a_batch_without_prompts()
    {
        Assert.Equal((0, "2\n", ""), await ShellProcess.RunAsync(module.Manifest, "1 + 1\n", []));
    }

    [Fact]
    public async Task A_question_fails_where_standard_input_is_no_terminal()
    {
        var (exitCode, _, error) = await ShellProcess.RunAsync(module.Manifest, "y\n", ["-Command", "Get-Endpoint"]);

        Assert.Equal(1, exitCode);
        Assert.Contains("missing mandatory parameters: Name", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_option_shows_the_usage_and_ends_with_64()
    {
        var (exitCode, output, error) = await Run("-Nonsense");

        Assert.Equal((64, ""), (exitCode, output));
        Assert.Contains("'-Nonsense' is not recognized", error, StringComparison.Ordinal);
        Assert.Contains("Usage: VpceTools.Shell", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_module_is_one_clear_error()
    {
        var (exitCode, output, error) = await ShellProcess.RunAsync("/no/such/module", null, ["-Command", "1"]);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("VpceTools.Shell: The VpceTools module was not found. VPCETOOLS_MODULE names '/no/such/module'", error, StringComparison.Ordinal);
        Assert.Equal(1, error.Count(character => character == '\n'));
    }

    [Fact]
    public async Task A_module_that_does_not_load_is_one_clear_error()
    {
        var broken = module.Write("Broken.psd1", "@{ RootModule = 'Gone.psm1'; ModuleVersion = '1.0' }");

        var (exitCode, output, error) = await ShellProcess.RunAsync(broken, null, ["-Command", "1"]);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("Gone.psm1", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_and_version_need_no_module()
    {
        var help = await ShellProcess.RunAsync("/no/such/module", null, ["-Help"]);
        var version = await ShellProcess.RunAsync("/no/such/module", null, ["-Version"]);

        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("-NonInteractive", help.Output, StringComparison.Ordinal);
        Assert.Matches(@"^VpceTools\.Shell \d+\.\d+\.\d+ \(PowerShell 7\.\d+\.\d+\)\n$", version.Output);
    }

    [Fact]
    public async Task An_interrupt_stops_the_command_and_ends_with_1()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows sends a Ctrl+C to a console, not to a process.");

        var (exitCode, output, _) = await ShellProcess.RunAsync(
            module.Manifest, null, ["-Command", "try { 'started'; while ($true) { } } finally { [Console]::WriteLine('cleaned') }"], Interrupt);

        Assert.Equal((1, "cleaned\n"), (exitCode, output));
    }

    private static async Task Interrupt(Process process)
    {
        Assert.Equal("started", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments) =>
        ShellProcess.RunAsync(module.Manifest, null, arguments);
}
