using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Comparing;

/// <summary>
/// What code changes: the problems that it introduces, those that are there already, and those that it mends. Each network is judged as a
/// whole, in all that it can come to; endpoints are the same by their ids, or by their addresses where one is made anew.
/// </summary>
/// <param name="before">The networks before the change.</param>
/// <param name="after">The networks after it.</param>
/// <param name="checks">The checks.</param>
/// <param name="options">What else was asked.</param>
internal sealed class CodeComparison(
    IReadOnlyList<VpcNetwork> before, IReadOnlyList<VpcNetwork> after, IReadOnlyList<ICheck> checks, CheckOptions options)
{
    /// <summary>Whether some check cannot tell what it comes to, before and after alike.</summary>
    public bool IsUnknownInBoth { get; private set; }

    /// <summary>The results that differ, and those with a problem that stays.</summary>
    /// <param name="isSelected">Whether an endpoint is asked about.</param>
    public IEnumerable<EndpointResultChange> Compare(Func<VpcNetwork, VpcEndpoint, bool> isSelected)
    {
        var (were, are) = (Endpoints(before, isSelected), Endpoints(after, isSelected));
        var left = were.ToList();
        foreach (var now in are)
        {
            var was = left.Find(one => one.Endpoint.Id == now.Endpoint.Id) ?? left.Find(one => one.IsAt(now.Address));
            if (was is not null)
                left.Remove(was);
            foreach (var change in Compare(was, now))
                yield return change;
        }

        foreach (var gone in left)
            foreach (var change in Compare(gone, null))
                yield return change;
    }

    private IEnumerable<EndpointResultChange> Compare(Judged? was, Judged? now)
    {
        foreach (var check in checks.Select(check => check.Descriptor.Name))
        {
            var (first, second) = (was?.Of(check), now?.Of(check));
            IsUnknownInBoth |= first?.Status == CheckStatus.Unknown && second?.Status == CheckStatus.Unknown;
            if (Change(first, second) is { } change)
                yield return change;
        }
    }

    private static EndpointResultChange? Change(EndpointTestResult? was, EndpointTestResult? now)
    {
        var one = (now ?? was)!;
        List<Finding> known = [.. was?.Findings ?? []], found = [.. now?.Findings ?? []];
        var kept = found.FindAll(finding => known.Exists(other => IsSame(finding, other) && other.Severity >= finding.Severity));
        var fresh = found.FindAll(finding => !kept.Contains(finding));
        // What nobody can decide after the change is not mended.
        var gone = now?.Status == CheckStatus.Unknown ? [] : known.FindAll(finding => !found.Exists(other => IsSame(finding, other)));
        var isSame = was is not null && now is not null && was.Status == now.Status && fresh.Count + gone.Count == 0;
        // That checks of a new endpoint pass is no news, nor is it of one that goes.
        if (isSame ? kept.Count == 0 : (was is null || now is null) && IsQuiet(one))
            return null;
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
            Trend = isSame ? ResultTrend.Unchanged : TrendOf(was, now, fresh.Count, gone.Count),
            Message = now?.Message ?? "The endpoint is gone.",
            NewFindings = fresh.ToValueList(),
            GoneFindings = gone.ToValueList(),
            KeptFindings = kept.ToValueList(),
            Address = one.Address,
            File = one.File,
            Line = one.Line,
        };
    }

    private static bool IsQuiet(EndpointTestResult result) => result.Status is CheckStatus.Passed or CheckStatus.NotApplicable;

    private static bool IsSame(Finding one, Finding other) => one.Check == other.Check && one.Aspect == other.Aspect
        && (one.ResourceId == other.ResourceId || (one.Address is { } address && address == other.Address));

    private static ResultTrend TrendOf(EndpointTestResult? was, EndpointTestResult? now, int fresh, int gone) =>
        (was?.Status, now?.Status) switch
        {
            (null, { } status) => status == CheckStatus.Unknown ? ResultTrend.Different : ResultTrend.Worse,
            // An endpoint that is gone serves nobody.
            ({ }, null) => ResultTrend.Different,
            (CheckStatus.Passed, CheckStatus.Unknown) => ResultTrend.Worse,
            (CheckStatus.Unknown, _) or (_, CheckStatus.Unknown) => ResultTrend.Different,
            var (before, after) when Rank(before) != Rank(after) => Rank(after) > Rank(before) ? ResultTrend.Worse : ResultTrend.Better,
            _ => fresh > 0 && gone == 0 ? ResultTrend.Worse : gone > 0 && fresh == 0 ? ResultTrend.Better : ResultTrend.Different,
        };

    private static int Rank(CheckStatus? status) => status switch
    {
        CheckStatus.Warning => 1,
        CheckStatus.Failed => 2,
        _ => 0,
    };

    private List<Judged> Endpoints(IReadOnlyList<VpcNetwork> networks, Func<VpcNetwork, VpcEndpoint, bool> isSelected) =>
    [
        .. JoinedNetworks.Join(networks).SelectMany(network => new CheckRunner(network, options, checks) is var runner
            ? network.Endpoints.Where(endpoint => isSelected(network, endpoint)).Select(endpoint => new Judged(runner, endpoint)) : []),
    ];

    /// <summary>An endpoint of one of the networks, judged when it is asked for.</summary>
    private sealed class Judged(CheckRunner runner, VpcEndpoint endpoint)
    {
        private readonly Lazy<List<EndpointTestResult>> _results = new(() => [.. runner.Run(endpoint)]);

        public VpcEndpoint Endpoint => endpoint;

        public string? Address { get; } = runner.Index.Network.Plan?.OriginOf(endpoint.Id)?.Address;

        public bool IsAt(string? address) => address is not null && address == Address;

        public EndpointTestResult? Of(string check) => _results.Value.Find(result => result.Check == check);
    }
}
