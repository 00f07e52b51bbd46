namespace VpceTools.Policies;

/// <summary>Whether a statement is about a request.</summary>
public enum StatementMatch : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>It is not.</summary>
    No,

    /// <summary>That hangs on what the request leaves open.</summary>
    Conditional,

    /// <summary>It is.</summary>
    Yes,
}
