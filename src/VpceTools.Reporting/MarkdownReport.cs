using System.Globalization;
using System.Text;
using VpceTools.Findings;
using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>
/// Markdown as GitHub and GitLab show it in pull requests and tickets: what is wrong first, with proof and fix, then all results, folded.
/// </summary>
internal static class MarkdownReport
{
    public static void Write(Report report, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.Write($"# {MarkdownText.Escape(report.Title)}\n\n");
        writer.Write(string.Join("\n\n", Parts(report)));
        writer.Write($"\n\n---\nVpceTools {MarkdownText.Escape(report.ToolVersion)}, "
            + $"{report.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC\n");
    }

    /// <summary>A finding without its heading.</summary>
    public static string Body(ReportFinding finding)
    {
        var facts = new List<string>();
        Fact("Address", MarkdownText.Code(finding.Code?.Address ?? ""));
        Fact("Code", MarkdownText.Code(finding.Code?.Place ?? ""));
        Fact("Resource", MarkdownText.Code(finding.ResourceId)
            + (finding.ResourceType.Length == 0 ? "" : $" ({MarkdownText.Escape(finding.ResourceType)})"));
        Fact("Packet", finding.Packet is { } packet
            ? $"{MarkdownText.Code($"{packet.From} -> {packet.To}")} ({(packet.IsReturnTraffic ? "return traffic" : "request")})" : "");
        Fact("Where", MarkdownText.Escape(finding.Component ?? ""));
        Fact("Rule", MarkdownText.Code(finding.Rule ?? ""));
        Fact("Affected clients", Clients(finding.AffectedClients));
        Fact("Reachability Analyzer", MarkdownText.Code(finding.ExplanationCode ?? ""));
        Fact("Advice", MarkdownText.Escape(finding.Recommendation));
        Fact("Side effect", MarkdownText.Escape(finding.SideEffect ?? ""));
        var blocks = new List<string> { MarkdownText.Escape(finding.Summary), string.Join("\n", facts) };
        if (!string.IsNullOrEmpty(finding.Detail))
            blocks.Add(MarkdownText.Block(finding.Detail!, "text"));
        if (finding.AwsCli.Length > 0)
            blocks.Add(MarkdownText.Block(finding.AwsCli, "sh"));
        if (finding.PowerShell.Length > 0)
            blocks.Add(MarkdownText.Block(finding.PowerShell, "powershell"));
        if (finding.CodeFix.Length > 0)
            blocks.Add(MarkdownText.Block(finding.CodeFix, finding.IsTerraform ? "hcl" : finding.CodeFix[0] == '{' ? "json" : "yaml"));
        return string.Join("\n\n", blocks.Where(block => block.Length > 0));

        void Fact(string label, string value)
        {
            if (value.Length > 0)
                facts.Add($"- **{label}:** {value}");
        }
    }

    private static IEnumerable<string> Parts(Report report)
    {
        yield return Summary(report);
        if (report.Errors.Count > 0)
            yield return "## Errors\n\n"
                + string.Join("\n",
                report.Errors.Select(error => $"- {MarkdownText.Code(error.ErrorId)}: {MarkdownText.Escape(error.Message)}"));
        if (report.Intents.Count > 0)
            yield return "## Expectations\n\n"
                + Table(["Status", "Name", "Expected", "Because", "Place"], report.Intents.Select(intent => new[]
            {
                $"{Sign(Status(intent))} {Status(intent)}", MarkdownText.Escape(intent.Name), MarkdownText.Escape(intent.Expectation),
                    MarkdownText.Escape(intent.Message), MarkdownText.Escape($"{intent.File}:{intent.Line}"),
            }));
        foreach (var intent in report.Intents.Where(intent => intent.Paths.Count > 0 && intent.Paths[0].Hops.Count > 0))
            yield return $"### {Status(intent)}: {MarkdownText.Escape(intent.Name)}\n\n{MarkdownText.Escape(intent.Paths[0].Message)}\n\n"
                + Diagram(PathSteps.Of(intent.Paths[0]));
        if (report.Findings.Count > 0)
            yield return "## Findings";
        foreach (var finding in report.Findings)
        {
            yield return $"### {finding.Severity}: {MarkdownText.Escape(finding.Check)} of {MarkdownText.Code(finding.Endpoint.Id)}";
            yield return Body(finding);
            if (PathSteps.Of(finding) is { Count: > 0 } steps)
                yield return Diagram(steps);
        }

        if (report.Paths.Count > 0)
            yield return "## Paths";
        foreach (var path in report.Paths)
        {
            yield return $"### {MarkdownText.Escape($"{path.From} to {path.To} on port {path.Port}")}: "
                + $"{MarkdownText.Escape(path.Verdict)}\n\n{MarkdownText.Escape(path.Message)}";
            if (path.Hops.Count > 0)
                yield return Diagram(PathSteps.Of(path));
        }

        if (report.Repairs.Count > 0)
            yield return "## Repairs\n\n"
                + Table(["Status", "Resource", "Change", "Risk", "Verified", "Error"], report.Repairs.Select(repair => new[]
            {
                MarkdownText.Escape(repair.Status), MarkdownText.Code(repair.ResourceId, inTable: true),
                    MarkdownText.Escape(repair.Description),
                MarkdownText.Escape(repair.Risk), MarkdownText.Escape(repair.Verified), MarkdownText.Escape(repair.Error ?? ""),
            }));
        if (report.Changes.Count > 0)
            yield return "## What changed\n\n"
                + Table(["Endpoint", "Check", "Before", "After", "Because"], report.Changes.Select(change => new[]
            {
                MarkdownText.Code(change.Endpoint.Id, inTable: true), MarkdownText.Escape(change.Check),
                    MarkdownText.Escape(change.Before), MarkdownText.Escape(change.After),
                string.Join("<br>", change.Causes.Select(cause => MarkdownText.Escape(cause.Text))),
            }));
        if (report.OtherChanges.Count > 0)
            yield return "## Other changes\n\n"
                + Table(["Resource", "Change", "Made by"], report.OtherChanges.Select(change => new[]
            {
                MarkdownText.Code(change.ResourceId, inTable: true), MarkdownText.Escape(change.Description),
                    MarkdownText.Escape(change.MadeBy),
            }));
        if (report.Results.Count > 0)
        {
            yield return "## All results\n\n<details>\n<summary>" + report.Results.Count.ToString(CultureInfo.InvariantCulture)
                + " results</summary>\n\n"
                + Table(["Endpoint", "Check", "Status", "Message"], report.Results.Select(result => new[]
                {
                    MarkdownText.Code(result.Code?.Address ?? result.Endpoint.Id, inTable: true)
                        + (result.Code is { File.Length: > 0 } code ? $"<br>{MarkdownText.Code(code.Place, inTable: true)}" : ""),
                    MarkdownText.Escape(result.Check),
                        $"{Sign(result.Status)} {result.Status}", MarkdownText.Escape(result.Message),
                })) + "\n\n</details>";
        }
    }

