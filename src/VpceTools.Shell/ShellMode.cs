namespace VpceTools.Shell;

/// <summary>What one start of the shell is asked to do.</summary>
internal enum ShellMode
{
    /// <summary>Read commands from a terminal, with prompts.</summary>
    Interactive,

    /// <summary>Run the text after <c>-Command</c>.</summary>
    Command,

    /// <summary>Run the commands that standard input holds, without prompts (<c>-Command -</c>).</summary>
    StandardInput,

    /// <summary>Run a script file with its arguments.</summary>
    File,

    /// <summary>Print the version.</summary>
    Version,

    /// <summary>Print the usage.</summary>
    Help,

    /// <summary>The command line makes no sense: say why and stop.</summary>
    UsageError,
}
