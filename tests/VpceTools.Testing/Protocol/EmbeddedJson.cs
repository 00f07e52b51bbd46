namespace VpceTools.Testing.Protocol;

/// <summary>Opens the JSON tables that are compiled into this assembly.</summary>
internal static class EmbeddedJson
{
    public static Stream Open(string name) =>
        typeof(EmbeddedJson).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
}
