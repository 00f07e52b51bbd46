using VpceTools.Needs;
using YamlDotNet.Core;

namespace VpceTools.Yaml;

/// <summary>Says in words of our own why a text is not YAML, and where: those of a parser speak of tokens and simple keys.</summary>
internal static class YamlFault
{
    /// <summary>A character that no YAML holds; null for none.</summary>
    /// <remarks>https://yaml.org/spec/1.2.2/#51-character-set</remarks>
    public static DataFileError? OfCharacters(string text)
    {
        var (line, column) = (1, 1);
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if (sign is (< ' ' and not ('\t' or '\n' or '\r')) or '\u007f' or (>= '\u0080' and <= '\u009f' and not '\u0085'))
                return new($"There is a character here that no text has (U+{(int)sign:X4}).", line, column);
            (line, column) = sign == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return null;
    }

    /// <summary>What is wrong at a place that the parser does not take.</summary>
    public static DataFileError At(string text, Mark place)
    {
        var lines = text.Split('\n');
        var number = Math.Min(Math.Max((int)place.Line, 1), lines.Length);
        var line = lines[number - 1].TrimEnd('\r');
        var column = Math.Min(Math.Max((int)place.Column, 1), line.Length + 1);
        // A parser that meets a tab takes the line for a part of the one before.
        for (var at = number; at <= Math.Min(number + 1, lines.Length); at++)
        {
            var indent = lines[at - 1].Substring(0, lines[at - 1].Length - lines[at - 1].TrimStart(' ', '\t').Length);
            if (indent.IndexOf('\t') is >= 0 and var tab)
                return new("This is not YAML: a line is indented by blanks, and here is a tab.", at, tab + 1);
        }

        // What does not end shows at the end.
        var value = line.Trim().Length > 0 ? line.Trim() : text.Trim();
        return new("This is not YAML: " + (
            value.Length > 0 && value[0] is '@' or '`' or '%' ? $"a value that begins with {value[0]} stands in quotes."
            : value.Count(sign => sign == '"') % 2 == 1 ? "a double quote begins here or before, and does not end."
            : value.Count(sign => sign == '\'') % 2 == 1 ? "a single quote begins here or before, and does not end."
            : value.Count(sign => sign is '[' or '{') != value.Count(sign => sign is ']' or '}') ? "a bracket has no other one."
            : "look at how the line is indented, at the blank after a colon or a hyphen, and at quotes."), number, column);
    }
}
