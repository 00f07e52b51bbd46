using System.Text;
using VpceTools.HelpBuilder.Pages;

namespace VpceTools.HelpBuilder.Topics;

/// <summary>Writes an about topic as the text that Get-Help shows, at most 80 columns wide.</summary>
public static class TopicWriter
{
    private const int Width = 80;
    private const int Margin = 4;

    /// <summary>The text of a page. A paragraph such as <c>{{checks}}</c> is replaced by generated sections.</summary>
    /// <exception cref="HelpException">The page is no about topic.</exception>
    public static string Write(Page page, IReadOnlyDictionary<string, IReadOnlyList<Section>> generated)
    {
        if (page.Root.Title != System.IO.Path.GetFileNameWithoutExtension(page.Path))
            throw new HelpException(page.Path, page.Root.Line, "The title of a topic is the name of its file.");
        // Get-Help takes the fifth line for the synopsis.
        if (page.Root.Blocks is not [{ Kind: BlockKind.Paragraph } synopsis])
            throw new HelpException(page.Path, page.Root.Line, "One paragraph below the title is the short description.");
        if (synopsis.Text.Length > Width - Margin)
            throw new HelpException(page.Path, synopsis.Line,
                $"The short description has {synopsis.Text.Length} characters; {Width - Margin} fit.");

        var text = new StringBuilder();
        text.Append("TOPIC\n    ").Append(page.Root.Title).Append("\n\nSHORT DESCRIPTION\n    ").Append(synopsis.Text).Append('\n');
        foreach (var section in page.Root.Sections)
        {
            text.Append('\n').Append(section.Title.ToUpperInvariant()).Append('\n');
            Append(text, page, section, generated);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Page page, Section section, IReadOnlyDictionary<string,
        IReadOnlyList<Section>> generated)
    {
        for (var i = 0; i < section.Blocks.Count; i++)
        {
            var block = section.Blocks[i];
            if (block.Kind == BlockKind.Paragraph && block.Text.StartsWith("{{", StringComparison.Ordinal))
            {
                if (!generated.TryGetValue(block.Text.Trim('{', '}'), out var sections))
                    throw new HelpException(page.Path, block.Line, $"Nothing is generated for {block.Text}.");
                foreach (var part in sections)
                    AppendSubsection(text, page, part, generated);
                continue;
            }

            if (i > 0 && !(block.Kind == section.Blocks[i - 1].Kind && block.Kind is BlockKind.Item or BlockKind.Row))
                text.Append('\n');
            Append(text, block);
        }

        foreach (var subsection in section.Sections)
            AppendSubsection(text, page, subsection, generated);
    }

    private static void AppendSubsection(StringBuilder text, Page page, Section section,
        IReadOnlyDictionary<string, IReadOnlyList<Section>> generated)
    {
        text.Append("\n  ").Append(section.Title).Append('\n');
        Append(text, page, section, generated);
    }

    private static void Append(StringBuilder text, Block block)
    {
        switch (block.Kind)
        {
            case BlockKind.Code:
                foreach (var line in block.Text.Split('\n'))
                    text.Append((new string(' ', Margin * 2) + line).TrimEnd()).Append('\n');
                break;
            case BlockKind.Item:
                Fill(text, "- " + block.Text, Margin, hanging: 2);
                break;
            case BlockKind.Row:
                Fill(text, string.Join(": ", block.Cells.Where(cell => cell.Length > 0)), Margin, hanging: 4);
                break;
            default:
                Fill(text, block.Text, Margin, hanging: 0);
                break;
        }
    }

    private static void Fill(StringBuilder text, string paragraph, int indent, int hanging)
    {
        var line = new StringBuilder(new string(' ', indent));
        var isEmpty = true;
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(' ', indent + hanging);
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        text.Append(line).Append('\n');
    }
}
