using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Repairing;

/// <summary>
/// What applies repairs, one for each account and Region; they end when the last call has come to its end, and into the journal.
/// </summary>
/// <param name="aws">What reads and repairs live AWS.</param>
internal sealed class Executors(Lazy<AwsSources> aws) : IDisposable
{
    private readonly Dictionary<AwsConnection, IRepairExecutor> _executors = [];
    private Task _last = Task.CompletedTask;

    /// <summary>The executor of an account and Region. The first loads the AWS SDK.</summary>
    public IRepairExecutor For(AwsConnection connection)
    {
        if (!_executors.TryGetValue(connection, out var executor))
            _executors.Add(connection, executor = aws.Value.Executor(connection));
        return executor;
    }

    /// <summary>Opens the ways to accounts and Regions, and gives those that stay closed.</summary>
    public async Task<IReadOnlyList<(AwsConnection Connection, NetworkSourceException Error)>> OpenAsync(
        IEnumerable<AwsConnection> connections, CancellationToken cancellationToken)
    {
        var failures = new List<(AwsConnection Connection, NetworkSourceException Error)>();
        foreach (var connection in connections)
        {
            try
            {
                await For(connection).OpenAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (NetworkSourceException e)
            {
                failures.Add((connection, e));
            }
        }

        return failures;
    }

    /// <summary>A call that is under way when the pipeline is stopped still has its executor until it has come to its end.</summary>
    public Task<T> Guard<T>(Task<T> call)
    {
        _last = call;
        return call;
    }

    /// <inheritdoc/>
    public void Dispose() => _ = _last.ContinueWith(
        _ =>
        {
            foreach (var executor in _executors.Values)
                executor.Dispose();
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
