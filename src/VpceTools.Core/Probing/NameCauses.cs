using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Probing;

/// <summary>Why a name leads where it leads, the most probable cause first: what the evidence shows before what merely fits.</summary>
internal static class NameCauses
{
    /// <summary>Why the service's name leads past the endpoint.</summary>
    public static ValueList<ProbableCause> OfPublic(ProbeContext context, ProbeName name)
    {
        var causes = new List<ProbableCause>();
        causes.AddRange(HostsFile(context, name));
        causes.AddRange(OutsideVpc(context));
        causes.AddRange(Shown(context));
        causes.AddRange(OtherServer(context, name));
        if (causes.Exists(c => c.IsConfirmed))
            return [.. causes.OrderBy(c => c.IsConfirmed ? 0 : 1)];
        causes.AddRange(context.Configuration is null ? Possible(context) : Contradicting(context));
        return [.. causes];
    }

    /// <summary>Why only some of the addresses are the endpoint's.</summary>
    public static ValueList<ProbableCause> OfSplit(ProbeContext context, ProbeName name) =>
    [
        .. HostsFile(context, name),
        .. Shown(context),
        new() { Kind = CauseKind.HostedZone,
            Text = "A private hosted zone, or a resolver of one's own, mixes addresses of its own into the answer." },
        new() { Kind = CauseKind.StaleCache, Text = "The endpoint's subnets were changed, and a cache still holds an old address." },
    ];

    /// <summary>Why the name leads to an address that is nobody's endpoint.</summary>
    public static ValueList<ProbableCause> OfWrongAddress(ProbeContext context, ProbeName name) =>
    [
        .. HostsFile(context, name),
        .. OutsideVpc(context),
        new() { Kind = CauseKind.HostedZone,
            Text = $"A private hosted zone or a resolver rule for {name.HostName} answers in place of the endpoint's own zone." },
        new() { Kind = CauseKind.StaleCache, Text = "The endpoint was made anew, and a cache or a record still holds the old address." },
        new() { Kind = CauseKind.NotAnEndpoint,
            Text = "The address belongs to an endpoint of another VPC, over peering or a transit gateway." },
    ];

    /// <summary>Why there is no answer.</summary>
    public static ValueList<ProbableCause> OfUnanswered(ProbeContext context, ProbeName name, DnsAnswer answer)
    {
        var (outside, shown) = (OutsideVpc(context), Shown(context));
        return answer.Outcome switch
        {
            DnsOutcome.NoSuchName or DnsOutcome.NoAddress =>
            [
                .. outside,
                .. shown,
                .. OtherServer(context, name),
                new() { Kind = CauseKind.HostedZone,
                    Text = "A private hosted zone for a parent domain hides the name: it has no record for it, and the resolver looks no "
                    + "further." },
                WrongName(name),
            ],
            DnsOutcome.Invalid =>
            [
                .. outside,
                .. OtherServer(context, name),
                new() { Kind = CauseKind.Resolver, Text = "What answers there is no DNS server, or a broken one." },
                new() { Kind = CauseKind.Middlebox, Text = "A firewall or proxy on the way changes DNS messages." },
            ],
            _ =>
            [
                .. outside,
                .. shown,
                .. OtherServer(context, name),
                new() { Kind = CauseKind.CustomResolver,
                    Text = $"The resolver that {context.Machine} asks{Listed(context)} cannot reach the servers that it forwards to." },
                new() { Kind = CauseKind.Resolver,
                    Text = "The resolver cannot be reached on port 53: a security group or network ACL before a resolver of one's own, or "
                    + "enableDnsSupport is off." },
            ],
        };
    }

    public static ProbableCause WrongName(ProbeName name) =>
        new() { Kind = CauseKind.WrongName, Text = $"{name.HostName} is misspelt, or of another Region or service." };

    /// <summary>The line of the hosts file about the name.</summary>
    public static IEnumerable<ProbableCause> HostsFile(ProbeContext context, ProbeName name) =>
        context.Observation.Vantage.HostsEntries.Where(e => string.Equals(e.Name, name.HostName, StringComparison.OrdinalIgnoreCase))
            .Take(1).Select(entry => new ProbableCause
            {
                Kind = CauseKind.HostsFile,
                Text = $"The hosts file of {context.Machine} gives {entry.Name} the address {entry.Address}, and DNS is never asked.",
                IsConfirmed = true,
                Rule = $"{entry.Address} {entry.Name}",
            });

