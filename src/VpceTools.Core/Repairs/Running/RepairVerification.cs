using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;

namespace VpceTools.Repairs.Running;

/// <summary>
/// What a network that was read after a repair says about the problems that it was to close. What the evidence does not tell is not told.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="options">What the diagnosis asks.</param>
internal sealed class RepairVerification(VpcNetwork network, CheckOptions options)
{
    private readonly Dictionary<string, VpcDiagnosis> _diagnoses = new(StringComparer.Ordinal);

    /// <summary>The results with whether the problems of what was applied are gone; null where that is not known.</summary>
    public IReadOnlyList<EndpointRepairResult> Of(IReadOnlyList<EndpointRepairResult> results) =>
        [.. results.Select(result => IsTold(result) ? result with { Verified = IsClosed(result) } : result)];

    /// <summary>Why it is not known of some problems whether they are gone, one sentence a check.</summary>
    public IReadOnlyList<string> Doubts(IReadOnlyList<EndpointRepairResult> results) =>
    [
        .. results.Where(IsTold).SelectMany(result => result.ClosesFinding).Where(finding => IsClosed(finding) is null)
            .Select(finding => (finding, Why: Of(finding.VpcId).Result(finding.EndpointId, finding.Check)?.Message))
            .Select(doubt =>
                $"Whether the repair closed {doubt.finding.Check} of {doubt.finding.EndpointId} is not known. {doubt.Why}".TrimEnd())
            .Distinct(StringComparer.Ordinal),
    ];

    private static bool IsTold(EndpointRepairResult result) => result.Status is RepairStatus.Applied or RepairStatus.AlreadyDone
        && result.ClosesFinding.Count > 0;

    /// <summary>One problem that is still there outweighs any that nobody can tell of.</summary>
    private bool? IsClosed(EndpointRepairResult result)
    {
        var closed = result.ClosesFinding.Select(IsClosed).ToList();
        return closed.Contains(false) ? false : closed.Contains(null) ? null : true;
    }

    private bool? IsClosed(Finding finding)
    {
        if (network.FindEndpoint(finding.EndpointId) is null)
            return network.Described.Contains(ResourceKind.VpcEndpoint) ? false : null;
        var diagnosis = Of(finding.VpcId);
        if (diagnosis.Problems.ContainsKey(FindingKey.Of(finding)))
            return false;
        return diagnosis.Result(finding.EndpointId, finding.Check)?.Status is null or CheckStatus.Unknown ? null : true;
    }

    private VpcDiagnosis Of(string vpcId) => _diagnoses.TryGetValue(vpcId, out var known) ? known
        : _diagnoses[vpcId] = new(network, vpcId, options);
}
