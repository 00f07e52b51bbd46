using VpceTools.Addressing;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Probing;

/// <summary>What the connections mean.</summary>
internal static class ConnectionVerdicts
{
    /// <summary>The verdict; null where nothing was connected to.</summary>
    public static ProbeVerdict? Of(ProbeContext context)
    {
        var attempts = context.Observation.TcpAttempts.Where(t => IsOfEndpoint(context, t.Address)).ToList();
        if (attempts.Count == 0)
            return null;
        var failed = attempts.Where(t => t.Outcome != TcpOutcome.Connected).ToList();
        return failed.Count == 0 ? Open(context, attempts) : Closed(context, attempts, failed);
    }

    /// <summary>
    /// Whether what happens at an address says something about the endpoint: with a network at hand, only its own addresses do.
    /// </summary>
    public static bool IsOfEndpoint(ProbeContext context, IpAddress address) =>
        IsOfEndpoint(context.Configuration, context.Classifier.Classify(address).Kind);

    /// <summary>Whether an address of a kind is the endpoint's, as far as can be told.</summary>
    public static bool IsOfEndpoint(EndpointView? configuration, AddressKind kind) =>
        configuration is null || kind switch
        {
            AddressKind.ThisEndpoint or AddressKind.GatewayService => true,
            // Without its interfaces the endpoint's addresses cannot be told from others.
            AddressKind.Private => !configuration.Index.Has(ResourceKind.NetworkInterface),
            _ => false,
        };

    private static ProbeVerdict Open(ProbeContext context, List<TcpAttempt> attempts)
    {
        var latency = attempts.Select(t => t.Latency?.Median).OfType<double>().DefaultIfEmpty(0).Max();
        var blocking = context.Doubt is not null ? [] : PathCauses.Shown(context).Where(c => c.IsConfirmed).ToList();
        return new()
        {
            Name = context.Configuration is null ? VerdictName.ServiceAnswers : VerdictName.EndpointAnswers,
            Step = ProbeStep.Tcp,
            Status = CheckStatus.Passed,
            Reading = $"{Addresses(attempts.Count)} {(attempts.Count == 1 ? "takes" : "take")} connections on TCP {attempts[0].Port}, "
                + $"within {new Latency(latency, latency, 1)}.",
            Contradictions = blocking.Count == 0 ? [] :
            [
                $"The configuration says that {context.Machine} does not get through ({blocking[0].Text}); the wire says that it does: "
                + "its address is translated on the way, another path is taken, or the configuration was changed after it was read.",
            ],
        };
    }

    private static ProbeVerdict Closed(ProbeContext context, List<TcpAttempt> attempts, List<TcpAttempt> failed)
    {
        var outcome = failed.Select(t => t.Outcome)
            .OrderBy(o => o switch { TcpOutcome.TimedOut => 0, TcpOutcome.Refused => 1, TcpOutcome.Unreachable => 2, _ => 3 }).First();
        var name = outcome switch
        {
            TcpOutcome.TimedOut => VerdictName.ConnectionTimedOut,
            TcpOutcome.Refused => VerdictName.ConnectionRefused,
            TcpOutcome.Unreachable => VerdictName.ConnectionUnreachable,
            _ => VerdictName.ConnectionFailed,
        };
        var some = failed.Count < attempts.Count;
        // Each address with what happens there, the outcome that the verdict is named for first.
        var parts = failed.GroupBy(t => t.Outcome).OrderBy(g => g.Key == outcome ? 0 : 1).Select((g, i) =>
        {
            var to = string.Join(", ", g.Select(t => context.Classifier.Classify(t.Address)));
            return some || i > 0 ? $"those to {to} {Words(g.Key)}" : $"Connections to {to} on TCP {failed[0].Port} {Words(g.Key)}";
        });
        var begin = some
            ? $"{failed.Count} of {Addresses(attempts.Count)} {(failed.Count == 1 ? "does" : "do")} not take connections on TCP "
                + $"{failed[0].Port}: "
            : "";
        var reading = $"{begin}{string.Join(", ", parts)}.";
        var causes = PathCauses.Of(context, outcome, [.. failed.Where(t => t.Outcome == outcome)], some);
        if (context.IsInVpc == false && !some && outcome != TcpOutcome.Refused && PathCauses.OnlyTheWay(causes))
        {
            return new()
            {
                Name = VerdictName.HostOutsideVpc,
                Step = ProbeStep.Tcp,
                Status = CheckStatus.Unknown,
                Reading = $"{reading} {context.Caveat}",
                Causes = causes,
                Advice = "Probe from an instance in the VPC: -InstanceId.",
            };
        }

        return new()
        {
            Name = some ? VerdictName.SomeConnectionsFail : name,
            Step = ProbeStep.Tcp,
            Status = some ? CheckStatus.Warning : context.FailedFromHere,
            // What the configuration shows to be in the way is in the way of machines outside too.
            Reading = !some && (context.Doubt is not null || outcome == TcpOutcome.Refused) && context.Caveat is { } caveat
                ? $"{reading} {caveat}" : reading,
            Causes = causes,
            Contradictions = PathCauses.Contradiction(context),
            Advice = outcome == TcpOutcome.Refused ? "Nothing listens there: compare address and port with those of the endpoint." : "",
        };
    }

    private static string Words(TcpOutcome outcome) => outcome switch
    {
        TcpOutcome.TimedOut => "time out",
        TcpOutcome.Refused => "are refused",
        TcpOutcome.Unreachable => "find no way",
        _ => "fail",
    };

    private static string Addresses(int count) => count == 1 ? "1 address" : $"{count} addresses";
}
