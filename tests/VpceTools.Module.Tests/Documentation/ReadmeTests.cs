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
    public void Scripts_parse_and_name_parameters_that_exist()
    {
        using var session = new ModuleSession();
        var scripts = ScriptBlock().Matches(Readme).Select(block => block.Groups["text"].Value).ToList();
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => PastedScript.Check(session, script));
    }

    [GeneratedRegex("""^```powershell\n(?<text>.*?)^```$""", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScriptBlock();

    [GeneratedRegex("""^```console\nPS> (?<command>[^\n]+)\n(?<text>.*?)^```$""", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConsoleBlock();
}
