using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>The name leads to the endpoint, as a probe sees it.</summary>
public sealed class DnsResolutionCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "DnsResolution",
        Title = "The name leads to the endpoint",
        Description = "Resolves the service's name and the endpoint's own from a machine, and looks whose addresses come back.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.High,
        Layer = CheckLayer.Name,
        ChecklistItem = 7,
        NeedsProbe = true,
        Cause = "Private DNS not enabled",
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context) => ProbeOutcome.From(this, context, ProbeStep.Dns);
}
