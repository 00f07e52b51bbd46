namespace VpceTools.Needs;

/// <summary>The data files that the library carries.</summary>
internal static class DataFiles
{
    /// <summary>The text of a file.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(DataFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
