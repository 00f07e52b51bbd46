using System.Text;
using Stubble.Core;
using Stubble.Core.Builders;

namespace VpceTools.Reporting;

/// <summary>
/// A Mustache template of this assembly. What stands between two braces is escaped by the format's own rules: no value becomes part of the
/// markup because a template forgot it.
/// </summary>
internal sealed class Template(string name, Func<string, string> escape)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly StubbleVisitorRenderer _renderer = new StubbleBuilder()
        .Configure(settings => settings.SetEncodingFunction(escape)).Build();

    /// <summary>A file of the templates, with line feeds whatever the clone that it was built from.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(Template).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException("A template is missing.", name);
        using var reader = new StreamReader(stream, Utf8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    /// <summary>Writes the template with its values filled in.</summary>
    public void Write(Dictionary<string, object?> values, Stream output)
    {
        using var writer = new StreamWriter(output, Utf8, 1 << 16, leaveOpen: true);
        writer.Write(_renderer.Render(Read(name), values));
    }
}
