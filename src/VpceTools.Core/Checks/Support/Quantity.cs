namespace VpceTools.Checks.Support;

/// <summary>Numbers in prose.</summary>
internal static class Quantity
{
    /// <summary>For example <c>1 client</c>, <c>3 clients</c>.</summary>
    public static string Of(int count, string noun) => count == 1 ? "1 " + noun : $"{count} {noun}s";

    /// <summary>The items, or how many they are when that is too many to read.</summary>
    public static string Name(IReadOnlyCollection<string> items, string noun) => items.Count <= 3 ? string.Join(", ", items) : Of(items.Count, noun);
}
