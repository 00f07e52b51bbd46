namespace VpceTools.Shell.Hosting;

/// <summary>Lines of redirected input, or of a test.</summary>
internal sealed class TextLineReader(TextReader reader) : ILineReader
{
    public string? ReadLine(bool masked) => reader.ReadLine();
}
