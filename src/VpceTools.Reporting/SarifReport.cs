using System.Globalization;
using System.Text.Json;
using VpceTools.Checks;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>
/// SARIF 2.1.0: the checks as rules, the findings as results, what the evidence does not decide as results of the kind <c>open</c>, errors
/// as notifications. What passed is not in it: code scanning would show it as an alert.
/// </summary>
/// <remarks>
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html,
/// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
/// </remarks>
internal static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static void Write(Report report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        var rules = CheckCatalog.All.Select(check => check.Descriptor).ToList();
        var numbers = rules.Select((rule, index) => (rule.Name, index))
            .ToDictionary(pair => pair.Name, pair => pair.index, StringComparer.Ordinal);
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, report, rules);
        json.WriteStartObject("automationDetails");
        json.WriteString("id", "VpceTools/");
        json.WriteEndObject();
        WriteInvocation(json, report);
        json.WriteStartArray("results");
        var fingerprints = new Dictionary<string, int>(StringComparer.Ordinal);
        var baseline = report.Gate.Baseline;
        foreach (var finding in report.Findings)
            WriteFinding(json, finding, numbers, fingerprints, baseline is null ? null : baseline.Has(finding) ? "unchanged" : "new");
        foreach (var finding in baseline?.MendedIn(report) ?? [])
            WriteFinding(json, finding, numbers, fingerprints, "absent");
        foreach (var result in report.Results.Where(result => result.Status == CheckStatus.Unknown && result.Findings.Count == 0))
            WriteOpen(json, result, numbers, fingerprints, baseline is null ? null : baseline.Has(result) ? "unchanged" : "new");
        foreach (var intent in report.Intents.Where(intent => !intent.IsPassed))
            SarifIntents.Write(json, intent, rules.Count, fingerprints);
        json.WriteEndArray();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteTool(Utf8JsonWriter json, Report report, List<CheckDescriptor> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "VpceTools");
        json.WriteString("semanticVersion", report.ToolVersion);
        json.WriteString("informationUri", "https://www.powershellgallery.com/packages/VpceTools");
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Name);
            json.WriteString("name", rule.Name);
            Text(json, "shortDescription", rule.Title);
            Text(json, "fullDescription", rule.Description);
            json.WriteString("helpUri", rule.Link.AbsoluteUri);
            json.WriteStartObject("help");
            json.WriteString("text", $"{rule.Description} See {rule.Link.AbsoluteUri}, and docs/{rule.Page} of VpceTools.");
            json.WriteString("markdown",
                $"{MarkdownText.Escape(rule.Description)}\n\n[AWS: where the rule comes from]({rule.Link.AbsoluteUri}). The check's own "
                + $"page is `docs/{rule.Page}` of VpceTools.");
            json.WriteEndObject();
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(rule.Severity));
            json.WriteEndObject();
            json.WriteStartObject("properties");
            json.WriteStartArray("tags");
            json.WriteStringValue(rule.Layer.ToString());
            json.WriteEndArray();
            json.WriteString("problem.severity",
                Level(rule.Severity) switch { "error" => "error", "warning" => "warning", _ => "recommendation" });
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (report.Intents.Count > 0)
            SarifIntents.WriteRule(json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, Report report)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Errors.Count == 0);
        json.WriteString("endTimeUtc", report.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var error in report.Errors)
        {
            json.WriteStartObject();
            json.WriteString("level", "error");
            json.WriteStartObject("descriptor");
            json.WriteString("id", error.ErrorId);
            json.WriteEndObject();
            Text(json, "message", error.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteFinding(Utf8JsonWriter json, ReportFinding finding, Dictionary<string,
        int> rules, Dictionary<string, int> fingerprints, string? baselineState)
    {
        json.WriteStartObject();
        if (baselineState is not null)
            json.WriteString("baselineState", baselineState);
        Rule(json, finding.Check, rules);
        json.WriteString("kind", "fail");
        json.WriteString("level", Level(finding.Severity));
        json.WriteStartObject("message");
        json.WriteString("text", MessageText(finding));
        json.WriteString("markdown", MarkdownReport.Body(finding));
        json.WriteEndObject();
        Location(json, finding.Endpoint, (finding.ResourceId, finding.ResourceType), finding.Code);
        if (finding.Code is { } code)
            Fingerprint(json, fingerprints, $"{finding.Check}\n{code.Address}");
        else
            Fingerprint(json, fingerprints, finding.Endpoint, finding.Check, finding.ResourceId);
        json.WriteStartObject("properties");
        json.WriteString("severity", finding.Severity.ToString());
        json.WriteBoolean("canRepair", finding.CanRepair);
        foreach (var (name, value) in new[] { ("explanationCode", finding.ExplanationCode), ("awsCli", finding.AwsCli),
            ("powerShell", finding.PowerShell), ("codeFix", finding.CodeFix), ("provenance", finding.Code?.Provenance) })
            if (!string.IsNullOrEmpty(value))
                json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteOpen(Utf8JsonWriter json, ReportResult result, Dictionary<string, int> rules,
        Dictionary<string, int> fingerprints, string? baselineState)
    {
        json.WriteStartObject();
        if (baselineState is not null)
            json.WriteString("baselineState", baselineState);
        Rule(json, result.Check, rules);
        json.WriteString("kind", "open");
        json.WriteString("level", "none");
        Text(json, "message", $"The evidence does not decide this: {result.Message}");
        Location(json, result.Endpoint, (result.Endpoint.Id, "AWS::EC2::VPCEndpoint"), result.Code);
        if (result.Code is { } code)
            Fingerprint(json, fingerprints, $"{result.Check}\n{code.Address}\nopen");
        else
            Fingerprint(json, fingerprints, result.Endpoint, result.Check, "open");
        json.WriteEndObject();
    }

    private static void Rule(Utf8JsonWriter json, string check, Dictionary<string, int> rules)
    {
        json.WriteString("ruleId", check);
        // A result of an older or newer release may name a check that this one does not have.
        if (rules.TryGetValue(check, out var index))
            json.WriteNumber("ruleIndex", index);
    }

    /// <summary>
    /// Nothing of AWS is a file. Viewers want one all the same, so the endpoint has an address like a path; what is meant stands in the
    /// logical location. What code describes is in a file, at a line.
    /// </summary>
    private static void Location(Utf8JsonWriter json, ReportEndpoint endpoint, (string Id, string Type) resource, ReportCode? code)
    {
        string[] parts =
            [.. new[] { "aws", endpoint.AccountId, endpoint.Region, endpoint.VpcId, endpoint.Id }.Where(part => part.Length > 0)];
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", code is { File.Length: > 0 } ? SarifIntents.Address(code.File)
            : string.Join("/", parts.Select(Uri.EscapeDataString)));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Math.Max(1, code?.Line ?? 1));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("name", code is null ? resource.Id : code.Address.Substring(code.Address.LastIndexOf('/') + 1));
        json.WriteString("fullyQualifiedName", code?.Address ?? string.Join("/", parts.Append(resource.Id).Distinct()));
        json.WriteString("kind", resource.Type.Length == 0 ? "resource" : resource.Type);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>The same from run to run while the numbers in the texts change, so that an alert is known again.</summary>
    private static void Fingerprint(Utf8JsonWriter json, Dictionary<string, int> taken, ReportEndpoint endpoint,
        string check, string resourceId) =>
        Fingerprint(json, taken, string.Join("\n", endpoint.AccountId, endpoint.Region, endpoint.Id, check, resourceId));

    internal static void Fingerprint(Utf8JsonWriter json, Dictionary<string, int> taken, string identity)
    {
        taken.TryGetValue(identity, out var before);
        taken[identity] = before + 1;
        json.WriteStartObject("partialFingerprints");
        json.WriteString("vpceFinding/v1", $"{Sha256.Short(identity)}:{before + 1}");
        json.WriteEndObject();
    }

    private static string MessageText(ReportFinding finding) => string.Join(" ", new[]
    {
        finding.Summary, finding.Packet is { } packet ? $"Packet: {packet.From} -> {packet.To}."
            : "", finding.Rule is { } rule ? $"Rule: {rule}." : "", finding.Recommendation,
    }.Where(part => part.Length > 0));

    internal static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", ShownText.Lines(text));
        json.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };
}
