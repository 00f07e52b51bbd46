namespace VpceTools.Findings;

/// <summary>What a check came to.</summary>
public enum CheckStatus : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The check does not apply to the endpoint.</summary>
    NotApplicable,

    /// <summary>All is well.</summary>
    Passed,

    /// <summary>Some clients are affected, or resilience is.</summary>
    Warning,

    /// <summary>Nobody gets through, or a named client does not.</summary>
    Failed,

    /// <summary>Evidence is missing; the message says which call would supply it. Never counts as a pass.</summary>
    Unknown,
}
