namespace VpceTools.Shell.Hosting;

/// <summary>The writers, the reader and the abilities of whatever is on the other side of a <see cref="ShellHost"/>.</summary>
internal sealed record ShellConsole
{
    /// <summary>Without a terminal, the width that pwsh takes from a console window of the default size.</summary>
    public const int DefaultWidth = 120;

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Where questions and their answers are shown: a redirected output is no place to ask.</summary>
    public TextWriter Questions => OutputIsRedirected ? Error : Output;

    public bool OutputIsRedirected { get; init; }

    public ILineReader Input { get; init; } = new TextLineReader(TextReader.Null);

    /// <summary>Whether the input is text that a script may read as $input, and not somebody at a terminal.</summary>
    public bool InputIsRedirected => Input is TextLineReader;

    /// <summary>Asked for at each use: a terminal window changes its size.</summary>
    public Func<int> Width { get; init; } = () => DefaultWidth;

    public Func<int> Height { get; init; } = () => 50;

    /// <summary>Whether the output shows ANSI sequences; elsewhere they are taken out.</summary>
    public bool SupportsAnsi { get; init; }

    public bool ErrorSupportsAnsi { get; init; }

    /// <summary>Whether somebody is there to answer a question.</summary>
    public bool CanPrompt { get; init; }

    /// <summary>Whether progress is drawn (on the error writer); needs a terminal, since each line overwrites the last.</summary>
    public bool ShowProgress { get; init; }

    /// <summary>The console of this process.</summary>
    public static ShellConsole OfProcess(bool nonInteractive)
    {
        // https://no-color.org: set and not empty. A dumb terminal has no sequences at all.
        var plain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new ShellConsole
        {
            Output = Console.Out,
            Error = Console.Error,
            OutputIsRedirected = Console.IsOutputRedirected,
            Input = Console.IsInputRedirected ? new TextLineReader(Console.In) : new TerminalLineReader(Console.IsOutputRedirected ? Console.Error : Console.Out),
            Width = ProcessWidth,
            Height = () => Console.IsOutputRedirected ? 50 : Math.Max(1, Console.WindowHeight),
            SupportsAnsi = !Console.IsOutputRedirected && !plain && !dumb,
            ErrorSupportsAnsi = !Console.IsErrorRedirected && !plain && !dumb,
            CanPrompt = !nonInteractive && !Console.IsInputRedirected,
            ShowProgress = !Console.IsErrorRedirected && !dumb,
        };
    }

    private static int ProcessWidth()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0)
            return columns;

        var terminal = Console.IsOutputRedirected ? 0 : Console.WindowWidth;
        return terminal > 0 ? terminal : DefaultWidth;
    }
}
