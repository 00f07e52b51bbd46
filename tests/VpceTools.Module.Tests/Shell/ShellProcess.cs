using System.Diagnostics;
using System.Reflection;
using System.Text;
using Xunit;

namespace VpceTools.Module.Tests.Shell;

/// <summary>The built shell as a process of its own.</summary>
internal static class ShellProcess
{
    public static string Path { get; } = System.IO.Path.GetFullPath(
        typeof(ShellProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Shell").Value!,
        AppContext.BaseDirectory);

    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        string module, string? input, string[] arguments, Func<Process, Task>? meanwhile = null, string? columns = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Process.Start(StartInfo(module, arguments, columns, environment)) ?? throw new InvalidOperationException("The shell did not start.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            if (input is not null)
                await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);

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

    private static ProcessStartInfo StartInfo(string module, string[] arguments, string? columns, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["VPCETOOLS_MODULE"] = module;
        start.Environment["COLUMNS"] = columns;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return start;
    }
}
