using System.Text.RegularExpressions;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Documentation;

/// <summary>What the README shows is what a user sees: each console block is run in the repository's root at 80 columns and compared.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Root = RepositoryFiles.Root;
    private static readonly string Readme = RepositoryFiles.Read("README.md");

    public static TheoryData<string, string> Blocks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (Match block in ConsoleBlock().Matches(Readme))
                data.Add(block.Groups["command"].Value, block.Groups["text"].Value);
            return data;
        }
    }

    [Theory, MemberData(nameof(Blocks))]
    public void A_console_block_shows_what_the_command_prints(string command, string text)
    {
        using var session = new ModuleSession(width: 80);
        session.Runspace.SessionStateProxy.Path.SetLocation(Root);
        Assert.Equal(text.Trim('\n'), session.InvokeText(command).Trim('\n'));
    }

    [Fact]
    public void The_first_screen_holds_the_two_commands()
    {
        var firstScreen = string.Join('\n', Readme.Split('\n').Take(24));
        Assert.Contains("dotnet run --project src/VpceTools.Shell -- -Command \"Test-VpcEndpoint -SnapshotPath samples/", firstScreen, StringComparison.Ordinal);
        Assert.Matches("(?m)^dotnet test$", firstScreen);
    }

    [Fact]
    public void No_console_block_is_left_out() => Assert.Equal(Readme.Split("```console").Length - 1, ConsoleBlock().Count(Readme));

    /// <summary>The blocks, the script of the runbook, and every command in the text and its tables.</summary>
    public static TheoryData<string> Scripts
    {
        get
        {
            var runbook = RunbookScript().Matches(Readme).Select(block => block.Groups["text"].Value);
            var blocks = ScriptBlock().Matches(Readme).Select(block => block.Groups["text"].Value);
            var spans = CodeSpan().Matches(Fence().Replace(Readme, "")).Select(span => span.Groups["text"].Value.Replace(@"\|", "|", StringComparison.Ordinal));
            return [.. runbook.Concat(blocks).Concat(spans.Where(span => span.Contains("-VpcEndpoint", StringComparison.Ordinal))).Distinct()];
        }
    }

    [Fact]
    public void The_scripts_are_found()
    {
        Assert.Single(RunbookScript().Matches(Readme));
        Assert.NotEmpty(ScriptBlock().Matches(Readme));
        Assert.True(Scripts.Count > 30, $"Only {Scripts.Count} were found.");
    }

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_parses_and_each_call_fits_a_parameter_set(string script)
    {
        using var session = new ModuleSession();
        PastedScript.Check(session, script);
    }

    [GeneratedRegex("""^```powershell\n(?<text>.*?)^```$""", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScriptBlock();

    /// <summary>Of the runbook; the indentation does not matter to PowerShell.</summary>
    [GeneratedRegex("""^ {6}Script: \|-\n(?<text>( {8}[^\n]*\n)+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunbookScript();

    [GeneratedRegex("""^```\w*\n.*?^```$""", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex("""`(?<text>[^`\n]+)`""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex("""^```console\nPS> (?<command>[^\n]+)\n(?<text>.*?)^```$""", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConsoleBlock();
}
