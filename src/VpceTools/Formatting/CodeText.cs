using System.Management.Automation;
using VpceTools.Findings;

namespace VpceTools.Formatting;

/// <summary>Where in code a result or finding comes from.</summary>
public static class CodeText
{
    /// <summary>The file and line as editors take them; null where the network is not of code, or the file was not found.</summary>
    public static string? Place(PSObject result) => ObjectText.Text(result, nameof(Finding.File)) is not { Length: > 0 } file ? null
        : ObjectText.Text(result, nameof(Finding.Line)) is { Length: > 0 } line ? $"{file}:{line}" : file;
}
