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

    public override string ToString() => string.Join(", ", Principals);
}

/// <summary>One principal that a statement names.</summary>
/// <param name="Kind">The key in the principal map.</param>
/// <param name="Value">The text.</param>
/// <param name="Position">Where the text stands.</param>
public sealed record PolicyPrincipal(PrincipalKind Kind, string Value, TextPosition Position)
{
    /// <summary>Whether it stands for everyone: <c>"*"</c> and <c>{"AWS": "*"}</c> mean the same.</summary>
    public bool IsEveryone => Kind == PrincipalKind.Aws && string.Equals(Value, "*", StringComparison.Ordinal);

    public override string ToString() => Kind == PrincipalKind.Aws ? Value : $"{Kind}:{Value}";
}

/// <summary>The keys of a principal map.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html</remarks>
public enum PrincipalKind
{
    /// <summary>Accounts, users, roles and sessions; also <c>"*"</c> without a map.</summary>
    Aws,

    /// <summary>An identity provider.</summary>
    Federated,

    /// <summary>An AWS service.</summary>
    Service,

    /// <summary>The canonical user id of an account, for S3.</summary>
    CanonicalUser,
}
