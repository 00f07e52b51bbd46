namespace VpceTools.Policies;

/// <summary>What became of a <see cref="PolicyAmendment"/>.</summary>
public enum PolicyAmendmentOutcome
{
    /// <summary>There is a new document that allows every required call.</summary>
    Amended,

    /// <summary>The document allows every required call as it is.</summary>
    NotNeeded,

    /// <summary>A statement denies a required call, or may. Denies are never edited: somebody wrote them on purpose.</summary>
    Denied,

    /// <summary>There is no document, or it is not well formed, so that nothing can be added to it.</summary>
    Malformed,

    /// <summary>The new document would be longer than AWS allows.</summary>
    TooLong,

    /// <summary>No statement allows the required calls and nothing else.</summary>
    Inexpressible,
}
