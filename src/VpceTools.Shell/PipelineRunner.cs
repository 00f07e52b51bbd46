using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using VpceTools.Shell.Hosting;

namespace VpceTools.Shell;

/// <summary>
/// Runs one pipeline at a time with Out-Default behind it, the error stream merged in as pwsh does, so that errors stay in
/// order with the output and are formatted by the engine. Ctrl+C stops the pipeline from another thread.
/// </summary>
internal sealed class PipelineRunner(Runspace runspace, ShellHost host, bool nested)
{
    private readonly Lock _gate = new();
    private Pipeline? _running;

    /// <summary>The value of $? that the last recorded pipeline left.</summary>
    public bool LastSucceeded
    {
        get
        {
            using var pipeline = Create("$global:?", recorded: false);
            return pipeline.Invoke() is [var value, ..] && LanguagePrimitives.IsTrue(value);
        }
    }

    /// <summary>A pipeline; only a recorded one (in the history) changes $?.</summary>
    public Pipeline Create(string script, bool recorded) => nested
        ? runspace.CreateNestedPipeline(script, recorded)
        : runspace.CreatePipeline(script, recorded);

    /// <summary>Runs a pipeline to its end and returns what terminated it, or null.</summary>
    /// <param name="pipeline">The pipeline; it is disposed.</param>
    /// <param name="input">The lines for a script that reads $input.</param>
    public Exception? Run(Pipeline pipeline, ILineReader? input = null)
    {
        pipeline.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add(new Command("Out-Default", isScript: false, useLocalScope: true));
        try
        {
            lock (_gate)
                _running = pipeline;

            if (input is null)
                pipeline.Invoke();
            else
                InvokeWithInput(pipeline, input);

            return pipeline.PipelineStateInfo.State == PipelineState.Failed ? pipeline.PipelineStateInfo.Reason : null;
        }
        catch (Exception exception) when (exception is RuntimeException or InvalidRunspaceStateException or InvalidPipelineStateException)
        {
            return exception;
        }
        finally
        {
            lock (_gate)
                _running = null;

            host.ClearTransientOutput();
            pipeline.Dispose();
        }
    }

    /// <summary>Shows a terminating error the way the engine shows any other.</summary>
    public void Report(Exception exception)
    {
        var record = (exception as IContainsErrorRecord)?.ErrorRecord
            ?? new ErrorRecord(exception, "ShellReportException", ErrorCategory.NotSpecified, null);

        // The engine's error view shows nothing at all for an incomplete script, since that has no position.
        if (exception is IncompleteParseException)
            record = new ErrorRecord(new InvalidOperationException(exception.Message), record.FullyQualifiedErrorId, ErrorCategory.ParserError, null);

        using var pipeline = Create("$input | Out-Default", recorded: false);

        // The engine's mark for an object of the error stream is internal, so the host sends this one pipeline's output there.
        using (host.SendOutputToError())
            pipeline.Invoke(new[] { record });
    }

    /// <summary>
    /// Stops what is running and says whether that was needed. It is not where a stop is under way: a second Ctrl+C then ends
    /// the process, for a command may ignore the first.
    /// </summary>
    public bool Stop()
    {
        lock (_gate)
        {
            if (_running?.PipelineStateInfo.State != PipelineState.Running)
                return false;

            _running.StopAsync();
            return true;
        }
    }

    /// <summary>Whether a script reads $input, which is then fed from the redirected standard input.</summary>
    public static bool ReadsInput(ScriptBlockAst script) => script.Find(
        node => node is VariableExpressionAst variable && variable.VariablePath.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase),
        searchNestedScriptBlocks: false) is not null;

    private static void InvokeWithInput(Pipeline pipeline, ILineReader input)
    {
        using var finished = new ManualResetEventSlim();
        pipeline.StateChanged += (_, change) =>
        {
            if (change.PipelineStateInfo.State is PipelineState.Completed or PipelineState.Failed or PipelineState.Stopped)
                finished.Set();
        };
        pipeline.InvokeAsync();
        try
        {
            while (!finished.IsSet && input.ReadLine(masked: false) is { } line)
                pipeline.Input.Write(line);
        }
        catch (PipelineClosedException)
        {
            // The command ended before it had read everything, as `Select-Object -First 1` does.
        }

        pipeline.Input.Close();
        finished.Wait();
    }
}
