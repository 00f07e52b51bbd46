using System.Management.Automation;
using System.Management.Automation.Runspaces;
using VpceTools.Shell;
using VpceTools.Shell.Hosting;

namespace VpceTools.Module.Tests.Hosting;

/// <summary>A runspace with a module imported by path, behind the shell's own host: what a user has, at a width of one's choice.</summary>
public sealed class ModuleSession : IDisposable
{
    private readonly StringWriter _screen = new() { NewLine = "\n" };
    private readonly StringWriter _errors = new() { NewLine = "\n" };
    private readonly ShellHost _host;

    /// <summary>Opens a session.</summary>
    /// <param name="width">The columns of the console that it seems to have.</param>
    /// <param name="ansi">Whether that console shows colours; without, the text holds no escape sequence.</param>
    /// <param name="modulePath">A manifest; null for the staged VpceTools.</param>
    /// <param name="answers">The lines that somebody types at prompts; null where nobody is there (-NonInteractive).</param>
    public ModuleSession(int width = 120, bool ansi = false, string? modulePath = null, params string[]? answers)
    {
        var somebody = answers is { Length: > 0 };
        _host = new ShellHost(new ShellConsole
        {
            // One screen, as a terminal has: errors stand between the output as they came.
            Output = _screen,
            Error = new TeeWriter(_screen, _errors),
            Input = new TextLineReader(new StringReader(string.Concat((answers ?? []).Select(answer => answer + '\n')))),
            Width = () => width,
            SupportsAnsi = ansi,
            ErrorSupportsAnsi = ansi,
            CanPrompt = somebody,
        });
        Runspace = ShellRunspace.Open(_host, [modulePath ?? StagedModule]);
    }

    /// <summary>The manifest that the build staged, found upward from the tests.</summary>
    public static string StagedModule { get; } = FindStagedModule();

    public Runspace Runspace { get; }

    /// <summary>Runs a script and returns all it wrote, stream by stream.</summary>
    /// <param name="script">The script; a terminating error ends up in the result.</param>
    /// <param name="input">What the script reads as <c>$input</c>.</param>
    public ModuleResult Invoke(string script, params object[] input)
    {
        using var shell = PowerShell.Create(Runspace);
        shell.AddScript(script);
        var output = new PSDataCollection<PSObject>();
        ErrorRecord? terminating = null;
        try
        {
            shell.Invoke(input, output, new PSInvocationSettings { AddToHistory = false });
        }
        catch (RuntimeException exception)
        {
            terminating = exception.ErrorRecord;
        }

        return new ModuleResult([.. output], [.. shell.Streams.Error], terminating)
        {
            Warnings = [.. shell.Streams.Warning.Select(record => record.Message)],
            Verbose = [.. shell.Streams.Verbose.Select(record => record.Message)],
            Debug = [.. shell.Streams.Debug.Select(record => record.Message)],
            Progress = [.. shell.Streams.Progress],
        };
    }

    /// <summary>What a user sees: the script's output through the format views, with warnings and errors, at this width.</summary>
    /// <returns>Lines ended by \n, without trailing spaces, so that tests can hold them as text.</returns>
    public string InvokeText(string script)
    {
        _screen.GetStringBuilder().Clear();
        _errors.GetStringBuilder().Clear();
        var runner = new PipelineRunner(Runspace, _host, nested: false);
        if (runner.Run(runner.Create(script, recorded: true)) is { } error)
            runner.Report(error);

        return TrimLines(_screen.ToString());
    }

    /// <summary>The part of the last <see cref="InvokeText"/> that went to the error stream.</summary>
    public string LastErrorText => TrimLines(_errors.ToString());

    public void Dispose()
    {
        Runspace.Dispose();
        _screen.Dispose();
        _errors.Dispose();
    }

    private static string TrimLines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));

    private static string FindStagedModule()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var manifest = Path.Combine(folder.FullName, "output", "VpceTools", "VpceTools.psd1");
            if (File.Exists(manifest))
                return manifest;
        }

        throw new FileNotFoundException("The staged module output/VpceTools/VpceTools.psd1 was not found above the tests; build src/VpceTools.");
    }
}
