using System.Management.Automation;
using System.Management.Automation.Language;
using VpceTools.Model;
using VpceTools.Parameters;

namespace VpceTools.Completers;

/// <summary>Makes completions of the values that begin with a word, quoted where they must be.</summary>
internal static class Completion
{
    /// <summary>The values that a word begins; it may hold wildcards, as in the engine's own completions.</summary>
    public static IEnumerable<CompletionResult> Of(string? word, IEnumerable<(string Value, string ToolTip)> values) =>
        Of(new NamePattern(Pattern(word)), values);

    /// <summary>The values that a pattern finds.</summary>
    public static IEnumerable<CompletionResult> Of(NamePattern pattern, IEnumerable<(string Value, string ToolTip)> values) =>
        values.Where(v => pattern.Matches(v.Value) && ShownText.IsPlain(v.Value))
        .Select(v => new CompletionResult(Quoted(v.Value), v.Value, CompletionResultType.ParameterValue, ShownText.Line(v.ToolTip)));

    /// <summary>The pattern of what a word begins. A bracket is itself: half of a range would be an error.</summary>
    public static string Pattern(string? word) => (word ?? "").Trim('\'', '"').Replace("[", "`[") + "*";

    private static string Quoted(string value) =>
        value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':') ? value
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
