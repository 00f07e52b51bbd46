using System.Collections.Immutable;
using System.Text.RegularExpressions;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Documentation;

/// <summary>
/// What README and the guides show is what a user sees: each console block is run in the repository's root at 80 columns and compared, each
/// command is bound, each link leads somewhere.
/// </summary>
public sealed partial class ReadmeTests
{
    private static readonly string Root = RepositoryFiles.Root;
    private static readonly string Readme = RepositoryFiles.Read("README.md");
    private static readonly ImmutableArray<string> Pages =
        ["README.md", .. Directory.EnumerateFiles(Path.Combine(Root, "docs", "guides"), "*.md")
            .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string, string, string> Blocks
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var page in Pages)
            {
                foreach (Match block in ConsoleBlock().Matches(RepositoryFiles.Read(page)))
                    data.Add(page, block.Groups["command"].Value, block.Groups["text"].Value);
            }
            return data;
        }
    }

    [Theory, MemberData(nameof(Blocks))]
    public void A_console_block_shows_what_the_command_prints(string page, string command, string text)
    {
        Assert.Contains(page, Pages);
        using var session = new ModuleSession(width: 80);
        session.Runspace.SessionStateProxy.Path.SetLocation(Root);
        Assert.Equal(text.Trim('\n'), session.InvokeText(command).Trim('\n'));
    }

    [Fact]
    public void The_first_screen_holds_the_two_commands()
    {
        var firstScreen = string.Join('\n', Readme.Split('\n').Take(24));
        Assert.Contains("dotnet run --project src/VpceTools.Shell -- -Command \"Test-VpcEndpoint -SnapshotPath samples/", firstScreen,
            StringComparison.Ordinal);
        Assert.Matches("(?m)^dotnet test$", firstScreen);
    }

    [Fact]
    public void The_readme_is_read_in_one_sitting() =>
        Assert.InRange(Readme.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length, 500, 1300);

    [Fact]
    public void No_console_block_is_left_out() =>
        Assert.All(Pages.Select(page => RepositoryFiles.Read(page)), text =>
            Assert.Equal(text.Split("```console").Length - 1, ConsoleBlock().Count(text)));

    [Fact]
    public void A_link_within_the_repository_leads_to_a_file_and_to_a_heading_of_it()
    {
        var broken = from page in Pages
                     from Match link in Link().Matches(Fence().Replace(RepositoryFiles.Read(page), ""))
                     let target = link.Groups["target"].Value
                     where !target.Contains("://", StringComparison.Ordinal) && !Leads(Path.Combine(Root, page), target)
                     select $"{page}: {target}";
        Assert.Empty(broken);
    }

    private static bool Leads(string from, string target)
    {
        var parts = target.Split('#');
        var file = parts[0].Length == 0 ? from : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from)!, parts[0]));
        if (parts.Length == 1)
            return File.Exists(file) || Directory.Exists(file);
        return File.Exists(file) && Heading().Matches(File.ReadAllText(file))
            .Any(heading => Anchor(heading.Groups["text"].Value) == parts[1]);
    }

    /// <summary>As GitHub makes it: lower case, no punctuation, hyphens for blanks.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    /// <summary>The blocks, the script of the runbook, and every command in the text and its tables.</summary>
    public static TheoryData<string> Scripts => [.. Pages.SelectMany(page => ScriptsOf(RepositoryFiles.Read(page))).Distinct()];

    private static IEnumerable<string> ScriptsOf(string page)
    {
        var runbook = RunbookScript().Matches(page).Select(block => block.Groups["text"].Value);
        var blocks = ScriptBlock().Matches(page).Select(block => block.Groups["text"].Value);
        var spans = CodeSpan().Matches(Fence().Replace(page, ""))
            .Select(span => span.Groups["text"].Value.Replace(@"\|", "|", StringComparison.Ordinal));
        return runbook.Concat(blocks).Concat(spans.Where(span => span.Contains("-VpcEndpoint", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_scripts_are_found()
    {
        var runbooks = RepositoryFiles.Read("docs", "guides", "runbooks.md");
        Assert.Single(RunbookScript().Matches(runbooks));
        Assert.NotEmpty(ScriptBlock().Matches(runbooks));
        Assert.True(Scripts.Count > 30, $"Only {Scripts.Count} were found.");
    }

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_parses_and_each_call_fits_a_parameter_set(string script)
    {
        using var session = new ModuleSession();
        PastedScript.Check(session, script);
    }

    [GeneratedRegex("""\]\((?<target>[^)\s]+)\)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("""^#{1,6} (?<text>[^\n]+)$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("""^```powershell\n(?<text>.*?)^```$""",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScriptBlock();

    /// <summary>Of the runbook; the indentation does not matter to PowerShell.</summary>
    [GeneratedRegex("""^ {6}Script: \|-\n(?<text>( {8}[^\n]*\n)+)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunbookScript();

    [GeneratedRegex("""^```\w*\n.*?^```$""", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Fence();

    [GeneratedRegex("""`(?<text>[^`\n]+)`""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeSpan();

    [GeneratedRegex("""^```console\nPS> (?<command>[^\n]+)\n(?<text>.*?)^```$""",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConsoleBlock();
}
