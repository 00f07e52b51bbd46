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

    private RequestName(string text, Func<string, GlobPattern> parse)
    {
        _written = text;
        if (text.IndexOfAny(['*', '?']) < 0)
            _text = text;
        else
            _set = parse(text);
    }

    /// <summary>An action; its case does not matter.</summary>
    public static RequestName OfAction(string text) => new(text.ToLowerInvariant(), GlobPattern.Parse);

    /// <summary>A resource; in an ARN of six fields wildcards stay in theirs.</summary>
    public static RequestName OfResource(string text) =>
        new(text, pattern => new GlobBuilder().AddPattern(pattern).BuildArn() ?? GlobPattern.Parse(pattern));

    public override string ToString() => _written;

    /// <summary>Whether the pattern matches the name.</summary>
    public Truth IsIn(GlobPattern pattern) => _text is not null ? pattern.IsMatch(_text).ToTruth() : pattern.Compare(_set!);
}