    /// <summary>What the checks of the configuration have found, by how directly it explains a public answer.</summary>
    private static IEnumerable<ProbableCause> Shown(ProbeContext context)
    {
        foreach (var (result, _, cause) in context.Names.Where(e => e.Result.Status is CheckStatus.Failed or CheckStatus.Warning))
        {
            foreach (var finding in result.Findings)
            {
                // What keeps private DNS from working is told by the check of its own.
                if (cause == CauseKind.PrivateDnsOff && context.Names.Any(e => e.Cause != cause
                    && e.Result.Findings.Any(f => f.ResourceId == finding.ResourceId && f.ResourceType == finding.ResourceType)))
                    continue;
                yield return new()
                {
                    Kind = cause == CauseKind.PrivateDnsOff && finding.ResourceType == "AWS::Route53::HostedZone"
                        ? CauseKind.HostedZone : cause,
                    Text = finding.Summary,
                    Check = result.Check,
                    ResourceId = finding.ResourceId,
                    ResourceType = finding.ResourceType,
                    Rule = finding.Evidence.Rule,
                    // A resolver of one's own may forward; the public answer says that it does not, but a cache would look the same.
                    IsConfirmed = result.Status == CheckStatus.Failed || cause == CauseKind.CustomResolver,
                };
            }
        }

        if (context.Configuration is { } c && PrivateNames.IsOn(c.Endpoint) == true && PrivateNames.AnswersInVpc(c.Endpoint) == false)
        {
            yield return new()
            {
                Kind = CauseKind.Configuration,
                Text = "Private DNS of the endpoint answers inbound Resolver endpoints only, on purpose: clients in the VPC use the "
                    + "gateway endpoint.",
                Check = context.Names.FirstOrDefault(e => e.Cause == CauseKind.PrivateDnsOff)?.Result.Check,
                ResourceId = c.Endpoint.Id,
                IsConfirmed = true,
            };
        }
    }

    /// <summary>
    /// Another server that does lead to the endpoint shows that the endpoint's private DNS works, and that this machine's way of asking
    /// does not.
    /// </summary>
    private static IEnumerable<ProbableCause> OtherServer(ProbeContext context, ProbeName name)
    {
        var good = context.Observation.DnsAnswers.FirstOrDefault(a => a.Name == name.HostName && !a.IsSystem && a.Addresses.Any(x =>
            context.Classifier.Classify(x).Kind is AddressKind.ThisEndpoint
                || (context.Configuration is null && context.Classifier.Classify(x).Kind == AddressKind.Private)));
        if (good is not null)
        {
            yield return new()
            {
                Kind = CauseKind.StaleCache,
                Text = $"The resolver {good.Server} does lead to {(context.Configuration is null ? "a private address" : "the endpoint")}: "
                    + $"{context.Machine} holds an old answer in a cache, or asks another resolver{Listed(context)}.",
                IsConfirmed = true,
            };
        }
    }

    /// <summary>The machine is outside the VPC, or may be.</summary>
    private static IEnumerable<ProbableCause> OutsideVpc(ProbeContext context)
    {
        if (context.IsInVpc == false)
        {
            yield return new()
            {
                Kind = CauseKind.HostOutsideVpc,
                Text = $"{Prose.Capitalized(context.Machine)} has no address in {context.Configuration!.Endpoint.VpcId}; private names are "
                    + "known to that VPC's resolver only.",
                IsConfirmed = true,
            };
        }

        foreach (var cause in context.MayBeOutside)
            yield return cause;
    }

    private static IEnumerable<ProbableCause> Possible(ProbeContext context)
    {
        yield return new()
        {
            Kind = CauseKind.PrivateDnsOff,
            Text = "Private DNS of the endpoint is not enabled, or there is no endpoint."
        };
        yield return new() { Kind = CauseKind.VpcDnsAttributes, Text = "enableDnsSupport or enableDnsHostnames of the VPC is off." };
        yield return new()
        {
            Kind = CauseKind.CustomResolver,
            Text = $"A custom resolver in the DHCP options does not forward to the VPC's resolver{Listed(context)}."
        };
        yield return new() { Kind = CauseKind.HostOutsideVpc, Text = $"{Prose.Capitalized(context.Machine)} is outside the VPC." };
        yield return new() { Kind = CauseKind.StaleCache, Text = "A cache still holds the answer from before private DNS was enabled." };
    }

    private static IEnumerable<ProbableCause> Contradicting(ProbeContext context)
    {
        foreach (var result in context.Names.Select(e => e.Result).Where(r => r.Status == CheckStatus.Unknown))
            yield return new()
            {
                Kind = CauseKind.Undecided, Text = $"{result.Check} could not be decided: {result.Message}",
                Check = result.Check
            };
        yield return new()
        {
            Kind = CauseKind.CustomResolver,
            Text = $"{Prose.Capitalized(context.Machine)} asks a resolver that does not forward to the VPC's{Listed(context)}."
        };
        yield return new()
        {
            Kind = CauseKind.StaleCache,
            Text = "A cache still holds an old answer. Ask the VPC's resolver itself: -DnsServer 169.254.169.253."
        };
        yield return new()
        {
            Kind = CauseKind.StaleDiagnosis,
            Text = "The configuration was changed after it was read, or private DNS was switched on a moment ago."
        };
    }

    private static string Listed(ProbeContext context) =>
        context.Observation.Vantage.Resolvers.Count == 0 ? "" : $" ({context.Observation.Vantage.Resolvers})";
}
