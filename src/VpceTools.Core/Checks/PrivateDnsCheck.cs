using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Fixes;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Probing;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks;

/// <summary>The service's private DNS names resolve to the endpoint.</summary>
public sealed class PrivateDnsCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "PrivateDns",
        Title = "Private DNS is on",
        Description =
            "Holds the endpoint's private DNS setting against the private names that AWS lists for the service, and their verification.",
        AppliesTo = EndpointType.Interface,
        Severity = Severity.High,
        Layer = CheckLayer.Name,
        Explains = CauseKind.PrivateDnsOff,
        ChecklistItem = 2,
        Cause = "Private DNS not enabled",
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-private-dns"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var names = PrivateNames.Of(context.Endpoint, context.Service);
        return PrivateNames.IsOn(context.Endpoint) switch
        {
            true when context.Endpoint.PrivateDnsOnlyForInboundResolverEndpoint == true => InboundOnly(context),
            true when !IsVerified(context.Service) => Unverified(context, CheckStatus.Failed, Severity.High, "is on"),
            true => CheckOutcome.Passed(names.Count == 0 ? "Private DNS is on."
                : $"Private DNS is on: {Prose.List(names, "private name")} "
                    + $"resolve{(names.Count is > 1 and <= 3 ? "" : "s")} to the endpoint."),
            _ when context.Service is null =>
                CheckOutcome.Unknown(context.Index, context.Missing(ResourceKind.VpcEndpointService, context.Endpoint.ServiceName)),
            _ when names.Count == 0 =>
                CheckOutcome.NotApplicable("The service has no private DNS name; clients use the endpoint's own names."),
            null => CheckOutcome.Unknown(context.Index, context.MissingOfEndpoint("the private DNS setting")),
            _ when PrivateNames.Holder(context, names) is { } holder => Held(context, holder, names),
            _ when PrivateNames.GatewayBeside(context) is { } gateway => CheckOutcome.Passed(
                $"Private DNS is off beside the gateway endpoint {gateway.Id}, which serves the clients in the VPC; others use "
                    + "the endpoint's own names."),
            _ when !IsVerified(context.Service) => Unverified(context, CheckStatus.Warning, Severity.Medium, "is off"),
            _ => Off(context, names),
        };
    }

    private CheckOutcome Off(CheckContext context, ValueList<string> names)
    {
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
        return Fail(finding.Unless(Ownership.WhyNotModify(context) ?? Ownership.WhyNotModifyVpc(context)));
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
