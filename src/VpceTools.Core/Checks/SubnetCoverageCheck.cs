using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks;

/// <summary>The endpoint has an interface in every zone where clients run and its service is offered, and in two zones at least.</summary>
public sealed class SubnetCoverageCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "SubnetCoverage",
        Title = "Interfaces are in the clients' zones",
        Description = "Compares the zones of the endpoint's subnets with those where clients run and those where the service is offered; "
            + "of a Gateway Load Balancer endpoint, with those of the subnets whose routes lead to it.",
        AppliesTo = EndpointType.Interface | EndpointType.GatewayLoadBalancer | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.State,
        ChecklistItem = 3,
        Cause = "Endpoint not in the right subnets",
        Requires = [ResourceKind.Subnet],
        Reads = ReadKinds.ClientsAnd(ResourceKind.VpcEndpointService),
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#aws-service-subnets-zones"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        if (context.Endpoint.Type == EndpointType.GatewayLoadBalancer)
            return new GatewayLoadBalancerZones(this, context).Judge();
        if (context.Endpoint.SubnetIds.Count == 0 && context.Endpoint.NetworkInterfaceIds.Count > 0)
            return CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("the subnets"));
        if (context.Endpoint.SubnetIds.Count == 0)
            return context.Endpoint.State is EndpointState.Available or EndpointState.Partial ? NoSubnet(context)
                : CheckOutcome.NotApplicable($"The endpoint has no subnet while its state is {context.Endpoint.StateName}.");
        var coverage = new ZoneCoverage(context);
        var uncovered = coverage.Uncovered.ToList();
        // Where the clients of a subnet are is known without its addresses.
        var missing = coverage.Missing.Concat(context.Clients.NotFoundHere.Where(m => m.Kind != ResourceKind.Subnet || m.ResourceId is null
            || !context.Index.Subnets.ContainsKey(m.ResourceId))).ToList();
        // Without interfaces every subnet counts as one with clients, which can only find too much.
        if (uncovered.Count > 0 && context.Options.Clients.IsEmpty && !context.Index.Has(ResourceKind.NetworkInterface))
            return CheckOutcome.Unknown(context.Index, [.. missing, MissingEvidence.Of(ResourceKind.NetworkInterface)]);
        if (uncovered.Exists(u => coverage.IsOffered(u.Zone) is null) && context.Service is null && context.Endpoint.ServiceName.Length > 0)
            missing.Add(context.Missing(ResourceKind.VpcEndpointService, context.Endpoint.ServiceName));
        var problems = new List<(CheckStatus, Finding)>();
        var reachable = uncovered.Where(u => coverage.IsOffered(u.Zone) != false).ToList();
        // A zone that has no subnet to add must not keep the others from being covered.
        problems.AddRange(reachable.GroupBy(u => coverage.Best(u.Zone) is null).OrderBy(g => g.Key)
            .Select(g => (CheckStatus.Warning, Uncovered(context, coverage, [.. g]) with { Aspect = g.Key ? "no subnet to add" : "" })));
        problems.AddRange(uncovered.Where(u => coverage.IsOffered(u.Zone) == false)
            .Select(u => (CheckStatus.Warning, NotOffered(context, coverage, u.Zone, u.Clients))));
        if (coverage.Endpoint.Count == 1 && reachable.Count == 0 && coverage.Missing.Count == 0)
            problems.Add((CheckStatus.Warning, SingleZone(context, coverage)));
        return CheckOutcome.From(context.Index, problems, missing,
            $"The endpoint has an interface in {string.Join(", ", coverage.Endpoint)}, which is every zone where clients run.");
    }

    private CheckOutcome NoSubnet(CheckContext context)
    {
        var zones = new ZoneCoverage(context);
        var finding = Describe(context, Severity.Critical,
            $"Endpoint {context.Endpoint.Id} has no subnet, so there is nothing to connect to.", "no subnet")
            with
        { Recommendation = "Add a subnet in each Availability Zone where clients run." };
        finding = WithClients(finding, zones.Uncovered.SelectMany(u => u.Clients));
        var chosen = zones.Uncovered.Select(u => u.Zone).Where(z => zones.IsOffered(z) != false).ToList();
        // Code is written once: a second zone belongs into it at once.
        if (chosen.Count == 1 && context.Index.Network.Plan is not null)
            chosen.AddRange(zones.Free().Where(zone => !zone.Is(chosen[0])).Take(1));
        finding = WithSubnets(finding, context, zones, chosen);
        return CheckOutcome.Failed(finding.Summary, finding);
    }

    private Finding Uncovered(CheckContext context, ZoneCoverage coverage, List<(Zone Zone, List<Client> Clients)> uncovered)
    {
        var zones = string.Join(", ", uncovered.Select(u => u.Zone));
        var clients = uncovered.SelectMany(u => u.Clients).ToList();
        var finding = Describe(context, Severity.Medium,
            $"Endpoint {context.Endpoint.Id} has no interface in {zones}, where {Prose.Count(clients.Count, "client")} "
                + $"run{(clients.Count == 1 ? "s" : "")}.",
            $"no subnet in {zones}") with
        {
            Recommendation = $"Add a subnet in {zones}; until then clients there depend on interfaces in other zones and pay for "
                + "the traffic between zones.",
        };
        return WithSubnets(WithClients(finding, clients), context, coverage, uncovered.Select(u => u.Zone));
    }

    private Finding NotOffered(CheckContext context, ZoneCoverage coverage, Zone zone, List<Client> clients)
    {
        var why = coverage.IsOfAnotherRegion
            ? $"{zone} holds no endpoints for services of another Region (those of the VPC that do: "
                + $"{string.Join(", ", coverage.Offered())})"
            : $"The service is not offered in {zone}";
        var finding = Describe(context, Severity.Low,
            $"{why}, so its {Prose.Count(clients.Count, "client")} can use endpoint "
                + $"{context.Endpoint.Id} only across zones.", $"service not in {zone}");
        return finding with
        {
            Aspect = $"service not in {zone}",
            Evidence = finding.Evidence with
            {
                AffectedClients = [.. clients.Select(c => c.Label)],
                ExplanationCode = "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
            },
            Recommendation = "Clients there work through the endpoint's interfaces in other zones; if they must not depend on other "
                + "zones, run them in a zone where the service is offered.",
        };
    }

    private Finding SingleZone(CheckContext context, ZoneCoverage coverage)
    {
        var second = coverage.Free().Take(1).ToList();
        var finding = Describe(context, Severity.Low,
            $"Endpoint {context.Endpoint.Id} has interfaces in {coverage.Endpoint[0]} only and fails with that zone.",
            "one Availability Zone") with
        {
            Aspect = "one zone",
            Recommendation = second.Count > 0 ? "Add a subnet in a second Availability Zone."
                : "Create a subnet in a second Availability Zone of the service, if it has one, and add it to the endpoint.",
        };
        return WithSubnets(finding, context, coverage, second);
    }

    /// <summary>
    /// One subnet a zone is all that an endpoint takes; one call adds them all, since each call makes the endpoint pending. Where it is not
    /// known whether the service is offered in a zone, EC2 might refuse the call for all of them.
    /// </summary>
    private static Finding WithSubnets(Finding finding, CheckContext context, ZoneCoverage coverage, IEnumerable<Zone> zones)
    {
        var (subnets, without, open) = (new List<string>(), new List<Zone>(), new List<Zone>());
        // Code may propose what EC2 may refuse: a person reads it, and the advice says what to ask.
        var isInCode = context.Index.Network.Plan?.OriginOf(context.Endpoint.Id) is not null;
        foreach (var zone in zones)
        {
            if (coverage.IsUndetermined(zone))
                open.Add(zone);
            if (coverage.IsUndetermined(zone) && !isInCode)
                continue;
            if (coverage.Best(zone) is { } subnet)
                subnets.Add(subnet.Id);
            else
                without.Add(zone);
        }

        var advice = finding.Recommendation;
        if (without.Count > 0)
        {
            advice += $" {string.Join(", ", without)} has no subnet of the account with free addresses of the endpoint's type: "
                + "create one first.";
        }

        if (open.Count > 0)
        {
            advice += $" Whether the service is offered in {string.Join(", ", open)} is not known: "
                + (coverage.IsOfAnotherRegion
                    ? $"{DescribeCall.For(ResourceKind.Subnet).Command} tells the id of the zone."
                    : $"{DescribeCall.For(ResourceKind.VpcEndpointService).Command} --service-names {context.Endpoint.ServiceName}.");
        }

        var addition = new ModifyVpcEndpoint(context.Endpoint.Id) { AddSubnetIds = [.. subnets], Region = context.Region };
        return (finding with { Recommendation = advice, Repair = subnets.Count > 0 ? [addition] : [] })
            .Unless(Ownership.WhyNotModify(context));
    }

    private static Finding WithClients(Finding finding, IEnumerable<Client> clients) =>
        finding with { Evidence = finding.Evidence with { AffectedClients = [.. clients.Select(c => c.Label)] } };

    private Finding Describe(CheckContext context, Severity severity, string summary, string rule) =>
        context.Finding(this, severity, context.Endpoint.Id, ResourceTypes.VpcEndpoint, summary) with
        {
            Evidence = new()
            {
                Component =
                    $"subnets {(context.Endpoint.SubnetIds.Count == 0 ? "(none)" : context.Endpoint.SubnetIds)} of {context.Endpoint.Id}",
                Rule = rule,
                Detail = context.Service is { AvailabilityZones.Count: > 0 } service
                    ? $"The service is offered in {service.AvailabilityZones}." : null,
            },
        };
}
