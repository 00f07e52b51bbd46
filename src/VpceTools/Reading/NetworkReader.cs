using VpceTools.Loading;
using VpceTools.Repairs.Running;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Reading;

/// <summary>
/// Reads networks: every account and Region side by side, snapshots one after the other. What cannot be read is an answer like any other.
/// </summary>
/// <param name="aws">What reads live AWS; made when it is first needed.</param>
internal sealed class NetworkReader(Lazy<AwsSources> aws)
{
    /// <summary>Reads what a command asks for.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ReadResult> ReadAsync(ReadRequest request, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        var live = request.Scopes.Where(wanted => wanted.Scope is LiveScope).ToList();
        if (live.Count > 0)
            JitWarmUp.Start();
        var code = new CodeWorlds(request.Code, cancellationToken);
        using var gate = new SemaphoreSlim(request.ThrottleLimit);
        var readers = live.ConvertAll(wanted => new LiveScopeReader(aws, (LiveScope)wanted.Scope, gate, isAlone: live.Count == 1));
        var sources = await Task.WhenAll(live.Select((wanted, i) => readers[i].ReadAsync(With(wanted, code), progress, cancellationToken)))
            .ConfigureAwait(false);
        var readings = live.Select((wanted, i) => new ScopeReading(wanted.Scope, sources[i])).ToDictionary(reading => reading.Scope);
        foreach (var wanted in request.Scopes)
            if (wanted.Scope is SnapshotScope snapshot)
                readings.Add(snapshot, await ReadAsync(snapshot, wanted.Query, progress, cancellationToken).ConfigureAwait(false));
        foreach (var wanted in request.Scopes)
            if (wanted.Scope is CodeScope alone)
                readings.Add(alone, CodeReading.Alone(alone, cancellationToken));
        return new(
            [.. CodeReading.Over([.. request.Scopes.Select(wanted => readings[wanted.Scope])], code)],
            [.. readers.SelectMany(reader => reader.Warnings).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The question of a live scope, which is about the endpoints of code too where there is some.</summary>
    private static NetworkQuery With(ScopeRequest wanted, CodeWorlds code) => code.Paths.Count == 0 ? wanted.Query
        : wanted.Query with
        {
            PlannedEndpoints = code.Endpoints(((LiveScope)wanted.Scope).Patterns is [{ IsLiteral: true } one] ? one.Text : null),
        };

    private static async Task<ScopeReading> ReadAsync(
        SnapshotScope scope, NetworkQuery query, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        var sources = new List<SourceReading>();
        foreach (var path in scope.Paths)
        {
            var origin = DiagnosisOrigin.Snapshot([path]);
            try
            {
                sources.Add(new(origin, await new SnapshotSource(path).ReadAsync(query, progress, cancellationToken)
                    .ConfigureAwait(false)));
            }
            catch (NetworkSourceException e)
            {
                sources.Add(new(origin, [], e));
            }
        }

        return new(scope, sources);
    }
}
