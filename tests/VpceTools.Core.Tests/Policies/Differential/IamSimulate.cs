using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace VpceTools.Core.Tests.Policies.Differential;

/// <summary>
/// Runs the npm package @cloud-copilot/iam-simulate, an independent evaluator of IAM policies. It is AGPL: a tool of the tests that npm
/// installs under obj, never shipped and never linked.
/// </summary>
internal static class IamSimulate
{
    private static readonly Lazy<string?> Missing = new(Install);

    private static string Folder { get; } = Path.Combine(
        typeof(IamSimulate).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(item => item.Key == "IntermediateFolder").Value!, "iam-simulate");

    private static string Source { get; } = Path.Combine(AppContext.BaseDirectory, "Policies", "Differential");

    /// <summary>Why the package cannot run here; null when it can.</summary>
    public static string? SkipReason => Missing.Value;

    /// <summary>The other evaluator's answers, one list a case.</summary>
    public static async Task<IReadOnlyList<string[]>> DecideAsync(IEnumerable<GeneratedCase> cases, CancellationToken cancellationToken)
    {
        var output = await SimulateAsync(cases, "answers", cancellationToken);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<string[]>(line)!)];
    }

    /// <summary>The other evaluator's decisions per second, its start not counted.</summary>
    public static async Task<double> MeasureAsync(IEnumerable<GeneratedCase> cases, CancellationToken cancellationToken) =>
        double.Parse(await SimulateAsync(cases, "rate", cancellationToken), CultureInfo.InvariantCulture);

    /// <summary>What a script prints that stands beside the package.</summary>
    public static async Task<string> RunScriptAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        File.Copy(Path.Combine(Source, script), Path.Combine(Folder, script), overwrite: true);
        var (exitCode, output, error) = await RunAsync("node", [script, .. arguments], cancellationToken);
        return exitCode == 0 ? output : throw new InvalidOperationException($"node {script} ended with {exitCode}: {error}");
    }

    private static async Task<string> SimulateAsync(IEnumerable<GeneratedCase> cases, string mode, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Folder, $"cases-{Guid.NewGuid():N}.json");
        try
        {
            var written = cases.Select(item => new
            {
                policy = item.Policy,
                requests = item.Requests.Select(request =>
                    new { action = request.Action, resource = request.Resource, context = request.Context })
            });
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { cases = written }), cancellationToken);
            var (exitCode, output, error) = await RunAsync("node", ["simulate.mjs", file, mode], cancellationToken);
            return exitCode == 0 ? output : throw new InvalidOperationException($"node simulate.mjs ended with {exitCode}: {error}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string? Install()
    {
        Directory.CreateDirectory(Folder);
        var manifest = Path.Combine(Folder, "package.json");
        File.Copy(Path.Combine(Source, "simulate.mjs"), Path.Combine(Folder, "simulate.mjs"), overwrite: true);
        var wanted = File.ReadAllText(Path.Combine(Source, "package.json"));
        var installed = Path.Combine(Folder, "installed.json");
        try
        {
            if (Run("node", "--version") is not (0, _, _))
                return "node is not installed";
            if (File.Exists(installed) && File.ReadAllText(installed) == wanted)
                return null;
            File.WriteAllText(manifest, wanted);
            var (exitCode, _, error) = Run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock",
                "--loglevel=error");
            if (exitCode != 0)
                return $"npm could not install @cloud-copilot/iam-simulate: {error.Trim()}";
            File.WriteAllText(installed, wanted);
            return null;
        }
        catch (Win32Exception exception)
        {
            return $"node or npm is not installed: {exception.Message}";
        }
    }

    private static (int ExitCode, string Output, string Error) Run(string program, params string[] arguments) =>
        Task.Run(() => RunAsync(program, arguments, CancellationToken.None)).GetAwaiter().GetResult();

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string program, string[] arguments,
        CancellationToken cancellationToken)
    {
        // npm is a script, which Windows starts through its shell only.
        var start = OperatingSystem.IsWindows() && program == "npm"
            ? new ProcessStartInfo("cmd.exe", ["/c", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.WorkingDirectory = Folder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return (-1, "", $"{program} took longer than two minutes");
        }
    }
}
