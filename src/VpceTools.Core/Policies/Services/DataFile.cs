namespace VpceTools.Policies;

/// <summary>
/// Reads the tables of <c>Data/</c>, which are in the assembly: lines of fields separated by tabs, after lines of remarks that name the
/// source.
/// </summary>
internal static class DataFile
{
    /// <summary>The lines without the remarks.</summary>
    public static IEnumerable<string> Read(string name)
    {
        using var stream = typeof(DataFile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith("#", StringComparison.Ordinal))
                yield return line;
        }
    }
}
