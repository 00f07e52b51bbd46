using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>The <c>Resource</c> or <c>NotResource</c> element of a statement.</summary>
/// <param name="IsNegated">Whether it is <c>NotResource</c>.</param>
/// <param name="Patterns">The resources, in the order of the text.</param>
/// <param name="Position">Where the element's name stands.</param>
public sealed record ResourceElement(bool IsNegated, ValueList<ResourcePattern> Patterns, TextPosition Position)
{
    /// <summary>The element's name in the document.</summary>
    public string Name => IsNegated ? "NotResource" : "Resource";

    /// <summary>The resources, separated by commas.</summary>
    public override string ToString() => string.Join(", ", Patterns);
}
