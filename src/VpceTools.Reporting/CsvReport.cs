using System.Globalization;
using System.Text;
using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>
/// A row for each finding, and for each result without one, as RFC 4180 has it. A cell that a spreadsheet would take for a formula is kept
/// from it by an apostrophe: what others wrote into AWS must not run on a desk.
/// </summary>
/// <remarks>https://owasp.org/www-community/attacks/CSV_Injection, https://www.rfc-editor.org/rfc/rfc4180</remarks>
internal static class CsvReport
{
    private static readonly string[] Heads =
    [
        "Kind", "AccountId", "Region", "VpcId", "EndpointId", "EndpointType", "ServiceName", "Check",
            "Status", "Severity", "ResourceType", "ResourceId",
        "Message", "Packet", "Component", "Rule", "AffectedClients", "ExplanationCode", "Recommendation",
            "CanRepair", "AwsCli", "PowerShell", "Address", "File", "Line", "Provenance", "CodeFix",
    ];

    public static void Write(Report report, Stream output)
    {
        // The mark tells Excel that it is UTF-8.
        using var writer =
            new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16,
            leaveOpen: true)
            { NewLine = "\r\n" };
        Row(Heads);
        foreach (var result in report.Results)
        {
            if (result.Findings.Count == 0)
                Row(["Result", .. Endpoint(result.Endpoint), result.Check, result.Status.ToString(), "", "", "", result.Message,
                    .. Enumerable.Repeat("", 9), .. Code(result.Code)]);
            foreach (var finding in result.Findings)
                Row(Of(finding, result.Endpoint, result.Status.ToString()));
        }

        var written = new HashSet<ReportFinding>(report.Results.SelectMany(result => result.Findings));
        foreach (var finding in report.Findings.Where(finding => !written.Contains(finding)))
            Row(Of(finding, finding.Endpoint, ""));
        foreach (var path in report.Paths)
            Row(["Path", .. Enumerable.Repeat("", 6), "", path.Verdict, "", "", "",
                $"{path.From} to {path.To} on port {path.Port}: {path.Message}"]);
        foreach (var intent in report.Intents)
            Row(["Intent", .. Enumerable.Repeat("", 6), intent.Name, intent.Status, "", "", $"{intent.File}:{intent.Line}",
                $"{intent.Expectation}: {intent.Message}"]);
        foreach (var repair in report.Repairs)
        {
            Row([
                "Repair", "", "", "", repair.EndpointId, "", "", repair.Action, repair.Status, "", "", repair.ResourceId, repair.Error
                    ?? repair.Description,
                "", "", "", "", "", "", "", repair.AwsCli,
            ]);
        }

        foreach (var change in report.Changes)
            Row([
                "Change", .. Endpoint(change.Endpoint), change.Check, change.After, "", "", "",
                $"{change.Before} -> {change.After}: {string.Join("; ", change.Causes.Select(cause => cause.Text))}",
            ]);
        foreach (var change in report.OtherChanges)
            Row(["OtherChange", .. Enumerable.Repeat("", 6), "", "", "", change.ResourceType, change.ResourceId, change.Text]);
        foreach (var error in report.Errors)
            Row(["Error", .. Enumerable.Repeat("", 6), error.ErrorId, "Error", "", "", error.Target ?? "", error.Message]);

        void Row(IReadOnlyList<string> cells)
        {
            for (var i = 0; i < Heads.Length; i++)
            {
                if (i > 0)
                    writer.Write(',');
                writer.Write(Cell(i < cells.Count ? cells[i] : ""));
            }

            writer.WriteLine();
        }
    }

    private static IEnumerable<string> Endpoint(ReportEndpoint endpoint) =>
        [endpoint.AccountId, endpoint.Region, endpoint.VpcId, endpoint.Id, endpoint.Type, endpoint.ServiceName];

    private static string[] Of(ReportFinding finding, ReportEndpoint endpoint, string status) =>
    [
        "Finding", .. Endpoint(endpoint), finding.Check, status, finding.Severity.ToString(), finding.ResourceType,
            finding.ResourceId, finding.Summary,
        finding.Packet is { } packet ? $"{packet.From} -> {packet.To}" : "", finding.Component ?? "", finding.Rule
            ?? "", string.Join("; ", finding.AffectedClients),
        finding.ExplanationCode ?? "", finding.Recommendation, finding.CanRepair ? "True" : "False", finding.AwsCli, finding.PowerShell,
        .. Code(finding.Code), finding.CodeFix,
    ];

    private static string[] Code(ReportCode? code) => code is null ? ["", "", "", ""]
        : [code.Address, code.File, code.Line == 0 ? "" : code.Line.ToString(CultureInfo.InvariantCulture), code.Provenance];

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20'
            ? "'" + text : text;
        return safe.IndexOfAny([',', '"', '\r', '\n']) < 0 && safe.Trim().Length == safe.Length ? safe
            : $"\"{safe.Replace("\"", "\"\"")}\"";
    }
}
