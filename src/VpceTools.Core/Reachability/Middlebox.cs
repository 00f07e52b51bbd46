using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Something that routes lead packets through and whose own rules are no part of the evidence: a firewall, an appliance behind a Gateway
/// Load Balancer endpoint or a network interface, a core network.
/// </summary>
internal static class Middlebox
{
    /// <summary>What would have to be known of it.</summary>
    /// <param name="target">What the route leads to.</param>
    /// <param name="what">For people: whose rules, and where packets are sent there.</param>
    /// <param name="accountId">The account to ask, where it is another than the endpoint's.</param>
    public static MissingEvidence Unseen(string target, string what, string? accountId)
    {
        var id = CommandText.Posix(target);
        var (kind, command) = Prefix(target) switch
        {
            "vpce" => (ResourceKind.VpcEndpoint,
                $"aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {id}, and the rules of the firewall or appliance behind it"),
            "eni" => (ResourceKind.NetworkInterface,
                $"aws ec2 describe-network-interfaces --network-interface-ids {id}, and the rules of the appliance that has it"),
            "nat" => (ResourceKind.NatGateway, $"aws ec2 describe-nat-gateways --nat-gateway-ids {id}"),
            "pcx" => (ResourceKind.VpcPeeringConnection,
                $"aws ec2 describe-vpc-peering-connections --vpc-peering-connection-ids {id}"),
            "vgw" => (ResourceKind.VpnGateway, $"aws ec2 describe-vpn-gateways --vpn-gateway-ids {id}"),
            "tgw" => (ResourceKind.TransitGateway, $"aws ec2 describe-transit-gateways --transit-gateway-ids {id}"),
            _ when target.Contains(":core-network/") => (ResourceKind.RouteTable,
                "aws networkmanager get-network-routes of " + id + ", a core network of AWS Cloud WAN"),
            _ => (ResourceKind.RouteTable, "aws ec2 describe-route-tables"),
        };
        return new MissingEvidence(kind, what, command).In(accountId, null);
    }

    /// <summary>
    /// The subnet whose routes take what comes out of a firewall's or Gateway Load Balancer endpoint, as it went in; null where that is not
    /// known. What an appliance with an interface of its own sends may have another source.
    /// </summary>
    public static Subnet? SubnetOf(string target, NetworkIndex index) => Prefix(target) == "vpce"
        && index.Endpoints.TryGetValue(target, out var endpoint) && endpoint.SubnetIds.Count == 1
        && index.Subnets.TryGetValue(endpoint.SubnetIds[0], out var subnet) ? subnet : null;

    /// <summary>Whether it is one that keeps track of connections, which it has to see both directions of.</summary>
    public static bool IsStateful(string target) => Prefix(target) is "vpce" or "eni";

    /// <summary>For people: what it is, as far as the evidence tells.</summary>
    public static string Name(string target, NetworkIndex index) => Prefix(target) == "eni"
        ? $"network interface {target}" + (index.NetworkInterfaces.TryGetValue(target, out var nic) && nic.InstanceId is { } instance
            ? $" of {instance}" : "")
        : (index.Endpoints.TryGetValue(target, out var endpoint) && endpoint.Type == EndpointType.GatewayLoadBalancer
            ? "the firewall or appliance behind Gateway Load Balancer endpoint " : "endpoint ") + target;

    /// <summary>
    /// Whether two may lead to one firewall, as the endpoints of a service in several zones do, and as interfaces of one instance do.
    /// </summary>
    public static bool MayBeOne(string target, string other, NetworkIndex index)
    {
        if (target == other)
            return true;
        if (Prefix(target) != Prefix(other))
            return false;
        return index.Endpoints.TryGetValue(target, out var one) && index.Endpoints.TryGetValue(other, out var second)
            ? one.ServiceName == second.ServiceName
            : !index.NetworkInterfaces.TryGetValue(target, out var nic) || !index.NetworkInterfaces.TryGetValue(other, out var secondNic)
                || nic.InstanceId is null || secondNic.InstanceId is null || nic.InstanceId == secondNic.InstanceId;
    }

    private static string Prefix(string target) => target.IndexOf('-') is var dash and > 0 ? target.Substring(0, dash) : target;
}
