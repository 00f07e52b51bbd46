using System.Collections.Concurrent;
using System.Diagnostics;
using VpceTools.Model;

namespace VpceTools.Completers;

/// <summary>The endpoints of sources that were read a moment ago: completing an id takes several key presses, and must not take as many calls.</summary>
internal sealed class EndpointCache(TimeSpan lifetime, TimeSpan patience)
{
    private readonly ConcurrentDictionary<object, (long Read, IReadOnlyList<VpcEndpoint> Endpoints)> _read = new();

    /// <summary>The endpoints of a source.</summary>
    /// <param name="key">What the source reads; equal keys share an answer.</param>
    /// <param name="source">Makes the source, on another thread.</param>
    /// <exception cref="OperationCanceledException">Reading took too long.</exception>
    public IReadOnlyList<VpcEndpoint> Get(object key, Func<INetworkSource> source)
    {
        if (_read.TryGetValue(key, out var known) && Stopwatch.GetTimestamp() - known.Read < lifetime.TotalSeconds * Stopwatch.Frequency)
            return known.Endpoints;

        // Credentials are part of the key; what is out of date must not stay in memory.
        _read.TryRemove(key, out _);
        using var stop = new CancellationTokenSource(patience);
        var token = stop.Token;
        var work = Task.Run(() => source().ReadAsync(new NetworkQuery { EndpointsOnly = true }, progress: null, token), token);
        if (Task.WhenAny(work, Task.Delay(patience, CancellationToken.None)).GetAwaiter().GetResult() != work)
            throw new OperationCanceledException();
        IReadOnlyList<VpcEndpoint> endpoints = [.. work.GetAwaiter().GetResult().SelectMany(network => network.Endpoints)];
        _read[key] = (Stopwatch.GetTimestamp(), endpoints);
        return endpoints;
    }
}
