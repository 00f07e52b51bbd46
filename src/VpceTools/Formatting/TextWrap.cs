using System.Text;

namespace VpceTools.Formatting;

/// <summary>
/// Breaks text between words, and command lines between arguments. The engine breaks between words only where the culture is one of a few
/// languages; in a build's log it is none of them, and words would be cut wherever the column ends.
/// </summary>
internal static class TextWrap
{
    private const int NarrowestColumn = 20;

    /// <summary>Breaks a text between words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The columns; where they are too few or none are known, the text stays as it is.</param>
    public static string Words(string? text, int width) =>
        text is null || width < NarrowestColumn ? text ?? "" : string.Join("\n", text.Split('\n').SelectMany(line => Line(line, width)));

    /// <summary>
    /// Breaks command lines between arguments, each line but the last ending in the shell's own sign for it, so that they can be pasted as
    /// they are shown. An argument that is longer than a line is broken where the AWS CLI takes a line break for a blank, else it stays
    /// whole.
    /// </summary>
    /// <param name="commands">The command lines.</param>
    /// <param name="width">The columns.</param>
    /// <param name="continuation"><c>\</c> for a POSIX shell, <c>`</c> for PowerShell.</param>
    public static string Commands(string? commands, int width, string continuation) => commands is null || width < NarrowestColumn
        ? commands ?? ""
        : string.Join("\n", Parts(commands, '\n', continuation).Select(command => command.Length <= width ? command
            : Fill(Parts(command, ' ', continuation), width - 1 - continuation.Length, continuation)));

    /// <summary>An indented line stays indented, and so does what it is broken into: policies are shown as JSON.</summary>
    private static IEnumerable<string> Line(string text, int width)
    {
        var words = text.TrimStart(' ');
        var indent = text.Substring(0, Math.Min(text.Length - words.Length, width / 2));
        return Fill(words.Split(' '), width - indent.Length).Select(line => indent + line);
    }

    private static List<string> Fill(IEnumerable<string> words, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder(width);
        foreach (var word in words)
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        lines.Add(line.ToString());
        return lines;
    }

    private static string Fill(IEnumerable<string> arguments, int width, string continuation)
    {
        var (lines, length) = (new StringBuilder(), 0);
        foreach (var argument in arguments)
        {
            var isFirst = true;
            foreach (var piece in argument.Length > width && continuation == "\\" ? Pieces(argument) : [argument])
            {
                var breaks = length > 0 && length + 1 + piece.Length > width;
                lines.Append(breaks ? isFirst ? $" {continuation}\n" : "\n" : length > 0 ? " " : "").Append(piece);
                length = (breaks || length == 0 ? 0 : length + 1) + piece.Length;
                isFirst = false;
            }
        }

        return lines.ToString();
    }

    /// <summary>
    /// A quoted argument at the blanks that are not of a text in double quotes: between the parts of JSON and of the CLI's shorthand a line
    /// break is one too.
    /// </summary>
    private static List<string> Pieces(string argument)
    {
        var (pieces, start, quoted) = (new List<string>(), 0, false);
        // What has its lines keeps them.
        for (var i = 0; i < argument.Length && argument.IndexOf('\n') < 0; i++)
        {
            if (quoted && argument[i] == '\\')
            {
                i++;
            }
            else if (argument[i] == '"')
            {
                quoted = !quoted;
            }
            else if (argument[i] == ' ' && !quoted)
            {
                pieces.Add(argument.Substring(start, i - start));
                start = i + 1;
            }
        }

        // A quote without its other half says that this is something else.
        return quoted ? [argument] : [.. pieces, argument.Substring(start)];
    }

    /// <summary>
    /// A text at a separator, save within single quotes: a policy in a command line has both blanks and line breaks. A POSIX shell's own
    /// continuation sign also takes the meaning from a quote outside of quotes, which is how a quote gets into a quoted text there.
    /// </summary>
    private static IEnumerable<string> Parts(string command, char separator, string continuation)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i < command.Length; i++)
        {
            if (!quoted && command[i] == continuation[0])
            {
                i++;
                continue;
            }

            quoted ^= command[i] == '\'';
            if (command[i] != separator || quoted)
                continue;
            yield return command.Substring(start, i - start);
            start = i + 1;
        }

        yield return command.Substring(start);
    }
}
