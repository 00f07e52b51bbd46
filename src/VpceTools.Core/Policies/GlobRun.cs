namespace VpceTools.Policies;

/// <summary>The characters of a pattern between two stars; each stands for itself or for any character.</summary>
internal sealed class GlobRun
{
    // Below this length the plain search is linear with a small constant; above it, tables pay.
    private const int LongRun = 64;

    private readonly string _text;
    private readonly bool[]? _any;
    private readonly Lazy<Masks>? _masks;

    private GlobRun(string text, bool[]? any)
    {
        _text = text;
        _any = any;
        _masks = text.Length > LongRun ? new(MakeMasks) : null;
    }

    /// <summary>The number of characters.</summary>
    public int Length => _text.Length;

    /// <summary>The runs of a pattern: one where it has no star, else one before the first, one behind the last, and those that are not empty between two.</summary>
    public static GlobRun[] Split(char[] chars, GlobToken[] tokens)
    {
        var runs = new List<GlobRun>();
        var start = 0;
        for (var i = 0; i <= chars.Length; i++)
        {
            if (i < chars.Length && tokens[i] is not (GlobToken.Many or GlobToken.ManyInField))
                continue;
            bool[]? any = null;
            for (var j = start; j < i; j++)
            {
                if (tokens[j] != GlobToken.Literal)
                    (any ??= new bool[i - start])[j - start] = true;
            }

            if (i > start || start == 0 || i == chars.Length)
                runs.Add(new GlobRun(new string(chars, start, i - start), any));
            start = i + 1;
        }

        return [.. runs];
    }

    /// <summary>Whether the runs of a pattern match a part of a text as a whole: the first at its beginning, the last at its end, each of the others leftmost.</summary>
    public static bool AreIn(GlobRun[] runs, string text, int from, int to)
    {
        var first = runs[0];
        if (runs.Length == 1)
            return to - from == first.Length && first.IsAt(text, from);
        var last = runs[runs.Length - 1];
        var end = to - last.Length;
        if (end < from + first.Length || !first.IsAt(text, from) || !last.IsAt(text, end))
            return false;
        from += first.Length;
        for (var i = 1; i < runs.Length - 1; i++)
        {
            var found = runs[i].Find(text, from, end);
            if (found < 0)
                return false;
            from = found + runs[i].Length;
        }

        return true;
    }

    /// <summary>Whether the run matches at a place of the text, which must be long enough.</summary>
    public bool IsAt(string text, int at)
    {
        if (_any is null)
            return string.CompareOrdinal(text, at, _text, 0, _text.Length) == 0;
        for (var i = 0; i < _text.Length; i++)
        {
            if (!_any[i] && _text[i] != text[at + i])
                return false;
        }

        return true;
    }

    /// <summary>The leftmost place from <paramref name="from"/> on at which the run matches and ends no later than <paramref name="end"/>; -1 without one.</summary>
    public int Find(string text, int from, int end)
    {
        if (end - from < _text.Length)
            return -1;
        if (_masks is not null)
            return FindLong(text, from, end, _masks.Value);
        if (_any is null)
            return text.IndexOf(_text, from, end - from, StringComparison.Ordinal);
        for (var at = from; at + _text.Length <= end; at++)
        {
            if (IsAt(text, at))
                return at;
        }

        return -1;
    }

    // Shift-And (Baeza-Yates and Gonnet 1992): bit i of the state says that the last i + 1 characters match the run's first i + 1.
    private int FindLong(string text, int from, int end, Masks masks)
    {
        var state = new ulong[masks.Other.Length];
        var lastWord = (_text.Length - 1) / 64;
        var lastBit = 1UL << ((_text.Length - 1) % 64);
        for (var at = from; at < end; at++)
        {
            var mask = masks.Named.TryGetValue(text[at], out var named) ? named : masks.Other;
            var carry = 1UL;
            for (var word = 0; word < state.Length; word++)
            {
                var shifted = (state[word] << 1) | carry;
                carry = state[word] >> 63;
                state[word] = shifted & mask[word];
            }

            if ((state[lastWord] & lastBit) != 0)
                return at - _text.Length + 1;
        }

        return -1;
    }

    private Masks MakeMasks()
    {
        var other = new ulong[((_text.Length - 1) / 64) + 1];
        var named = new Dictionary<char, ulong[]>();
        for (var i = 0; i < _text.Length; i++)
        {
            if (_any is not null && _any[i])
                other[i / 64] |= 1UL << (i % 64);
        }

        for (var i = 0; i < _text.Length; i++)
        {
            if (_any is not null && _any[i])
                continue;
            if (!named.TryGetValue(_text[i], out var mask))
                named[_text[i]] = mask = (ulong[])other.Clone();
            mask[i / 64] |= 1UL << (i % 64);
        }

        return new Masks(other, named);
    }

    /// <summary>Per character the places of the run that it fits, as bits; <paramref name="Other"/> is that of the characters which the run does not name.</summary>
    private sealed record Masks(ulong[] Other, Dictionary<char, ulong[]> Named);
}
