using System.Globalization;
using VpceTools.Findings;
using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>The rows of the matrix, an endpoint each, and the results of each endpoint.</summary>
internal sealed class HtmlEndpoints
{
    /// <summary>
    /// What comes after so many endpoints stays text until somebody comes to it: a browser builds a table of 17,000 cells for a second.
    /// </summary>
    private const int EndpointsAtOnce = 100;

    /// <summary>The checks that anything is said of, in the order in which they come.</summary>
    public required IReadOnlyList<string> Checks { get; init; }

    /// <summary>The endpoints as the template takes them.</summary>
    public required List<Dictionary<string, object?>> Rows { get; init; }

    /// <summary>Whether there are endpoints that are kept as text.</summary>
    public bool HasLater => Rows.Count > EndpointsAtOnce;

    public static HtmlEndpoints Of(Report report, Dictionary<ReportFinding, int> numbers)
    {
        var results = report.Results.ToLookup(result => result.Endpoint.Key, StringComparer.Ordinal);
        var findings = report.Findings.ToLookup(finding => finding.Endpoint.Key, StringComparer.Ordinal);
        var checks = report.Results.Select(result => result.Check).Concat(report.Findings.Select(finding => finding.Check))
            .Distinct(StringComparer.Ordinal).ToList();
        return new()
        {
            Checks = checks,
            Rows = [.. ReportCounts.Endpoints(report)
                .Select((endpoint, index) =>
                Row(endpoint, index + 1, checks, [.. results[endpoint.Key]], findings[endpoint.Key], numbers))],
        };
    }

    /// <summary>Where an endpoint is; null where nobody said.</summary>
    public static string? Place(ReportEndpoint endpoint) =>
        string.Join(", ",
            new[] { endpoint.VpcId, endpoint.Region, endpoint.AccountId }.Where(part => part.Length > 0)) is { Length: > 0 } place
            ? place : null;

    private static Dictionary<string,
        object?> Row(ReportEndpoint endpoint, int number, List<string> checks, List<ReportResult> results,
        IEnumerable<ReportFinding> findings,
        Dictionary<ReportFinding, int> numbers)
    {
        var byCheck = results.ToLookup(result => result.Check, StringComparer.Ordinal);
        var found = findings.ToLookup(finding => finding.Check, StringComparer.Ordinal);
        var worst = found.SelectMany(same => same).Select(finding => (long)finding.Severity).DefaultIfEmpty(0).Max();
        return new()
        {
            ["number"] = number.ToString(CultureInfo.InvariantCulture),
            ["later"] = number > EndpointsAtOnce,
            ["firstLater"] = number == EndpointsAtOnce + 1,
            // The id of what is not there yet is made up.
            ["endpointName"] = results.Find(result => result.Code is not null)?.Code!.Address ?? endpoint.Id,
            ["serviceName"] = endpoint.ServiceName,
            ["endpointPlace"] = string.Join(", ", new[] { results.Find(result => result.Code is not null)?.Code!.Place, Place(endpoint) }
                .Where(part => !string.IsNullOrEmpty(part))),
            ["worst"] = worst.ToString(CultureInfo.InvariantCulture),
            ["statuses"] = string.Join(" ", results.Select(result => result.Status).Distinct()),
            ["totals"] = string.Join(", ", new[] { CheckStatus.Failed, CheckStatus.Warning, CheckStatus.Unknown, CheckStatus.Passed }
                .Select(status => (status, Count: results.Count(result => result.Status == status))).Where(pair => pair.Count > 0)
                .Select(pair => $"{pair.Count.ToString(CultureInfo.InvariantCulture)} {pair.status}")),
            ["cells"] = checks.ConvertAll(check => Cell(number, byCheck[check].FirstOrDefault(), found[check].FirstOrDefault(), numbers)),
            ["results"] = results.ConvertAll(result => new Dictionary<string, object?>
            {
                ["status"] = result.Status.ToString(), ["check"] = result.Check, ["message"] = result.Message,
            }),
        };
    }

    /// <summary>A finding without its result is a failure or a warning, and says nothing of what else was examined.</summary>
    private static Dictionary<string,
        object?> Cell(int number, ReportResult? result, ReportFinding? finding, Dictionary<ReportFinding, int> numbers)
    {
        CheckStatus? status = result?.Status
            ?? (finding is null ? null : finding.Severity >= Severity.High ? CheckStatus.Failed : CheckStatus.Warning);
        var isNothing = status is null or CheckStatus.NotApplicable;
        return new()
        {
            ["status"] = isNothing ? "None" : status.ToString(),
            ["sign"] = Sign(status),
            ["word"] = isNothing ? "None" : status.ToString(),
            ["link"] = finding is not null ? $"#f{numbers[finding].ToString(CultureInfo.InvariantCulture)}"
                : status == CheckStatus.Unknown ? $"#e{number.ToString(CultureInfo.InvariantCulture)}" : null,
        };
    }

    private static string Sign(CheckStatus? status) => status switch
    {
        CheckStatus.Passed => "✓",
        CheckStatus.Warning => "!",
        CheckStatus.Failed => "✗",
        CheckStatus.Unknown => "?",
        _ => "·",
    };
}
