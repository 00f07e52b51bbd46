using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>The names by which clients call the service lead to an endpoint.</summary>
public sealed class ServiceHostNameCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "ServiceHostName",
        Title = "The names that clients use are covered",
        Description = "Holds each name that SDKs, agents and distributions ask by default against the private names of the VPC's "
            + "endpoints, and looks for clients that have no other way to it. For a gateway endpoint, computes whether they lead to the "
            + "public addresses that its routes take.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway,
        Severity = Severity.High,
        ReadsOnDemand = EgressRoutes.OnDemand,
        Layer = CheckLayer.Name,
        Cause = "Private DNS not enabled",
        Reads = ReadKinds.Names,
        Link = new("https://docs.aws.amazon.com/general/latest/gr/rande.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        if (context.Endpoint.ServiceName.Length == 0)
            return CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("the service"));
        if (context.Endpoint.Type == EndpointType.Gateway)
            return new GatewayHostNames(this, context).Judge();
        if (EndpointServiceName.Parse(context.Endpoint.ServiceName) is not { Service: { Names.Count: > 0 } service } name
            || (name.Region ?? context.Region) is not { } region)
            return CheckOutcome.NotApplicable("No names are known by which clients call the service.");
        if (PrivateNames.AnswersInVpc(context.Endpoint) == false && PrivateNames.IsOn(context.Endpoint) is not null)
            return CheckOutcome.NotApplicable("Private DNS does not answer in the VPC; clients use the endpoint's own names.");
        if (PrivateNames.IsOn(context.Endpoint) is null)
            return CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("private DNS"));
        if (PrivateNames.Of(context.Endpoint, context.Service).Count == 0)
            return CheckOutcome.Unknown(context.Index, context.Missing(ResourceKind.VpcEndpointService, context.Endpoint.ServiceName));
        if (context.Clients.NotFoundHere.ToArray() is { Length: > 0 } unseen)
            return CheckOutcome.Unknown(context.Index, unseen);
        if (!ClientSubnets.All(context).Any() && context.Clients.Clients.Count > 0)
            return CheckOutcome.NotApplicable("Private names answer in the endpoint's VPC alone, and no client is in it.");
        return Judge(context, name, ServiceCatalog.HostsOf(service.Code, region, context.AccountId));
    }

    private CheckOutcome Judge(CheckContext context, EndpointServiceName name, ValueList<ServiceHost> hosts)
    {
        var led = new LedNames(context);
        var leads = hosts.Select(host => (Host: host, Lead: led.Of(name.Code, host.Text))).ToList();
        var hasRegionalName = leads.Where(l => l.Lead.Kind == NameLeadKind.Led
            && l.Host.Name is { Form: NameForm.Regional, Operations.Count: 0, IsDualStack: false }).ToLookup(l => l.Host.Name.IsFips);
        var open = leads.Where(l => l.Lead.Kind != NameLeadKind.Led)
            .Select(l => new OpenName(l.Host, l.Lead, NameWeights.Of(l.Host, name, hasRegionalName[l.Host.Name.IsFips].Any(), context)))
            .Where(o => o.Weight != NameWeight.None).ToList();
        if (open.Exists(o => o.Lead.Kind == NameLeadKind.Unknown))
            return CheckOutcome.Unknown(context.Index, [.. open.SelectMany(o => o.Lead.Missing).Distinct()]);

        var captures = hosts.Select(h => h.Name.Capture is { } capture && led.Of(name.Code, h.Text).Kind == NameLeadKind.Led
            ? Capture(context, h, ServiceCatalog.PartitionOf(h.Region!).Expand(capture, h.Region!)) : null).OfType<Finding>().ToList();
        var many = Verdict(context, [.. open.Where(o => o.Weight == NameWeight.Many)]);
        var some = Verdict(context, [.. open.Where(o => o.Weight == NameWeight.Some)]);
        ValueList<Finding> findings = [.. new[] { many.Finding, some.Finding }.OfType<Finding>(), .. captures];
        if (many.Status is CheckStatus.Warning or CheckStatus.Unknown)
            return new(many.Status, many.Message, findings);
        var said = new[] { many.Message, some.Message }.Where(m => m.Length > 0).Concat(captures.Select(c => c.Summary)).ToList();
        return new(CheckStatus.Passed, said.Count == 0 ? "Every name that clients of the service ask by default is covered."
            : string.Join(" ", said), findings);
    }

    /// <summary>What follows from names that lead to no endpoint, for the clients that have no other way.</summary>
    private (CheckStatus Status, string Message, Finding? Finding) Verdict(CheckContext context, List<OpenName> open)
    {
        if (open.Count == 0)
            return (CheckStatus.Passed, "", null);
        var names = open.Select(o => o.Host.Text).Distinct(StringComparer.Ordinal).ToValueList();
        var (first, isMain) = (open[0], open[0].Weight == NameWeight.Many);
        var gateway = GatewayCover.Of(context, first.Host.Service.Code, first.Host.Region);
        if (gateway.Endpoints.Count > 0 && ClientSubnets.All(context).All(c => gateway.Clients.Contains(c.Id)))
            return (CheckStatus.Passed,
                $"Not covered: {names}; gateway endpoint {gateway.Endpoints[0].Id} takes that traffic where it stays "
                + "in the Region.", null);
        var way = EgressRoutes.From(context, open.TrueForAll(o => o.Host.Name.IsDualStack));
        var without = way.Without.Where(c => !gateway.Clients.Contains(c.Id)).ToValueList();
        if (without.Count == 0)
        {
            var rest = way.Missing.Count > 0 ? CheckOutcome.Explain(context.Index, way.Missing)
                : way.Perhaps.Count > 0 ? $"Why: {string.Join("; ", way.Reasons)}." : null;
            return rest is null
                ? (CheckStatus.Passed,
                    $"Not covered: {names}; clients that use them take the route out of the VPC instead of the endpoint.", null)
                : (isMain ? CheckStatus.Unknown : CheckStatus.Passed,
                    $"Not covered: {names}; whether clients get there by another way is not known. {rest}", null);
        }

        var running = way.RunningWithout.Where(c => !gateway.Clients.Contains(c.Id)).ToValueList();
        var severity = !isMain ? Severity.Information
            : running.Count == 0 ? Severity.Low
            : way.IsIsolated && running.Count == way.RunningWithout.Count && open.TrueForAll(o => o.Lead.Kind == NameLeadKind.NotLed)
                ? Severity.High : Severity.Medium;
        var finding = Describe(context, open, names, without, way, severity);
        return isMain ? (CheckStatus.Warning, finding.Summary, finding)
            : (CheckStatus.Passed, $"Not covered: {names}; only some programs ask for them.", finding);
    }

    private Finding Describe(CheckContext context, List<OpenName> open, ValueList<string> names,
        ValueList<Client> without, EgressRoutes way,
        Severity severity)
    {
        var askers = open.SelectMany(o => o.Host.Name.AskedBy).Select(a => a.ToString()).Distinct(StringComparer.Ordinal).ToList();
        var pages = open.SelectMany(o => o.Host.Name.AskedBy).Select(a => a.Page).Distinct().Take(2);
        var advice = open.Select(o => o.Host.Advice).OfType<string>().Distinct(StringComparer.Ordinal)
            .Concat(open.Select(o => o.Lead.Note).OfType<string>().Distinct(StringComparer.Ordinal).Take(1)).ToList();
        return context.Finding(this, severity, context.Endpoint.Id, ResourceTypes.VpcEndpoint,
            $"Endpoint {context.Endpoint.Id} has no private name that covers {names}, and {Prose.Count(without.Count, "client")} "
                + $"{(without.Count == 1 ? "has" : "have")} no other way to {(names.Count == 1 ? "it" : "them")}.") with
        {
            Evidence = new()
            {
                Component = $"endpoint {context.Endpoint.Id}",
                Rule = $"private names {PrivateNames.Of(context.Endpoint, context.Service)}",
                AffectedClients = [.. without.Select(c => c.Label).Distinct()],
                Detail = $"Asked by {string.Join("; ", askers)}. {way.Describe()} AWS documents this at "
                    + string.Join(" and ", pages),
            },
            Recommendation = advice.Count > 0 ? string.Join(" ", advice)
                : $"Have clients ask a name that the endpoint covers, or give them another way to {names}.",
        };
    }

    private Finding Capture(CheckContext context, ServiceHost host, string text) =>
        context.Finding(this, Severity.Information, context.Endpoint.Id, ResourceTypes.VpcEndpoint, text) with
        {
            Evidence = new()
            {
                Component = $"endpoint {context.Endpoint.Id}",
                Rule = $"private names {PrivateNames.Of(context.Endpoint, context.Service)}",
                Detail = $"AWS documents this at {host.Service.Page}",
            },
            Recommendation =
                "Give the public APIs that clients of the VPC call custom domain names, or switch private DNS off and call private "
                + "APIs by the endpoint's own names.",
        };

    private sealed record OpenName(ServiceHost Host, NameLead Lead, NameWeight Weight);
}
