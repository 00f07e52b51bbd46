using System.Collections.Concurrent;
using System.Diagnostics;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Completers;

/// <summary>What sources gave a moment ago: completing an id takes several key presses, and must not take as many calls.</summary>
/// <param name="lifetime">How long an answer serves.</param>
/// <param name="patience">How long one may take.</param>
/// <param name="silence">How long a source that failed is not asked again: the next key press would hang as long as the first.</param>
internal sealed class NetworkCache(TimeSpan lifetime, TimeSpan patience, TimeSpan silence)
{
    private readonly ConcurrentDictionary<object, (long Until, IReadOnlyList<VpcNetwork>? Networks)> _read = new();

    /// <summary>What a source gives.</summary>
    /// <param name="key">What the source reads; with the query, equal keys share an answer.</param>
    /// <param name="query">What is asked of it.</param>
    /// <param name="source">Makes the source, on another thread.</param>
    /// <exception cref="OperationCanceledException">Reading took too long, or failed a moment ago.</exception>
    public IReadOnlyList<VpcNetwork> Get(object key, NetworkQuery query, Func<INetworkSource> source)
    {
        // Credentials are part of the keys; what is out of date must not stay in memory.
        foreach (var old in _read.Where(entry => entry.Value.Until <= Stopwatch.GetTimestamp()).Select(entry => entry.Key))
            _read.TryRemove(old, out _);
        var asked = (key, query);
        if (_read.TryGetValue(asked, out var known))
            return known.Networks ?? throw new OperationCanceledException();
        try
        {
            var networks = Read(query, source);
            _read[asked] = (In(lifetime), networks);
            return networks;
        }
        catch
        {
            _read[asked] = (In(silence), null);
            throw;
        }
    }

    private static long In(TimeSpan time) => Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    private IReadOnlyList<VpcNetwork> Read(NetworkQuery query, Func<INetworkSource> source)
    {
        using var stop = new CancellationTokenSource(patience);
        var token = stop.Token;
        var work = Task.Run(() => source().ReadAsync(query, progress: null, token), token);
        if (Task.WhenAny(work, Task.Delay(patience, CancellationToken.None)).GetAwaiter().GetResult() != work)
            throw new OperationCanceledException();
        return work.GetAwaiter().GetResult();
    }
}
