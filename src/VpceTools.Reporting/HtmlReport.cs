using System.Globalization;
using System.Net;
using VpceTools.Findings;
using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>
/// One page with all in it. Its policy lets the browser run the page's own script and nothing else, and fetch nothing: what others wrote
/// into AWS is escaped, and could do nothing if it were not.
/// </summary>
internal static class HtmlReport
{
    private const int ClientsShown = 10;

    /// <summary>
    /// What comes after so many findings is kept as text until somebody comes to it: a browser takes a page of a thousand proofs and
    /// drawings apart for seconds, and shows a dozen. It stands in noscript, which is text where scripts run, and else a part of the page.
    /// </summary>
    private const int FindingsAtOnce = 100;

    public static void Write(Report report, Stream output)
    {
        var (style, script) = (Template.Read("report.css"), Template.Read("report.js"));
        var numbers = report.Findings.Select((finding, index) => (finding, index))
            .ToDictionary(pair => pair.finding, pair => pair.index + 1);
        var endpoints = HtmlEndpoints.Of(report, numbers);
        var statuses = report.Results.SelectMany(result => result.Findings.Select(finding => (finding, result.Status)))
            .GroupBy(pair => pair.finding).ToDictionary(same => same.Key, same => same.First().Status);
        var values = new Dictionary<string, object?>
        {
            ["styleHash"] = Hash(style),
            ["scriptHash"] = Hash(script),
            ["style"] = style,
            ["script"] = script,
            ["title"] = report.Title,
            ["version"] = report.ToolVersion,
            ["created"] = report.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
            ["createdIso"] = report.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["gate"] = Gate(report),
            ["note"] = Note(report),
            ["cards"] = Cards(report),
            ["isFilterable"] = report.Findings.Count + report.Results.Count + report.Paths.Count + report.Intents.Count > 0,
            ["hasErrors"] = report.Errors.Count > 0,
            ["errors"] =
                report.Errors.Select(error =>
                new Dictionary<string, object?> { ["errorId"] = error.ErrorId, ["errorMessage"] = error.Message }).ToList(),
            ["hasMatrix"] = endpoints.Rows.Count > 0,
            ["columns"] = endpoints.Checks.Select(check => new Dictionary<string, object?> { ["name"] = check }).ToList(),
            ["rows"] = endpoints.Rows,
            ["hasLaterRows"] = endpoints.HasLater,
            ["hasFindings"] = report.Findings.Count > 0,
            ["findings"] =
                report.Findings.Select(finding =>
                Finding(finding, numbers[finding], statuses.TryGetValue(finding, out var status) ? status : null)).ToList(),
            ["hasIntents"] = report.Intents.Count > 0,
            ["intents"] = report.Intents.Select(Intent).ToList(),
            ["hasPaths"] = report.Paths.Count > 0,
            ["paths"] = report.Paths.Select(Path).ToList(),
            ["hasRepairs"] = report.Repairs.Count > 0,
            ["repairs"] = report.Repairs.Select(Repair).ToList(),
            ["hasChanges"] = report.Changes.Count > 0,
            ["changes"] = report.Changes.Select(Change).ToList(),
            ["hasOthers"] = report.OtherChanges.Count > 0,
            ["others"] = report.OtherChanges.Select(Change).ToList(),
            ["hasResults"] = report.Results.Count > 0,
            ["endpoints"] = endpoints.Rows,
        };
        new Template("report.html", text => WebUtility.HtmlEncode(text)).Write(values, output);
    }

    private static Dictionary<string, object?>? Gate(Report report)
    {
        if (report.Gate.FailOn is not { } failOn)
            return null;
        var reason = report.Gate.Reason(report);
        return new()
        {
            ["class"] = reason is null ? "Passed" : "Failed",
            ["word"] = reason is null ? "Passed." : "Failed:",
            ["text"] = reason is null ? $"Nothing of severity {failOn} or worse." : $"{reason}.",
        };
    }

