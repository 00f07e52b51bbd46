using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Reachability;

namespace VpceTools.Probing;

/// <summary>Draws the conclusion from an observation. Pure: the same observation and configuration give the same conclusion.</summary>
public static class Conclusions
{
    /// <summary>The conclusion.</summary>
    /// <param name="observation">What was seen.</param>
    /// <param name="configuration">The endpoint and its network; null where only a host name is known.</param>
    /// <param name="explanations">What the checks say of that configuration; empty without one.</param>
    /// <param name="expected">What the configuration says that the machine is answered for the names; empty where that is not
    /// known.</param>
    public static ProbeConclusion From(ProbeObservation observation, EndpointView? configuration, IReadOnlyList<Explanation> explanations,
        IReadOnlyList<NameAnswer>? expected = null)
    {
        var context = new ProbeContext(observation, configuration, explanations, expected);
        if (observation.Vantage.Failure is { } failure)
            return new(observation, [NotProbed(failure)], context.Addresses, context.IsInVpc);
        ProbeVerdict?[] verdicts =
            [NameVerdicts.Of(context), ConnectionVerdicts.Of(context), HandshakeVerdicts.Of(context), RequestVerdicts.Of(context),
                ProxyVerdicts.Of(context)];
        var ordered = verdicts.OfType<ProbeVerdict>().OrderBy(v => v.IsProblem ? 0 : v.Status == CheckStatus.Unknown ? 1 : 2).ToValueList();
        return new(observation, ordered.Count > 0 ? ordered : [NotProbed("There was no name to resolve and no address to connect to.")],
            context.Addresses, context.IsInVpc);
    }

    private static ProbeVerdict NotProbed(string why) => new()
    {
        Name = VerdictName.NotProbed,
        Step = ProbeStep.Verdict,
        Status = CheckStatus.Unknown,
        Reading = why,
    };
}
