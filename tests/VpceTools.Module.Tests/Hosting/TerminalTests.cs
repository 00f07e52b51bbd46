using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using VpceTools.Module.Tests.Documentation;
using Xunit;

namespace VpceTools.Module.Tests.Hosting;

/// <summary>Somebody at a terminal, who types a word's beginning and presses Tab.</summary>
public sealed partial class TerminalTests
{
    private const string Question = "\u001b[6n";

    [Fact]
    public async Task Tab_completes_at_the_prompt_and_the_line_runs()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "There is no script (util-linux), which makes a terminal.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        var command = $"stty cols 160 rows 40; exec dotnet {Path.Combine("output", "PowerShell", "pwsh.dll")} -NoLogo -NoProfile";
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/script", ["-qefc", command, "/dev/null"])
        {
            UseShellExecute = false,
            WorkingDirectory = RepositoryFiles.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm-256color" },
        })!;
        try
        {
            await ReadUntilAsync(process, "PS ", limit.Token);
            await TypeAsync(process, "Get-VpcEndpointCheck -Name NetworkA\t", limit.Token);
            await ReadUntilAsync(process, "NetworkAcl", limit.Token);
            await TypeAsync(process, " | ForEach-Object { '<' + $_.Title + '>' }\r", limit.Token);
            await ReadUntilAsync(process, "<Network ACLs ", limit.Token);
            await TypeAsync(process, "exit 5\r", limit.Token);
            await ReadUntilAsync(process, text: null, limit.Token);
            await process.WaitForExitAsync(limit.Token);

            Assert.Equal(5, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static async Task TypeAsync(Process process, string keys, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteAsync(keys.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <summary>
    /// Reads what the terminal shows until the text is there, or to the end, and answers as a terminal does when it is asked where its
    /// cursor is.
    /// </summary>
    private static async Task ReadUntilAsync(Process process, string? text, CancellationToken cancellationToken)
    {
        var (seen, buffer, answered) = (new StringBuilder(), new char[4096], 0);
        while (text is null || !Sequence().Replace(seen.ToString(), "").Contains(text, StringComparison.Ordinal))
        {
            var read = await process.StandardOutput.ReadAsync(buffer, cancellationToken);
            if (text is null && read == 0)
                return;
            Assert.True(read > 0, $"The shell ended before it showed '{text}': {seen}");
            seen.Append(buffer, 0, read);
            for (var asked = seen.ToString().Split(Question).Length - 1; answered < asked; answered++)
                await TypeAsync(process, "\u001b[5;30R", cancellationToken);
        }
    }

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]", RegexOptions.None, 1000)]
    private static partial Regex Sequence();
}
