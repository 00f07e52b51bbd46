using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Planning;

namespace VpceTools.Comparing;

/// <summary>
/// What changed between two diagnoses of one account and Region, the cause first. The second network is the first with all that they say
/// differently; a result's cause is what has to be undone there until the check says what it said before.
/// </summary>
internal sealed class DiagnosisComparison
{
    /// <summary>A network with its look-ups is large, and few are asked for twice.</summary>
    private const int TrialsKept = 64;

    /// <summary>Where so many changes are each enough alone, a further one tells nobody more.</summary>
    private const int MostSets = 4;

    private readonly NetworkDifference _difference;
    private readonly IReadOnlyList<ICheck> _checks;
    private readonly CheckOptions _options;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, CheckRunner> _trials = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly HashSet<Alteration> _causes = [];
    private readonly List<Alteration> _singleCauses = [];

    public DiagnosisComparison(VpcNetwork before, VpcNetwork after, IReadOnlyList<ICheck> checks, CheckOptions options,
        CancellationToken cancellationToken)
    {
        (_difference, _checks, _options, _cancellationToken) = (new(before, after), checks, options, cancellationToken);
        var all = _difference.Alterations;
        (Before, After) = (Trial(all), Trial([]));
        // What is likely to decide first, so that few trials have it alone: interfaces and instances come and go all day.
        Candidates = [.. all.OrderBy(alteration => alteration.Kind is ResourceKind.NetworkInterface or ResourceKind.Instance)
            .ThenBy(alteration => alteration.Number)];
    }

    private CheckRunner Before { get; }

    private CheckRunner After { get; }

    private IReadOnlyList<Alteration> Candidates { get; }

    /// <summary>Adds who made the changes and when, where CloudTrail tells it.</summary>
    /// <param name="trail">The events.</param>
    /// <param name="since">When the first network was read; null where nobody knows.</param>
    /// <param name="until">When the second was.</param>
    public void Tell(CloudTrailEvents trail, DateTimeOffset? since, DateTimeOffset? until)
    {
        foreach (var alteration in _difference.Alterations)
        {
            if (trail.Of(alteration, since, until) is { } found)
                alteration.Change = alteration.Change with
                {
                    ChangedBy = found.Caller,
                    ChangedAt = found.Time,
                    EventName = found.Name,
                    EventId = found.Id,
                };
        }
    }

    /// <summary>The changes that made no result another one; asked for when all results were compared.</summary>
    public IEnumerable<NetworkChange> OtherChanges => _difference.Alterations.Where(alteration => !_causes.Contains(alteration))
        .Select(alteration => alteration.Change);

    /// <summary>Whether a check cannot tell what it comes to, before and after alike.</summary>
    public bool IsUnknownInBoth { get; private set; }

    /// <summary>The endpoints of both networks by id, those of the second first.</summary>
    public IEnumerable<string> EndpointIds => After.Index.Network.Endpoints.Concat(Before.Index.Network.Endpoints)
        .Select(endpoint => endpoint.Id).Distinct(StringComparer.Ordinal);

    /// <summary>An endpoint, as it is now or else was.</summary>
    public VpcEndpoint Endpoint(string id) =>
        After.Index.Endpoints.TryGetValue(id, out var endpoint) ? endpoint : Before.Index.Endpoints[id];

