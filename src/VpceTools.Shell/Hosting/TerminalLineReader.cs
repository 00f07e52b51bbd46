using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace VpceTools.Shell.Hosting;

/// <summary>
/// Lines typed at a terminal. Console.ReadLine cannot do this on Unix: it goes on waiting after a Ctrl+C that the process
/// survives, and it cannot hide a password.
/// </summary>
internal sealed class TerminalLineReader(TextWriter echo) : ILineReader
{
    public string? ReadLine(bool masked)
    {
        var line = new StringBuilder();
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                switch (key)
                {
                    case { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control }:
                        echo.WriteLine("^C");
                        throw new PipelineStoppedException();
                    case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } when line.Length == 0:
                        echo.WriteLine();
                        return null;
                    case { Key: ConsoleKey.Enter }:
                        echo.WriteLine();
                        return line.ToString();
                    case { Key: ConsoleKey.Backspace }:
                        Erase(line, masked, characters: 1);
                        break;
                    case { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control }:
                        Erase(line, masked, characters: line.Length);
                        break;
                    case { KeyChar: var character } when !char.IsControl(character) || character == '\t':
                        line.Append(character);
                        echo.Write(masked ? '*' : character);
                        break;
                }
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private void Erase(StringBuilder line, bool masked, int characters)
    {
        for (; characters > 0 && line.Length > 0; characters--)
        {
            // One step back is one text element: a surrogate pair or a combining mark is not half erased.
            var starts = StringInfo.ParseCombiningCharacters(line.ToString());
            var last = line.ToString(starts[^1], line.Length - starts[^1]);
            line.Length = starts[^1];
            var cells = masked ? last.Length : CellWidth.Of(last);
            echo.Write(new string('\b', cells) + new string(' ', cells) + new string('\b', cells));
        }
    }
}
