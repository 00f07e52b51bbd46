using System.Text;

namespace VpceTools.Core.Tests.Rooms;

/// <summary>
/// The texts of the string literals of a C# source, without comments and without the code in the holes of interpolated ones.
/// </summary>
internal sealed class SourceStrings
{
    private readonly string _source;
    private readonly List<string> _found = [];
    private int _at;

    private SourceStrings(string source) => _source = source;

    /// <summary>The literals; those within a hole before the one around it.</summary>
    public static IReadOnlyList<string> In(string source)
    {
        var reading = new SourceStrings(source);
        reading.ReadCode(isHole: false);
        return reading._found;
    }

    private void ReadCode(bool isHole)
    {
        var depth = 0;
        while (_at < _source.Length)
        {
            if (Sees("//"))
                _at = Math.Max(_at, _source.IndexOf('\n', _at) is >= 0 and var end ? end : _source.Length);
            else if (Sees("/*"))
                _at = _source.IndexOf("*/", _at, StringComparison.Ordinal) is >= 0 and var end ? end + 2 : _source.Length;
            else if (_source[_at] == '\'')
                _at += Sees("'\\") ? _source.IndexOf('\'', _at + 3) - _at + 1 : 3;
            else if (_source[_at] == '"')
                ReadString();
            else if (isHole && depth == 0 && _source[_at] == '}')
                return;
            else
                depth += _source[_at++] switch { '{' or '(' => 1, '}' or ')' => -1, _ => 0 };
        }
    }

    private void ReadString()
    {
        var (holes, verbatim) = (0, false);
        for (var i = _at - 1; i >= 0 && _source[i] is '$' or '@'; i--)
            (holes, verbatim) = _source[i] == '$' ? (holes + 1, verbatim) : (holes, true);
        var quotes = Run('"');
        if (quotes is 2)
        {
            _at += 2;
            return;
        }

        var raw = quotes >= 3;
        _at += raw ? quotes : 1;
        var text = new StringBuilder();
        while (_at < _source.Length)
        {
            var run = Run('"');
            if (raw ? run >= quotes : run > 0 && !(verbatim && run % 2 == 0))
            {
                // A verbatim string ends with the odd quote of a run.
                _at += raw ? quotes : verbatim ? run : 1;
                break;
            }

            if (verbatim && !raw && run > 0)
            {
                text.Append('"', run / 2);
                _at += run;
                continue;
            }

            if (!raw && !verbatim && _source[_at] == '\\')
                text.Append(_source, _at++, 1);
            else if (holes > 0 && Run('{') is > 0 and var braces && (raw ? braces >= holes : braces % 2 == 1))
            {
                _at += braces;
                ReadCode(isHole: true);
                text.Append('\uFFFC');
                _at += raw ? holes : 1;
                continue;
            }
            else if (holes > 0 && !raw && Run('{') is > 0 and var escaped)
            {
                _at += escaped;
                continue;
            }

            if (_at < _source.Length)
                text.Append(_source[_at++]);
        }

        _found.Add(text.ToString());
    }

    private int Run(char c)
    {
        var end = _at;
        while (end < _source.Length && _source[end] == c)
            end++;
        return end - _at;
    }

    private bool Sees(string text) => string.CompareOrdinal(_source, _at, text, 0, text.Length) == 0;
}
