using System.Text.Json;
using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>
/// Expectations in SARIF: results of a rule of their own, at their lines in the file of intents, which is in the repository.
/// </summary>
internal static class SarifIntents
{
    private const string Rule = "Expectation";
    private const string What = "What a file of intents says must, or must not, be reached.";

    /// <summary>The rule; after those of the checks.</summary>
    public static void WriteRule(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Rule);
        json.WriteString("name", Rule);
        SarifReport.Text(json, "shortDescription", What);
        SarifReport.Text(json, "fullDescription", What);
        json.WriteString("helpUri", "https://www.powershellgallery.com/packages/VpceTools");
        SarifReport.Text(json, "help", $"{What} See docs/guides/intents.md of VpceTools.");
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", "error");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>An expectation that is not met, or of which the evidence does not tell.</summary>
    public static void Write(Utf8JsonWriter json, ReportIntent intent, int ruleIndex, Dictionary<string, int> fingerprints)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", Rule);
        json.WriteNumber("ruleIndex", ruleIndex);
        json.WriteString("kind", intent.IsUnknown ? "open" : "fail");
        json.WriteString("level", intent.IsUnknown ? "none" : "error");
        SarifReport.Text(json, "message", $"{intent.Name}: {intent.Message} Expected: {intent.Expectation}.");
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Address(intent.File));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Math.Max(1, intent.Line));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        SarifReport.Fingerprint(json, fingerprints, $"{Rule}\n{intent.Name}");
        json.WriteEndObject();
    }

    /// <summary>The file as an address: relative to the folder that it was named in, or absolute.</summary>
    internal static string Address(string file)
    {
        var parts = file.Replace('\\', '/').Split('/').Where((part, index) => part != "." && (part.Length > 0 || index == 0))
            .Select((part, index) => index == 0 && part.Length == 2 && part[1] == ':' ? "/" + part : Uri.EscapeDataString(part));
        var path = string.Join("/", parts);
        return path.StartsWith("/", StringComparison.Ordinal) ? "file://" + path : path;
    }
}
