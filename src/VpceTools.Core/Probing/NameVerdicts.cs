using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What the answers of the resolvers mean.</summary>
internal static class NameVerdicts
{
    /// <summary>The verdict; null where no name was asked for.</summary>
    public static ProbeVerdict? Of(ProbeContext context) => Judge(context) is { } verdict ? NameDifference.Add(context, verdict) : null;

    private static ProbeVerdict? Judge(ProbeContext context)
    {
        if (MainOf(context.Observation) is not { } main)
            return null;
        var name = context.Observation.Request.Names[0];
        if (main.Outcome != DnsOutcome.Answered)
            return Unanswered(context, name, main);
        var verdict = Answered(context, name, [.. main.Addresses.Select(context.Classifier.Classify)]);
        // A worse verdict of its own names the other resolvers among its causes.
        return verdict.Status == CheckStatus.Passed && SplitAnswers.Of(context, main) is { } split
            ? split with { Contradictions = verdict.Contradictions } : verdict;
    }

    /// <summary>
    /// The answer that counts: applications ask the system for the first name, and other servers explain its answer. On an instance
    /// without that tool another server has to do.
    /// </summary>
    public static DnsAnswer? MainOf(ProbeObservation observation) =>
        observation.DnsAnswers.Where(a => observation.Request.Names.Count > 0 && a.Name == observation.Request.Names[0].HostName)
            .OrderBy(a => a.IsSystem ? 0 : 1).FirstOrDefault();

    private static ProbeVerdict Answered(ProbeContext context, ProbeName name, List<ClassifiedAddress> addresses)
    {
        var (kinds, listed) = (addresses.Select(a => a.Kind).Distinct().ToList(), string.Join(", ", addresses));
        var leads = $"{name.HostName} leads to {listed}";
        if (kinds.Count > 1 && kinds.Exists(k => k is AddressKind.ThisEndpoint or AddressKind.GatewayService))
            return Problem(VerdictName.SplitAnswers, CheckStatus.Warning, $"{leads}: only some of these are the endpoint's.",
                NameCauses.OfSplit(context, name));
        var kind = kinds.Contains(AddressKind.Public) ? AddressKind.Public : kinds[0];
        return kind switch
        {
            AddressKind.ThisEndpoint or AddressKind.GatewayService =>
                Passed(VerdictName.EndpointAnswers, $"{leads}.") with { Contradictions = AgainstOff(context, name) },
            AddressKind.OtherEndpoint => Problem(VerdictName.OtherEndpointAnswers, CheckStatus.Warning,
                $"{leads}: another endpoint answers the name.", NameCauses.OfPublic(context, name)) with
            {
                Advice = "Only one endpoint of a VPC can hold a private name. Probe the endpoint that answers, or switch its private DNS "
                    + "off first.",
            },
            AddressKind.Public when context.IsGateway => Problem(VerdictName.WrongAddress, CheckStatus.Warning,
                $"{leads}, outside the prefix list that the gateway endpoint routes.", [NameCauses.WrongName(name)]),
            AddressKind.Public => Public(context, name, leads),
            AddressKind.Private when context.Configuration is null =>
                Passed(VerdictName.ServiceAnswers, $"{leads}. Give -Id to see whose that address is."),
            AddressKind.Private when !context.Configuration!.Index.Has(ResourceKind.NetworkInterface) => Passed(VerdictName.ServiceAnswers,
                $"{leads}; without ec2:DescribeNetworkInterfaces it cannot be told whether that is the endpoint."),
            _ when context.Configuration is null =>
                Problem(VerdictName.WrongAddress, CheckStatus.Warning, $"{leads}, which is no endpoint's.",
                NameCauses.OfWrongAddress(context, name)),
            _ => WrongAddress(context, name, leads),
        };
    }

    private static ProbeVerdict WrongAddress(ProbeContext context, ProbeName name, string leads)
    {
        var causes = NameCauses.OfWrongAddress(context, name);
        var status = causes.Any(c => c.Kind == CauseKind.HostsFile) ? CheckStatus.Failed : context.FailedFromHere;
        return Problem(VerdictName.WrongAddress, status, $"{leads}: no interface of the endpoint.", causes);
    }

