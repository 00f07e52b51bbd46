namespace VpceTools.Policies;

/// <summary>How much a <see cref="PolicyLintResult"/> matters.</summary>
public enum PolicyLintSeverity
{
    /// <summary>Worth knowing; the default policy has such results too.</summary>
    Information,

    /// <summary>The policy hardly does what its author meant.</summary>
    Warning,

    /// <summary>AWS refuses it, or a part of the policy cannot have any effect.</summary>
    Error,
}
