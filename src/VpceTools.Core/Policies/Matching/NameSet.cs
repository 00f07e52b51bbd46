namespace VpceTools.Policies;

/// <summary>The names that an Action or Resource element matches, as patterns or as all but patterns.</summary>
internal sealed class NameSet
{
    private readonly GlobPattern[] _patterns;
    private readonly bool _isNegated;

    private NameSet(GlobPattern[] patterns, bool isNegated)
    {
        _patterns = patterns;
        _isNegated = isNegated;
    }

    /// <summary>The actions of an element. What is not an action matches nothing.</summary>
    public static NameSet Of(ActionElement element) =>
        new([.. element.Patterns.Where(pattern => pattern.IsWellFormed).Select(pattern => pattern.Pattern)], element.IsNegated);

    /// <summary>The resources of an element; null when they depend on the request, so that nothing sure can be said of them.</summary>
    public static NameSet? Of(ResourceElement element) =>
        element.Patterns.Any(pattern => pattern.HasVariables) ? null
            : new([.. element.Patterns.Select(pattern => pattern.WidestPattern)], element.IsNegated);

    /// <summary>Whether no name is in the set.</summary>
    public bool IsEmpty => _isNegated ? Array.Exists(_patterns, pattern => pattern.MatchesEverything) : _patterns.Length == 0;

    /// <summary>Whether every name of the other set is surely in this one.</summary>
    public bool Covers(NameSet other) => (_isNegated, other._isNegated) switch
    {
        (false, false) => Array.TrueForAll(other._patterns, name => Array.Exists(_patterns, pattern => pattern.Covers(name))),
        (true, false) => !Array.Exists(other._patterns, name => Array.Exists(_patterns, pattern => pattern.Overlaps(name))),
        (false, true) => Array.Exists(_patterns, pattern => pattern.MatchesEverything),
        (true, true) => Array.TrueForAll(_patterns, pattern => Array.Exists(other._patterns, name => name.Covers(pattern))),
    };

    /// <summary>Whether the sets may share a name.</summary>
    public bool MayOverlap(NameSet other) => (_isNegated, other._isNegated) switch
    {
        (false, false) => Array.Exists(other._patterns, name => Array.Exists(_patterns, pattern => pattern.Overlaps(name))),
        (true, false) => !Array.TrueForAll(other._patterns, name => Array.Exists(_patterns, pattern => pattern.Covers(name))),
        (false, true) => other.MayOverlap(this),
        (true, true) => !IsEmpty && !other.IsEmpty,
    };
}
