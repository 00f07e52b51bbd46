using System.Collections.Concurrent;
using System.Diagnostics;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Completers;

/// <summary>The endpoints of sources that were read a moment ago: completing an id takes several key presses, and must not take as many calls.</summary>
/// <param name="lifetime">How long an answer serves.</param>
/// <param name="patience">How long one may take.</param>
/// <param name="silence">How long a source that failed is not asked again: the next key press would hang as long as the first.</param>
internal sealed class EndpointCache(TimeSpan lifetime, TimeSpan patience, TimeSpan silence)
{
    private readonly ConcurrentDictionary<object, (long Until, IReadOnlyList<VpcEndpoint>? Endpoints)> _read = new();

    /// <summary>The endpoints of a source.</summary>
    /// <param name="key">What the source reads; equal keys share an answer.</param>
    /// <param name="source">Makes the source, on another thread.</param>
    /// <exception cref="OperationCanceledException">Reading took too long, or failed a moment ago.</exception>
    public IReadOnlyList<VpcEndpoint> Get(object key, Func<INetworkSource> source)
    {
        // Credentials are part of the keys; what is out of date must not stay in memory.
        foreach (var old in _read.Where(entry => entry.Value.Until <= Stopwatch.GetTimestamp()).Select(entry => entry.Key))
            _read.TryRemove(old, out _);
        if (_read.TryGetValue(key, out var known))
            return known.Endpoints ?? throw new OperationCanceledException();
        try
        {
            var endpoints = Read(source);
            _read[key] = (In(lifetime), endpoints);
            return endpoints;
        }
        catch
        {
            _read[key] = (In(silence), null);
            throw;
        }
    }

    private static long In(TimeSpan time) => Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    private IReadOnlyList<VpcEndpoint> Read(Func<INetworkSource> source)
    {
        using var stop = new CancellationTokenSource(patience);
        var token = stop.Token;
        var work = Task.Run(() => source().ReadAsync(new NetworkQuery { EndpointsOnly = true }, progress: null, token), token);
        if (Task.WhenAny(work, Task.Delay(patience, CancellationToken.None)).GetAwaiter().GetResult() != work)
            throw new OperationCanceledException();
        return [.. work.GetAwaiter().GetResult().SelectMany(network => network.Endpoints)];
    }
}
