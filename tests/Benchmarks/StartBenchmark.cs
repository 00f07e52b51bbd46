using System.Diagnostics;
using System.Globalization;

namespace VpceTools.Benchmarks;

/// <summary>
/// What a first diagnosis costs a new process of PowerShell: it imports the module and shows the results of a snapshot, against one that
/// does nothing. Both in turn, so that a machine whose speed drifts is as slow for the one as for the other; the median of the pairs
/// counts. Then what each part costs.
/// </summary>
internal static class StartBenchmark
{
    private const int Pairs = 11;
    private const string Sample = "samples/healthy";

    public static async Task<int> RunAsync(string shell, string module)
    {
        string[] nothing = ["-NoProfile", "-Command", "1"];
        string[] diagnosis = ["-NoProfile", "-Command", $"Import-Module '{module}'; Test-VpcEndpoint -SnapshotPath {Sample}"];
        await MeasureAsync(shell, nothing).ConfigureAwait(false);
        await MeasureAsync(shell, diagnosis).ConfigureAwait(false);
        var pairs = new List<(TimeSpan Nothing, TimeSpan Diagnosis)>();
        for (var i = 0; i < Pairs; i++)
            pairs.Add((await MeasureAsync(shell, nothing).ConfigureAwait(false), await MeasureAsync(shell, diagnosis)
                .ConfigureAwait(false)));

        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0}\n{1}\n{2} pairs, medians         elapsed", shell, module,
            Pairs));
        Row("pwsh -c 1", pairs.Select(pair => pair.Nothing));
        Row("import and diagnosis", pairs.Select(pair => pair.Diagnosis));
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, "ratio                  {0,10:N2}  (goal 1.30)",
            Median(pairs.Select(pair => pair.Diagnosis / pair.Nothing))));
        Console.WriteLine("\nof which, in processor time and with what the runtime compiled (one process):");
        Console.Write((await RunAsync(shell, ["-NoProfile", "-Command", Parts(module)]).ConfigureAwait(false)).Output);
        return 0;
    }

    private static void Row(string name, IEnumerable<TimeSpan> times) => Console.WriteLine(
        string.Format(CultureInfo.InvariantCulture, "{0,-22} {1,7:N0} ms", name, Median(times.Select(time => time.TotalMilliseconds))));

    /// <summary>The session measures itself; the first two marks pay for the measuring.</summary>
    private static string Parts(string module) => $$"""
        $process = [System.Diagnostics.Process]::GetCurrentProcess()
        function Mark($name) {
            $process.Refresh()
            $now = $process.TotalProcessorTime.TotalMilliseconds, [System.Runtime.JitInfo]::GetCompiledMethodCount($false), [System.Runtime.JitInfo]::GetCompilationTime($false).TotalMilliseconds
            if ($script:before -and $name) { '{0,-22} {1,7:N0} ms, {2,5} methods compiled in {3,4:N0} ms' -f $name, ($now[0] - $before[0]), ($now[1] - $before[1]), ($now[2] - $before[2]) }
            $process.Refresh()
            $script:before = $process.TotalProcessorTime.TotalMilliseconds, [System.Runtime.JitInfo]::GetCompiledMethodCount($false), [System.Runtime.JitInfo]::GetCompilationTime($false).TotalMilliseconds
        }
        $null = Mark 'warm'; $null = Mark 'warm'; Mark
        Import-Module '{{module}}'; Mark 'import'
        $results = Test-VpcEndpoint -SnapshotPath {{Sample}}; Mark 'diagnosis'
        $null = $results | Out-String; Mark 'view'
        $null = Test-VpcEndpoint -SnapshotPath {{Sample}} | Out-String; Mark 'both once more'
        """;

    private static async Task<TimeSpan> MeasureAsync(string shell, string[] arguments) =>
        (await RunAsync(shell, arguments).ConfigureAwait(false)).Elapsed;

    private static async Task<(TimeSpan Elapsed, string Output)> RunAsync(string shell, string[] arguments)
    {
        var dll = shell.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(dll ? "dotnet" : shell, dll ? [shell, .. arguments] : arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        var elapsed = clock.Elapsed;
        return process.ExitCode == 0 ? (elapsed, output)
            : throw new InvalidOperationException($"{shell} exited with {process.ExitCode}: {await errors.ConfigureAwait(false)}");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Pairs / 2);
}
