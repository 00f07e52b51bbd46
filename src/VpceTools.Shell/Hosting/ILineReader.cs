using System.Management.Automation;

namespace VpceTools.Shell.Hosting;

/// <summary>Where answers and commands come from: a terminal, or text.</summary>
internal interface ILineReader
{
    /// <summary>The next line, or null at the end.</summary>
    /// <param name="masked">Whether the terminal shows asterisks in place of the characters.</param>
    /// <exception cref="PipelineStoppedException">The user pressed Ctrl+C.</exception>
    string? ReadLine(bool masked);
}
