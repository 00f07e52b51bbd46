using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Needs;

namespace VpceTools.Checks.Support;

/// <summary>Clients whose traffic to a service a gateway endpoint takes, whatever name they ask.</summary>
/// <param name="Endpoints">The gateway endpoints of the service in the VPC.</param>
/// <param name="Clients">The clients that it serves, by id.</param>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing</remarks>
internal sealed record GatewayCover(ValueList<VpcEndpoint> Endpoints, HashSet<string> Clients)
{
    /// <summary>What the gateway endpoints of a service cover in a Region.</summary>
    public static GatewayCover Of(CheckContext context, string code, string? region)
    {
        var gateways = context.Index.EndpointsOfVpc[context.Endpoint.VpcId].Where(e => e.Type == EndpointType.Gateway
            && e.State == EndpointState.Available && EndpointServiceName.Parse(e.ServiceName) is { } name && name.Code == code
            && (region is null || name.Region is null || name.Region == region)).ToValueList();
        var covered = new HashSet<string>(StringComparer.Ordinal);
        if (gateways.Count == 0)
            return new(gateways, covered);
        var tables = new HashSet<string>(gateways.SelectMany(g => GatewayRoutes.Associated(g, context.Index)), StringComparer.Ordinal);
        foreach (var group in GatewayRoutes.ClientsByTable(context, new HashSet<MissingEvidence>()).Where(g => tables.Contains(g.Key)))
            covered.UnionWith(group.Where(c => c.Has(Addressing.IpFamily.IPv4) || gateways.Any(IsIPv6)).Select(c => c.Id));
        return new(gateways, covered);
    }

    private static bool IsIPv6(VpcEndpoint gateway) => gateway.IpAddressType is "ipv6" or "dualstack";
}
