using System.Text.Json;
using VpceTools.Planned;
using VpceTools.Snapshots;
using VpceTools.Sources;

namespace VpceTools.Terraform;

/// <summary>
/// Reads plans and states as <c>terraform show -json</c> and <c>tofu show -json</c> print them, and says what else a file is.
/// </summary>
/// <remarks>https://developer.hashicorp.com/terraform/internals/json-format, https://opentofu.org/docs/internals/json-format/</remarks>
internal static class TerraformFile
{
    private const long LargestFile = 1024L * 1024 * 1024;
    private const int MaximumDepth = 512;
    private const string PlanAdvice = "Run 'terraform plan -out plan.tfplan', then 'terraform show -json plan.tfplan > plan.json' "
        + "(or the same of tofu), and give plan.json.";

    /// <summary>What a file describes: a world for each Region.</summary>
    public static IReadOnlyList<PlannedWorld> Read(CodeInput input, CancellationToken cancellationToken)
    {
        using var json = Open(input);
        cancellationToken.ThrowIfCancellationRequested();
        using var graph = input.GraphPath is null ? null : MockRun.Open(input.GraphPath);
        return new TerraformReading(json.RootElement, input, graph).Read(cancellationToken);
    }

    /// <summary>The JSON of a plan or state; other files are refused.</summary>
    public static JsonDocument Open(CodeInput input)
    {
        var json = Parse(input.Path);
        try
        {
            Refuse(json.RootElement, input);
            return json;
        }
        catch (NetworkSourceException)
        {
            json.Dispose();
            throw;
        }
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            if (!File.Exists(path))
                throw new NetworkSourceException("CodeNotFound", $"There is no file '{path}'.", path);
            if (new FileInfo(path).Length > LargestFile)
                throw new NetworkSourceException("CodeUnreadable", $"'{path}' is larger than {LargestFile / 1024 / 1024} MB.", path);
            var utf8 = JsonText.ToUtf8(File.ReadAllBytes(path));
            RefuseOtherThanJson(utf8.Span, path);
            var json = JsonDocument.Parse(utf8, new() { MaxDepth = MaximumDepth });
            if (JsonElements.HoldsNoText(utf8.Span, json.RootElement))
            {
                json.Dispose();
                throw new NetworkSourceException("CodeInvalid", $"'{path}' is not valid JSON: a text in it is not UTF-8, or holds half of a surrogate pair.", path);
            }

            return json;
        }
        catch (JsonException e)
        {
            throw new NetworkSourceException("CodeInvalid",
                $"'{path}' is not valid JSON, or nested too deep, at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.", path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkSourceException("CodeUnreadable", $"'{path}' cannot be read: {e.Message}", path, e);
        }
    }

    private static void RefuseOtherThanJson(ReadOnlySpan<byte> utf8, string path)
    {
        if (JsonText.IsBlank(utf8))
            throw new NetworkSourceException("CodeInvalid", $"'{path}' is empty; the command that was to fill it may have failed.", path);
        if (utf8.StartsWith("PK"u8))
            throw Unsupported(path, $"is a plan in the form that only Terraform reads. Run 'terraform show -json {path} > plan.json', and give plan.json.");
        var first = utf8;
        while (first[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            first = first.Slice(1);
        if (first[0] is not ((byte)'{' or (byte)'['))
            throw Unsupported(path, "is not JSON; configuration in HCL says nothing of what it comes to. " + PlanAdvice);
    }

    private static void Refuse(JsonElement root, CodeInput input)
    {
        var path = input.Path;
        if (root.ValueKind != JsonValueKind.Object)
            throw Unsupported(path, "is no plan or state, which is an object. " + PlanAdvice);
        if (root.Member("AWSTemplateFormatVersion").IsSet() || (root.Member("Resources").IsSet() && !root.Member("format_version").IsSet()))
            throw Unsupported(path, "is a template of CloudFormation: give it as -TemplatePath.");
        if (root.Member("version").ValueKind == JsonValueKind.Number && (root.Member("lineage").IsSet() || root.Member("serial").IsSet()))
            throw Unsupported(path, $"is a raw state file, whose form changes from version to version. Run 'terraform show -json > state.json' "
                + "where it is used, and give state.json as -StatePath.");
        if (root.Text("format_version") is not { } version)
            throw Unsupported(path, "names no format_version, so that it is no output of 'terraform show -json'. " + PlanAdvice);
        // "Consumers should … abort if a new major version": https://developer.hashicorp.com/terraform/internals/json-format
        if (version.Split('.')[0] is not ("0" or "1"))
            throw Unsupported(path, $"has the format version {IdForm(version)}, and 1 is the newest that is known here. Take a newer VpceTools.");
        var isPlan = root.Member("resource_changes").IsSet() || root.Member("planned_values").IsSet() || root.Member("configuration")
            .IsSet();
        if (input.Kind == CodeKind.Plan && !isPlan)
            throw Unsupported(path, root.Member("values").IsSet() ? "is a state: give it as -StatePath." : "holds no plan. " + PlanAdvice);
        if (input.Kind == CodeKind.State && isPlan)
            throw Unsupported(path, "is a plan: give it as -PlanPath.");
        if (root.Member("errored").ValueKind == JsonValueKind.True)
            throw new NetworkSourceException("CodeInvalid",
                $"'{path}' is a plan that ended with an error, so that it says only a part of what will be. Mend the error and plan again.",
                path);
    }

    private static string IdForm(string text) => Evidence.IdForm.Shown(text);

    private static NetworkSourceException Unsupported(string path, string reason) =>
        new("CodeFormatUnsupported", $"'{path}' {reason}", path);
}
