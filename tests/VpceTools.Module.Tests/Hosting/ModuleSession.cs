using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace VpceTools.Module.Tests.Hosting;

/// <summary>A session of PowerShell with a module imported by path: what a user has, at a width of one's choice.</summary>
public sealed class ModuleSession : IDisposable
{
    private readonly Screen _screen;

    /// <summary>Opens a session.</summary>
    /// <param name="width">The columns of the console that it seems to have.</param>
    /// <param name="ansi">Whether that console shows colours; without, the text holds no escape sequence.</param>
    /// <param name="modulePath">A manifest; null for the staged VpceTools.</param>
    /// <param name="answers">The lines that somebody types at prompts; null where nobody is there (-NonInteractive).</param>
    public ModuleSession(int width = 120, bool ansi = false, string? modulePath = null, params string[]? answers)
    {
        // The engine reports its start to its maker unless this is set before its first use.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        _screen = new(width, ansi, answers is { Length: > 0 } ? answers : null);
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule(modulePath ?? StagedModule);
        Runspace = RunspaceFactory.CreateRunspace(new Screen.Host(_screen), state);
        Runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        Runspace.Open();
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
        _screen.Clear();
        try
        {
            Show(script);
        }
        catch (RuntimeException exception)
        {
            // As pwsh does with what ended a command.
            Show("$input", exception.ErrorRecord);
        }

        return TrimLines(_screen.Text);
    }

    /// <summary>The part of the last <see cref="InvokeText"/> that went to the error stream.</summary>
    public string LastErrorText => TrimLines(_screen.Errors);

    public void Dispose() => Runspace.Dispose();

    private void Show(string script, params Collection<object> input)
    {
        // The error stream is merged in, so that errors stay in order with the output.
        using var pipeline = Runspace.CreatePipeline(script, addToHistory: true);
        pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true));
        pipeline.Invoke(input);
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

        throw new FileNotFoundException(
            "The staged module output/VpceTools/VpceTools.psd1 was not found above the tests; build src/VpceTools.Staging.");
    }
}
