using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Sources;

namespace VpceTools.Repairing;

/// <summary>
/// A problem, or the result of a check, that a user wants repaired. It may come from another session, which leaves its properties only.
/// </summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Check">The check.</param>
/// <param name="ResourceId">The resource at fault; null for all that the check found.</param>
/// <param name="Aspect">What about the resource; null where that is not known.</param>
/// <param name="Options">What was asked; null where that is not known.</param>
internal sealed record RepairInput(
    string EndpointId, string Check, string? ResourceId = null, string? Aspect = null, CheckOptions? Options = null)
{
    private const string Deserialized = "Deserialized.";

    public DiagnosisOrigin? Origin => Options?.Origin;

    /// <summary>What an object of the pipeline names; null where it is something else.</summary>
    public static RepairInput? From(object? value)
    {
        if (value is null)
            return null;
        var wrapper = PSObject.AsPSObject(value);
        return wrapper.BaseObject switch
        {
            Finding finding => new(finding.EndpointId, finding.Check, finding.ResourceId, finding.Aspect, finding.Options),
            EndpointTestResult result => new(result.EndpointId, result.Check, Options: result.Options),
            _ when IsA(wrapper, "Finding") && Text(wrapper, "EndpointId") is { } id
                && Text(wrapper, "Check") is { } check => new(id, check, Text(wrapper, "ResourceId")),
            _ when IsA(wrapper, "TestResult") && Text(wrapper, "EndpointId") is { } id
                && Text(wrapper, "Check") is { } check => new(id, check),
            _ => null,
        };
    }

    public bool Matches(Finding finding) => finding.EndpointId == EndpointId && finding.Check == Check
        && (ResourceId is null || finding.ResourceId == ResourceId) && (Aspect is null || finding.Aspect == Aspect);

    private static bool IsA(PSObject wrapper, string kind) => wrapper.TypeNames.Contains($"{Deserialized}VpceTools.Endpoint{kind}");

    private static string? Text(PSObject wrapper, string property) => wrapper.Properties[property]?.Value?.ToString();
}
