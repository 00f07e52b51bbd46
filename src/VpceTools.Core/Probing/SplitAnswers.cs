using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Probing;

/// <summary>
/// What is wrong beside a first answer that is right: another name, another zone or another resolver leads elsewhere or nowhere, or an
/// interface is left out. Some client is worse off, so it is said.
/// </summary>
internal static class SplitAnswers
{
    private const int Shown = 3;

    /// <summary>The verdict; null where every answer is as it should be.</summary>
    /// <param name="context">The observation and the configuration.</param>
    /// <param name="main">The answer that applications get.</param>
    public static ProbeVerdict? Of(ProbeContext context, DnsAnswer main)
    {
        var faults = context.Observation.Request.Names
            .SelectMany(name => context.Observation.DnsAnswers.Where(a => a.Name == name.HostName), (name, answer) =>
                FaultOf(context, name, answer)).OfType<Fault>()
            .GroupBy(f => f.Answer.Server).OrderBy(group => group.Key == main.Server ? 0 : 1).ToList();
        if (faults.Count == 0)
            return null;
        var readings =
            faults.Select(group =>
            (group.Key == main.Server ? "Not all names lead where they should" : $"The resolver {group.Key} says otherwise")
            + $" ({Listed([.. group])}).");
        return new()
        {
            Name = VerdictName.SplitAnswers,
            Step = ProbeStep.Dns,
            Status = CheckStatus.Warning,
            Reading = $"{main.Name} leads to {Addresses(context, main)}. {string.Join(" ", readings)}",
            Causes = [.. faults.SelectMany(group => group).SelectMany(f => f.Causes).Distinct().OrderBy(c => c.IsConfirmed ? 0 : 1)],
        };
    }

    /// <summary>
    /// Whether the name of a zone leads to an interface in another one; a label that is no zone of the endpoint's says nothing.
    /// </summary>
    public static bool MissesZone(string name, IEnumerable<ClassifiedAddress> addresses, IEnumerable<ClassifiedAddress> seen) =>
        ProbePlan.ZoneOf(name) is { } zone && addresses.Any(a => a.Zone is not null && a.Zone != zone)
            && seen.Any(a => a.Kind == AddressKind.ThisEndpoint && a.Zone == zone);

    private static Fault? FaultOf(ProbeContext context, ProbeName name, DnsAnswer answer)
    {
        if (answer.Outcome != DnsOutcome.Answered)
            return new(answer, answer.Failure,
                [answer.Server is { } server ? Unanswered(server, answer.Outcome) : Unanswered(answer.Outcome)]);
        if (context.Configuration is null)
            return null;
        var addresses = answer.Addresses.Select(context.Classifier.Classify).ToList();
        if (addresses.Exists(a => !ConnectionVerdicts.IsOfEndpoint(context.Configuration, a.Kind)))
            return new(answer, Addresses(context, answer), answer.Server is { } server ? [PastTheEndpoint(server)]
                : [.. NameCauses.OfSplit(context, name)]);
        if (MissesZone(name.HostName, addresses, context.Addresses))
            return new(answer, $"{Addresses(context, answer)}, which is not in {ProbePlan.ZoneOf(name.HostName)}",
                NameCauses.OfSplit(context, name));
        var left = LeftOut(context.Configuration, name, addresses);
        return left.Count == 0 ? null : new(answer, $"{Addresses(context, answer)}, and no address of {string.Join(", ", left)}",
        [
            .. NameCauses.HostsFile(context, name),
            new() { Kind = CauseKind.StaleCache,
                Text = "The interface that is left out is new or its zone is not healthy, or a cache or a record of one's own holds an old "
                + "answer." },
        ]);
    }

    /// <summary>The endpoint's interfaces that the name over all zones should lead to and does not.</summary>
    private static List<string> LeftOut(EndpointView configuration, ProbeName name, List<ClassifiedAddress> addresses) =>
        configuration.Endpoint.Type != EndpointType.Interface || name.Kind is not (NameKind.Service or NameKind.Regional)
            || addresses.TrueForAll(a => a.NetworkInterfaceId is null) ? []
        : [.. configuration.Endpoint.NetworkInterfaceIds.Where(configuration.Index.NetworkInterfaces.ContainsKey)
            .Select(id => configuration.Index.NetworkInterfaces[id])
            .Where(n => n.Addresses.Count > 0 && !addresses.Exists(a => a.NetworkInterfaceId == n.Id))
                .Select(n => n.AvailabilityZone is { } zone ? $"{n.Id} ({zone})" : n.Id)];

    private static ProbableCause PastTheEndpoint(string server) => new()
    {
        Kind = CauseKind.CustomResolver,
        Text = $"Clients that ask the resolver {server} go past the endpoint: it does not forward to the VPC's resolver, or holds an old "
            + "answer.",
        IsConfirmed = true,
    };

    private static ProbableCause Unanswered(string server, DnsOutcome outcome) => outcome is DnsOutcome.NoSuchName or DnsOutcome.NoAddress
        ? new()
        {
            Kind = CauseKind.CustomResolver,
            Text = $"Clients that ask the resolver {server} find no endpoint: it does not forward to the VPC's resolver, or holds an old "
            + "answer.", IsConfirmed = true
        }
        : outcome is DnsOutcome.Invalid
            ? new()
            {
                Kind = CauseKind.Resolver,
                Text = $"What answers at {server} is no DNS server, or a broken one, or something on the way changes its messages."
            }
        : new()
        {
            Kind = CauseKind.Resolver,
            Text = $"The resolver {server} is down, does not answer this machine, or cannot reach the servers that it forwards to."
        };

    private static ProbableCause Unanswered(DnsOutcome outcome) => outcome is DnsOutcome.NoSuchName or DnsOutcome.NoAddress
        ? new() { Kind = CauseKind.StaleCache, Text = "The endpoint was changed a moment ago, or it has no interface in that zone." }
        : new()
        {
            Kind = CauseKind.Resolver,
            Text = "The resolver fails for some names only: it is overloaded, or forwards them elsewhere."
        };

    private static string Listed(List<Fault> faults) =>
        string.Join("; ", faults.Take(Shown).Select(f => $"{f.Answer.Name}: {f.Says}"))
            + (faults.Count > Shown ? $"; and {faults.Count - Shown} more" : "");

    private static string Addresses(ProbeContext context, DnsAnswer answer) =>
        string.Join(", ", answer.Addresses.Select(context.Classifier.Classify));

    private sealed record Fault(DnsAnswer Answer, string Says, ValueList<ProbableCause> Causes);
}
