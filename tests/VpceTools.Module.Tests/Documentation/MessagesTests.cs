using System.Text.RegularExpressions;
using System.Xml.Linq;
using VpceTools.Module.Tests.Hosting;
using Xunit;

namespace VpceTools.Module.Tests.Documentation;

/// <summary>What the cmdlets say stands in Messages.resx, where a translator finds it, and not between the code.</summary>
public sealed partial class MessagesTests
{
    private static readonly string Folder = Path.Combine(RepositoryFiles.Root, "src", "VpceTools");
    private static readonly Dictionary<string, string> Messages = XDocument.Load(Path.Combine(Folder, "Resources", "Messages.resx")).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    [Fact]
    public void Every_message_is_used()
    {
        var code = string.Concat(Sources().Select(source => source.Text));

        Assert.NotEmpty(Messages);
        Assert.All(Messages.Keys, name => Assert.Matches($@"\bMessages\.{name}\b", code));
    }

    [Fact]
    public void A_message_is_filled_with_as_many_values_as_it_names()
    {
        var uses = Sources().SelectMany(source => Filled().Matches(source.Text)).ToList();

        Assert.True(uses.Count > 40, "The uses were not found.");
        Assert.All(uses, use =>
        {
            var names = Placeholder().Matches(Messages[use.Groups["name"].Value].Replace("{{", "", StringComparison.Ordinal)).Select(m => m.Value).Distinct();
            Assert.Equal(names.Count(), Values(use.Groups["values"].Value));
        });
    }

    [Fact]
    public void Errors_and_warnings_have_no_text_of_their_own() =>
        Assert.All(Sources(), source => Assert.DoesNotMatch(OwnText(), source.Text));

    [Fact]
    public void The_module_says_what_the_file_says()
    {
        using var session = new ModuleSession();

        var error = session.Invoke("Test-VpcEndpoint -SnapshotPath nowhere -RequiredResource x").SingleError;

        Assert.Equal(Messages[error.FullyQualifiedErrorId.Split(',')[0]], error.Exception.Message);
    }

    private static IEnumerable<(string Path, string Text)> Sources() => Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
        .Where(path => !Path.GetRelativePath(Folder, path).StartsWith("obj", StringComparison.Ordinal)).Select(path => (path, File.ReadAllText(path)));

    /// <summary>The values, which may be calls with commas of their own.</summary>
    private static int Values(string text)
    {
        var (values, depth, quoted) = (1, 0, false);
        foreach (var letter in text)
        {
            quoted ^= letter == '"';
            depth += quoted ? 0 : letter is '(' or '[' or '{' ? 1 : letter is ')' or ']' or '}' ? -1 : 0;
            if (depth < 0)
                return values;
            values += !quoted && depth == 0 && letter == ',' ? 1 : 0;
        }

        return values;
    }

    [GeneratedRegex(@"MessageText\.Of\(Messages\.(?<name>\w+), (?<values>.*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Filled();

    [GeneratedRegex(@"\{\d+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    /// <summary>Three words and more in quotes, on the line of what shows them.</summary>
    [GeneratedRegex("""(WriteWarning|WriteVerbose|WriteError|Exception|Invalid|NotFound)\(.*"[^"\n]*\w \w+ \w[^"\n]*["]""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex OwnText();
}
