using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>Why packets do not get through, the most probable cause first: rules that the configuration shows before what merely fits.</summary>
internal static class PathCauses
{
    /// <summary>The causes of a connection that fails.</summary>
    public static ValueList<ProbableCause> Of(ProbeContext context, TcpOutcome outcome)
    {
        var shown = Shown(context).OrderBy(c => c.IsConfirmed ? 0 : 1).ToList();
        // Groups, ACLs and routes drop silently; a refusal comes from a machine that is there.
        if (outcome == TcpOutcome.Refused)
        {
            return
            [
                .. Shown(context, CheckLayer.State).OrderBy(c => c.IsConfirmed ? 0 : 1),
                .. OutsideVpc(context).Where(c => !c.IsConfirmed),
                new() { Kind = CauseKind.NotAnEndpoint, Text = "The address is no interface of an endpoint any more, and the machine that has it now does not listen." },
                new() { Kind = CauseKind.WrongPort, Text = $"The service does not listen on TCP {context.Observation.Request.Port}." },
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
            .. outcome == TcpOutcome.Unreachable ? [new() { Kind = CauseKind.Route, Text = $"{context.Machine} has no route to the address, or no address of its family." }] : Rest(context),
        ];
    }

    /// <summary>Whether nothing but routes is shown to be in the way: to a machine outside the VPC that means no more than that it is outside.</summary>
    public static bool OnlyTheWay(IReadOnlyCollection<ProbableCause> causes) =>
        causes.All(c => !c.IsConfirmed || c.Kind is CauseKind.Route or CauseKind.HostOutsideVpc);

    /// <summary>What the checks of state and path say from the view of the machine.</summary>
    public static IEnumerable<ProbableCause> Shown(ProbeContext context, params CheckLayer[] layers)
    {
        foreach (var (result, _, cause) in context.Path.Where(e => layers.Length == 0 || layers.Contains(e.Layer)))
        {
            if (result.Status == CheckStatus.Unknown)
                yield return new() { Kind = CauseKind.Undecided, Text = $"{result.Check} could not be decided: {result.Message}", Check = result.Check };
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
        context.Configuration is null || context.IsInVpc != true || context.Path.Any(e => e.Result.Status is CheckStatus.Failed or CheckStatus.Warning or CheckStatus.Unknown) ? []
        : [$"The configuration says that {context.Machine} gets through (groups, ACLs and routes found nothing against it); the wire says that it does not."];

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

    private static IEnumerable<ProbableCause> Possible()
    {
        yield return new() { Kind = CauseKind.SecurityGroup, Text = "The endpoint's security group does not let this machine in, or its own does not let it out." };
        yield return new() { Kind = CauseKind.NetworkAcl, Text = "A network ACL drops the request or the return traffic." };
        yield return new() { Kind = CauseKind.Route, Text = "No route leads to the endpoint, or back." };
    }

    private static IEnumerable<ProbableCause> Rest(ProbeContext context)
    {
        yield return new() { Kind = CauseKind.HostFirewall, Text = $"A firewall on {context.Machine} drops the packets." };
        if (context.Configuration is not null)
        {
            yield return new() { Kind = CauseKind.Middlebox, Text = "The packets are routed outside the VPC, through a firewall, VPN or transit gateway that drops them." };
            yield return new() { Kind = CauseKind.StaleDiagnosis, Text = "The configuration was changed after it was read." };
        }
    }
}
