namespace VpceTools.Aws.Connecting;

/// <summary>
/// Bounds work that the SDK offers without a token or a time limit (credentials, instance metadata). The work itself cannot be stopped
/// and ends on its own; nobody waits for it.
/// </summary>
internal static class Deadline
{
    /// <summary>The result of the work.</summary>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> work, TimeSpan limit, CancellationToken cancellationToken)
    {
        // Off this thread: the SDK's resolvers read files and run processes before their first await.
        var running = Task.Run(work, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(running, Task.Delay(limit, stop.Token)).ConfigureAwait(false);
        stop.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
        if (first == running)
            return await running.ConfigureAwait(false);
        _ = running.ContinueWith(late =>
            late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw new TimeoutException($"No answer within {limit.TotalSeconds:0.#} s.");
    }
}
