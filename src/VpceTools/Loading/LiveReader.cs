using VpceTools.Completers;
using VpceTools.Repairs.Running;
using VpceTools.Resources;
using VpceTools.Selection;
using VpceTools.Sources;

namespace VpceTools.Loading;

/// <summary>Reads several accounts and Regions side by side, a few at a time. One that fails is an answer like any other and stops none.</summary>
/// <param name="sources">What reads them.</param>
/// <param name="scope">The accounts and Regions.</param>
/// <param name="gate">Lets so many read at a time, of this reader and of others.</param>
/// <param name="isAlone">Whether there is no other reader, whose reports would have to be told apart.</param>
internal sealed class LiveReader(Lazy<AwsSources> sources, LiveScope scope, SemaphoreSlim gate, bool isAlone)
{
    private readonly List<string> _warnings = [];

    /// <summary>What a reader should know about how the Regions were found; complete once everything is read.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Reads them; in the order of accounts and, within one, of Regions.</summary>
    public async Task<IReadOnlyList<LiveReading>> ReadAsync(NetworkQuery query, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        var places = await Task.WhenAll(scope.Accounts.Select(account => ExpandAsync(account, progress, cancellationToken))).ConfigureAwait(false);
        var readings = places.SelectMany(readings => readings).ToList();
        WarnOfPatterns(readings);
        return await Task.WhenAll(readings.Select(reading => reading.Error is not null ? Task.FromResult(reading)
            : ReadAsync(reading.Connection, query, Placed(reading.Connection, readings.Count, progress), cancellationToken))).ConfigureAwait(false);
    }

    private async Task<LiveReading> ReadAsync(AwsConnection connection, NetworkQuery query, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Making a source loads the AWS SDK; on this thread, not on the pipeline's.
            return new(connection, await sources.Value.Network(connection).ReadAsync(query, progress, cancellationToken).ConfigureAwait(false));
        }
        catch (NetworkSourceException e)
        {
            return new(connection, [], e);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The Regions of an account that are to be read, still without networks.</summary>
    private async Task<IReadOnlyList<LiveReading>> ExpandAsync(AwsConnection account, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        if (scope.Regions.Count == 0)
            return [new(account, [])];
        IReadOnlyList<string> known = [];
        if (scope.Patterns.Any(pattern => !pattern.IsLiteral))
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                known = await RegionsAsync(account, Placed(account, scope.Accounts.Count, progress), cancellationToken).ConfigureAwait(false);
            }
            catch (NetworkSourceException e)
            {
                return [new(account, [], e)];
            }
            finally
            {
                gate.Release();
            }
        }

        return
        [
            .. scope.Patterns.SelectMany(pattern => pattern.IsLiteral ? [pattern.Text] : known.Where(pattern.Matches))
                .Distinct(StringComparer.OrdinalIgnoreCase).Select(region => new LiveReading(account with { Region = region }, [])),
        ];
    }

    private async Task<IReadOnlyList<string>> RegionsAsync(AwsConnection account, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        var home = AwsRegions.HomeOf(scope.Patterns);
        try
        {
            try
            {
                return await sources.Value.RegionsAsync(account, progress, cancellationToken).ConfigureAwait(false);
            }
            catch (NetworkSourceException e) when (e.ErrorId == "RegionMissing")
            {
                return await sources.Value.RegionsAsync(account with { Region = home }, progress, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (NetworkSourceException e) when (e.ErrorId == "AccessDenied")
        {
            lock (_warnings)
                _warnings.Add(Messages.RegionsNotListed);
            return [.. AwsRegions.OfPartition(home)];
        }
    }

    private void WarnOfPatterns(List<LiveReading> readings)
    {
        // Nothing found must not read as nothing wrong.
        foreach (var pattern in scope.Patterns.Where(pattern => !pattern.IsLiteral))
            if (!readings.Exists(reading => reading.Error is not null || pattern.Matches(reading.Connection.Region ?? "")))
                _warnings.Add(MessageText.Of(Messages.RegionPatternWithoutMatch, pattern.Text));
    }

    private IProgress<SourceProgress> Placed(AwsConnection connection, int count, IProgress<SourceProgress> progress) =>
        (count > 1 || !isAlone) && scope.NameOf(connection) is { Length: > 0 } place ? new PlacedProgress(place, progress) : progress;
}
