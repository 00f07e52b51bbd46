using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>Peering connections carry the packets of clients in other VPCs to the endpoint and back.</summary>
public sealed class PeeringCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "Peering",
        Title = "Peering connections join clients and endpoint",
        Description = "Follows the packets of clients in other VPCs over the peering connections that routes lead to, there and back: "
            + "their state, and whether they join these two VPCs.",
        AppliesTo = EndpointType.Interface | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.Path,
        Redirects = RedirectRole.Gates,
        Explains = CauseKind.Route,
        Requires = [ResourceKind.RouteTable, ResourceKind.Subnet, ResourceKind.NetworkInterface],
        Reads = ReadKinds.ClientsAnd(ResourceKind.NetworkAcl),
        Link = new("https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context) => WayFindings.Judge(this, context, HopKind.PeeringToEndpoint, HopKind.PeeringToClient,
        "No route of a client, or back to one, leads to a peering connection.", "Peering connections carry the packets of");
}
