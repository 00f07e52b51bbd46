namespace VpceTools.Policies;

/// <summary>
/// The action or the resource of a request. With wildcards it is a set of names, and a question about it has a sure answer only
/// where all of the set answer alike.
/// </summary>
internal sealed class RequestName
{
    private readonly string _written;
    private readonly string? _text;
    private readonly GlobPattern? _set;
    private readonly int _slashes;

    private RequestName(string written, string? text, GlobPattern? set, int slashes = int.MaxValue) =>
        (_written, _text, _set, _slashes) = (written, text, set, slashes);

    /// <summary>An action; its case does not matter.</summary>
    public static RequestName OfAction(string text) => Parse(text.ToLowerInvariant(), GlobPattern.Parse);

    /// <summary>A resource; in an ARN of six fields wildcards stay in theirs.</summary>
    public static RequestName OfResource(string text) =>
        Parse(text, pattern => new GlobBuilder().AddPattern(pattern).BuildArn() ?? GlobPattern.Parse(pattern));

    /// <summary>The text itself, even where it looks like a pattern.</summary>
    public static RequestName Exactly(string text) => new(text, text, null);

    /// <summary>Any of the names that match the pattern and have no more slashes than so many.</summary>
    public static RequestName OfSet(GlobPattern pattern, int slashes = int.MaxValue) => new(pattern.ToString(), null, pattern, slashes);

    public override string ToString() => _written;

    /// <summary>Whether the pattern matches the name.</summary>
    public Truth IsIn(GlobPattern pattern) => _text is not null ? pattern.IsMatch(_text).ToTruth()
        : pattern.CountOf('/') > _slashes ? Truth.False
        : pattern.Compare(_set!);

    private static RequestName Parse(string text, Func<string, GlobPattern> parse) =>
        text.IndexOfAny(['*', '?']) < 0 ? Exactly(text) : new(text, null, parse(text));
}
