namespace VpceTools.HelpBuilder.Pages;

/// <summary>The kinds of blocks that a page may hold.</summary>
public enum BlockKind
{
    /// <summary>Lines up to a blank one.</summary>
    Paragraph,

    /// <summary>An item of a list.</summary>
    Item,

    /// <summary>A row of a table below its header.</summary>
    Row,

    /// <summary>A fenced block; its text is kept as it is.</summary>
    Code,
}
