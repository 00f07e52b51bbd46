using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>Clients resolve names through the VPC's own resolver.</summary>
public sealed class DhcpOptionsCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "DhcpOptions",
        Title = "Clients ask the VPC's resolver",
        Description = "Reads the resolvers of the VPC's DHCP options. Only the VPC's own resolver knows private DNS names; "
            + "another one may forward to it.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Medium,
        Layer = CheckLayer.Name,
        Explains = CauseKind.CustomResolver,
        Cause = "Private DNS not enabled",
        Requires = [ResourceKind.Vpc],
        Link = new("https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        var resolvers = Resolvers.From(context);
        if (resolvers.Missing is { } missing)
            return CheckOutcome.Unknown(context.Index, missing);
        if (resolvers.OptionsId is null)
            return CheckOutcome.Passed("The VPC has no DHCP option set: instances on the Nitro System ask 169.254.169.253; those on "
                + "Xen are given no resolver.");
        if (resolvers.Custom.Count == 0 && resolvers.OfVpc.Count > 0)
            return CheckOutcome.Passed($"Clients ask the VPC's resolver ({resolvers.OfVpc}).");
        if (resolvers.Custom.Count == 0)
            return Warning(Describe(context, resolvers, Severity.Medium,
                $"DHCP option set {resolvers.OptionsId} gives clients no DNS resolver.") with
            {
                Recommendation = $"Create an option set with AmazonProvidedDNS and associate it with {context.Endpoint.VpcId}; "
                    + "option sets cannot be changed.",
            });
        // Public names, the only ones here, are answered alike by every resolver.
        if (context.Endpoint.Type == EndpointType.Gateway || PrivateNames.AnswersInVpc(context.Endpoint) == false)
            return CheckOutcome.Passed($"Clients ask {resolvers.Custom}; the endpoint relies on public names only, which "
                + "any resolver can answer.");
        return Warning(Describe(context, resolvers, Severity.Low, resolvers.OfVpc.Count == 0
            ? $"Clients of {context.Endpoint.VpcId} ask {resolvers.Custom}, which may or may not forward private "
                + "names to the VPC's resolver."
            : $"Some queries of clients in {context.Endpoint.VpcId} go to {resolvers.Custom}, which may not forward private "
                + "names to the VPC's resolver.") with
        {
            Recommendation = "Look the service's name up from a client. If the answer is a public address, let the resolver forward the "
                + "service's domain to the VPC's "
                + "resolver (from outside the VPC through an inbound Resolver endpoint), or use AmazonProvidedDNS.",
        });
    }

    private static CheckOutcome Warning(Finding finding) => CheckOutcome.Warning(finding.Summary, finding);

    private Finding Describe(CheckContext context, Resolvers resolvers, Severity severity, string summary) =>
        context.Finding(this, severity, resolvers.OptionsId!, ResourceTypes.DhcpOptions, summary) with
        {
            Evidence = new()
            {
                Component = $"DHCP option set {resolvers.OptionsId} of {context.Endpoint.VpcId}",
                Rule = resolvers.Custom.Count == 0 ? "no domain-name-servers"
                    : $"domain-name-servers {resolvers.OfVpc.Concat(resolvers.Custom).ToValueList()}",
                Detail = "Whether another resolver forwards cannot be seen from EC2.",
            },
        };
}
