using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Probing;

/// <summary>
/// Holds what the machine's resolver said against what the configuration says that it is to say, and names what can make the difference.
/// Where the configuration does not tell, there is none.
/// </summary>
internal static class NameDifference
{
    /// <summary>How long a resolver holds that there is no such name, or no address, in a private hosted zone.</summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html</remarks>
    private const int NegativeSeconds = 900;

    /// <summary>The verdict with the difference, where there is one.</summary>
    public static ProbeVerdict Add(ProbeContext context, ProbeVerdict verdict)
    {
        foreach (var name in context.Observation.Request.Names)
        {
            if (context.Expected.FirstOrDefault(e => e.Name.ToString() == DomainName.Normalize(name.HostName)) is { } expected
                && context.Observation.DnsAnswers.FirstOrDefault(a => a.IsSystem && a.Name == name.HostName) is { } answer
                && Differs(context, expected, answer))
            {
                return verdict with
                {
                    // What is shown to be the cause leaves nothing to disagree about.
                    Contradictions = verdict.Causes.Any(c => c.IsConfirmed) ? verdict.Contradictions
                        : [$"By the configuration {context.Machine} is answered {Expected(expected)}; its resolver said "
                            + $"{Seen(context, answer)}."],
                    Causes = Merge(verdict.Causes, Causes(context, name, expected, answer)),
                };
            }
        }

        return verdict;
    }

    private static bool Differs(ProbeContext context, NameAnswer expected, DnsAnswer answer)
    {
        var kinds = answer.Addresses.Select(a => context.Classifier.Classify(a).Kind).ToList();
        var isAnswered = answer.Outcome == DnsOutcome.Answered && kinds.Count > 0;
        return expected.Status switch
        {
            // An answer holds some of the addresses in turn.
            NameStatus.Resolved => isAnswered
                ? expected.HasAllAddresses && answer.Addresses.Any(a => expected.Addresses.All(e => e.Address != a))
                : expected.Addresses.Count > 0 && answer.Outcome is DnsOutcome.NoSuchName or DnsOutcome.NoAddress,
            NameStatus.Public => kinds.Exists(k => k is not (AddressKind.Public or AddressKind.GatewayService)),
            // Route 53's own pages take either for both.
            NameStatus.NxDomain or NameStatus.NoData or NameStatus.NoAnswer => isAnswered,
            _ => false,
        };
    }

    private static string Expected(NameAnswer expected)
    {
        var by = expected.Chain.LastOrDefault(s => s.Outcome == NameStepOutcome.Decided)?.Text.TrimEnd('.') is { Length: > 0 } text
            ? $" ({text})" : "";
        return expected.Status switch
        {
            NameStatus.Resolved => $"{expected.Addresses} for {expected.Name}{by}",
            NameStatus.Public => $"public addresses for {expected.Name}{by}",
            NameStatus.NxDomain => $"that {expected.Name} does not exist{by}",
            NameStatus.NoData => $"that {expected.Name} has no address{by}",
            _ => $"not at all for {expected.Name}{by}",
        };
    }

    private static string Seen(ProbeContext context, DnsAnswer answer) => answer.Outcome == DnsOutcome.Answered
        ? string.Join(", ", answer.Addresses.Select(context.Classifier.Classify)) : answer.Failure;

    private static IEnumerable<ProbableCause> Causes(ProbeContext context, ProbeName name, NameAnswer expected, DnsAnswer answer)
    {
        foreach (var cause in NameCauses.HostsFile(context, name))
            yield return cause;
        // The VPC's own resolver answers as it should, so what the machine asks is not it, or remembers.
        var agrees = context.Observation.DnsAnswers.FirstOrDefault(a => !a.IsSystem && a.Name == name.HostName
            && a.Outcome == DnsOutcome.Answered && !Differs(context, expected, a));
        if (context.Observation.Vantage.Resolvers.Count > 0 || agrees is not null)
        {
            var asked = context.Observation.Vantage.Resolvers.Count > 0 ? $" ({context.Observation.Vantage.Resolvers})" : "";
            yield return new()
            {
                Kind = CauseKind.CustomResolver,
                Text = $"{Prose.Capitalized(context.Machine)} asks a resolver{asked} that is not the VPC's, or that forwards elsewhere."
                    + (agrees is null ? "" : $" The resolver {agrees.Server} answers as the configuration says."),
            };
        }

        yield return new() { Kind = CauseKind.StaleCache, Text = $"A cache holds an answer from before a change{Life(expected, answer)}." };
        yield return new()
        {
            Kind = CauseKind.HostedZone,
            Text = "A hosted zone, Resolver rule or Profile that the evidence does not hold, or that was changed after it was read, "
                + $"answers {name.HostName}.",
        };
    }

    private static string Life(NameAnswer expected, DnsAnswer answer)
    {
        if (answer.Outcome is DnsOutcome.NoSuchName or DnsOutcome.NoAddress)
            return $", for {NegativeSeconds} s at most as far as resolvers of AWS are concerned";
        return answer.Records.Select(r => r.TimeToLive).Max() is { } seconds ? $", for {seconds} s more by its time to live"
            : expected.Ttl is { } ttl ? $"; the record that answers now has a time to live of {ttl} s" : "";
    }

    /// <summary>Causes that are told already stay; a cache gets the time that it may hold an answer.</summary>
    private static ValueList<ProbableCause> Merge(ValueList<ProbableCause> told, IEnumerable<ProbableCause> further)
    {
        var all = told.ToList();
        foreach (var cause in further)
        {
            var at = all.FindIndex(known => known.Kind == cause.Kind);
            if (at < 0)
                all.Add(cause);
            else if (cause.Kind == CauseKind.StaleCache && !all[at].IsConfirmed)
                all[at] = all[at] with { Text = $"{all[at].Text.TrimEnd()} {cause.Text}" };
        }

        return all.ToValueList();
    }
}
