using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Fixes;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Probing;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks;

/// <summary>The service's private DNS names lead clients to the endpoint, by private DNS or in another way.</summary>
public sealed class PrivateDnsCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "PrivateDns",
        Title = "Private names lead to the endpoint",
        Description =
            "Computes what clients are answered for the private names that AWS lists for the service: by private DNS, private hosted "
            + "zones, Resolver rules, Profiles and DNS Firewall of the VPC that the clients are in.",
        AppliesTo = EndpointType.Interface,
        Severity = Severity.High,
        Layer = CheckLayer.Name,
        Explains = CauseKind.PrivateDnsOff,
        ChecklistItem = 2,
        Cause = "Private DNS not enabled",
        Reads = ReadKinds.Names,
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-private-dns"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var (endpoint, service) = (context.Endpoint, context.Service);
        var names = PrivateNames.Of(endpoint, service);
        // Private DNS can be switched on, and answers, once the endpoint is available: what it is not yet is EndpointState's to say.
        if (!PrivateNames.IsAlive(endpoint) || endpoint.State == EndpointState.PendingAcceptance)
            return CheckOutcome.NotApplicable($"The endpoint is {endpoint.StateName}: no name leads to it before it is available.");
        if (names.Count == 0 && service is null)
            return CheckOutcome.Unknown(context.Index, context.Missing(ResourceKind.VpcEndpointService, endpoint.ServiceName));
        if (names.Count == 0)
            return CheckOutcome.NotApplicable("The service has no private DNS name; clients use the endpoint's own names.");
        if (PrivateNames.IsOn(endpoint) is null)
            return CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("the private DNS setting"));
        return Judge(context, names);
    }

    private CheckOutcome Judge(CheckContext context, ValueList<string> names)
    {
        var problems = new List<(CheckStatus, Finding)>();
        var missing = new List<MissingNameEvidence>();
        var others = new List<MissingEvidence>(ClientPlace.NotFound(context));
        var passed = new List<string>();
        foreach (var place in ClientPlace.Of(context))
        {
            if (place.Missing(context) is { } where)
            {
                others.Add(where);
                continue;
            }

            var asked = AskedName.Ask(context, place, names);
            if (asked.Count == 0)
                others.Add(context.MissingOfEndpoint("a private name that can be asked for"));
            if (place.IsHome && AtHome(context, asked, names, missing) is { } special)
            {
                if (special is { Status: CheckStatus.Passed })
                    passed.Add(special.Message);
                else
                    problems.AddRange(special.Findings.Select(f => (special.Status, f)));
                continue;
            }

            Sort(context, asked, problems, missing);
            passed.Add(Success(context, place, asked, names));
        }

        return MissingNames.Conclude(context, problems, missing, others, string.Join(" ", passed.Distinct()));
    }

    /// <summary>What has words of its own in the endpoint's VPC; null where the answers speak for themselves.</summary>
    private CheckOutcome? AtHome(CheckContext context, ValueList<AskedName> asked, ValueList<string> names,
        List<MissingNameEvidence> missing)
    {
        var isOn = PrivateNames.IsOn(context.Endpoint) == true;
        var faults = asked.Select(a => NameFaults.Of(a, context.Endpoint.Id)).ToList();
        var allPublic = faults.TrueForAll(f => f == NameFault.Public);
        if (faults.Contains(NameFault.None))
            return null;
        if (isOn && context.Endpoint.PrivateDnsOnlyForInboundResolverEndpoint == true)
            return allPublic ? InboundOnly(context) : null;
        if (isOn)
            return !IsVerified(context.Service) && allPublic ? Unverified(context, CheckStatus.Failed, Severity.High, "is on") : null;
        if (PrivateNames.Holder(context, names) is { } holder
            && faults.TrueForAll(f => f is NameFault.OtherEndpoint or NameFault.Public or NameFault.Open))
            return Held(context, holder, names);
        var isPresumed = faults.Contains(NameFault.Open)
            && asked.All(a => (a.Answer.Status == NameStatus.Unknown ? a.Answer.Presumed : a.Answer) is { Status: NameStatus.Public });
        if ((allPublic || isPresumed) && PrivateNames.GatewayBeside(context) is { } gateway)
        {
            missing.AddRange(asked.SelectMany(a => a.Answer.Missing));
            return CheckOutcome.Passed($"Private DNS is off beside the gateway endpoint {gateway.Id}, which serves the clients in the VPC; "
                + "others use the endpoint's own names.");
        }

        // Without DNS support nothing answers, whatever decides names; switching private DNS on takes to know that too.
        if (asked.Count > 0 && asked.All(a => a.Answer is { Status: NameStatus.NoAnswer, Source: NameSource.VpcDns }))
        {
            var then = AskedName.AskVpcResolver(context, asked[0].Place, names, assumesVpcDns: true);
            return AtHome(context, then, names, missing) is { Status: not CheckStatus.Passed } outcome ? outcome : null;
        }

        if (!allPublic && !isPresumed)
            return null;
        if (!IsVerified(context.Service))
            return Unverified(context, CheckStatus.Warning, Severity.Medium, "is off");
        if (!isPresumed)
            return Off(context, asked, names);
        missing.AddRange(asked.SelectMany(a => a.Answer.Missing));
        return Presumed(context, names, asked);
    }

    /// <summary>The faults by what is at fault, one finding each; what is open joins the missing evidence.</summary>
    private void Sort(CheckContext context, ValueList<AskedName> asked, List<(CheckStatus, Finding)> problems,
        List<MissingNameEvidence> missing)
    {
        var describe = new NameFaultFindings(this, context);
        var someLead = asked.Any(a => a.Leads == true);
        foreach (var group in asked.GroupBy(a => (Fault: NameFaults.Of(a, context.Endpoint.Id), a.Answer.ResourceId)))
        {
            if (group.Key.Fault == NameFault.None)
                continue;
            if (group.Key.Fault != NameFault.Open)
            {
                var (status, finding) = describe.Describe(group.Key.Fault, [.. group]);
                // Names that nothing covers beside others that lead here: clients of those alone are affected.
                problems.Add(group.Key.Fault == NameFault.Public && someLead
                    ? (CheckStatus.Warning, finding with { Severity = Severity.Medium }) : (status, finding));
                continue;
            }

            missing.AddRange(group.SelectMany(a => a.Answer.Missing));
            missing.AddRange(group.Where(a => a.Answer.Missing.Count == 0).Select(a => new MissingNameEvidence(
                NameEvidenceKind.Undocumented, a.Answer.ResourceId, null,
                    $"{a.Listed} leads to {a.Answer.Addresses}, and whose addresses these are is not known.")));
        }
    }

    private static string Success(CheckContext context, ClientPlace place, ValueList<AskedName> asked, ValueList<string> names)
    {
        var listed = $"{Prose.List(names, "private name")} {(names.Count > 1 ? "lead" : "leads")}";
        var sources = asked.Where(a => a.Answer.Source != NameSource.EndpointPrivateDns || !place.IsHome)
            .Select(a => a.Answer.ResourceId).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (place.IsHome && sources.Count == 0)
            return $"Private DNS is on: {Prose.List(names, "private name")} resolve{(names.Count is > 1 and <= 3 ? "" : "s")} "
                + "to the endpoint.";
        return $"{Prose.Capitalized(place.Label)}: {listed} to the endpoint, by {Prose.List(sources, "way")}"
            + (PrivateNames.IsOn(context.Endpoint) == true ? "." : "; private DNS is off.");
    }

    private CheckOutcome Off(CheckContext context, ValueList<AskedName> asked, ValueList<string> names)
    {
        // Zones that DNS hostnames keep from answering would answer after the repair: they have to be known before it.
        var lacks = asked.Count == 0 ? "" : MissingNames.Explain(context,
            AskedName.AskVpcResolver(context, asked[0].Place, names, assumesVpcDns: true).SelectMany(a => a.Answer.Missing), []);
        var listed = Prose.List(names, "private name");
        var finding = Describe(context, Severity.High,
            $"Private DNS of endpoint {context.Endpoint.Id} is off, so {listed} leads to public addresses.", names) with
        {
            Recommendation = "Switch private DNS on, after security groups and network ACLs let all clients of the VPC through; until "
                + "then clients have to use the endpoint's own names.",
            Repair =
            [
                .. VpcDnsFix.ForPrivateDns(context),
                new ModifyVpcEndpoint(context.Endpoint.Id)
                {
                    PrivateDnsEnabled = true,
                    PrivateDnsOnlyForInboundResolverEndpoint = HasGatewayType(context) ? false : null,
                    Region = context.Region,
                },
            ],
        };
        return Fail(finding.Unless(Ownership.WhyNotModify(context) ?? Ownership.WhyNotModifyVpc(context)
            ?? (lacks.Length > 0 ? lacks : null)));
    }

    /// <summary>
    /// Private DNS may be off on purpose, with a hosted zone of one's own in its place. Switching it on would take the names from that
    /// zone, so nothing is repaired on a supposition.
    /// </summary>
    private CheckOutcome Presumed(CheckContext context, ValueList<string> names, ValueList<AskedName> asked)
    {
        var lacks = MissingNames.Explain(context, asked.SelectMany(a => a.Answer.Missing), []);
        var finding = Describe(context, Severity.Medium,
            $"Private DNS of endpoint {context.Endpoint.Id} is off, and whether something else leads {Prose.List(names, "private name")} "
                + "to it is not known.", names) with
        {
            Recommendation = $"Read what decides the names. {lacks} If nothing leads there, switch private DNS on. Caution: that takes the "
                + "names from a hosted zone or rule that answers them now, for every client of the VPC.",
        };
        return CheckOutcome.Warning(finding.Summary, finding);
    }

    private CheckOutcome Held(CheckContext context, VpcEndpoint holder, ValueList<string> names)
    {
        var finding = Describe(context, Severity.Low,
            $"Private DNS of endpoint {context.Endpoint.Id} is off, and endpoint {holder.Id} of the same VPC holds its private name.",
            names) with
        {
            Recommendation = "Clients reach this endpoint by its own DNS names only. If it should answer the private name, switch "
                + $"private DNS off at {holder.Id} first: only one endpoint of a VPC can hold a name.",
        };
        return CheckOutcome.Warning(finding.Summary, finding);
    }

    private CheckOutcome Unverified(CheckContext context, CheckStatus status, Severity severity, string state)
    {
        var service = context.Service!;
        var finding = Describe(context, severity,
            $"Private DNS of endpoint {context.Endpoint.Id} {state}, but the service's owner has not proved ownership of the name "
                + $"({service.PrivateDnsNameVerificationState}), so it cannot be used.", service.PrivateDnsNames) with
        {
            // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ServiceDetail.html: consumers cannot use a name that is not
            // verified.
            Recommendation = $"Ask the owner of {context.Endpoint.ServiceName} to verify the domain; until then clients have to use "
                + "the endpoint's own names.",
        };
        return status == CheckStatus.Failed ? Fail(finding) : CheckOutcome.Warning(finding.Summary, finding);
    }

    /// <summary>
    /// Inside the VPC public addresses are the intended answer, as long as the gateway endpoint that they rely on is there.
    /// </summary>
    private CheckOutcome InboundOnly(CheckContext context)
    {
        if (PrivateNames.GatewayBeside(context) is { } gateway)
            return CheckOutcome.Passed("Private DNS answers inbound Resolver endpoints only; clients in the VPC use the gateway "
                + $"endpoint {gateway.Id}, as intended.");
        var finding = Describe(context, Severity.Medium,
            $"Private DNS of endpoint {context.Endpoint.Id} answers inbound Resolver endpoints only, but the VPC has no gateway "
                + "endpoint of the service for its own clients.",
            PrivateNames.Of(context.Endpoint, context.Service)) with
        {
            Recommendation = "Create a gateway endpoint for the service, or let private DNS answer the VPC as well: "
                + CliLine.Modify(context, "--dns-options PrivateDnsOnlyForInboundResolverEndpoint=false"),
        };
        return CheckOutcome.Warning(finding.Summary, finding);
    }

    private Finding Describe(CheckContext context, Severity severity, string summary, ValueList<string> names) =>
        context.Finding(this, severity, context.Endpoint.Id, ResourceTypes.VpcEndpoint, summary) with
        {
            Evidence = new()
            {
                Component = $"endpoint {context.Endpoint.Id}",
                Rule = $"PrivateDnsEnabled is {(PrivateNames.IsOn(context.Endpoint) == true ? "true" : "false")}",
                Detail = names.Count == 0 ? null : $"Private names: {names}.",
            },
        };

    private static CheckOutcome Fail(Finding finding) => CheckOutcome.Failed(finding.Summary, finding);

    private static bool IsVerified(VpcEndpointService? service) =>
        service?.PrivateDnsNameVerificationState is not { Length: > 0 } state
            || string.Equals(state, "verified", StringComparison.OrdinalIgnoreCase);

    private static bool HasGatewayType(CheckContext context) => context.Index.ServicesOfName[context.Endpoint.ServiceName]
        .Any(s => s.ServiceTypes.Contains(nameof(EndpointType.Gateway), StringComparer.OrdinalIgnoreCase));
}
