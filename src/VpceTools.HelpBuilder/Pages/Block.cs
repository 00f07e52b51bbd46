namespace VpceTools.HelpBuilder.Pages;

/// <summary>A piece of a page below a heading.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text without markup; of a table row, the cells joined by <see cref="CellSeparator"/>.</param>
/// <param name="Line">Where it begins.</param>
public sealed record Block(BlockKind Kind, string Text, int Line)
{
    /// <summary>What stands between the cells of a row: the sign that ASCII has for it.</summary>
    public const char CellSeparator = '\u001f';

    /// <summary>The cells of a table row.</summary>
    public IReadOnlyList<string> Cells => Text.Split(CellSeparator);
}

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
