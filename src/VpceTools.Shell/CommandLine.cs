using System.Management.Automation.Runspaces;

namespace VpceTools.Shell;

/// <summary>A parsed command line: what to run and under which circumstances.</summary>
internal sealed record CommandLine
{
    public ShellMode Mode { get; init; } = ShellMode.Interactive;

    /// <summary>The command text, or the full path of the script file.</summary>
    public string Text { get; init; } = "";

    /// <summary>What follows a script file or <c>-CommandWithArgs</c>.</summary>
    public IReadOnlyList<CommandParameter> Arguments { get; init; } = [];

    public bool NoLogo { get; init; }

    public bool NoExit { get; init; }

    public bool NonInteractive { get; init; }

    public string? WorkingDirectory { get; init; }

    public string? ExecutionPolicy { get; init; }

    /// <summary>Why the command line is refused (<see cref="ShellMode.UsageError"/>).</summary>
    public string? Error { get; init; }
}
