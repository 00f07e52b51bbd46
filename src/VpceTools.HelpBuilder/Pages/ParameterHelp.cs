namespace VpceTools.HelpBuilder.Pages;

/// <summary>What a page says about a parameter.</summary>
/// <param name="Text">Its paragraphs.</param>
/// <param name="Default">What holds where it is not given; null where the page does not say.</param>
public sealed record ParameterHelp(IReadOnlyList<Block> Text, string? Default)
{
    private const string DefaultPrefix = "Default: ";

    /// <summary>Reads a section such as <c>### -Port</c>. Its last paragraph may begin with "Default: ".</summary>
    /// <exception cref="HelpException">It says nothing.</exception>
    public static ParameterHelp Of(Page page, Section section)
    {
        var last = section.Blocks.LastOrDefault();
        var hasDefault = last?.Text.StartsWith(DefaultPrefix, StringComparison.Ordinal) == true;
        var text = hasDefault ? [.. section.Blocks.SkipLast(1)] : section.Blocks.ToList();
        if (text.Count == 0)
            throw new HelpException(page.Path, section.Line, $"{section.Title} has no text.");
        return new(text, hasDefault ? last!.Text[DefaultPrefix.Length..].TrimEnd('.') : null);
    }
}
