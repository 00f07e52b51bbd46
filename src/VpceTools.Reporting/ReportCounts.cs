using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>What a report is about.</summary>
internal static class ReportCounts
{
    /// <summary>The endpoints, in the order in which they come.</summary>
    public static IReadOnlyList<ReportEndpoint> Endpoints(Report report)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return report.Results.Select(result => result.Endpoint).Concat(report.Findings.Select(finding => finding.Endpoint))
            .Concat(report.Changes.Select(change => change.Endpoint))
            .Where(endpoint => endpoint.Id.Length > 0 && seen.Add(endpoint.Key)).ToList();
    }
}