    private static string? Note(Report report) => report.IsEmpty && report.Errors.Count == 0 ? "Nothing was examined."
        : report.Results.Count + report.Paths.Count + report.Intents.Count == 0 && report.Findings.Count > 0
            ? "Findings only: what passed, and what the evidence does not decide, is not in this report." : null;

    private static List<Dictionary<string, object?>> Cards(Report report)
    {
        var cards = new List<Dictionary<string, object?>>();
        if (ReportCounts.Endpoints(report).Count is > 0 and var endpoints)
            Add(endpoints, endpoints == 1 ? "endpoint" : "endpoints", "");
        if (report.Results.Count > 0)
        {
            foreach (var status in new[] { CheckStatus.Failed, CheckStatus.Warning, CheckStatus.Unknown, CheckStatus.Passed })
                Add(report.Results.Count(result => result.Status == status), status.ToString(), status.ToString());
        }

        if (report.Intents.Count > 0)
        {
            foreach (var (word, kind) in new[] { ("met", "Passed"), ("not met", "Failed"), ("unknown", "Unknown") })
            {
                var count = report.Intents.Count(intent => kind == (intent.IsPassed ? "Passed" : intent.IsUnknown ? "Unknown" : "Failed"));
                Add(count, $"{(count == 1 ? "expectation" : "expectations")} {word}", kind);
            }
        }

        foreach (var severity in new[] { Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Information })
        {
            if (report.Findings.Count(finding => finding.Severity == severity) is > 0 and var count)
                Add(count, $"{severity} {(count == 1 ? "finding" : "findings")}", severity >= Severity.High ? "Failed"
                    : severity == Severity.Medium ? "Warning" : "");
        }

        if (report.Errors.Count > 0)
            Add(report.Errors.Count, report.Errors.Count == 1 ? "error" : "errors", "Failed");
        return cards;

        void Add(int count, string label, string kind) => cards.Add(new()
        {
            ["count"] = count.ToString(CultureInfo.InvariantCulture), ["label"] = label, ["class"] = kind,
        });
    }

    private static Dictionary<string, object?> Finding(ReportFinding finding, int number, CheckStatus? status)
    {
        var steps = PathSteps.Of(finding);
        var isLong = finding.AffectedClients.Count > ClientsShown;
        return new()
        {
            ["number"] = number.ToString(CultureInfo.InvariantCulture),
            ["later"] = number > FindingsAtOnce,
            ["severity"] = finding.Severity.ToString(),
            ["level"] = Level(finding.Severity),
            // Known only where the result came, too; a warning's finding is no failure.
            ["resultStatus"] = status?.ToString() ?? (finding.Severity >= Severity.High ? "Failed" : "Warning"),
            ["summary"] = finding.Summary,
            ["id"] = finding.Endpoint.Id,
            ["service"] = finding.Endpoint.ServiceName,
            ["place"] = HtmlEndpoints.Place(finding.Endpoint),
            ["check"] = finding.Check,
            ["address"] = finding.Code?.Address,
            ["file"] = Some(finding.Code?.Place),
            ["resourceId"] = finding.ResourceId,
            ["resourceType"] = finding.ResourceType,
            ["packet"] = finding.Packet is { } packet ? $"{packet.From} → {packet.To}" : null,
            ["direction"] = finding.Packet?.IsReturnTraffic == true ? "return traffic" : "request",
            ["component"] = Some(finding.Component),
            ["rule"] = Some(finding.Rule),
            ["code"] = Some(finding.ExplanationCode),
            ["clients"] = finding.AffectedClients.Count == 0 ? null
                : string.Join(", ", finding.AffectedClients.Take(ClientsShown))
                    + (isLong ? $" and {finding.AffectedClients.Count - ClientsShown} more" : ""),
            ["clientCount"] = finding.AffectedClients.Count.ToString(CultureInfo.InvariantCulture),
            ["moreClients"] = isLong ? string.Join(", ", finding.AffectedClients) : null,
            ["drawing"] = steps.Count == 0 ? null : PathDrawing.Draw(steps),
            ["detail"] = Some(finding.Detail),
            ["advice"] = Some(finding.Recommendation),
            ["sideEffect"] = Some(finding.SideEffect),
            ["fixes"] =
                new[] { ("AWS CLI", finding.AwsCli), ("AWS Tools for PowerShell", finding.PowerShell),
                    (finding.IsTerraform ? "Terraform" : "CloudFormation", finding.CodeFix) }.Where(fix => fix.Item2.Length > 0)
                .Select(fix => new Dictionary<string, object?> { ["language"] = fix.Item1, ["lines"] = fix.Item2 }).ToList(),
        };
    }