    private static ProbeVerdict Public(ProbeContext context, ProbeName name, string leads)
    {
        var causes = NameCauses.OfPublic(context, name);
        // A line in the hosts file is wrong wherever the machine is.
        var isOwnDoing = causes.Any(c => c.Kind == CauseKind.HostsFile);
        if (context.IsInVpc == false && !isOwnDoing)
        {
            return new()
            {
                Name = VerdictName.HostOutsideVpc,
                Step = ProbeStep.Dns,
                Status = CheckStatus.Unknown,
                Reading = $"{leads}, as it does everywhere outside {context.Configuration!.Endpoint.VpcId}: {context.Machine} is not in "
                    + "that VPC, so this says nothing about the endpoint.",
                Causes = causes,
                Advice = "Probe from an instance in the VPC (-InstanceId), or let the resolver here forward to an inbound Resolver "
                    + "endpoint of the VPC.",
            };
        }

        var status = isOwnDoing ? CheckStatus.Failed
            : context.Configuration is null && context.Observation.Vantage.InstanceId is null ? CheckStatus.Unknown
            : context.FailedFromHere;
        var reading = $"{leads}: private DNS is not in force here, and clients go past the endpoint.";
        return Problem(VerdictName.PrivateDnsNotInForce, status, context.Doubt is { } doubt ? $"{reading} {doubt}" : reading, causes) with
        {
            Contradictions = AgainstOn(context, causes),
            Advice = "Ask the VPC's resolver itself with -DnsServer 169.254.169.253 where a cache or another resolver may be at work.",
        };
    }

    /// <summary>The configuration has nothing against private DNS, and yet it is not in force.</summary>
    private static ValueList<string> AgainstOn(ProbeContext context, ValueList<ProbableCause> causes) =>
        context.Configuration is null || context.IsInVpc is null || causes.Any(c => c.IsConfirmed || c.Kind == CauseKind.Undecided) ? []
        : [$"The configuration says that private DNS is in force ({string.Join(", ", context.Names.Select(e => e.Result.Check))} found "
            + "nothing); the wire says that it is not."];

    /// <summary>The configuration says that private DNS is off, and yet the service's name leads to the endpoint.</summary>
    private static ValueList<string> AgainstOff(ProbeContext context, ProbeName name) =>
        name.Kind != NameKind.Service
            || !context.Names.Any(e => e.Cause == CauseKind.PrivateDnsOff && e.Result.Status == CheckStatus.Failed) ? []
        : ["The configuration says that private DNS is off; the wire says that the service's name leads to the endpoint: by a hosted zone "
            + "or hosts file of your own, or the configuration was read before a change."];

    private static ProbeVerdict Unanswered(ProbeContext context, ProbeName name, DnsAnswer answer)
    {
        var server = answer.Server is { } asked ? $"the resolver {asked}" : "the system's resolver";
        var detail = answer.Detail is { Length: > 0 } text ? $" ({text})" : "";
        var (verdict, reading) = answer.Outcome switch
        {
            DnsOutcome.NoSuchName => (VerdictName.NameNotFound, $"There is no name {name.HostName}, says {server}{detail}."),
            DnsOutcome.NoAddress => (VerdictName.NameWithoutAddress, $"{name.HostName} exists but has no address, says {server}{detail}."),
            DnsOutcome.ServerFailure =>
                (VerdictName.ResolverFailed, $"{Prose.Capitalized(server)} could not find out where {name.HostName} leads{detail}."),
            DnsOutcome.Refused =>
                (VerdictName.ResolverRefused, $"{Prose.Capitalized(server)} turned the query for {name.HostName} down{detail}."),
            DnsOutcome.TimedOut =>
                (VerdictName.ResolverTimedOut, $"{Prose.Capitalized(server)} did not answer in time for {name.HostName}{detail}."),
            DnsOutcome.Invalid =>
                (VerdictName.ResolverFailed, $"{Prose.Capitalized(server)} gave an invalid answer for {name.HostName}{detail}."),
            _ => (VerdictName.ResolverTimedOut, $"{Prose.Capitalized(server)} could not be asked for {name.HostName}{detail}."),
        };
        var other = context.Observation.DnsAnswers.FirstOrDefault(a => a.Name == name.HostName && a.Outcome == DnsOutcome.Answered);
        if (other is not null)
            reading += $" {(other.Server is { } s ? "The resolver " + s : "The system's resolver")} leads to "
                + $"{string.Join(", ", other.Addresses.Select(context.Classifier.Classify))}.";
        // Without any address nothing can be reached, wherever the machine is; but a name may be known inside the VPC only.
        return Problem(verdict, context.FailedFromHere, reading, NameCauses.OfUnanswered(context, name, answer));
    }

    private static ProbeVerdict Passed(VerdictName name, string reading) =>
        new() { Name = name, Step = ProbeStep.Dns, Status = CheckStatus.Passed, Reading = reading };

    private static ProbeVerdict Problem(VerdictName name, CheckStatus status, string reading, ValueList<ProbableCause> causes) =>
        new() { Name = name, Step = ProbeStep.Dns, Status = status, Reading = reading, Causes = causes };
}
