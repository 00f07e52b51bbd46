using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>The service answers over TLS, as a probe sees it.</summary>
public sealed class TlsHandshakeCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "TlsHandshake",
        Title = "The service answers over TLS",
        Description =
            "Completes TLS with every address of the endpoint for the service's name, and sends one unauthenticated HTTPS request.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.High,
        Layer = CheckLayer.Path,
        ChecklistItem = 7,
        NeedsProbe = true,
        Cause = "Endpoint policy restricting access",
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context) => ProbeOutcome.From(this, context, ProbeStep.Tls, ProbeStep.Http);
}
