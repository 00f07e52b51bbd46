using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>The <c>Action</c> or <c>NotAction</c> element of a statement.</summary>
/// <param name="IsNegated">Whether it is <c>NotAction</c>.</param>
/// <param name="Patterns">The actions, in the order of the text.</param>
/// <param name="Position">Where the element's name stands.</param>
public sealed record ActionElement(bool IsNegated, ValueList<ActionPattern> Patterns, TextPosition Position)
{
    /// <summary>The element's name in the document.</summary>
    public string Name => IsNegated ? "NotAction" : "Action";

    /// <summary>The actions, separated by commas.</summary>
    public override string ToString() => string.Join(", ", Patterns);
}
