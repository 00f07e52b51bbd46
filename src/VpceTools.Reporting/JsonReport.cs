using System.Globalization;
using System.Text.Json;
using VpceTools.Findings;
using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>
/// JSON for programs, by the schema in docs/guides/report.schema.json. Within one major version of the schema members are only added.
/// </summary>
internal static class JsonReport
{
    /// <summary>The version of the schema that is written.</summary>
    public const string SchemaVersion = "1.3";

    private static readonly CheckStatus[] Statuses =
        [CheckStatus.NotApplicable, CheckStatus.Passed, CheckStatus.Warning, CheckStatus.Failed, CheckStatus.Unknown];
    private static readonly Severity[] Severities = [Severity.Information, Severity.Low, Severity.Medium, Severity.High, Severity.Critical];

    public static void Write(Report report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        var numbers = report.Findings.Select((finding, index) => (finding, index)).ToDictionary(pair => pair.finding, pair => pair.index);
        json.WriteStartObject();
        json.WriteString("schemaVersion", SchemaVersion);
        json.WriteStartObject("tool");
        json.WriteString("name", "VpceTools");
        json.WriteString("version", report.ToolVersion);
        json.WriteEndObject();
        json.WriteString("created", report.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("title", report.Title);
        WriteSummary(json, report);
        Array(json, "results", report.Results, result => WriteResult(json, result, numbers));
        Array(json, "findings", report.Findings, finding => WriteFinding(json, finding));
        Array(json, "paths", report.Paths, path => WritePath(json, path, numbers));
        Array(json, "intents", report.Intents, intent => WriteIntent(json, intent, numbers));
        Array(json, "repairs", report.Repairs, repair => WriteRepair(json, repair));
        Array(json, "changes", report.Changes, change => WriteChange(json, change));
        Array(json, "otherChanges", report.OtherChanges, change => WriteChange(json, change));
        Array(json, "errors", report.Errors, error =>
        {
            json.WriteStartObject();
            json.WriteString("errorId", error.ErrorId);
            json.WriteString("message", error.Message);
            Optional(json, "target", error.Target);
            json.WriteEndObject();
        });
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteSummary(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject("summary");
        json.WriteNumber("endpoints", ReportCounts.Endpoints(report).Count);
        json.WriteStartObject("results");
        foreach (var status in Statuses)
            json.WriteNumber(Camel(status.ToString()), report.Results.Count(result => result.Status == status));
        json.WriteEndObject();
        json.WriteStartObject("findings");
        foreach (var severity in Severities)
            json.WriteNumber(Camel(severity.ToString()), report.Findings.Count(finding => finding.Severity == severity));
        json.WriteEndObject();
        json.WriteStartObject("intents");
        json.WriteNumber("passed", report.Intents.Count(intent => intent.IsPassed));
        json.WriteNumber("failed", report.Intents.Count(intent => !intent.IsPassed && !intent.IsUnknown));
        json.WriteNumber("unknown", report.Intents.Count(intent => intent.IsUnknown));
        json.WriteEndObject();
        json.WriteNumber("errors", report.Errors.Count);
        if (report.Gate.FailOn is { } failOn)
        {
            json.WriteStartObject("gate");
            json.WriteString("failOn", failOn.ToString());
            json.WriteBoolean("passed", report.Gate.Reason(report) is null);
            Optional(json, "reason", report.Gate.Reason(report));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, ReportResult result, Dictionary<ReportFinding, int> numbers)
    {
        json.WriteStartObject();
        WriteEndpoint(json, result.Endpoint);
        json.WriteString("check", result.Check);
        json.WriteString("title", result.Title);
        json.WriteString("status", result.Status.ToString());
        json.WriteString("message", result.Message);
        WriteCode(json, result.Code);
        Numbers(json, result.Findings, numbers);
        json.WriteEndObject();
    }

    private static void WriteCode(Utf8JsonWriter json, ReportCode? code)
    {
        if (code is null)
            return;
        json.WriteStartObject("code");
        json.WriteString("address", code.Address);
        Optional(json, "file", code.File);
        if (code.Line > 0)
            json.WriteNumber("line", code.Line);
        Optional(json, "provenance", code.Provenance);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, ReportFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("severity", finding.Severity.ToString());
        json.WriteString("check", finding.Check);
        WriteEndpoint(json, finding.Endpoint);
        json.WriteString("resourceId", finding.ResourceId);
        Optional(json, "resourceType", finding.ResourceType);
        json.WriteString("summary", finding.Summary);
        json.WriteStartObject("evidence");
        if (finding.Packet is { } packet)
        {
            json.WriteStartObject("packet");
            json.WriteString("source", packet.Source);
            Port("sourcePort", packet.SourcePort);
            json.WriteString("destination", packet.Destination);
            Port("destinationPort", packet.DestinationPort);
            json.WriteString("direction", packet.IsReturnTraffic ? "Response" : "Request");
            json.WriteEndObject();
        }

        Optional(json, "component", finding.Component);
        Optional(json, "rule", finding.Rule);
        Array(json, "affectedClients", finding.AffectedClients, json.WriteStringValue);
        Optional(json, "detail", finding.Detail);
        Optional(json, "explanationCode", finding.ExplanationCode);
        json.WriteEndObject();
        if (finding.Path is { } path)
        {
            json.WriteStartObject("path");
            WriteWay(json, path);
            json.WriteEndObject();
        }

        Optional(json, "recommendation", finding.Recommendation);
        json.WriteBoolean("canRepair", finding.CanRepair);
        Optional(json, "sideEffect", finding.SideEffect);
        Optional(json, "awsCli", finding.AwsCli);
        Optional(json, "powerShell", finding.PowerShell);
        WriteCode(json, finding.Code);
        Optional(json, "codeFix", finding.CodeFix);
        json.WriteEndObject();

        void Port(string name, string text)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                json.WriteNumber(name, port);
        }
    }

    private static void WritePath(Utf8JsonWriter json, ReportPath path, Dictionary<ReportFinding, int> numbers)
    {
        json.WriteStartObject();
        WriteWay(json, path);
        Numbers(json, path.Findings, numbers);
        json.WriteEndObject();
    }

    private static void WriteWay(Utf8JsonWriter json, ReportPath path)
    {
        json.WriteString("from", path.From);
        json.WriteString("to", path.To);
        json.WriteString("port", path.Port);
        json.WriteString("verdict", path.Verdict);
        json.WriteString("message", path.Message);
        Array(json, "hops", path.Hops, hop =>
        {
            json.WriteStartObject();
            json.WriteString("component", hop.Component);
            json.WriteString("direction", hop.Direction);
            json.WriteString("decision", hop.Decision);
            Optional(json, "detail", hop.Detail);
            json.WriteEndObject();
        });
    }

    private static void WriteIntent(Utf8JsonWriter json, ReportIntent intent, Dictionary<ReportFinding, int> numbers)
    {
        json.WriteStartObject();
        json.WriteString("name", intent.Name);
        json.WriteString("status", intent.Status);
        json.WriteString("expectation", intent.Expectation);
        json.WriteString("verdict", intent.Verdict);
        json.WriteString("message", intent.Message);
        json.WriteString("file", intent.File);
        json.WriteNumber("line", intent.Line);
        Array(json, "paths", intent.Paths, path => WritePath(json, path, numbers));
        Numbers(json, intent.Findings, numbers);
        Array(json, "missing", intent.Missing, json.WriteStringValue);
        json.WriteEndObject();
    }

    private static void WriteRepair(Utf8JsonWriter json, ReportRepair repair)
    {
        json.WriteStartObject();
        json.WriteString("endpointId", repair.EndpointId);
        json.WriteString("action", repair.Action);
        json.WriteString("resourceId", repair.ResourceId);
        json.WriteString("description", repair.Description);
        json.WriteString("status", repair.Status);
        json.WriteString("risk", repair.Risk);
        Optional(json, "verified", repair.Verified);
        Optional(json, "sideEffect", repair.SideEffect);
        Optional(json, "error", repair.Error);
        Optional(json, "awsCli", repair.AwsCli);
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, ReportResultChange change)
    {
        json.WriteStartObject();
        WriteEndpoint(json, change.Endpoint);
        json.WriteString("check", change.Check);
        Optional(json, "before", change.Before);
        Optional(json, "after", change.After);
        json.WriteString("trend", change.Trend);
        json.WriteString("message", change.Message);
        Array(json, "causes", change.Causes, cause => WriteChange(json, cause));
        json.WriteEndObject();
    }

    private static void WriteChange(Utf8JsonWriter json, ReportChange change)
    {
        json.WriteStartObject();
        json.WriteString("resourceId", change.ResourceId);
        Optional(json, "resourceType", change.ResourceType);
        json.WriteString("description", change.Description);
        Optional(json, "madeBy", change.MadeBy);
        json.WriteEndObject();
    }

    private static void WriteEndpoint(Utf8JsonWriter json, ReportEndpoint endpoint)
    {
        json.WriteString("endpointId", endpoint.Id);
        Optional(json, "endpointType", endpoint.Type);
        Optional(json, "serviceName", endpoint.ServiceName);
        Optional(json, "vpcId", endpoint.VpcId);
        Optional(json, "region", endpoint.Region);
        Optional(json, "accountId", endpoint.AccountId);
    }

    /// <summary>Findings as their places in the list of all.</summary>
    private static void Numbers(Utf8JsonWriter json, IReadOnlyList<ReportFinding> findings, Dictionary<ReportFinding, int> numbers) =>
        Array(json, "findings", findings, finding => json.WriteNumberValue(numbers[finding]));

    private static void Array<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item);
        json.WriteEndArray();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }

    private static string Camel(string word) => char.ToLowerInvariant(word[0]) + word.Substring(1);
}
