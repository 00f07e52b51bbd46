using VpceTools.Intents;
using VpceTools.Needs;
using VpceTools.Templates;

namespace VpceTools.Loading;

/// <summary>Takes the text of a file of intents, or of a template, apart. The parser is loaded at the first use.</summary>
internal static class YamlText
{
    private static readonly Lazy<Func<string, (IntentNode? Root, DataFileError? Error)>> Reader = new(() =>
        Dependencies.Method<Func<string, (IntentNode? Root, DataFileError? Error)>>("VpceTools.Yaml", "VpceTools.Yaml.IntentYaml", "Read"));

    private static readonly Lazy<Func<string, (TemplateNode? Root, DataFileError? Error)>> Templates = new(() =>
        Dependencies.Method<Func<string, (TemplateNode? Root, DataFileError? Error)>>("VpceTools.Yaml", "VpceTools.Yaml.TemplateYaml",
            "Read"));

    /// <summary>The root of a file, or why there is none.</summary>
    public static (IntentNode? Root, DataFileError? Error) Read(string text) => Reader.Value(text);

    /// <summary>The root of a template, or why there is none.</summary>
    public static (TemplateNode? Root, DataFileError? Error) ReadTemplate(string text) => Templates.Value(text);
}
