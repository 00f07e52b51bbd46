using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace VpceTools.Pester;

/// <summary>Each test of the Pester suite, of both builds of the module.</summary>
public sealed class PesterTests
{
    private static readonly string Root = FindRoot();

    /// <summary>Guards against a suite that hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    // Running the suite is what finds its tests, so that asking for other tests of this project costs nothing.
    [Theory(DisableDiscoveryEnumeration = true), MemberData(nameof(Outcomes))]
    public void Passes(string name, string result, string text)
    {
        Assert.NotEmpty(name);
        Assert.SkipWhen(result == "Skipped", text);
        Assert.True(result == "Passed", $"{result}: {text}");
    }

    public static async Task<IEnumerable<TheoryDataRow<string, string, string>>> Outcomes()
    {
        var runs = await Task.WhenAll(RunAsync("core"), RunAsync("desktop")).ConfigureAwait(false);
        return runs.SelectMany(outcomes => outcomes)
            .Select(o => new TheoryDataRow<string, string, string>(o.Name, o.Result, o.Text) { TestDisplayName = o.Name });
    }

    private static async Task<List<Outcome>> RunAsync(string build)
    {
        var result = Path.GetTempFileName();
        try
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet",
            [
                Path.Combine(Root, "output", "PowerShell", "pwsh.dll"), "-NoLogo", "-NoProfile", "-NonInteractive", "-File",
                Path.Combine(Root, "tests", "Pester", "Run.ps1"),
                "-Pester", Path.Combine(AppContext.BaseDirectory, "Pester", "Pester.psd1"), "-Result", result, "-Build", build,
            ])
            { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.StandardInput.Close();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Patience);
            try
            {
                var streams = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token),
                    process.StandardError.ReadToEndAsync(limit.Token)).ConfigureAwait(false);
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
                var outcomes = (await File.ReadAllLinesAsync(result, limit.Token).ConfigureAwait(false))
                    .Select(line => JsonSerializer.Deserialize<Outcome>(line)!).ToList();
                // A suite that did not come to its end has no tests to fail.
                return process.ExitCode == 0 && outcomes.Count > 0 ? outcomes
                    : [new($"{build}: the suite", "Failed", string.Concat(streams))];
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            File.Delete(result);
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "output", "PowerShell", "pwsh.dll")))
                return folder.FullName;
        throw new FileNotFoundException("output/PowerShell was not found above the tests; build src/VpceTools.Shell.");
    }

    private sealed record Outcome(string Name, string Result, string Text);
}
