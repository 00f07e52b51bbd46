using VpceTools.Model;
using VpceTools.Repairs.Running;
using VpceTools.Sources;

namespace VpceTools.Reading;

/// <summary>
/// Reads the accounts and Regions of a scope side by side, a few at a time. One that fails is an answer like any other and stops none.
/// </summary>
/// <param name="sources">What reads them.</param>
/// <param name="scope">The accounts and Regions.</param>
/// <param name="gate">Lets so many read at a time, of this reader and of others.</param>
/// <param name="isAlone">Whether there is no other reader, whose reports would have to be told apart.</param>
internal sealed class LiveScopeReader(Lazy<AwsSources> sources, LiveScope scope, SemaphoreSlim gate, bool isAlone)
{
    private readonly List<string> _warnings = [];
    private int _done;
    private int _total;

    /// <summary>What a reader should know about how the Regions were found; complete once everything is read.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Reads them; in the order of accounts and, within one, of Regions.</summary>
    public async Task<IReadOnlyList<SourceReading>> ReadAsync(
        NetworkQuery query, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        var accounts = await Task.WhenAll(scope.Accounts.Select(account => AccountsAsync(account, progress, cancellationToken)))
            .ConfigureAwait(false);
        var places = await Task.WhenAll(accounts.SelectMany(found => found).Select(account => account.Error is not null
            ? Task.FromResult<IReadOnlyList<SourceReading>>([account])
            : ExpandAsync(account.Origin.Connection!, progress, cancellationToken))).ConfigureAwait(false);
        var readings = places.SelectMany(readings => readings).ToList();
        WarnOfPatterns(readings);
        _total = readings.Count;
        query = query with { IsOneOfSeveral = query.IsOneOfSeveral || readings.Count > 1 || !isAlone };
        var read = await Task.WhenAll(readings.Select(reading => reading.Error is not null ? Task.FromResult(reading)
            : ReadAsync(reading.Origin.Connection!, query, Placed(reading.Origin.Connection!, readings.Count, progress),
                cancellationToken)))
            .ConfigureAwait(false);
        var together = read.Where(reading => reading.Networks.Count > 0).Select(reading => reading.Origin.Connection!).ToValueList();
        return together.Count < 2 ? read
            : [.. read.Select(reading => reading with { Origin = reading.Origin with { Together = together } })];
    }

    private async Task<SourceReading> ReadAsync(
        AwsConnection connection, NetworkQuery query, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Making a source loads the AWS SDK; on this thread, not on the pipeline's.
            var networks = await sources.Value.Network(connection).ReadAsync(query, progress, cancellationToken).ConfigureAwait(false);
            // Whoever comes back later, to repair or to undo, must come to the same Region.
            return new(DiagnosisOrigin.Live(connection with { Region = networks[0].Region }), networks);
        }
        catch (NetworkSourceException e)
        {
            return Failed(connection, e);
        }
        finally
        {
            Interlocked.Increment(ref _done);
            gate.Release();
        }
    }

    /// <summary>The accounts of an organization, each by the role in it; else the one account.</summary>
    private async Task<IReadOnlyList<SourceReading>> AccountsAsync(
        AwsConnection account, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        if (account.OrganizationRole is null)
            return [Open(account)];
        // The service is one for all Regions; where none is known otherwise, one of those to read tells the partition.
        var asked = account with { Region = scope.Patterns.FirstOrDefault(pattern => pattern.IsLiteral)?.Text ?? account.Region };
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var found = await sources.Value.RolesAsync(asked, progress, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
                lock (_warnings)
                    _warnings.Add("The organization has no active account.");
            return [.. found.Select(one => Open(one with { Region = account.Region }))];
        }
        catch (NetworkSourceException e)
        {
            return [Failed(account, e)];
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The Regions of an account that are to be read, still without networks.</summary>
    private async Task<IReadOnlyList<SourceReading>> ExpandAsync(
        AwsConnection account, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        if (scope.Regions.Count == 0)
            return [Open(account)];
        IReadOnlyList<string> known = [];
        if (scope.Patterns.Any(pattern => !pattern.IsLiteral))
        {
            await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                known = await RegionsAsync(account, Placed(account, scope.Accounts.Count, progress), cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (NetworkSourceException e)
            {
                return [Failed(account, e)];
            }
            finally
            {
                gate.Release();
            }
        }

        return
        [
            .. scope.Patterns.SelectMany(pattern => pattern.IsLiteral ? [pattern.Text] : known.Where(pattern.Matches))
                .Distinct(StringComparer.OrdinalIgnoreCase).Select(region => Open(account with { Region = region })),
        ];
    }

    private async Task<IReadOnlyList<string>> RegionsAsync(
        AwsConnection account, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
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
                _warnings.Add("The caller lacks ec2:DescribeRegions, so every Region that AWS has is tried, also those that the account "
                    + "does not use.");
            return [.. AwsRegions.OfPartition(home)];
        }
    }

    private void WarnOfPatterns(List<SourceReading> readings)
    {
        // Nothing found must not read as nothing wrong.
        foreach (var pattern in scope.Patterns.Where(pattern => !pattern.IsLiteral))
            if (!readings.Exists(reading => reading.Error is not null || pattern.Matches(reading.Origin.Connection!.Region ?? "")))
                _warnings.Add($"No Region of the account matches '{pattern.Text}'.");
    }

    private static SourceReading Open(AwsConnection connection) => new(DiagnosisOrigin.Live(connection), []);

    private static SourceReading Failed(AwsConnection connection, NetworkSourceException error) => new(
        DiagnosisOrigin.Live(connection), [], error);

    private IProgress<SourceProgress> Placed(AwsConnection connection, int count, IProgress<SourceProgress> progress) =>
        (count > 1 || !isAlone) && scope.NameOf(connection) is { Length: > 0 } place ? new PlacedProgress(place, progress, this) : progress;

    /// <summary>Reports of one of several accounts and Regions, which say of which, and how many of all are read.</summary>
    private sealed class PlacedProgress(string place, IProgress<SourceProgress> all, LiveScopeReader reader) : IProgress<SourceProgress>
    {
        /// <inheritdoc/>
        public void Report(SourceProgress value) => all.Report(reader._total < 2 ? value with { Detail = $"{place}: {value.Detail}" }
            : value with { Detail = $"{place}: {value.Detail}", Completed = Volatile.Read(ref reader._done), Total = reader._total });
    }
}
