using System.Diagnostics;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Repairs.Planning;
using Xunit;

namespace VpceTools.Core.Tests.Repairs;

/// <summary>
/// A script goes on when an endpoint has settled, and ends when it will not. A stand-in for the CLI says in turn what it is told to.
/// </summary>
public sealed class RepairScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vpce-script-").FullName;

    [Theory]
    [InlineData("available", 0, 1)]
    [InlineData("Available", 0, 1)]
    [InlineData("pending pending available", 0, 3)]
    [InlineData("failed", 1, 1)]
    [InlineData("pending failed", 1, 2)]
    [InlineData("pending", 1, 60)] // The last state stays.
    public async Task A_shell_script_waits_as_long_as_that_can_help(string states, int exitCode, int looks)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the script is for a POSIX shell");
        Stub("aws", $"""
            [ "$2" = describe-vpc-endpoints ] || exit 0
            echo look >> looks
            set -- {states}
            turn=$(grep -c look looks)
            [ "$turn" -le $# ] || turn=$#
            eval "echo \$$turn"
            """);
        Stub("sleep", ":");
        var plan = World.Healthy.WithEndpoint(e => e with { PrivateDnsEnabled = false }).Plan();
        await File.WriteAllTextAsync(Path.Combine(_folder, "repair.sh"), RepairScript.ToAwsCli([plan]) + "echo end\n", Token);

        var (code, output, error) = await RunAsync();

        Assert.Equal((exitCode, exitCode == 0 ? "end\n" : ""), (code, output));
        Assert.Equal(looks, File.ReadAllLines(Path.Combine(_folder, "looks")).Length);
        Assert.Equal(exitCode == 0 ? "" : $"{World.EndpointId} is {states.Split(' ')[^1]}, not available: nothing more is done.\n", error);
    }

    [Fact]
    public void A_script_that_changes_no_endpoint_waits_for_none()
    {
        var plan = World.Healthy.WithDns(support: true, hostNames: false).Plan();

        Assert.DoesNotContain("settle", RepairScript.ToAwsCli([plan]), StringComparison.Ordinal);
        Assert.DoesNotContain("Wait-Settled", RepairScript.ToPowerShell([plan]), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private void Stub(string name, string script)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "#!/bin/sh\n" + script.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync()
    {
        var start = new ProcessStartInfo("/bin/sh",
            ["repair.sh"])
        {
            UseShellExecute = false, WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError =
                true
        };
        start.Environment["PATH"] = _folder + ":" + Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(Token);
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, output, await error);
    }
}
