namespace VpceTools.Policies;

/// <summary>
/// A pattern of ARNs in which some wildcards stay within their field. It is matched field by field; a star at the end of a field can leave
/// out further fields, and then the leftmost place of what follows is taken. Each field of a text is looked at once for each field of the
/// pattern, of which there are six, and the beginning of the resource is looked for in one pass, so that the time is that of
/// <see cref="GlobPattern"/>.
/// </summary>
internal sealed class FieldPattern
{
    private const int ResourceField = 5;

    private readonly Field[] _fields;

    public FieldPattern(char[] chars, GlobToken[] tokens)
    {
        var fields = new List<Field>();
        var start = 0;
        for (var i = 0; i <= chars.Length; i++)
        {
            if (i < chars.Length && (fields.Count == ResourceField || tokens[i] != GlobToken.Literal || chars[i] != ':'))
                continue;
            var runs = GlobRun.Split(chars.AsSpan(start, i - start).ToArray(), tokens.AsSpan(start, i - start).ToArray());
            fields.Add(new Field(runs, IsResource: fields.Count == ResourceField, Crosses: i > start && tokens[i - 1] == GlobToken.Many));
            start = i + 1;
        }

        _fields = [.. fields];
    }

    public bool IsMatch(string text)
    {
        var at = 0;
        for (var first = 0; first < _fields.Length;)
        {
            // Fields up to the next star that crosses stand next to each other.
            var last = first;
            while (last < _fields.Length - 1 && !_fields[last].Crosses)
                last++;
            var isEnd = last == _fields.Length - 1 && !(_fields[last].Crosses && !_fields[last].IsResource);
            var found = Find(text, at, first, last, isEnd);
            if (found < 0)
                return false;
            if (last == _fields.Length - 1)
                return true;
            first = last + 1;
            at = found + 1;
            if (at > text.Length)
                return false;
        }

        return false;
    }

    // The end of the text's field in which the pattern's fields from first to last end, at the leftmost place for them; -1 without one.
    private int Find(string text, int at, int first, int last, bool isEnd)
    {
        var resource = new GlobRun.Cursor(_fields[last].Runs[0], text, at);
        for (; ; )
        {
            var end = Match(text, at, first, last, resource, out var isHopeless);
            if (end >= 0 && (!isEnd || end == text.Length))
                return end;
            // The first fields stand at the beginning; only behind a star that crosses is there a choice.
            var colon = first == 0 || isHopeless ? -1 : text.IndexOf(':', at);
            if (colon < 0)
                return -1;
            at = colon + 1;
        }
    }

    private int Match(string text, int at, int first, int last, GlobRun.Cursor resource, out bool isHopeless)
    {
        isHopeless = false;
        for (var i = first; ; i++)
        {
            var field = _fields[i];
            var colon = field.IsResource ? -1 : text.IndexOf(':', at);
            var end = colon < 0 ? text.Length : colon;
            // What follows the first star of a resource is not in a later part of the text either.
            isHopeless = field.IsResource && field.Runs.Length > 1 && resource.IsAt(at);
            if (field.IsResource && field.Runs.Length > 1 && !isHopeless)
                return -1;
            if (!GlobRun.AreIn(field.Runs, text, at, end))
                return -1;
            if (i == last)
                return end;
            if (colon < 0)
                return -1;
            at = colon + 1;
        }
    }

    private readonly record struct Field(GlobRun[] Runs, bool IsResource, bool Crosses);
}
