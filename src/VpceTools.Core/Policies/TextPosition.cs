namespace VpceTools.Policies;

/// <summary>A place in the text of a policy document.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column in characters, counted from 1.</param>
/// <param name="Offset">The index of the character in the text, counted from 0.</param>
public readonly record struct TextPosition(int Line, int Column, int Offset)
{
    /// <summary>The form that editors take: <c>line:column</c>.</summary>
    public override string ToString() => $"{Line}:{Column}";
}
