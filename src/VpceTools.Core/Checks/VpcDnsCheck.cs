using VpceTools.Checks.Support;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Fixes;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Probing;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks;

/// <summary>The VPC's DNS attributes are on, as far as the endpoint needs them.</summary>
public sealed class VpcDnsCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "VpcDns",
        Title = "DNS resolution and DNS hostnames are on in the VPC",
        Description = "Reads enableDnsSupport, which every endpoint needs, and enableDnsHostnames, which private DNS needs as well.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.Name,
        Redirects = RedirectRole.Enables,
        Explains = CauseKind.VpcDnsAttributes,
        ChecklistItem = 2,
        Cause = "Private DNS not enabled",
        Requires = [ResourceKind.VpcAttribute],
        Link = new("https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context)
    {
        if (!context.Index.VpcAttributes.TryGetValue(context.Endpoint.VpcId, out var attributes))
            return CheckOutcome.Unknown(context.Index, MissingEvidence.Of(ResourceKind.VpcAttribute, context.Endpoint.VpcId));
        var privateDns = context.Endpoint.Type == EndpointType.Gateway ? false : PrivateNames.IsOn(context.Endpoint);
        var (problems, missing) = (new List<(CheckStatus, Finding)>(), new List<MissingEvidence>());
        if (attributes.EnableDnsSupport == false)
            problems.Add(Support(context, privateDns));
        if (attributes.EnableDnsHostnames == false && privateDns == true)
            problems.Add((CheckStatus.Failed, Describe(context, Severity.High, VpcDnsAttribute.EnableDnsHostnames,
                $"DNS hostnames are off in {context.Endpoint.VpcId}, so private DNS of {context.Endpoint.Id} has no effect.")));
        if (attributes.EnableDnsHostnames == false && PrivateNames.AreWanted(context))
            problems.Add((CheckStatus.Warning, Describe(context, Severity.Medium, VpcDnsAttribute.EnableDnsHostnames,
                $"DNS hostnames are off in {context.Endpoint.VpcId}, which keeps private DNS of "
                    + $"{context.Endpoint.Id} from being switched on.")));
        if (attributes.EnableDnsHostnames == false && privateDns is null)
            missing.Add(context.MissingOfEndpoint("the private DNS setting"));
        // Private DNS that is off may be wanted, which only the service's description tells.
        var mayBeWanted = privateDns == false && context.Endpoint.Type == EndpointType.Interface
            && (context.Service is null || PrivateNames.AreWanted(context));
        if (attributes.EnableDnsHostnames == false && mayBeWanted && context.Service is null)
            missing.Add(context.Endpoint.ServiceName.Length == 0 ? context.MissingOfEndpoint("the service")
                : context.Missing(ResourceKind.VpcEndpointService, context.Endpoint.ServiceName));
        if (attributes.EnableDnsSupport is null || (attributes.EnableDnsHostnames is null && (privateDns != false || mayBeWanted)))
            missing.Add(MissingEvidence.Of(ResourceKind.VpcAttribute, context.Endpoint.VpcId));
        return CheckOutcome.From(context.Index, problems, missing, privateDns == true
            ? "DNS resolution and DNS hostnames are on in the VPC."
            : "DNS resolution is on in the VPC; without private DNS the endpoint needs no DNS hostnames.");
    }

    /// <summary>
    /// Without the VPC's resolver only resolvers of one's own can answer. They do for public names, which are all that a gateway endpoint
    /// or an endpoint without private DNS has; the hidden hosted zone of private DNS is out of their reach.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html</remarks>
    private (CheckStatus, Finding) Support(CheckContext context, bool? privateDns)
    {
        var hasOwn = privateDns == false && Resolvers.From(context) is { Custom.Count: > 0, OfVpc.Count: 0 };
        return hasOwn
            ? (CheckStatus.Warning, Describe(context, Severity.Low, VpcDnsAttribute.EnableDnsSupport,
                $"DNS resolution is off in {context.Endpoint.VpcId}; names of {context.Endpoint.Id} resolve only if the resolvers in "
                    + "the DHCP options answer public names.") with
            { Repair = [] })
            : (CheckStatus.Failed, Describe(context, Severity.Critical, VpcDnsAttribute.EnableDnsSupport,
                $"DNS resolution is off in {context.Endpoint.VpcId}, so clients cannot resolve the names of {context.Endpoint.Id}."));
    }

    private Finding Describe(CheckContext context, Severity severity, VpcDnsAttribute attribute, string summary)
    {
        var name = attribute == VpcDnsAttribute.EnableDnsSupport ? "enableDnsSupport" : "enableDnsHostnames";
        return (context.Finding(this, severity, context.Endpoint.VpcId, ResourceTypes.Vpc, summary) with
        {
            Evidence = new() { Component = $"VPC {context.Endpoint.VpcId}", Rule = $"{name} is false" },
            Recommendation = $"Set {name} of {context.Endpoint.VpcId} to true.",
            Repair = [VpcDnsFix.Enable(context, attribute)],
            Aspect = name,
        }).Unless(Ownership.WhyNotModifyVpc(context));
    }
}
