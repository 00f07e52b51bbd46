using VpceTools.Findings;

namespace VpceTools.Repairs;

/// <summary>What makes a finding the same one in two diagnoses, between which its numbers and words may change.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Check">The check.</param>
/// <param name="ResourceId">The resource at fault.</param>
/// <param name="Aspect">What about that resource.</param>
internal readonly record struct FindingKey(string EndpointId, string Check, string ResourceId, string Aspect)
{
    public static FindingKey Of(Finding finding) => new(finding.EndpointId, finding.Check, finding.ResourceId, finding.Aspect);
}
