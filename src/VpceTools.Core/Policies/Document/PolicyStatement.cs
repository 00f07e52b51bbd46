using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>A statement of a policy.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</remarks>
public sealed class PolicyStatement
{
    /// <summary>The place of the statement in the document, counted from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The statement's own identifier.</summary>
    public string? Sid { get; init; }

    public required PolicyEffect Effect { get; init; }

    /// <summary>The <c>Principal</c> or <c>NotPrincipal</c> element.</summary>
    public required PrincipalElement Principal { get; init; }

    /// <summary>The <c>Action</c> or <c>NotAction</c> element.</summary>
    public required ActionElement Action { get; init; }

    /// <summary>The <c>Resource</c> or <c>NotResource</c> element.</summary>
    public required ResourceElement Resource { get; init; }

    /// <summary>The conditions, all of which must hold.</summary>
    public required ValueList<PolicyCondition> Conditions { get; init; }

    /// <summary>Where the statement's opening brace stands.</summary>
    public required TextPosition Position { get; init; }

    /// <summary>The number of characters of the statement's text, braces included.</summary>
    public required int Length { get; init; }

    /// <summary>The name that a person recognises the statement by.</summary>
    public override string ToString() => Sid is { Length: > 0 } ? $"statement {Index + 1} ('{Sid}')" : $"statement {Index + 1}";
}

/// <summary>What a statement does to the requests that it matches.</summary>
public enum PolicyEffect : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>It allows them, unless a statement denies them.</summary>
    Allow,

    /// <summary>It denies them, whatever other statements allow.</summary>
    Deny,
}
