using System.Text;

namespace VpceTools.Shell;

/// <summary>
/// Reads the command line by the rules of pwsh: names may be cut to their shortest unambiguous form and are
/// case-insensitive, <c>-Command</c> takes everything that follows, and the first word that is no option is a script.
/// </summary>
internal static class CommandLineParser
{
    /// <summary>Every option with the shortest form that pwsh accepts, in the order in which pwsh tries them.</summary>
    private static readonly (string Name, string Shortest, string Meaning)[] Options =
    [
        ("version", "v", "version"), ("help", "h", "help"), ("?", "?", "help"), ("login", "l", "ignored"),
        ("noexit", "noe", "noexit"), ("noprofile", "nop", "ignored"), ("nologo", "nol", "nologo"),
        ("noninteractive", "noni", "noninteractive"), ("noprofileloadtime", "noprofileloadtime", "ignored"),
        ("interactive", "i", "interactive"), ("commandwithargs", "commandwithargs", "commandwithargs"),
        ("cwa", "cwa", "commandwithargs"), ("command", "c", "command"), ("file", "f", "file"),
        ("executionpolicy", "ex", "executionpolicy"), ("ep", "ep", "executionpolicy"),
        ("encodedcommand", "e", "encodedcommand"), ("ec", "ec", "encodedcommand"),
        ("workingdirectory", "wo", "workingdirectory"), ("wd", "wd", "workingdirectory"),
    ];

    public static CommandLine Parse(IReadOnlyList<string> arguments, bool inputRedirected)
    {
        // pwsh would echo a redirected input between prompts; a pipe into the shell is a batch, so it runs like -Command -.
        var line = new CommandLine { Mode = inputRedirected ? ShellMode.StandardInput : ShellMode.Interactive };
        for (var i = 0; i < arguments.Count; i++)
        {
            var meaning = MeaningOf(arguments[i]);
            switch (meaning)
            {
                case "version":
                    return line with { Mode = ShellMode.Version };
                case "help":
                    return line with { Mode = ShellMode.Help };
                case "noexit":
                    line = line with { NoExit = true };
                    break;
                case "nologo":
                    line = line with { NoLogo = true };
                    break;
                case "noninteractive":
                    line = line with { NonInteractive = true };
                    break;
                case "interactive":
                    line = line with { NonInteractive = false };
                    break;
                case "executionpolicy" or "workingdirectory" when i + 1 >= arguments.Count:
                    return Refuse(line, $"Cannot process the command because {arguments[i]} requires an argument.");
                case "executionpolicy":
                    line = line with { ExecutionPolicy = arguments[++i] };
                    break;
                case "workingdirectory":
                    line = line with { WorkingDirectory = arguments[++i] };
                    break;
                case "command" or "commandwithargs" or "encodedcommand":
                    return ParseCommand(line, meaning, [.. arguments.Skip(i + 1)], inputRedirected);
                case "file":
                    return ParseFile(line, [.. arguments.Skip(i + 1)]);
                case "ignored":
                    break;
                default:
                    return ParseFile(line, [.. arguments.Skip(i)]);
            }
        }

        return line;
    }

    private static string? MeaningOf(string argument)
    {
        var word = argument.Trim();
        if (word.Length == 0 || !(ScriptArguments.IsDash(word[0]) || word[0] == '/'))
            return null;

        var key = word[1..];
        if (key.Length > 0 && key[0] == word[0] && ScriptArguments.IsDash(word[0]))
            key = key[1..];

        return Array.Find(Options, option => key.Length >= option.Shortest.Length
            && option.Name.StartsWith(key, StringComparison.OrdinalIgnoreCase)).Meaning;
    }

    private static CommandLine ParseCommand(CommandLine line, string meaning, string[] rest, bool inputRedirected)
    {
        if (rest.Length == 0)
            return Refuse(line, "Cannot process the command because of a missing parameter. A command must follow -Command.");

        if (meaning == "encodedcommand")
            return ParseEncodedCommand(line, rest[0]);

        if (rest[0] == "-")
        {
            if (rest.Length > 1)
                return Refuse(line, "'-' was specified with the -Command parameter; no other arguments to -Command are permitted.");

            return inputRedirected
                ? line with { Mode = ShellMode.StandardInput }
                : Refuse(line, "'-' was specified as the argument to -Command but standard input has not been redirected for this process.");
        }

        return meaning == "commandwithargs"
            ? line with { Mode = ShellMode.Command, Text = rest[0], Arguments = ScriptArguments.Parse(rest.Skip(1)) }
            : line with { Mode = ShellMode.Command, Text = string.Join(' ', rest) };
    }

    private static CommandLine ParseEncodedCommand(CommandLine line, string value)
    {
        try
        {
            return line with { Mode = ShellMode.Command, Text = Encoding.Unicode.GetString(Convert.FromBase64String(value)) };
        }
        catch (FormatException)
        {
            return Refuse(line, "Cannot process the command because the value specified with -EncodedCommand is not properly encoded. "
                + "The value must be Base64 encoded.");
        }
    }

    private static CommandLine ParseFile(CommandLine line, string[] rest)
    {
        if (rest.Length == 0)
            return Refuse(line, "The command cannot be run because the File parameter requires a file path.");

        if (rest[0] == "-")
            return line;

        var path = Path.GetFullPath(rest[0]);
        return File.Exists(path)
            ? line with { Mode = ShellMode.File, Text = path, Arguments = ScriptArguments.Parse(rest.Skip(1)) }
            : Refuse(line, $"The argument '{rest[0]}' is not recognized as an option or as the name of a script file. "
                + "Check the spelling of the name, or if a path was included, verify that the path is correct and try again.");
    }

    private static CommandLine Refuse(CommandLine line, string reason) => line with { Mode = ShellMode.UsageError, Error = reason };
}
