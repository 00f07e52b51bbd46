using VpceTools.Intents;
using VpceTools.Needs;

namespace VpceTools.Loading;

/// <summary>Takes the text of a file of intents apart. The parser is loaded at the first use.</summary>
internal static class YamlText
{
    private static readonly Lazy<Func<string, (IntentNode? Root, DataFileError? Error)>> Reader = new(() =>
        Dependencies.Method<Func<string, (IntentNode? Root, DataFileError? Error)>>("VpceTools.Yaml", "VpceTools.Yaml.IntentYaml", "Read"));

    /// <summary>The root of a file, or why there is none.</summary>
    public static (IntentNode? Root, DataFileError? Error) Read(string text) => Reader.Value(text);
}
