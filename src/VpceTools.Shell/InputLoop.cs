using System.Management.Automation;
using System.Management.Automation.Runspaces;
using VpceTools.Shell.Hosting;

namespace VpceTools.Shell;

/// <summary>
/// Reads commands line by line and runs them. As in pwsh without PSReadLine, an incomplete line opens a block that an empty
/// line ends; unlike pwsh the end of the input ends a block too, for a script must not lose its last statement.
/// </summary>
internal sealed class InputLoop(PipelineRunner runner, ShellHost host, bool prompts)
{
    private bool _left;

    /// <summary>Whether the last command was ended by an error; the engine leaves $? alone where a command does not parse.</summary>
    public bool LastFailed { get; private set; }

    /// <summary>Ends the loop after the current command.</summary>
    public void Leave() => _left = true;

    public void Run()
    {
        string? block = null;
        while (!_left && host.RequestedExitCode is null)
        {
            string? line;
            try
            {
                if (prompts)
                    ((ShellHostUserInterface)host.UI).Ask(block is null ? PromptText() : ">> ");

                line = host.Console.Input.ReadLine(masked: false);
            }
            catch (PipelineStoppedException)
            {
                block = null;
                continue;
            }

            if (line is null)
            {
                Execute(block, last: true);
                return;
            }

            if (string.IsNullOrWhiteSpace(line))
                block = Execute(block, last: false);
            else
                block = block is null ? Execute(line, last: false) : $"{block}\n{line}";
        }
    }

    /// <summary>Runs a command and returns it where it is not complete yet.</summary>
    private string? Execute(string? command, bool last)
    {
        if (command is null)
            return null;

        var error = runner.Run(runner.Create(command, recorded: true));
        if (error is IncompleteParseException && !last)
            return command;

        LastFailed = error is not null;
        if (error is not null)
            runner.Report(error);

        return null;
    }

    private string PromptText()
    {
        using Pipeline pipeline = runner.Create("prompt", recorded: false);
        try
        {
            return pipeline.Invoke().FirstOrDefault()?.ToString() is { Length: > 0 } text ? text : "PS> ";
        }
        catch (RuntimeException)
        {
            // A broken prompt function must not end the session; pwsh falls back likewise.
            return "PS> ";
        }
    }
}
