using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What an observation means: a verdict for each step, the root cause first.</summary>
/// <param name="Observation">The observation.</param>
/// <param name="Verdicts">The verdicts: problems in the order of the steps, since a later step fails for an earlier one's cause; then what
/// cannot be told; then what works.</param>
/// <param name="Addresses">The addresses that came up, each with whose it is.</param>
/// <param name="IsInVpc">Whether the machine is in the endpoint's VPC; null where nothing tells.</param>
public sealed record ProbeConclusion(ProbeObservation Observation, ValueList<ProbeVerdict> Verdicts,
    ValueList<ClassifiedAddress> Addresses, bool? IsInVpc)
{
    /// <summary>The verdict to act on.</summary>
    public ProbeVerdict Primary => Verdicts[0];

    /// <summary>The worst that the verdicts say.</summary>
    public CheckStatus Status =>
        Verdicts.Any(v => v.Status == CheckStatus.Failed) ? CheckStatus.Failed
        : Verdicts.Any(v => v.Status == CheckStatus.Unknown) ? CheckStatus.Unknown
        : Verdicts.Any(v => v.Status == CheckStatus.Warning) ? CheckStatus.Warning
        : CheckStatus.Passed;

    /// <summary>The verdict on a step; null where the step was not taken.</summary>
    public ProbeVerdict? On(ProbeStep step) => Verdicts.FirstOrDefault(v => v.Step == step);
}