    private static Dictionary<string, object?> Path(ReportPath path)
    {
        var status = path.IsUnknown ? "Unknown" : path.IsReachable ? "Passed" : path.Verdict == "Intermittent" ? "Warning" : "Failed";
        return new()
        {
            ["class"] = status,
            ["status"] = status,
            ["level"] = Level(status == "Failed" ? Severity.Critical : status == "Warning" ? Severity.Medium : Severity.Information),
            ["verdict"] = path.Verdict,
            ["from"] = path.From,
            ["to"] = path.To,
            ["port"] = path.Port,
            ["message"] = path.Message,
            ["drawing"] = PathDrawing.Draw(PathSteps.Of(path)),
        };
    }

    private static Dictionary<string, object?> Intent(ReportIntent intent)
    {
        var status = intent.IsPassed ? "Passed" : intent.IsUnknown ? "Unknown" : "Failed";
        return new()
        {
            ["status"] = status,
            ["level"] = Level(status == "Failed" ? Severity.Critical : Severity.Information),
            ["name"] = intent.Name,
            ["expectation"] = intent.Expectation,
            ["message"] = intent.Message,
            ["at"] = $"{intent.File}:{intent.Line.ToString(CultureInfo.InvariantCulture)}",
            ["missing"] = intent.Missing.Count == 0 ? null : string.Join("\n", intent.Missing),
            ["drawing"] = intent.Paths.Count == 0 || intent.Paths[0].Hops.Count == 0 ? null
                : PathDrawing.Draw(PathSteps.Of(intent.Paths[0])),
        };
    }

    private static Dictionary<string, object?> Repair(ReportRepair repair) => new()
    {
        ["status"] = repair.Status,
        ["resource"] = repair.ResourceId,
        ["change"] = repair.Description,
        ["risk"] = repair.Risk,
        ["verified"] = repair.Verified,
        ["remark"] = repair.Error ?? repair.SideEffect ?? "",
    };

    private static Dictionary<string, object?> Change(ReportResultChange change) => new()
    {
        ["endpointId"] = change.Endpoint.Id,
        ["serviceName"] = change.Endpoint.ServiceName,
        ["check"] = change.Check,
        ["before"] = change.Before.Length == 0 ? "–" : change.Before,
        ["after"] = change.After.Length == 0 ? "–" : change.After,
        ["class"] = change.IsUnknown ? "Unknown" : change.IsWorse ? "Failed" : change.Trend == "Better" ? "Passed" : "None",
        ["trend"] = change.Trend,
        ["message"] = change.Message,
        ["causes"] = change.Causes.Select(Change).ToList(),
    };

    private static Dictionary<string, object?> Change(ReportChange change) => new()
    {
        ["resource"] = change.ResourceId,
        ["type"] = change.ResourceType,
        ["change"] = change.Description,
        ["madeBy"] = change.MadeBy,
    };

    private static string Level(Severity severity) => ((long)severity).ToString(CultureInfo.InvariantCulture);

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>What the page's policy knows its own script and style by.</summary>
    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(Sha256.Of(text))}";
}
