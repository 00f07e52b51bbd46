using System.Globalization;
using System.Text;

namespace VpceTools.Model;

/// <summary>
/// How texts from elsewhere are shown: ids, names, tags, policies, certificates, answers and errors of services. A sign that would steer a
/// terminal, break a line or turn the order of the letters around is written as its escape (<c>\u001B</c>), and what is endless is cut.
/// This is the one place for it.
/// </summary>
public static class ShownText
{
    /// <summary>More than anything that AWS keeps: a policy of an endpoint has at most 20,480 characters.</summary>
    private const int LongestText = 65_536;

    /// <summary>What somebody reads of an error.</summary>
    private const int LongestError = 2_000;

    /// <summary>A text in one line.</summary>
    public static string Line(string text) => Shown(text, LongestText, keepsLines: false);

    /// <summary>A text in one line; null for none.</summary>
    public static string? LineOrNull(string? text) => text is null ? null : Line(text);

    /// <summary>A text that keeps its lines and tabs, such as a policy or commands one below the other.</summary>
    public static string Lines(string text) => Shown(text, LongestText, keepsLines: true);

    /// <summary>A text that keeps its lines and tabs; null for none.</summary>
    public static string? LinesOrNull(string? text) => text is null ? null : Lines(text);

    /// <summary>What a service or a library says of an error: words in one line, and no more than somebody reads.</summary>
    public static string Error(string text)
    {
        // A body of megabytes is cut before it is looked at word by word.
        var start = text.Length > 2 * LongestError ? text.Substring(0, 2 * LongestError) : text;
        var words = string.Join(" ", start.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return start.Length == text.Length ? Shown(words, LongestError, keepsLines: false)
            : Cut(Shown(words, LongestError, keepsLines: false), LongestError) + Left(text.Length);
    }

    /// <summary>
    /// A text for programs, with its lines and in its whole length: within the strings of JSON the escapes are the very signs.
    /// </summary>
    public static string Exact(string text) => FirstToEscape(text, keepsLines: true) < 0 ? text : Escaped(text, keepsLines: true);

    /// <summary>Whether a text is shown as it is.</summary>
    public static bool IsPlain(string text) => text.Length <= LongestText && FirstToEscape(text, keepsLines: false) < 0;

    private static string Shown(string text, int longest, bool keepsLines)
    {
        if (text.Length > longest)
            return Escaped(Cut(text, longest), keepsLines) + Left(text.Length);
        return FirstToEscape(text, keepsLines) < 0 ? text : Escaped(text, keepsLines);
    }

    private static string Left(int length) => string.Format(CultureInfo.InvariantCulture, "… ({0:#,0} characters in all)", length);

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text.Substring(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);

    private static int FirstToEscape(string text, bool keepsLines)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= ' ' and <= '~')
                continue;
            if (IsPair(text, i))
            {
                if (IsHidden(CharUnicodeInfo.GetUnicodeCategory(text, i)))
                    return i;
                i++;
            }
            else if (IsEscaped(text[i], keepsLines))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Escaped(string text, bool keepsLines)
    {
        var shown = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = IsPair(text, i);
            var escapes = isPair ? IsHidden(CharUnicodeInfo.GetUnicodeCategory(text, i)) : IsEscaped(text[i], keepsLines);
            for (var last = isPair ? i + 1 : i; ; i++)
            {
                if (escapes)
                    shown.Append("\\u").Append(((int)text[i]).ToString("X4", CultureInfo.InvariantCulture));
                else
                    shown.Append(text[i]);
                if (i == last)
                    break;
            }
        }

        return shown.ToString();
    }

    private static bool IsPair(string text, int index) =>
        char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]);

    private static bool IsEscaped(char character, bool keepsLines) =>
        !(keepsLines && character is '\n' or '\t') && IsHidden(CharUnicodeInfo.GetUnicodeCategory(character));

    /// <summary>
    /// Control characters (C0, DEL, C1), the separators of lines and paragraphs, halves of pairs, and formats: those that turn the
    /// direction of writing, have no width, or tag.
    /// </summary>
    private static bool IsHidden(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate or UnicodeCategory.Format;
}
