using System.Diagnostics;
using System.Text;
using Xunit;

namespace VpceTools.Module.Tests.Hosting;

/// <summary>PowerShell as a process of its own, as the build lays it out, with a module imported before anything else.</summary>
internal static class ShellProcess
{
    private static readonly string Program = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(ModuleSession.StagedModule)!)!,
        "PowerShell", "pwsh.dll");

    /// <summary>Runs a command to its end.</summary>
    /// <param name="command">The command, or null to run <paramref name="file"/>.</param>
    /// <param name="meanwhile">What happens while it runs.</param>
    /// <param name="file">A script.</param>
    /// <param name="environment">Variables beside those of the tests.</param>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string? command, Func<Process, Task>? meanwhile = null, string? file = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Process.Start(StartInfo(["-NoLogo", "-NoProfile", "-NonInteractive", .. command is null
            ? new[] { "-File", file! } : ["-Command", command]], environment))
            ?? throw new InvalidOperationException("The shell did not start.");
        // A guard against a command that hangs; a loaded machine takes many times what an idle one does.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        try
        {
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            if (meanwhile is not null)
                await meanwhile(process);

            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, output.ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static ProcessStartInfo StartInfo(string[] arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["NO_COLOR"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }
}
