using System.Management.Automation;
using VpceTools.Sources;

namespace VpceTools.Commands;

/// <summary>A cmdlet whose work is asynchronous and that stops at once on Ctrl+C.</summary>
public abstract class CancellableCommand : PSCmdlet, IDisposable
{
    private const int ActivityId = 1;
    private readonly CancellationTokenSource _stop = new();

    private protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the token source.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>
    /// Waits for asynchronous work, and meanwhile writes what it reports: only this thread may write. The one place that waits. A stop
    /// is not passed on to the work and then waited for: the wait itself ends, and the work follows when it can.
    /// </summary>
    private protected T Await<T>(Func<IProgress<SourceProgress>, CancellationToken, Task<T>> start)
    {
        var mailbox = new ProgressMailbox();
        var token = StopToken;
        var work = Task.Run(() => start(mailbox, token), token);
        _ = work.ContinueWith(
            done =>
            {
                _ = done.Exception; // Nobody looks at it after a stop.
                mailbox.Close();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        string? activity = null;
        try
        {
            while (mailbox.Take(token) is { } line)
            {
                activity = line.Activity;
                WriteVerbose(line.Detail);
                ShowProgress(line);
            }

            return work.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        finally
        {
            if (!work.IsCompleted)
                _stop.Cancel(); // The pipeline ended here, not by Ctrl+C.
            else if (activity is not null)
                EndProgress(activity);
        }
    }

    private protected void ShowProgress(SourceProgress line) => WriteProgress(new ProgressRecord(ActivityId, line.Activity, line.Detail)
    {
        PercentComplete = line.Total > 0 ? Math.Min(100, 100 * line.Completed / line.Total) : -1,
    });

    private protected void EndProgress(string activity)
    {
        if (!Stopping)
            WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
