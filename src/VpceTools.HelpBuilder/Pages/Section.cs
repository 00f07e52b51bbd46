namespace VpceTools.HelpBuilder.Pages;

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
