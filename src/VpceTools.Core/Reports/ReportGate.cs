using System.Globalization;
using VpceTools.Findings;

namespace VpceTools.Reports;

/// <summary>
/// Decides what counts as a failure, for a pipeline that has to stop and for the formats that tell passed from failed. What was not seen
/// has not passed: <c>Unknown</c>, errors and a report on nothing fail, unless somebody said otherwise.
/// </summary>
public sealed class ReportGate
{
    /// <summary>The least severity that fails; null where the status of a check decides.</summary>
    public Severity? FailOn { get; init; }

    /// <summary>Whether what the evidence does not tell may pass.</summary>
    public bool AllowsUnknown { get; init; }

    /// <summary>Whether what could not be diagnosed may pass.</summary>
    public bool AllowsErrors { get; init; }

    /// <summary>What was there before a change and may pass; null where all counts.</summary>
    public ReportBaseline? Baseline { get; init; }

    /// <summary>Whether a finding fails.</summary>
    public bool Fails(ReportFinding finding) => finding.Severity >= (FailOn ?? Severity.Medium) && Baseline?.Has(finding) != true;

    /// <summary>Whether the result of a check fails.</summary>
    public bool Fails(ReportResult result) => Baseline?.Has(result) != true && FailsAlone(result);

    private bool FailsAlone(ReportResult result) => result.Status switch
    {
        CheckStatus.Unknown => !AllowsUnknown,
        // Beside what could not be decided there may be a problem that could.
        CheckStatus.Failed when FailOn is null || result.Findings.Count == 0 => true,
        CheckStatus.Failed or CheckStatus.Warning => FailOn is not null && result.Findings.Any(Fails),
        _ => false,
    } || (result.Status == CheckStatus.Unknown && FailOn is not null && result.Findings.Any(Fails));

    /// <summary>Whether a path fails.</summary>
    public bool Fails(ReportPath path) => path.IsUnknown ? !AllowsUnknown
        : !path.IsReachable && (FailOn is null || path.Findings.Count == 0 || path.Findings.Any(Fails));

    /// <summary>Whether an expectation fails: what must be so has no severity.</summary>
    public bool Fails(ReportIntent intent) => intent.IsUnknown ? !AllowsUnknown : !intent.IsPassed;

    /// <summary>
    /// Whether a result that changed fails: where it is worse. With a severity, its new problems decide, which are findings of their own;
    /// an endpoint that is gone has none.
    /// </summary>
    public bool Fails(ReportResultChange change) => change.IsUnknown ? !AllowsUnknown
        : change.IsWorse && (FailOn is null || change.After.Length == 0);

    /// <summary>How many checks the evidence does not decide that it did before.</summary>
    public int Undecided(Report report) =>
        report.Results.Count(result => result.Status == CheckStatus.Unknown && Baseline?.Has(result) != true);

    /// <summary>Why a report as a whole fails, in a few words; null where it does not.</summary>
    public string? Reason(Report report)
    {
        if (report.IsEmpty && (report.Errors.Count == 0 || AllowsErrors))
            return "nothing was examined, which proves nothing";
        var counts = new (int Count, string Noun, string What)[]
        {
            (report.Findings.Count(Fails), "finding", FailOn is { } severity ? $" of severity {severity} or worse" : ""),
            (report.Results.Count(result => result.Status == CheckStatus.Failed && result.Findings.Count == 0
                && Baseline?.Has(result) != true),
                "failed check", " without a finding"),
            (report.Paths.Count(path => !path.IsUnknown && Fails(path)), "path", " that is not clear"),
            (report.Intents.Count(intent => !intent.IsUnknown && Fails(intent)), "expectation", " that is not met"),
            (report.Repairs.Count(repair => repair.IsFailed), "repair", " that failed"),
            (report.Changes.Count(change => !change.IsUnknown && Fails(change)), "result", " that is worse than before"),
            (AllowsUnknown ? 0 : Undecided(report)
                + report.Changes.Count(change => change.IsUnknown && Fails(change))
                + report.Paths.Count(path => path.IsUnknown) + report.Intents.Count(intent => intent.IsUnknown),
                "result", " that the evidence does not decide (Unknown)"),
            (AllowsErrors ? 0 : report.Errors.Count, "error", ""),
        };
        var said = counts.Where(count => count.Count > 0)
            .Select(count =>
                string.Format(CultureInfo.InvariantCulture, "{0} {1}{2}{3}", count.Count, count.Noun, count.Count == 1 ? "" : "s",
                count.Count == 1 ? count.What : count.What.Replace(" that is ", " that are "))).ToList();
        return said.Count switch
        {
            0 => null,
            1 => said[0],
            _ => $"{string.Join(", ", said.Take(said.Count - 1))} and {said[said.Count - 1]}",
        };
    }
}
