using VpceTools.Findings;

namespace VpceTools.Reports;

/// <summary>
/// What was found before a change: what is found after it too was there already, and what is not found any more is mended. A problem is the
/// same where check, endpoint and resource are, by their addresses where code describes them; a worse one is another.
/// </summary>
public sealed class ReportBaseline
{
    private readonly Dictionary<string, Severity> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CheckStatus> _results = new(StringComparer.Ordinal);
    private readonly Report _before;

    /// <summary>Takes a report on what was.</summary>
    public ReportBaseline(Report before)
    {
        _before = before;
        foreach (var finding in before.Findings)
            if (!_findings.TryGetValue(KeyOf(finding), out var known) || known < finding.Severity)
                _findings[KeyOf(finding)] = finding.Severity;
        foreach (var result in before.Results)
            _results[KeyOf(result)] = result.Status;
    }

    /// <summary>Whether a problem was there before.</summary>
    public bool Has(ReportFinding finding) => _findings.TryGetValue(KeyOf(finding), out var before) && before >= finding.Severity;

    /// <summary>Whether a check came to the same before, by problems that were there all.</summary>
    public bool Has(ReportResult result) =>
        _results.TryGetValue(KeyOf(result), out var before) && before == result.Status && result.Findings.All(Has);

    /// <summary>The problems that a report does not have any more.</summary>
    public IReadOnlyList<ReportFinding> MendedIn(Report after)
    {
        var left = new HashSet<string>(after.Findings.Select(KeyOf), StringComparer.Ordinal);
        // What nobody could decide after the change is not mended.
        var open = new HashSet<string>(
            after.Results.Where(result => result.Status == CheckStatus.Unknown).Select(KeyOf), StringComparer.Ordinal);
        return
        [
            .. _before.Findings.Where(finding => !left.Contains(KeyOf(finding))
                && !open.Contains($"{finding.Check}\n{PlaceOf(finding.Endpoint)}")),
        ];
    }

    private static string KeyOf(ReportFinding finding) =>
        string.Join("\n", finding.Check, PlaceOf(finding.Endpoint), finding.Code?.Address ?? finding.ResourceId);

    private static string KeyOf(ReportResult result) => $"{result.Check}\n{PlaceOf(result.Endpoint)}";

    private static string PlaceOf(ReportEndpoint endpoint) => $"{endpoint.AccountId}/{endpoint.Region}/{endpoint.Id}";
}
