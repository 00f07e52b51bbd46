namespace VpceTools.Policies;

/// <summary>A place in the text of a policy document.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column in characters, counted from 1.</param>
/// <param name="Offset">The index of the character in the text, counted from 0.</param>
public readonly record struct TextPosition(int Line, int Column, int Offset)
{
    /// <summary>The form that editors take: <c>line:column</c>.</summary>
    public override string ToString() => $"{Line}:{Column}";
}

/// <summary>
/// Turns byte offsets of UTF-8 text into lines and columns. It only walks forward, so all positions of a text cost one walk.
/// </summary>
internal sealed class TextCursor
{
    private readonly byte[] _text;
    private readonly int _startOffset;
    private long _at;
    private int _line = 1;
    private int _column = 1;
    private int _offset;

    /// <summary>A cursor at the first byte, whose character has a place in the text of the caller.</summary>
    public TextCursor(byte[] text, int startOffset)
    {
        _text = text;
        _startOffset = startOffset;
        _offset = startOffset;
    }

    /// <summary>The position of a byte at or after the last one asked for.</summary>
    public TextPosition MoveTo(long index)
    {
        for (; _at < index; _at++)
        {
            var current = _text[_at];
            // Continuation bytes belong to the character before; four-byte sequences are two UTF-16 code units.
            if ((current & 0xC0) == 0x80)
                continue;
            var units = current >= 0xF0 ? 2 : 1;
            _offset += units;
            if (current == '\n')
            {
                _line++;
                _column = 1;
            }
            else
            {
                _column += units;
            }
        }

        return new TextPosition(_line, _column, _offset);
    }

    /// <summary>The position of a byte that is given by its line and its place in it, both from 0.</summary>
    public TextPosition Locate(int line, int byteInLine)
    {
        long start = 0;
        for (var found = 0; found < line && start < _text.Length; start++)
        {
            if (_text[start] == '\n')
                found++;
        }

        return new TextCursor(_text, _startOffset).MoveTo(Math.Min(start + byteInLine, _text.Length));
    }
}
