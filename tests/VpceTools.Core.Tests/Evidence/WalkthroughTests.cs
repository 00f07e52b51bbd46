using System.Text.RegularExpressions;
using Xunit;

namespace VpceTools.Core.Tests.Evidence;

/// <summary>The walk-through for new kinds of evidence is the code of one: compiled, run, and all that there is.</summary>
public sealed partial class WalkthroughTests
{
    private const int MostFiles = 6;

    private static readonly string Page = File.ReadAllText(
        Path.Combine(Repository.Root, "docs", "contributing", "evidence", "NatGateways.md")).ReplaceLineEndings("\n");

    [Fact]
    public void What_the_page_shows_is_what_the_files_hold() => Assert.All(Blocks(), block =>
        Assert.Contains(block.Code, File.ReadAllText(Path.Combine(Repository.Root, block.Path)).ReplaceLineEndings("\n"),
            StringComparison.Ordinal));

    [Fact]
    public void A_kind_takes_no_more_files_than_the_page_names()
    {
        var named = Blocks().Select(block => block.Path).Distinct().Order(StringComparer.Ordinal).ToList();
        // What decides by the kind is no part of reading it, nor is what finds its items by id, in one account or in several.
        string[] lookUps = ["NetworkIndex.cs", "JoinedNetworks.cs"];
        string[] rooms = ["Core/Model", "Core/Evidence", "Core/Snapshots", "Core/Sources", "Aws", "HelpBuilder"];

        var found = rooms.SelectMany(
            room => Directory.GetFiles(Path.Combine(Repository.Root, "src", "VpceTools." + room), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => !lookUps.Contains(Path.GetFileName(file)))
            .Where(file => Kind().IsMatch(File.ReadAllText(file)))
                .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'));

        Assert.True(named.Count <= MostFiles, $"{named.Count} files.");
        Assert.Equal(named.Where(path => path.StartsWith("src/", StringComparison.Ordinal)), found.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Path, string Code)> Blocks() =>
        Block().Matches(Page).Select(m => (m.Groups["path"].Value, m.Groups["code"].Value));

    [GeneratedRegex(@"^### `(?<path>[^`]+)`\n\n```csharp\n(?<code>.*?)\n```$",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\bNatGateway(s|Evidence)?\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Kind();
}
