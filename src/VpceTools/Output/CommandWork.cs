using System.Collections.Concurrent;
using System.Management.Automation;
using VpceTools.Sources;

namespace VpceTools.Output;

/// <summary>
/// Runs asynchronous work for a cmdlet, and meanwhile writes what the work reports: only the pipeline's thread may write. The one place
/// that waits.
/// </summary>
internal sealed class CommandWork(Cmdlet command) : IDisposable
{
    private const int ActivityId = 1;

    /// <summary>Longer than a call that is under way is waited for after a stop, with the line that follows.</summary>
    private static readonly TimeSpan PatienceForChange = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the user presses Ctrl+C.</summary>
    public CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>Stops the work, for Ctrl+C.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>
    /// Waits for work. A stop is not passed on to the work and then waited for: the wait itself ends, and the work follows when it can.
    /// </summary>
    /// <exception cref="PipelineStoppedException">The user stopped the command.</exception>
    public T Await<T>(Func<IProgress<SourceProgress>, CancellationToken, Task<T>> start) => Await(start, TimeSpan.Zero);

    /// <summary>
    /// Waits for work that changes something. After a stop it is given a while to learn what became of a call that is under way, and to
    /// have it in the journal: the process may end with the pipeline.
    /// </summary>
    /// <exception cref="PipelineStoppedException">The user stopped the command.</exception>
    public T AwaitChange<T>(Func<IProgress<SourceProgress>, CancellationToken, Task<T>> start) => Await(start, PatienceForChange);

    private T Await<T>(Func<IProgress<SourceProgress>, CancellationToken, Task<T>> start, TimeSpan patienceAfterStop)
    {
        var mailbox = new Mailbox();
        var token = Token;
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
                command.WriteVerbose(line.Detail);
                Show(line);
            }

            return work.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            if (patienceAfterStop > TimeSpan.Zero)
                Task.WaitAny([work], patienceAfterStop);
            throw new PipelineStoppedException();
        }
        finally
        {
            if (!work.IsCompleted)
                _stop.Cancel(); // The pipeline ended here, not by Ctrl+C.
            else if (activity is not null)
                End(activity);
        }
    }

    /// <summary>Shows how far the work is.</summary>
    public void Show(SourceProgress line) => command.WriteProgress(new ProgressRecord(ActivityId, line.Activity, line.Detail)
    {
        PercentComplete = line.Total > 0 ? Math.Min(100, 100 * line.Completed / line.Total) : -1,
    });

    /// <summary>Takes the progress bar away.</summary>
    public void End(string activity)
    {
        if (!command.Stopping)
            command.WriteProgress(new ProgressRecord(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }

    /// <summary>
    /// Takes reports on any thread and hands them to the one that may write. Reports that come after the end are dropped.
    /// </summary>
    private sealed class Mailbox : IProgress<SourceProgress>
    {
        // Not disposed: a report may come at any time, and without a wait handle there is nothing to free.
        private readonly BlockingCollection<SourceProgress?> _lines = [];

        /// <inheritdoc/>
        public void Report(SourceProgress value) => _lines.Add(value);

        public void Close() => _lines.Add(null);

        /// <summary>Waits for the next report; null at the end.</summary>
        public SourceProgress? Take(CancellationToken cancellationToken) => _lines.Take(cancellationToken);
    }
}
