using System.Management.Automation;
using VpceTools.Findings;

namespace VpceTools.Formatting;

/// <summary>What the views say of a result: hidden properties of it.</summary>
public static class ResultText
{
    /// <summary>
    /// The first of the paths that -IncludePath adds; null without one, and where findings show the paths that they are about.
    /// </summary>
    public static string? Way(PSObject result) => ObjectText.Items(result, nameof(EndpointTestResult.Findings)).Any() ? null
        : PathText.Drawn(ObjectText.Items(result, "Paths").FirstOrDefault());
}
