using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>The <c>Action</c> or <c>NotAction</c> element of a statement.</summary>
/// <param name="IsNegated">Whether it is <c>NotAction</c>.</param>
/// <param name="Patterns">The actions, in the order of the text.</param>
/// <param name="Position">Where the element's name stands.</param>
public sealed record ActionElement(bool IsNegated, ValueList<ActionPattern> Patterns, TextPosition Position)
{
    /// <summary>The element's name in the document.</summary>
    public string Name => IsNegated ? "NotAction" : "Action";

    public override string ToString() => string.Join(", ", Patterns);
}

/// <summary>An action that a statement names, with wildcards.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html</remarks>
public sealed class ActionPattern
{
    // Made when it is first needed: reading a policy must not cost what deciding with it does.
    private GlobPattern? _pattern;

    internal ActionPattern(string text, TextPosition position)
    {
        Text = text;
        Position = position;
        MatchesEverything = text.Length > 0 && text.All(character => character == '*');
        var colon = text.IndexOf(':');
        ServicePattern = colon > 0 ? text.Substring(0, colon) : null;
    }

    public string Text { get; }

    public TextPosition Position { get; }

    /// <summary>Whether it is <c>*</c>.</summary>
    public bool MatchesEverything { get; }

    /// <summary>The part before the colon, where wildcards may stand too; null for <c>*</c> and for what is not an action.</summary>
    public string? ServicePattern { get; }

    /// <summary>Whether the text has the form of an action: <c>*</c>, or a service prefix, a colon and a name.</summary>
    public bool IsWellFormed => MatchesEverything || (ServicePattern is not null && Text.Length > ServicePattern.Length + 1
        && Text.IndexOf(':', ServicePattern.Length + 1) < 0);

    public bool IsMatch(string action) => IsWellFormed && Pattern.IsMatch(action.ToLowerInvariant());

    /// <summary>Whether the pattern can match an action of the service.</summary>
    public bool CanMatchService(string servicePrefix) => MatchesEverything
        || (IsWellFormed && GlobPattern.Parse(ServicePattern!.ToLowerInvariant()).IsMatch(servicePrefix.ToLowerInvariant()));

    public override string ToString() => Text;

    // "The prefix and the action name are case insensitive."
    internal GlobPattern Pattern => _pattern ??= GlobPattern.Parse(Text.ToLowerInvariant());

    internal Truth Compare(RequestName action) => IsWellFormed ? action.IsIn(Pattern) : Truth.False;
}