    private static string Summary(Report report)
    {
        var lines = new List<string>();
        if (report.Gate.FailOn is { } failOn)
            lines.Add(report.Gate.Reason(report) is { } reason ? $"❌ **Failed** (`-FailOn {failOn}`): {MarkdownText.Escape(reason)}."
                : $"✅ **Passed** (`-FailOn {failOn}`).");
        if (report.Results.Count > 0)
        {
            lines.Add(Table(["Endpoints", "Failed", "Warning", "Unknown", "Passed"],
            [
                [
                    Number(ReportCounts.Endpoints(report).Count),
                        .. new[] { CheckStatus.Failed, CheckStatus.Warning, CheckStatus.Unknown, CheckStatus.Passed }
                        .Select(status => Number(report.Results.Count(result => result.Status == status))),
                ],
            ]));
        }
        else if (report.Findings.Count > 0 && report.Intents.Count == 0)
        {
            lines.Add("Findings only: what passed, and what the evidence does not decide, is not in this report.");
        }
        else if (report.IsEmpty && report.Errors.Count == 0)
        {
            lines.Add("Nothing was examined.");
        }

        if (report.Decided is { Length: > 0 } decided)
            lines.Add(decided);
        return string.Join("\n\n", lines);
    }

    private static string Table(string[] heads, IEnumerable<string[]> rows) => string.Join("\n",
        new[] { Row(heads), Row([.. heads.Select(_ => "---")]) }.Concat(rows.Select(Row)));

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static string Clients(IReadOnlyList<string> clients) =>
        clients.Count <= 10 ? string.Join(", ", clients.Select(client => MarkdownText.Code(client)))
        : string.Join(", ", clients.Take(10).Select(client => MarkdownText.Code(client))) + $" and {Number(clients.Count - 10)} more";

    private static string Diagram(IReadOnlyList<PathStep> steps)
    {
        var text = new StringBuilder("```mermaid\nflowchart LR\n");
        for (var i = 0; i < steps.Count; i++)
        {
            var label = steps[i].Detail is { Length: > 0 } detail
                ? $"{MarkdownText.Mermaid(steps[i].Text)}<br/>{MarkdownText.Mermaid(detail)}" : MarkdownText.Mermaid(steps[i].Text);
            text.Append($"  n{i}[\"{label}\"]\n");
            if (i > 0)
                text.Append($"  n{i - 1} {(steps[i].IsReached ? "-->" : "-. not reached .-")} n{i}\n");
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].State == StepState.Blocked)
                text.Append($"  style n{i} stroke:#c62828,stroke-width:3px\n");
        }

        return text.Append("```").ToString();
    }

    private static CheckStatus Status(ReportIntent intent) =>
        intent.IsPassed ? CheckStatus.Passed : intent.IsUnknown ? CheckStatus.Unknown : CheckStatus.Failed;

    private static string Sign(CheckStatus status) => status switch
    {
        CheckStatus.Passed => "✅",
        CheckStatus.Warning => "⚠️",
        CheckStatus.Failed => "❌",
        CheckStatus.Unknown => "❓",
        _ => "➖",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
