namespace VpceTools.Findings;

/// <summary>Numbers, lists and beginnings of sentences in the texts of results.</summary>
internal static class Prose
{
    /// <summary>For example <c>1 client</c>, <c>3 clients</c>.</summary>
    public static string Count(int count, string noun) => count == 1 ? "1 " + noun : $"{count} {noun}s";

    /// <summary>The items, or how many they are when that is too many to read.</summary>
    public static string List(IReadOnlyCollection<string> items, string noun) => items.Count <= 3 ? string.Join(", ", items)
        : Count(items.Count, noun);

    /// <summary>The text as the beginning of a sentence.</summary>
    public static string Capitalized(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);
}
