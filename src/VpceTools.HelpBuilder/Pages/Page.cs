using System.Text.RegularExpressions;

namespace VpceTools.HelpBuilder.Pages;

/// <summary>A Markdown file, read as far as help needs it: three levels of headings, paragraphs, lists, tables and fenced code.</summary>
public sealed partial class Page
{
    private Page(string path, Section root) => (Path, Root) = (path, root);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The title and what follows it.</summary>
    public Section Root { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="HelpException">It is missing, or not such a page.</exception>
    public static Page Read(string path) =>
        File.Exists(path) ? Parse(path, File.ReadAllText(path)) : throw new HelpException(path, 1, "This page is missing.");

    /// <summary>Reads a text.</summary>
    /// <exception cref="HelpException">It is not such a page.</exception>
    public static Page Parse(string path, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var open = new List<Section>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
                continue;
            if (Heading().Match(lines[i]) is { Success: true } heading)
                Open(path, open, heading.Groups["level"].Length, new(heading.Groups["title"].Value, i + 1));
            else if (open.Count == 0)
                throw new HelpException(path, i + 1, "A page begins with its title: # Title.");
            else
                open[^1].Blocks.Add(ReadBlock(path, lines, ref i));
        }

        return open.Count > 0 ? new(path, open[0]) : throw new HelpException(path, 1, "The page is empty.");
    }

    /// <summary>The section of a title.</summary>
    /// <exception cref="HelpException">There is none.</exception>
    public Section Require(string title) =>
        Root.Find(title) ?? throw new HelpException(Path, Root.Line, $"The section '## {title}' is missing.");

    private static void Open(string path, List<Section> open, int level, Section section)
    {
        if (level > open.Count + 1 || (level == 1 && open.Count > 0))
            throw new HelpException(path, section.Line, $"'{section.Title}' has the wrong level of heading.");
        open.RemoveRange(level - 1, open.Count - level + 1);
        // Of two sections with one heading only the first would be read.
        if (open.Count > 0 && open[^1].Find(section.Title) is { } first)
            throw new HelpException(path, section.Line, $"'{section.Title}' stands in line {first.Line} already.");
        if (open.Count > 0)
            open[^1].Sections.Add(section);
        open.Add(section);
    }

    private static Block ReadBlock(string path, string[] lines, ref int i)
    {
        var start = i;
        if (lines[i].StartsWith("```", StringComparison.Ordinal))
        {
            while (++i < lines.Length && !lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;
            return i < lines.Length
                ? new(BlockKind.Code, string.Join('\n', lines[(start + 1)..i]), start + 1)
                : throw new HelpException(path, start + 1, "The fenced block has no end.");
        }

        if (lines[i].StartsWith('|'))
        {
            // A table's header is no row of it: the dashes below it say which that is.
            var isHeader = i + 1 < lines.Length && Dashes().IsMatch(lines[i + 1]);
            i += isHeader ? 2 : 0;
            if (i >= lines.Length || !lines[i].StartsWith('|'))
                throw new HelpException(path, start + 1, "The table has no rows.");
            var cells = Cell().Split(lines[i].Trim().Trim('|')).Select(cell => PlainText.Of(cell.Trim()));
            return new(BlockKind.Row, string.Join(Block.CellSeparator, cells), i + 1);
        }

        var isItem = lines[i].StartsWith("- ", StringComparison.Ordinal);
        while (i + 1 < lines.Length && lines[i + 1].Length > 0 && !Begins().IsMatch(lines[i + 1]))
            i++;
        var text = string.Join(' ', lines[start..(i + 1)].Select(line => line.Trim()));
        // A line that is a link alone is kept: the list of links needs its target.
        return isItem ? new(BlockKind.Item, PlainText.LinkOf(text[2..]) is null ? PlainText.Of(text[2..]) : text[2..], start + 1)
            : new(BlockKind.Paragraph, PlainText.Of(text), start + 1);
    }

    [GeneratedRegex("^(?<level>#{1,3}) +(?<title>.+?) *$", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\|[ |:-]+\|$", RegexOptions.None, 60_000)]
    private static partial Regex Dashes();

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 60_000)]
    private static partial Regex Cell();

    /// <summary>What ends a paragraph or an item without a blank line.</summary>
    [GeneratedRegex(@"^(- |#|```|\|)", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Begins();
}

/// <summary>A heading and what stands below it.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Line">Where it stands.</param>
public sealed record Section(string Title, int Line)
{
    /// <summary>What stands between the heading and the next one.</summary>
    public IList<Block> Blocks { get; } = [];

    /// <summary>The headings one level below.</summary>
    public IList<Section> Sections { get; } = [];

    /// <summary>The section of a title; null for none.</summary>
    public Section? Find(string title) => Sections.FirstOrDefault(s => string.Equals(s.Title, title, StringComparison.OrdinalIgnoreCase));
}
