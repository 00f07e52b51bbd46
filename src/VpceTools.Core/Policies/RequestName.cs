namespace VpceTools.Policies;

/// <summary>
/// The action or the resource of a request. With wildcards it is a set of names, and a question about it has a sure answer only
/// where all of the set answer alike.
/// </summary>
internal sealed class RequestName
{
    private readonly string? _text;
    private readonly GlobPattern? _set;

    public RequestName(string text)
    {
        if (text.IndexOfAny(['*', '?']) < 0)
            _text = text;
        else
            _set = GlobPattern.Parse(text);
    }

    /// <summary>Whether the pattern matches the name.</summary>
    public Truth IsIn(GlobPattern pattern) => _text is not null ? pattern.IsMatch(_text).ToTruth() : pattern.Compare(_set!);
}
