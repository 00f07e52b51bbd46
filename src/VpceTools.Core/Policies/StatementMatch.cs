namespace VpceTools.Policies;

/// <summary>Whether a statement is about a request.</summary>
public enum StatementMatch
{
    /// <summary>It is not.</summary>
    No,

    /// <summary>That hangs on what the request leaves open.</summary>
    Conditional,

    /// <summary>It is.</summary>
    Yes,
}
