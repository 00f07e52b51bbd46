using VpceTools.Needs;
using YamlDotNet.Core;

namespace VpceTools.Yaml;

/// <summary>Reads a text by the events of the parser; whatever is wrong with it is an answer with its place.</summary>
internal static class YamlReading
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="document">Takes the events of a document.</param>
    public static (T? Root, DataFileError? Error) Read<T>(string text, Func<Parser, (T? Root, DataFileError? Error)> document)
        where T : class
    {
        if (YamlFault.OfCharacters(text) is { } fault)
            return (null, fault);
        using var reader = new StringReader(text);
        var parser = new Parser(new Scanner(reader, skipComments: true));
        try
        {
            return document(parser);
        }
        catch (YamlException exception)
        {
            return (null, YamlFault.At(text, exception.Start));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The parser has a few faults of its own, such as after a folded text without an end, of which it tells no place.
            return (null, YamlFault.At(text, parser.Current?.End ?? Mark.Empty));
        }
    }
}
