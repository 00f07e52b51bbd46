using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>The endpoint takes connections, as a probe sees it.</summary>
public sealed class TcpConnectionCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "TcpConnection",
        Title = "The endpoint takes connections",
        Description =
            "Opens connections from a machine to every address of the endpoint, and holds the outcome against groups, ACLs and routes.",
        AppliesTo = EndpointType.Interface | EndpointType.Gateway | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.High,
        Layer = CheckLayer.Path,
        ChecklistItem = 7,
        NeedsProbe = true,
        Cause = "Security group blocking traffic",
        Link = new("https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context) => ProbeOutcome.From(this, context, ProbeStep.Tcp);
}
