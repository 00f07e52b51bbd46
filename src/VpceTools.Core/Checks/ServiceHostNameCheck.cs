using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Policies;

namespace VpceTools.Checks;

/// <summary>The names by which clients call the service lead to the endpoint.</summary>
public sealed class ServiceHostNameCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "ServiceHostName",
        Title = "The names that clients use are covered",
        Description = "Holds global and legacy names of the service against the endpoint's private names, and looks for clients that "
            + "have no other way to them.",
        AppliesTo = EndpointType.Interface,
        Severity = Severity.Low,
        Layer = CheckLayer.Name,
        Cause = "Private DNS not enabled",
        Link = new("https://docs.aws.amazon.com/general/latest/gr/rande.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var code = EndpointServices.CodeOf(context.Endpoint.ServiceName);
        if (HostNameTrap.All.FirstOrDefault(t => t.Code == code) is not { } trap
            || EndpointServices.RegionOf(context.Endpoint.ServiceName) is not { } region)
            return CheckOutcome.NotApplicable("No names are known that the service's endpoints do not cover.");
        if (PrivateNames.AnswersInVpc(context.Endpoint) == false)
            return CheckOutcome.NotApplicable("Private DNS does not answer in the VPC; clients use the endpoint's own names.");
        var covered = PrivateNames.Of(context.Endpoint, context.Service);
        if (covered.Count == 0 && context.Service is null)
            return CheckOutcome.Unknown(context.Index, context.Missing(ResourceKind.VpcEndpointService, context.Endpoint.ServiceName));
        var names = trap.In(region).Where(n => !covered.Any(c => PrivateNames.Covers(c, n))).ToValueList();
        if (names.Count == 0)
            return CheckOutcome.Passed("The service's global and legacy names are covered.");
        if (PrivateNames.GatewayBeside(context) is { } gateway)
            return CheckOutcome.Passed($"Not covered: {names}; gateway endpoint {gateway.Id} takes that traffic "
                + "where it stays in the Region.");
        var way = EgressRoutes.From(context);
        if (way.Without.Count == 0)
            return way.Missing.Count > 0 ? CheckOutcome.Unknown(context.Index, [.. way.Missing])
                : CheckOutcome.Passed($"Not covered: {names}; clients that use them take the route out of the VPC "
                    + "instead of the endpoint.");
        var finding = Describe(context, trap, names, way, region);
        return trap.IsDefault ? CheckOutcome.Warning(finding.Summary, finding)
            : new(CheckStatus.Passed, $"Not covered: {names}; only clients that are told to use them are affected.", [finding]);
    }

    private Finding Describe(CheckContext context, HostNameTrap trap, ValueList<string> names, EgressRoutes way, string region) =>
        context.Finding(this, trap.IsDefault ? Severity.Low : Severity.Information, context.Endpoint.Id, ResourceTypes.VpcEndpoint,
            $"Endpoint {context.Endpoint.Id} has no private name that covers {names}, and {Prose.Count(way.Without.Count, "client")} "
                + $"{(way.Without.Count == 1 ? "has" : "have")} no other way to {(names.Count == 1 ? "it" : "them")}.") with
        {
            Evidence = new()
            {
                Component = $"endpoint {context.Endpoint.Id}",
                Rule = $"private names {PrivateNames.Of(context.Endpoint, context.Service)}",
                AffectedClients = [.. way.Without.Select(c => c.Label).Distinct()],
                Detail = $"AWS documents this at {trap.Page}",
            },
            Recommendation = trap.Advice.Replace("{region}", region),
        };
}
