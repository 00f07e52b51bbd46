using System.Diagnostics;
using System.Globalization;
using VpceTools.Core.Tests.Reports;
using VpceTools.Reporting;
using VpceTools.Reports;

namespace VpceTools.Benchmarks;

/// <summary>
/// A report of 1,000 endpoints and 16,000 results: how long each format takes to be written, and how long a browser takes until the page is
/// painted and filtered. The browser needs chromium, node and, in a folder that VPCETOOLS_BROWSER_PACKAGES names, playwright-core.
/// </summary>
internal static class ReportBenchmark
{
    private const int Endpoints = 1_000;
    private const int Findings = 1_450;

    public static async Task<int> RunAsync(TextWriter output)
    {
        var report = LargeReport.Of(Endpoints, Findings);
        var path = Path.Combine(Path.GetTempPath(), $"vpce-report-{Environment.ProcessId}.html");
        try
        {
            foreach (var format in Enum.GetValues<ReportFormat>())
            {
                var watch = Stopwatch.StartNew();
                await using var stream = File.Create(path);
                ReportWriter.Write(report, format, stream);
                await output.WriteLineAsync(string.Format(CultureInfo.InvariantCulture, "{0,-9} {1,6:N0} ms, {2,7:N0} KB", format,
                    watch.Elapsed.TotalMilliseconds, stream.Length / 1024)).ConfigureAwait(false);
            }

            await using (var stream = File.Create(path))
                ReportWriter.Write(report, ReportFormat.Html, stream);
            if (Environment.GetEnvironmentVariable("VPCETOOLS_BROWSER_PACKAGES") is not { Length: > 0 } packages)
            {
                await output.WriteLineAsync("VPCETOOLS_BROWSER_PACKAGES names no folder with playwright-core: no browser is measured.")
                    .ConfigureAwait(false);
                return 0;
            }

            using var node = Process.Start(new ProcessStartInfo("node",
                ["tests/VpceTools.Core.Tests/Reports/Browser/time.mjs", "/usr/bin/chromium", packages, path]))!;
            await node.WaitForExitAsync().ConfigureAwait(false);
            return node.ExitCode;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
