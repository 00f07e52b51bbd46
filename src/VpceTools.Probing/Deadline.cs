using System.Diagnostics;

namespace VpceTools.Probing;

/// <summary>
/// The time that one step has, its repetitions included. A step that is over time is given up; what it waits for ends when its socket is
/// closed.
/// </summary>
internal sealed class Deadline(TimeSpan limit, CancellationToken cancellationToken)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>Whether there is time for another repetition.</summary>
    public bool HasTime => _watch.Elapsed < limit && !cancellationToken.IsCancellationRequested;

    /// <summary>
    /// Waits for work. Several of the calls that it waits for take no token on .NET Framework, so the wait ends, not the work.
    /// </summary>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<T> WaitAsync<T>(Task<T> work)
    {
        var left = limit - _watch.Elapsed;
        if (!work.IsCompleted)
        {
            using var alarm = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var first = await Task.WhenAny(work, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, alarm.Token))
                .ConfigureAwait(false);
            await StopAsync(alarm).ConfigureAwait(false);
            if (first != work)
            {
                _ = work.ContinueWith(late => late.Exception, CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                cancellationToken.ThrowIfCancellationRequested();
                throw new TimeoutException();
            }
        }

        return await work.ConfigureAwait(false);
    }

    /// <summary>Waits for work without a result.</summary>
    public Task WaitAsync(Task work) => WaitAsync(AsResult(work));

    private static async Task<bool> AsResult(Task work)
    {
        await work.ConfigureAwait(false);
        return true;
    }

    /// <summary>Ends the timer; CancelAsync is not on .NET Framework, where Cancel does the same.</summary>
    private static Task StopAsync(CancellationTokenSource source)
    {
#if NET
        return source.CancelAsync();
#else
        source.Cancel();
        return Task.CompletedTask;
#endif
    }
}
