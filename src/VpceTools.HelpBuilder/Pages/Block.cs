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