    /// <summary>The results of an endpoint that differ.</summary>
    public IEnumerable<EndpointResultChange> Compare(string endpointId)
    {
        foreach (var check in _checks)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var (was, now) = (Run(check, Before, endpointId), Run(check, After, endpointId));
            IsUnknownInBoth |= was?.Status == CheckStatus.Unknown && now?.Status == CheckStatus.Unknown;
            if (was is null || now is null ? IsNews(was ?? now) : !Said(was).Equals(Said(now)))
                yield return Compare(check, was, now);
        }
    }

    /// <summary>
    /// Of an endpoint that came or went, what its state is, and what is wrong with it now: that fifteen checks of it pass is no news.
    /// </summary>
    private bool IsNews(EndpointTestResult? result) => result is not null && (result.Check == NameOfState
        || (After.Index.Endpoints.ContainsKey(result.EndpointId)
            && result.Status is not (CheckStatus.Passed or CheckStatus.NotApplicable)));

    private static string NameOfState { get; } = new EndpointStateCheck().Descriptor.Name;

    private EndpointResultChange Compare(ICheck check, EndpointTestResult? was, EndpointTestResult? now)
    {
        var one = (now ?? was)!;
        var sets = CauseSets(check, one.EndpointId, was).ToList();
        _causes.UnionWith(sets.SelectMany(set => set));
        var (before, after) = (Problems(was), Problems(now));
        var fresh = after.Where(p => !before.ContainsKey(p.Key)).Select(p => p.Value).ToValueList();
        var gone = before.Where(p => !after.ContainsKey(p.Key)).Select(p => p.Value).ToValueList();
        return new()
        {
            EndpointId = one.EndpointId,
            EndpointType = one.EndpointType,
            ServiceName = one.ServiceName,
            VpcId = one.VpcId,
            Region = one.Region,
            AccountId = one.AccountId,
            Check = one.Check,
            Title = one.Title,
            Before = was?.Status,
            After = now?.Status,
            Trend = TrendOf(was, now, fresh.Count, gone.Count),
            Message = now?.Message ?? "The endpoint is gone.",
            CauseSets = [.. sets.Select(set => new ChangeSet([.. set.Select(alteration => alteration.Change)]))],
            Causes = [.. sets.SelectMany(set => set).Distinct().Select(alteration => alteration.Change)],
            NewFindings = fresh,
            GoneFindings = gone,
        };
    }

    /// <summary>
    /// The smallest sets that turn the result back. A further one is looked for among the changes that are in none yet, which are undone
    /// while those stay: where that turns the result too, either is enough.
    /// </summary>
    private IEnumerable<IReadOnlyList<Alteration>> CauseSets(ICheck check, string endpointId, EndpointTestResult? was)
    {
        bool TurnsBack(IReadOnlyList<Alteration> undone) => IsSame(was, Run(check, Trial(undone), endpointId));

        var left = Candidates.ToList();
        for (var i = 0; i < MostSets && left.Count > 0 && (i == 0 || TurnsBack(left)); i++)
        {
            // Results of many endpoints often have one cause.
            var known = _singleCauses.Find(cause => left.Contains(cause) && TurnsBack([cause]));
            var set = known is not null ? [known] : MinimalSet.Of([.. left], TurnsBack);
            if (set.Count == 1 && known is null)
                _singleCauses.Add(set[0]);
            left.RemoveAll(set.Contains);
            yield return [.. set.OrderBy(alteration => alteration.Number)];
        }
    }

    private static bool IsSame(EndpointTestResult? first, EndpointTestResult? second) =>
        first is null || second is null ? first is null && second is null : Said(first).Equals(Said(second));

    /// <summary>What a result says: two that say the same are no change, in whatever order lists are.</summary>
    private static (CheckStatus Status, string Problems) Said(EndpointTestResult result) => (result.Status,
        string.Join("\n", result.Findings.Select(finding => string.Join("|", finding.Severity, finding.ResourceId, finding.Aspect,
            finding.Summary, string.Join(",", finding.Evidence.AffectedClients.OrderBy(client => client, StringComparer.Ordinal)),
            string.Join(",", finding.TargetIds.OrderBy(id => id, StringComparer.Ordinal))))
            .OrderBy(line => line, StringComparer.Ordinal)));

    private static Dictionary<FindingKey, Finding> Problems(EndpointTestResult? result)
    {
        var problems = new Dictionary<FindingKey, Finding>();
        foreach (var finding in result?.Findings ?? [])
            problems[FindingKey.Of(finding)] = finding;
        return problems;
    }

    private static ResultTrend TrendOf(EndpointTestResult? was, EndpointTestResult? now, int fresh, int gone)
    {
        var (before, after) = (Rank(was?.Status), Rank(now?.Status));
        return was?.Status == CheckStatus.Unknown || now?.Status == CheckStatus.Unknown
            ? now?.Status == CheckStatus.Unknown && was?.Status is CheckStatus.Passed ? ResultTrend.Worse : ResultTrend.Different
            : after != before ? after > before ? ResultTrend.Worse : ResultTrend.Better
            : fresh > 0 && gone == 0 ? ResultTrend.Worse : gone > 0 && fresh == 0 ? ResultTrend.Better : ResultTrend.Different;
    }

    private static int Rank(CheckStatus? status) => status switch
    {
        CheckStatus.Warning => 1,
        CheckStatus.Failed => 2,
        null => 3, // An endpoint that is gone serves nobody.
        _ => 0,
    };

    /// <summary>
    /// What a check comes to; null where there is no such endpoint, or where the check breaks down over a network that AWS never gave,
    /// which tells nothing.
    /// </summary>
    private EndpointTestResult? Run(ICheck check, CheckRunner runner, string endpointId)
    {
        if (!runner.Index.Endpoints.TryGetValue(endpointId, out var endpoint))
            return null;
        try
        {
            return CheckRunner.Run(check, runner.ContextOf(endpoint));
        }
#pragma warning disable CA1031 // A network in between may hold what no real one does.
        catch (Exception) when (!ReferenceEquals(runner, Before) && !ReferenceEquals(runner, After))
#pragma warning restore CA1031
        {
            return Broken;
        }
    }

    /// <summary>The result of a check that broke down: no other result is the same.</summary>
    private static EndpointTestResult Broken { get; } = new()
    {
        EndpointId = "", EndpointType = "", ServiceName = "", VpcId = "", Check = "", Title = "", Status = (CheckStatus)(-1), Message = "",
    };

    private CheckRunner Trial(IReadOnlyList<Alteration> undone)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var key = string.Join(",", undone.Select(alteration => alteration.Number).OrderBy(number => number));
        if (_trials.TryGetValue(key, out var known))
            return known;
        var trial = new CheckRunner(_difference.Without(new HashSet<Alteration>(undone)), _options, _checks);
        if (_order.Count >= TrialsKept)
            _trials.Remove(_order.Dequeue());
        _order.Enqueue(key);
        return _trials[key] = trial;
    }
}
