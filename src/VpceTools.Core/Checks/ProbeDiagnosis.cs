using VpceTools.Findings;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>
/// Has the checks say what they know of the configuration, and the conclusion of a probe drawn from that and from what was seen.
/// </summary>
public static class ProbeDiagnosis
{
    /// <summary>The conclusion.</summary>
    /// <param name="observation">What was seen.</param>
    /// <param name="context">The endpoint and its network; null where only a host name is known.</param>
    public static ProbeConclusion Conclude(ProbeObservation observation, CheckContext? context) =>
        Conclusions.From(observation, context, context is null || observation.Vantage.Failure is not null ? []
            : [.. Explain(observation, context)]);

    /// <summary>
    /// State, paths and names are asked from the view of the machine that probed. A policy judges calls, whoever the user says makes them.
    /// </summary>
    private static IEnumerable<Explanation> Explain(ProbeObservation observation, CheckContext context)
    {
        var ofMachine = context.For(new ProbedMachine(observation, context).ToClients(context.Index));
        foreach (var check in CheckCatalog.All)
        {
            if (check.Descriptor is { Explains: { } cause, Layer: var layer })
                yield return new(CheckRunner.Run(check, layer == CheckLayer.Policy ? context : ofMachine), layer, cause);
        }
    }
}
