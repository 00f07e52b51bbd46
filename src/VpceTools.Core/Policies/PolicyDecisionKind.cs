namespace VpceTools.Policies;

/// <summary>What a policy decides about a request.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html</remarks>
public enum PolicyDecisionKind : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>A statement allows it and none denies it.</summary>
    Allowed,

    /// <summary>A statement denies it.</summary>
    ExplicitDeny,

    /// <summary>No statement allows it.</summary>
    ImplicitDeny,

    /// <summary>It is allowed for some values of what the request leaves open, and not for others.</summary>
    Conditional,
}
