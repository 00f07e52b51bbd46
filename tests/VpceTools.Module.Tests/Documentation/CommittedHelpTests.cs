using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Documentation;

/// <summary>The help that is read in the repository is the one that is staged: made of docs/ and of the cmdlets as they are.</summary>
public sealed class CommittedHelpTests
{
    private const string Renew = "en-US/ is stale: 'dotnet build src/VpceTools.Staging -t:UpdateHelp' renews it.";
    private static readonly string Committed = Path.Combine(RepositoryFiles.Root, "en-US");
    private static readonly string Staged = Path.Combine(Path.GetDirectoryName(ModuleSession.StagedModule)!, "en-US");

    public static TheoryData<string> Files => [.. Names(Staged)];

    [Fact]
    public void The_same_files_are_committed_and_staged() => Assert.True(Names(Staged).SequenceEqual(Names(Committed)), Renew);

    [Theory, MemberData(nameof(Files))]
    public void A_file_says_the_same(string name) => Assert.True(Text(Staged, name) == Text(Committed, name), Renew);

    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    /// <summary>A clone on Windows may hold other line ends.</summary>
    private static string Text(string folder, string name) => File.ReadAllText(Path.Combine(folder, name)).ReplaceLineEndings("\n");
}
