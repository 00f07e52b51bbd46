namespace VpceTools.Policies;

/// <summary>The kinds of <see cref="PolicyIrregularity"/>.</summary>
public enum PolicyIrregularityKind
{
    /// <summary>The policy language has no such element.</summary>
    UnknownElement,

    /// <summary>The element stands there more than once.</summary>
    RepeatedElement,
}
