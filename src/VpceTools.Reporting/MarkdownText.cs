using System.Text;

namespace VpceTools.Reporting;

/// <summary>Texts that mean in GitHub's Markdown what they are, also in the cell of a table and in a diagram.</summary>
/// <remarks>
/// https://github.github.com/gfm/#backslash-escapes, https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
/// </remarks>
internal static class MarkdownText
{
    private const string Signs = "\\`*_{}[]<>()#+-!|~$&@:";

    /// <summary>In running text. A mention or an address of others is kept from becoming a link.</summary>
    public static string Escape(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if (sign is '\r' or '\n')
                safe.Append(' ');
            else if (sign is '<' or '>' or '&' or '@')
                safe.Append("&#").Append((int)sign).Append(';');
            else if (IsSpecial(text, i))
                safe.Append('\\').Append(sign);
            else
                safe.Append(sign);
        }

        return safe.ToString();
    }

    /// <summary>As code within a line; nothing for nothing.</summary>
    public static string Code(string text, bool inTable = false)
    {
        var line = text.Replace('\r', ' ').Replace('\n', ' ');
        if (line.Trim().Length == 0)
            return "";
        var fence = new string('`', LongestRun(line) + 1);
        // A blank on both sides keeps backticks of the text apart from the fence; it is not shown.
        var padding = line[0] is '`' or ' ' || line[line.Length - 1] is '`' or ' ' ? " " : "";
        return $"{fence}{padding}{(inTable ? line.Replace("|", "\\|") : line)}{padding}{fence}";
    }

    /// <summary>As a block of code, whatever it holds.</summary>
    public static string Block(string text, string language)
    {
        var fence = new string('`', Math.Max(3, LongestRun(text) + 1));
        return $"{fence}{language}\n{text.Replace("\r\n", "\n").Replace('\r', '\n').TrimEnd('\n')}\n{fence}";
    }

    /// <summary>As the label of a node in a diagram, which stands in quotes.</summary>
    public static string Mermaid(string text)
    {
        var safe = new StringBuilder(text.Length + 16);
        foreach (var sign in text)
        {
            if (char.IsLetterOrDigit(sign) || sign is ' ' or '.' or ',' or ':' or '/' or '-' or '_' or '(' or ')')
                safe.Append(sign);
            else if (!char.IsSurrogate(sign))
                safe.Append('#').Append((int)sign).Append(';');
            else
                safe.Append(sign);
        }

        return safe.ToString();
    }

    /// <summary>
    /// Marks that are none within a word are left as they are: ids and names of services stay readable where the text is read as it is.
    /// </summary>
    private static bool IsSpecial(string text, int index)
    {
        var sign = text[index];
        if (Signs.IndexOf(sign) < 0)
            return false;
        var first = text.Substring(0, index).Trim().Length == 0;
        return sign switch
        {
            '-' or '+' or '#' => first,
            '(' or ')' or '{' or '}' or '!' =>
                index > 0 && text[index - 1] is ']' or '!' || (sign == '!' && index + 1 < text.Length && text[index + 1] == '['),
            // Ends the scheme of an address, which would become a link.
            ':' => index + 2 < text.Length && text[index + 1] == '/' && text[index + 2] == '/',
            _ => true,
        };
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var sign in text)
        {
            run = sign == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
