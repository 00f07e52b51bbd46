namespace VpceTools.Policies;

/// <summary>
/// Text with wildcards, ready to match. Matching is by the leftmost place of each run between two stars, so its time never grows with the
/// number of stars. It is linear in text and pattern, but for runs with question marks: of those with more than 64 characters it is text ×
/// run / 64.
/// </summary>
internal sealed class GlobPattern
{
    private readonly char[] _chars;
    private readonly GlobToken[] _tokens;
    private readonly GlobRun[] _runs;
    private readonly FieldPattern? _fields;

    internal GlobPattern(char[] chars, GlobToken[] tokens)
    {
        _chars = chars;
        _tokens = tokens;
        _runs = GlobRun.Split(chars, tokens);
        _fields = Array.Exists(tokens, token => token is GlobToken.OneInField or GlobToken.ManyInField) ? new(chars, tokens) : null;
        IsExact = !Array.Exists(tokens, token => token != GlobToken.Literal);
        MatchesEverything = tokens.Length > 0 && Array.TrueForAll(tokens, token => token == GlobToken.Many);
    }

    /// <summary>Whether the pattern has no wildcard.</summary>
    public bool IsExact { get; }

    /// <summary>Whether the pattern is <c>*</c>.</summary>
    public bool MatchesEverything { get; }

    /// <summary>The pattern that no name matches.</summary>
    public static GlobPattern Nothing { get; } = new([], []);

    /// <summary>The pattern of a text in which <c>*</c> and <c>?</c> are wildcards.</summary>
    public static GlobPattern Parse(string text) => new GlobBuilder().AddPattern(text).Build();

    public bool IsMatch(string text) =>
        MatchesEverything || (_fields is null ? GlobRun.AreIn(_runs, text, 0, text.Length) : _fields.IsMatch(text));

    /// <summary>
    /// Whether every text of <paramref name="other"/> surely matches this pattern (sound; a no can be too careful with exotic wildcards).
    /// </summary>
    public bool Covers(GlobPattern other)
    {
        if (MatchesEverything)
            return true;
        if (_tokens.Length > 0 && _tokens[0] == GlobToken.Literal
            && (other._tokens.Length == 0 || other._tokens[0] != GlobToken.Literal || other._chars[0] != _chars[0]))
            return false;
        // reach[j]: the pattern from i on covers the other from j on.
        var next = new bool[other._tokens.Length + 1];
        var reach = new bool[other._tokens.Length + 1];
        next[other._tokens.Length] = true;
        for (var i = _tokens.Length - 1; i >= 0; i--)
        {
            var isMany = _tokens[i] is GlobToken.Many or GlobToken.ManyInField;
            reach[other._tokens.Length] = isMany && next[other._tokens.Length];
            for (var j = other._tokens.Length - 1; j >= 0; j--)
                reach[j] = isMany
                    ? next[j] || (Takes(i, other, j) && reach[j + 1])
                    : Takes(i, other, j) && next[j + 1];
            (next, reach) = (reach, next);
        }

        return next[0];
    }

    /// <summary>Whether some text matches both patterns.</summary>
    public bool Overlaps(GlobPattern other)
    {
        if (MatchesEverything || other.MatchesEverything)
            return true;
        if (other.IsExact)
            return IsMatch(new string(other._chars));
        if (IsExact)
            return other.IsMatch(new string(_chars));
        var next = new bool[other._tokens.Length + 1];
        var reach = new bool[other._tokens.Length + 1];
        for (var i = _tokens.Length; i >= 0; i--)
        {
            var isMany = i < _tokens.Length && _tokens[i] is GlobToken.Many or GlobToken.ManyInField;
            for (var j = other._tokens.Length; j >= 0; j--)
            {
                var otherIsMany = j < other._tokens.Length && other._tokens[j] is GlobToken.Many or GlobToken.ManyInField;
                var ended = i == _tokens.Length && j == other._tokens.Length;
                reach[j] = ended || (isMany && next[j]) || (otherIsMany && reach[j + 1])
                    || (i < _tokens.Length && j < other._tokens.Length && ShareCharacter(i, other, j)
                        && (isMany ? reach[j + 1] : otherIsMany ? next[j] : next[j + 1]));
            }

            (next, reach) = (reach, next);
        }

        return next[0];
    }

    /// <summary>How often the pattern has the character itself.</summary>
    public int CountOf(char character)
    {
        var count = 0;
        for (var i = 0; i < _chars.Length; i++)
        {
            if (_tokens[i] == GlobToken.Literal && _chars[i] == character)
                count++;
        }

        return count;
    }

    /// <summary>True when all texts of the other pattern match, false when none does.</summary>
    public Truth Compare(GlobPattern other) =>
        Covers(other) ? Truth.True : Overlaps(other) ? Truth.Unknown : Truth.False;

    /// <summary>The pattern as it would be written.</summary>
    public override string ToString()
    {
        var text = (char[])_chars.Clone();
        for (var i = 0; i < text.Length; i++)
            text[i] = _tokens[i] switch { GlobToken.Literal => text[i], GlobToken.One or GlobToken.OneInField => '?', _ => '*' };
        return new string(text);
    }

    private bool Takes(int index, GlobPattern other, int otherIndex) => (_tokens[index], other._tokens[otherIndex]) switch
    {
        (GlobToken.Literal, GlobToken.Literal) => _chars[index] == other._chars[otherIndex],
        (GlobToken.Literal, _) => false,
        (GlobToken.One, var token) => token is GlobToken.Literal or GlobToken.One or GlobToken.OneInField,
        (GlobToken.OneInField, GlobToken.Literal) => other._chars[otherIndex] != ':',
        (GlobToken.OneInField, var token) => token == GlobToken.OneInField,
        (GlobToken.Many, _) => true,
        (_, GlobToken.Literal) => other._chars[otherIndex] != ':',
        (_, var token) => token is GlobToken.OneInField or GlobToken.ManyInField,
    };

    private bool ShareCharacter(int index, GlobPattern other, int otherIndex)
    {
        var isLiteral = _tokens[index] == GlobToken.Literal;
        var otherIsLiteral = other._tokens[otherIndex] == GlobToken.Literal;
        if (isLiteral && otherIsLiteral)
            return _chars[index] == other._chars[otherIndex];
        if (isLiteral)
            return _chars[index] != ':' || other._tokens[otherIndex] is GlobToken.One or GlobToken.Many;
        return !otherIsLiteral || other._chars[otherIndex] != ':' || _tokens[index] is GlobToken.One or GlobToken.Many;
    }
}

/// <summary>What one place of a <see cref="GlobPattern"/> matches.</summary>
internal enum GlobToken : byte
{
    /// <summary>The character itself.</summary>
    Literal,

    /// <summary>Any one character (<c>?</c>).</summary>
    One,

    /// <summary>Any one character but a colon: <c>?</c> in a field of an ARN.</summary>
    OneInField,

    /// <summary>Any text (<c>*</c>).</summary>
    Many,

    /// <summary>Any text without a colon: <c>*</c> in a field of an ARN.</summary>
    ManyInField,
}
