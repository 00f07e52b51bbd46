using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>The <c>Principal</c> or <c>NotPrincipal</c> element of a statement.</summary>
/// <param name="IsNegated">Whether it is <c>NotPrincipal</c>.</param>
/// <param name="Principals">The principals, in the order of the text.</param>
/// <param name="Position">Where the element's name stands.</param>
public sealed record PrincipalElement(bool IsNegated, ValueList<PolicyPrincipal> Principals, TextPosition Position)
{
    /// <summary>The element's name in the document.</summary>
    public string Name => IsNegated ? "NotPrincipal" : "Principal";

    /// <summary>Whether the element is <c>"Principal": "*"</c> or one of its equal forms.</summary>
    public bool IsEveryone => !IsNegated && Principals.Any(principal => principal.IsEveryone);

    /// <summary>The principals, separated by commas.</summary>
    public override string ToString() => string.Join(", ", Principals);
}
