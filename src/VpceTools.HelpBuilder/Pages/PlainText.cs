using System.Text.RegularExpressions;

namespace VpceTools.HelpBuilder.Pages;

/// <summary>Takes the markup out of a line. Lone asterisks and underscores stay: they are wildcards and parts of names.</summary>
public static partial class PlainText
{
    /// <summary>The text as a console shows it; a link to a web page keeps its address.</summary>
    public static string Of(string markdown) => Code().Replace(Bold().Replace(Link().Replace(markdown, Linked), "${text}"), "${text}")
        .Replace(@"\|", "|", StringComparison.Ordinal);

    /// <summary>Text and target of a line that is one link; null for any other.</summary>
    public static (string Text, string Target)? LinkOf(string markdown) =>
        Link().Match(markdown) is { Success: true } match && match.Length == markdown.Length
            ? (match.Groups["text"].Value, match.Groups["target"].Value) : null;

    private static string Linked(Match match) =>
        match.Groups["target"].Value.StartsWith("https://", StringComparison.Ordinal)
            ? $"{match.Groups["text"].Value} ({match.Groups["target"].Value})" : match.Groups["text"].Value;

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*(?<text>[^*]+)\*\*", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Bold();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Code();
}
