using System.Management.Automation;
using System.Management.Automation.Language;

namespace VpceTools.Completers;

/// <summary>Makes completions of the values that begin with a word, quoted where they must be.</summary>
internal static class Completion
{
    public static IEnumerable<CompletionResult> Of(string? word, IEnumerable<(string Value, string ToolTip)> values)
    {
        var start = (word ?? "").Trim('\'', '"');
        return values.Where(v => v.Value.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(v => new CompletionResult(Quoted(v.Value), v.Value, CompletionResultType.ParameterValue, v.ToolTip));
    }

    private static string Quoted(string value) =>
        value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/') ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
