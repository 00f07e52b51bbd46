namespace VpceTools.Policies;

/// <summary>The characters of a pattern between two stars; each stands for itself or for any character.</summary>
internal sealed class GlobRun
{
    // Below this length the plain search is linear with a constant that is bounded; above it, tables pay.
    private const int LongRun = 64;

    private readonly string _text;
    private readonly bool[]? _any;
    private readonly Lazy<Masks>? _masks;
    private readonly Lazy<int[]>? _borders;

    private GlobRun(string text, bool[]? any)
    {
        _text = text;
        _any = any;
        _masks = text.Length > LongRun && any is not null ? new(MakeMasks) : null;
        _borders = text.Length > LongRun && any is null ? new(MakeBorders) : null;
    }

    public int Length => _text.Length;

    /// <summary>
    /// The runs of a pattern: one where it has no star, else one before the first, one behind the last, and those that are not empty
    /// between two.
    /// </summary>
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

    /// <summary>
    /// Whether the runs of a pattern match a part of a text as a whole: the first at its beginning, the last at its end, each of the others
    /// leftmost.
    /// </summary>
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

    /// <summary>
    /// The leftmost place from <paramref name="from"/> on at which the run matches and ends no later than <paramref name="end"/>; -1
    /// without one.
    /// </summary>
    public int Find(string text, int from, int end)
    {
        if (end - from < _text.Length)
            return -1;
        if (IsLong)
            return FindAll(text, from, end).DefaultIfEmpty(-1).First();
        if (_any is null)
            return text.IndexOf(_text, from, end - from, StringComparison.Ordinal);
        for (var at = from; at + _text.Length <= end; at++)
        {
            if (IsAt(text, at))
                return at;
        }

        return -1;
    }

    private bool IsLong => _text.Length > LongRun;

    // The places at which the run matches, from left to right and in one pass: linear in the text without question marks, else text × run /
    // 64.
    private IEnumerable<int> FindAll(string text, int from, int end) =>
        _borders is not null ? FindExact(text, from, end, _borders.Value) : FindAny(text, from, end, _masks!.Value);

    // Knuth, Morris and Pratt 1977: the state is the number of characters of the run that the text has just matched.
    private IEnumerable<int> FindExact(string text, int from, int end, int[] borders)
    {
        var state = 0;
        for (var at = from; at < end; at++)
        {
            while (state > 0 && text[at] != _text[state])
                state = borders[state - 1];
            if (text[at] == _text[state])
                state++;
            if (state < _text.Length)
                continue;
            yield return at - _text.Length + 1;
            state = borders[state - 1];
        }
    }

    // Shift-And (Baeza-Yates and Gonnet 1992): bit i of the state says that the last i + 1 characters match the run's first i + 1.
    private IEnumerable<int> FindAny(string text, int from, int end, Masks masks)
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
                yield return at - _text.Length + 1;
        }
    }

    // For each beginning of the run the length of the longest one that it ends with.
    private int[] MakeBorders()
    {
        var borders = new int[_text.Length];
        var length = 0;
        for (var i = 1; i < _text.Length; i++)
        {
            while (length > 0 && _text[i] != _text[length])
                length = borders[length - 1];
            if (_text[i] == _text[length])
                length++;
            borders[i] = length;
        }

        return borders;
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

    /// <summary>
    /// Tells whether a run matches at places of a text that are asked for from left to right. All questions together take one pass.
    /// </summary>
    public sealed class Cursor(GlobRun run, string text, int from)
    {
        // Ends with a place behind all that can be asked for.
        private readonly IEnumerator<int> _places = run.IsLong ? run.FindAll(text, from, text.Length).Append(text.Length).GetEnumerator()
            : Enumerable.Empty<int>().GetEnumerator();
        private int _place = -1;

        /// <summary>Whether the run matches at the place, which is not before the last one that was asked for.</summary>
        public bool IsAt(int at)
        {
            if (text.Length - at < run.Length)
                return false;
            if (!run.IsLong)
                return run.IsAt(text, at);
            while (_place < at && _places.MoveNext())
                _place = _places.Current;
            return _place == at;
        }
    }

    /// <summary>
    /// Per character the places of the run that it fits, as bits; <paramref name="Other"/> is that of the characters which the run does not
    /// name.
    /// </summary>
    private sealed record Masks(ulong[] Other, Dictionary<char, ulong[]> Named);
}
