namespace VpceTools.Sources;

/// <summary>
/// Finds the profiles that a shared configuration or credentials file holds, by the names of their sections alone: also those that cannot
/// work.
/// </summary>
internal static class SharedProfiles
{
    /// <remarks>https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html</remarks>
    public static IReadOnlyList<string> In(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Select(NameOf).OfType<string>()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // No file, no profiles: neither a completion nor an error about something else is the place to say more.
            return [];
        }
    }

    private static string? NameOf(string line)
    {
        var text = line.Trim();
        var end = text.IndexOf(']');
        if (end < 2 || text[0] != '[')
            return null;
        var section = text.Substring(1, end - 1).Trim();
        if (section.StartsWith("profile ", StringComparison.Ordinal))
            return section.Substring("profile ".Length).Trim();
        return section.StartsWith("sso-session ", StringComparison.Ordinal) || section.StartsWith("services ", StringComparison.Ordinal)
            ? null : section;
    }
}
