using VpceTools.Checks.Support;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;

namespace VpceTools.Checks;

/// <summary>Transit gateways carry the packets of clients outside the VPC to the endpoint and back.</summary>
public sealed class TransitGatewayCheck : ICheck
{
    /// <inheritdoc/>
    public CheckDescriptor Descriptor { get; } = new()
    {
        Name = "TransitGateway",
        Title = "Transit gateways lead to the endpoint and back",
        Description = "Follows the packets of clients outside the VPC through transit gateways, there and back: attachments with their "
            + "zones and ACLs, the associated route tables, the route that wins, peerings of transit gateways, VPN tunnels.",
        AppliesTo = EndpointType.Interface | EndpointType.Resource | EndpointType.ServiceNetwork,
        Severity = Severity.Critical,
        Layer = CheckLayer.Path,
        Redirects = RedirectRole.Gates,
        Explains = CauseKind.Route,
        Requires = [ResourceKind.RouteTable, ResourceKind.Subnet, ResourceKind.NetworkInterface],
        ReadsOnDemand = WayFindings.OnDemand,
        Reads = ReadKinds.ClientsAnd(ResourceKind.NetworkAcl),
        Link = new("https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html"),
    };

    /// <inheritdoc/>
    public CheckOutcome Run(CheckContext context) => WayFindings.Judge(this, context,
        HopKind.TransitGatewayToEndpoint, HopKind.TransitGatewayToClient,
        "No route of a client, or back to one, leads to a transit gateway.", "Transit gateways carry the packets of");
}
