namespace VpceTools.Policies;

/// <summary>What a statement does to the requests that it matches.</summary>
public enum PolicyEffect : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>It allows them, unless a statement denies them.</summary>
    Allow,

    /// <summary>It denies them, whatever other statements allow.</summary>
    Deny,
}
