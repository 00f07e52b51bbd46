using System.Text.Json;
using VpceTools.Model;
using VpceTools.Planned;

namespace VpceTools.Parameters;

/// <summary>Tells plans, states and templates from snapshots among the paths that a comparison starts from.</summary>
internal static class ReferenceCode
{
    private static readonly string[] Yaml = [".yaml", ".yml", ".template"];

    /// <summary>What of the paths is code; templates get the Region, parameters and stack of the one that they are compared with.</summary>
    public static ValueList<CodeInput> In(IEnumerable<string> paths, ValueList<CodeInput> others)
    {
        var template = others.FirstOrDefault(input => input.Kind == CodeKind.Template);
        return
        [
            .. paths.Select(path => KindOf(path) is not { } kind ? null
                : kind != CodeKind.Template || template is null ? new CodeInput(kind, path)
                : new CodeInput(kind, path)
                {
                    Region = template.Region, Parameters = template.Parameters, StackName = template.StackName, IsBefore = true,
                })
                .OfType<CodeInput>(),
        ];
    }

    /// <summary>The kind of code; null for what is a snapshot, or cannot be read, which whoever reads it says.</summary>
    private static CodeKind? KindOf(string path)
    {
        if (Directory.Exists(path))
            return HasKey(Path.Combine(path, "manifest.json"), "artifacts") ? CodeKind.Template : null;
        if (Array.Exists(Yaml, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            return CodeKind.Template;
        return HasKey(path, "resource_changes", "planned_values") ? CodeKind.Plan
            : HasKey(path, "terraform_version", "format_version") ? CodeKind.State
            : HasKey(path, "Resources", "AWSTemplateFormatVersion", "TemplateBody") ? CodeKind.Template : null;
    }

    private static bool HasKey(string path, params string[] keys)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var json = JsonDocument.Parse(file, new() { MaxDepth = 512 });
            return json.RootElement.ValueKind == JsonValueKind.Object
                && Array.Exists(keys, key => json.RootElement.TryGetProperty(key, out _));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // Whoever reads it as a snapshot says what is wrong with it.
            return false;
        }
    }
}
