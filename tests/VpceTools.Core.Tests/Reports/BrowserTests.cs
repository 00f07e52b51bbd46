using System.Diagnostics;
using System.Text;
using VpceTools.Reporting;
using VpceTools.Reports;
using Xunit;

namespace VpceTools.Core.Tests.Reports;

/// <summary>
/// The page in a real browser: it opens from disk without an error or a request, filter, copying and keys work, nothing is cut off on a
/// telephone or a wide screen, and axe-core finds no serious violation. Needs chromium, node and npm, which brings playwright-core.
/// </summary>
public sealed class BrowserTests
{
    private const string Packages = "playwright-core@1.65.1 axe-core@4.14.1";
    private const string Chromium = "/usr/bin/chromium";

    /// <summary>A registry that answers slowly must not hold everybody up.</summary>
    private static readonly TimeSpan RegistryPatience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public void Reports_work_in_a_browser()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"There is no {Chromium}.");
        Assert.SkipUnless(Run("node", ["--version"]) is { Code: 0 }, "There is no node.");
        var folder = Directory.CreateTempSubdirectory("vpce-browser-").FullName;
        try
        {
            var packages = PackagesIn(folder);
            Assert.SkipWhen(packages is null, "npm does not bring playwright-core.");
            var hostile = SomeReport.Of(string.Join(" ",
                SomeReport.Hostile.Where(text => !text.Contains('\ud800', StringComparison.Ordinal))));
            var reports = new[] { ("usual", SomeReport.Usual), ("hostile", hostile), ("empty", Empty), ("large", LargeReport.Of(150, 300)) }
                .Select(report => Write(folder, report.Item1, report.Item2)).ToList();

            var (code, output) = Run("node", [Path.Combine(Repository.Root, "tests/VpceTools.Core.Tests/Reports/Browser/check.mjs"),
                Chromium, packages!, .. reports])!.Value;

            Assert.True(code == 0, output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Report Empty => new() { Created = DateTimeOffset.UnixEpoch, ToolVersion = "1", Title = "Nothing", Gate = new() };

    private static string Write(string folder, string name, Report report)
    {
        var path = Path.Combine(folder, name + ".html");
        using var stream = File.Create(path);
        ReportWriter.Write(report, ReportFormat.Html, stream);
        return path;
    }

    /// <summary>The packages, of a folder that somebody names or brought by npm; null where npm does not bring them.</summary>
    private static string? PackagesIn(string folder) =>
        Environment.GetEnvironmentVariable("VPCETOOLS_BROWSER_PACKAGES") is { Length: > 0 } given ? given
        : Run("npm", ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", .. Packages.Split(' ')],
            RegistryPatience) is { Code: 0 } ? folder : null;

    private static (int Code, string Output)? Run(string program, IEnumerable<string> arguments, TimeSpan? patience = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = new StringBuilder();
            process.OutputDataReceived += (_, line) => Append(output, line.Data);
            process.ErrorDataReceived += (_, line) => Append(output, line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (!process.WaitForExit(patience ?? Patience))
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"{program} took longer than {patience ?? Patience}.");
            }

            process.WaitForExit();
            return (process.ExitCode, output.ToString());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
            output.AppendLine(line);
    }
}
