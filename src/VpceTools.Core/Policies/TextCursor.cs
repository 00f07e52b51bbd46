namespace VpceTools.Policies;

/// <summary>Turns byte offsets of UTF-8 text into lines and columns. It only walks forward, so all positions of a text cost one walk.</summary>
internal sealed class TextCursor(byte[] text)
{
    private long _at;
    private int _line = 1;
    private int _column = 1;
    private int _offset;

    /// <summary>The position of a byte at or after the last one asked for.</summary>
    public TextPosition MoveTo(long index)
    {
        for (; _at < index; _at++)
        {
            var current = text[_at];
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
        for (var found = 0; found < line && start < text.Length; start++)
        {
            if (text[start] == '\n')
                found++;
        }

        return new TextCursor(text).MoveTo(Math.Min(start + byteInLine, text.Length));
    }
}
