using VpceTools.Checks;
using VpceTools.Findings;

namespace VpceTools.Probing;

/// <summary>Draws the conclusion from an observation. Pure: the same observation and configuration give the same conclusion.</summary>
public static class Conclusions
{
    /// <summary>The conclusion.</summary>
    /// <param name="observation">What was seen.</param>
    /// <param name="configuration">The endpoint and its network; null where only a host name is known.</param>
    public static ProbeConclusion Of(ProbeObservation observation, CheckContext? configuration)
    {
        var context = new ProbeContext(observation, configuration);
        if (observation.Vantage.Failure is { } failure)
            return new(observation, [NotProbed(failure)], context.Addresses, context.IsInVpc);
        var verdicts = new[] { NameVerdicts.Of(context), ConnectionVerdicts.Of(context), HandshakeVerdicts.Of(context), RequestVerdicts.Of(context), ProxyVerdicts.Of(context) }
            .OfType<ProbeVerdict>().OrderBy(v => v.IsProblem ? 0 : v.Status == CheckStatus.Unknown ? 1 : 2).ToList();
        return new(observation, verdicts.Count == 0 ? [NotProbed("There was no name to resolve and no address to connect to.")] : [.. verdicts], context.Addresses, context.IsInVpc);
    }

    private static ProbeVerdict NotProbed(string why) => new()
    {
        Name = VerdictName.NotProbed,
        Step = ProbeStep.Verdict,
        Status = CheckStatus.Unknown,
        Reading = why,
    };
}
