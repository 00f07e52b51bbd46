using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What the answers of the resolvers mean.</summary>
internal static class NameVerdicts
{
    /// <summary>The verdict; null where no name was asked for.</summary>
    public static ProbeVerdict? Of(ProbeContext context)
    {
        var name = context.Observation.Request.Names.FirstOrDefault();
        if (name is null)
            return null;
        var answers = context.Observation.DnsAnswers.Where(a => a.Name == name.HostName).ToList();
        // Applications ask the system; other servers explain its answer. On an instance without that tool another server has to do.
        var main = answers.Find(a => a.IsSystem) ?? answers.FirstOrDefault();
        if (main is null)
            return null;
        if (main.Outcome != DnsOutcome.Answered)
            return Unanswered(context, name, main, answers);
        var addresses = main.Addresses.Select(context.Classifier.Classify).ToList();
        return Disagreement(context, main, answers) ?? ZoneWithoutName(context) ?? Answered(context, name, main, addresses);
    }

    private static ProbeVerdict Answered(ProbeContext context, ProbeName name, DnsAnswer answer, List<ClassifiedAddress> addresses)
    {
        var (kinds, listed) = (addresses.Select(a => a.Kind).Distinct().ToList(), string.Join(", ", addresses));
        var leads = $"{name.HostName} leads to {listed}";
        if (kinds.Count > 1 && kinds.Exists(k => k is AddressKind.ThisEndpoint or AddressKind.GatewayService))
            return Problem(VerdictName.SplitAnswers, CheckStatus.Warning, $"{leads}: only some of these are the endpoint's.", NameCauses.OfSplit(context, name));
        var kind = kinds.Contains(AddressKind.Public) ? AddressKind.Public : kinds[0];
        return kind switch
        {
            AddressKind.ThisEndpoint or AddressKind.GatewayService => Passed(VerdictName.EndpointAnswers, $"{leads}.") with { Contradictions = AgainstOff(context, name) },
            AddressKind.OtherEndpoint => Problem(VerdictName.OtherEndpointAnswers, CheckStatus.Warning,
                $"{leads}: another endpoint answers the name.", NameCauses.OfPublic(context, name)) with
            {
                Advice = "A VPC has one endpoint a private name. Probe the endpoint that answers, or switch its private DNS off first.",
            },
            AddressKind.Public when context.IsGateway => Problem(VerdictName.WrongAddress, CheckStatus.Warning,
                $"{leads}, outside the prefix list that the gateway endpoint routes.", [NameCauses.WrongName(name)]),
            AddressKind.Public => Public(context, name, leads),
            AddressKind.Private when context.Configuration is null => Passed(VerdictName.ServiceAnswers, $"{leads}. Give -Id to see whose that address is."),
            AddressKind.Private when !context.Configuration!.Index.Has(ResourceKind.NetworkInterface) => Passed(VerdictName.ServiceAnswers,
                $"{leads}; without ec2:DescribeNetworkInterfaces it cannot be told whether that is the endpoint."),
            _ when context.Configuration is null => Problem(VerdictName.WrongAddress, CheckStatus.Warning, $"{leads}, which is no endpoint's.", NameCauses.OfWrongAddress(context, name)),
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
                Reading = $"{leads}, as it does everywhere outside {context.Configuration!.Endpoint.VpcId}: {context.Machine} is not in that VPC, so this says nothing about the endpoint.",
                Causes = causes,
                Advice = "Probe from an instance in the VPC (-InstanceId), or let the resolver here forward to an inbound Resolver endpoint of the VPC.",
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
        : ["The configuration says that private DNS is in force (PrivateDns, VpcDns and DhcpOptions found nothing); the wire says that it is not."];

    /// <summary>The configuration says that private DNS is off, and yet the service's name leads to the endpoint.</summary>
    private static ValueList<string> AgainstOff(ProbeContext context, ProbeName name) =>
        name.Kind != NameKind.Service || !context.Names.Any(r => r.Check is "PrivateDns" && r.Status == CheckStatus.Failed) ? []
        : ["The configuration says that private DNS is off; the wire says that the service's name leads to the endpoint: by a hosted zone or hosts file of your own, or the configuration was read before a change."];

    private static ProbeVerdict Unanswered(ProbeContext context, ProbeName name, DnsAnswer answer, List<DnsAnswer> answers)
    {
        var server = answer.Server is { } asked ? $"the resolver {asked}" : "the system's resolver";
        var detail = answer.Detail is { Length: > 0 } text ? $" ({text})" : "";
        var (verdict, reading) = answer.Outcome switch
        {
            DnsOutcome.NoSuchName => (VerdictName.NameNotFound, $"There is no name {name.HostName}, says {server}{detail}."),
            DnsOutcome.NoAddress => (VerdictName.NameWithoutAddress, $"{name.HostName} exists but has no address, says {server}{detail}."),
            DnsOutcome.ServerFailure => (VerdictName.ResolverFailed, $"{Upper(server)} could not find out where {name.HostName} leads{detail}."),
            DnsOutcome.Refused => (VerdictName.ResolverRefused, $"{Upper(server)} turned the query for {name.HostName} down{detail}."),
            DnsOutcome.TimedOut => (VerdictName.ResolverTimedOut, $"{Upper(server)} did not answer in time for {name.HostName}{detail}."),
            _ => (VerdictName.ResolverTimedOut, $"{Upper(server)} could not be asked for {name.HostName}{detail}."),
        };
        var other = answers.Find(a => a.Outcome == DnsOutcome.Answered);
        if (other is not null)
            reading += $" {(other.Server is { } s ? "The resolver " + s : "The system's resolver")} leads to {string.Join(", ", other.Addresses.Select(context.Classifier.Classify))}.";
        // Without any address nothing can be reached, wherever the machine is; but a name may be known inside the VPC only.
        return Problem(verdict, context.FailedFromHere, reading, NameCauses.OfUnanswered(context, name, answer));
    }

    /// <summary>Two resolvers that lead to different places: a cache, a zone of one's own, or a resolver that does not forward.</summary>
    private static ProbeVerdict? Disagreement(ProbeContext context, DnsAnswer main, List<DnsAnswer> answers)
    {
        var expected = context.IsGateway ? AddressKind.GatewayService : AddressKind.ThisEndpoint;
        if (context.Configuration is null || main.Addresses.Select(context.Classifier.Classify).All(a => a.Kind != expected))
            return null; // The main answer's own verdict is worse, and names the other resolvers among its causes.
        var other = answers.Find(a => !ReferenceEquals(a, main) && a.Outcome == DnsOutcome.Answered && a.Addresses.All(x => context.Classifier.Classify(x).Kind != expected));
        return other is null ? null : Problem(VerdictName.SplitAnswers, CheckStatus.Warning,
            $"{main.Name} leads to the endpoint by {Of(main)}, but to {string.Join(", ", other.Addresses.Select(context.Classifier.Classify))} by {Of(other)}.",
            [new() { Kind = CauseKind.CustomResolver, Text = $"Clients that ask {Of(other)} go past the endpoint: it does not forward to the VPC's resolver, or holds an old answer.", IsConfirmed = true }]);
    }

    /// <summary>The name of one zone that leads nowhere while the others work.</summary>
    private static ProbeVerdict? ZoneWithoutName(ProbeContext context)
    {
        var names = new HashSet<string>(context.Observation.Request.Names.Where(n => n.Kind == NameKind.Zonal).Select(n => n.HostName), StringComparer.Ordinal);
        var zonal = context.Observation.DnsAnswers.Where(a => a.IsSystem && names.Contains(a.Name)).ToList();
        var silent = zonal.Where(a => a.Outcome is DnsOutcome.NoSuchName or DnsOutcome.NoAddress).Select(a => a.Name).ToList();
        return silent.Count == 0 || silent.Count == zonal.Count ? null : Problem(VerdictName.SplitAnswers, CheckStatus.Warning,
            $"The endpoint's {(silent.Count == 1 ? "name of one zone leads" : $"names of {silent.Count} zones lead")} nowhere, others do: {string.Join(", ", silent)}.",
            [new() { Kind = CauseKind.StaleCache, Text = "The endpoint was changed a moment ago, or the interface of that zone is missing; see the check NetworkInterface." }]);
    }

    private static string Of(DnsAnswer answer) => answer.Server is { } server ? $"the resolver {server}" : "the system's resolver";

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    private static ProbeVerdict Passed(VerdictName name, string reading) => new() { Name = name, Step = ProbeStep.Dns, Status = CheckStatus.Passed, Reading = reading };

    private static ProbeVerdict Problem(VerdictName name, CheckStatus status, string reading, ValueList<ProbableCause> causes) =>
        new() { Name = name, Step = ProbeStep.Dns, Status = status, Reading = reading, Causes = causes };
}
