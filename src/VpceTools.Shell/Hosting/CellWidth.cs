using System.Text;

namespace VpceTools.Shell.Hosting;

/// <summary>How many terminal cells a text takes: wide characters take two, marks and escape sequences none.</summary>
internal static class CellWidth
{
    /// <summary>The wide blocks of Unicode Standard Annex 11 (East Asian Width W and F), and the emoji planes.</summary>
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x2614, 0x2615), (0x2705, 0x2705),
        (0x270A, 0x270B), (0x274C, 0x274C), (0x2753, 0x2755), (0x2757, 0x2757), (0x2E80, 0x303E), (0x3041, 0x33FF),
        (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0xFE10, 0xFE19), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF),
        (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    public static int Of(ReadOnlySpan<char> text)
    {
        var cells = 0;
        var inEscape = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (inEscape)
                inEscape = rune.Value is not (>= 'A' and <= 'Z') and not (>= 'a' and <= 'z');
            else if (rune.Value == '\u001b')
                inEscape = true;
            else
                cells += Of(rune);
        }

        return cells;
    }

    private static int Of(Rune rune)
    {
        if (rune.Value < 0x300)
            return Rune.IsControl(rune) ? 0 : 1;

        if (Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark
            or System.Globalization.UnicodeCategory.EnclosingMark or System.Globalization.UnicodeCategory.Format)
        {
            return 0;
        }

        return Array.Exists(Wide, range => rune.Value >= range.First && rune.Value <= range.Last) ? 2 : 1;
    }
}
