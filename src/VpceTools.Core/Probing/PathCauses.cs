using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>
/// Why packets do not get through, the most probable cause first: rules that the configuration shows before what merely fits.
/// </summary>
internal static class PathCauses
{
    /// <summary>The causes of connections that fail.</summary>
    /// <param name="context">The observation and the configuration.</param>
    /// <param name="outcome">How they end.</param>
    /// <param name="failed">Those that end so.</param>
    /// <param name="someConnect">Whether other addresses of the endpoint take connections on the port.</param>
    public static ValueList<ProbableCause> Of(ProbeContext context, TcpOutcome outcome, IReadOnlyCollection<TcpAttempt> failed,
        bool someConnect)
    {
        var shown = Shown(context).OrderBy(c => c.IsConfirmed ? 0 : 1).ToList();
        // Groups, ACLs and routes drop silently; a refusal comes from a machine that is there.
        if (outcome == TcpOutcome.Refused)
        {
            return
            [
                .. Shown(context, CheckLayer.State).OrderBy(c => c.IsConfirmed ? 0 : 1),
                .. OutsideVpc(context).Where(c => !c.IsConfirmed),
                .. Refusing(context, failed, someConnect),
                new() { Kind = CauseKind.HostFirewall, Text = $"A firewall on {context.Machine}, or on the way, answers with a reset." },
            ];
        }

        if (shown.Exists(c => c.IsConfirmed))
            return OnlyTheWay(shown) ? [.. OutsideVpc(context), .. shown] : [.. shown, .. OutsideVpc(context).Where(c => !c.IsConfirmed)];
        return
        [
            .. OutsideVpc(context),
            .. shown,
            .. context.Configuration is null ? Possible() : [],
            .. outcome == TcpOutcome.Unreachable
                ? [new() { Kind = CauseKind.Route, Text = $"{context.Machine} has no route to the address, or no address of its family." }]
                : Rest(context),
        ];
    }

    /// <summary>
    /// Whether nothing but routes is shown to be in the way: to a machine outside the VPC that means no more than that it is outside.
    /// </summary>
    public static bool OnlyTheWay(IReadOnlyCollection<ProbableCause> causes) =>
        causes.All(c => !c.IsConfirmed || c.Kind is CauseKind.Route or CauseKind.HostOutsideVpc);

    /// <summary>What the checks of state and path say from the view of the machine.</summary>
    public static IEnumerable<ProbableCause> Shown(ProbeContext context, params CheckLayer[] layers)
    {
        foreach (var (result, _, cause) in context.Path.Where(e => layers.Length == 0 || layers.Contains(e.Layer)))
        {
            if (result.Status == CheckStatus.Unknown)
                yield return new()
                {
                    Kind = CauseKind.Undecided, Text = $"{result.Check} could not be decided: {result.Message}",
                    Check = result.Check
                };
            foreach (var finding in result.Findings.Where(f => f.Severity > Severity.Information))
            {
                yield return new()
                {
                    Kind = cause,
                    Text = finding.Summary,
                    Check = result.Check,
                    ResourceId = finding.ResourceId,
                    ResourceType = finding.ResourceType,
                    Rule = finding.Evidence.Rule,
                    IsConfirmed = result.Status == CheckStatus.Failed,
                };
            }
        }
    }

    /// <summary>The configuration has nothing against the machine's packets, and yet they do not arrive.</summary>
    public static ValueList<string> Contradiction(ProbeContext context) =>
        context.Configuration is null || context.IsInVpc != true
            || context.Path.Any(e => e.Result.Status is CheckStatus.Failed or CheckStatus.Warning or CheckStatus.Unknown) ? []
        : [$"The configuration says that {context.Machine} gets through (groups, ACLs and routes found nothing against it); the wire says "
            + "that it does not."];

    private static IEnumerable<ProbableCause> OutsideVpc(ProbeContext context)
    {
        if (context.IsInVpc == false)
        {
            yield return new()
            {
                Kind = CauseKind.HostOutsideVpc,
                Text = $"{context.Machine} is outside {context.Configuration!.Endpoint.VpcId}, and has no route into it.",
                IsConfirmed = true,
            };
        }

        foreach (var cause in context.MayBeOutside)
            yield return cause;
    }

    /// <summary>Who refuses. Where other addresses of the endpoint take connections, the endpoint is there and the port is right.</summary>
    private static IEnumerable<ProbableCause> Refusing(ProbeContext context, IReadOnlyCollection<TcpAttempt> failed, bool someConnect)
    {
        if (!someConnect)
        {
            yield return new()
            {
                Kind = CauseKind.NotAnEndpoint,
                Text = "The address is no interface of an endpoint any more, and the machine that has it now does not listen."
            };
            yield return new()
            {
                Kind = CauseKind.WrongPort,
                Text = $"The service does not listen on TCP {context.Observation.Request.Port}."
            };
            yield break;
        }

        var (refusing, one) = (failed.Select(t => context.Classifier.Classify(t.Address)).ToList(), failed.Count == 1);
        yield return new()
        {
            Kind = CauseKind.UnhealthyZone,
            Text = $"The service takes connections at other addresses, but not at {string.Join(", ", refusing)}: it is down "
            + $"in {(one ? "that zone" : "those zones")}."
        };
        yield return refusing.TrueForAll(a => a.Kind == AddressKind.ThisEndpoint)
            ? new()
            {
                Kind = CauseKind.StaleDiagnosis,
                Text = $"The interface{(one ? " was" : "s were")} taken from the endpoint after the configuration was read."
            }
            : new()
            {
                Kind = CauseKind.StaleCache,
                Text = $"A cache or a record still holds {(one ? "an address that is" : "addresses that are")} no longer the service's."
            };
    }

    private static IEnumerable<ProbableCause> Possible()
    {
        yield return new()
        {
            Kind = CauseKind.SecurityGroup,
            Text = "The endpoint's security group does not let this machine in, or its own does not let it out."
        };
        yield return new() { Kind = CauseKind.NetworkAcl, Text = "A network ACL drops the request or the return traffic." };
        yield return new() { Kind = CauseKind.Route, Text = "No route leads to the endpoint, or back." };
    }

    private static IEnumerable<ProbableCause> Rest(ProbeContext context)
    {
        yield return new() { Kind = CauseKind.HostFirewall, Text = $"A firewall on {context.Machine} drops the packets." };
        if (context.Configuration is not null)
        {
            yield return new()
            {
                Kind = CauseKind.Middlebox,
                Text = "The packets are routed outside the VPC, through a firewall, VPN or transit gateway that drops them."
            };
            yield return new() { Kind = CauseKind.StaleDiagnosis, Text = "The configuration was changed after it was read." };
        }
    }
}
