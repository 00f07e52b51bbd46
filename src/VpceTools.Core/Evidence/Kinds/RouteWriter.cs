using System.Text.Json;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>Writes a route; the form of the target's id tells the property that EC2 uses for it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html</remarks>
internal static class RouteWriter
{
    private static readonly (string Prefix, string Property)[] Properties =
    [
        ("nat-", "NatGatewayId"), ("tgw-", "TransitGatewayId"), ("pcx-", "VpcPeeringConnectionId"), ("eni-", "NetworkInterfaceId"), ("i-", "InstanceId"),
        ("eigw-", "EgressOnlyInternetGatewayId"), ("lgw-", "LocalGatewayId"), ("cagw-", "CarrierGatewayId"),
    ];

    public static void Write(Utf8JsonWriter json, Route route)
    {
        if (route.Destination is { } destination)
            json.WriteText(destination.Family == IpFamily.IPv4 ? "DestinationCidrBlock" : "DestinationIpv6CidrBlock", destination.ToString());
        json.WriteText("DestinationPrefixListId", route.DestinationPrefixListId);
        if (route.Target.Length > 0)
            json.WriteText(PropertyOf(route.Target), route.Target);
        json.WriteText("Origin", route.Origin);
        json.WriteText("State", route.State);
    }

    private static string PropertyOf(string target)
    {
        foreach (var (prefix, property) in Properties)
            if (target.StartsWith(prefix, StringComparison.Ordinal))
                return property;
        if (IpAddress.TryParse(target, out _))
            return "IpAddress";
        if (!target.StartsWith("arn:", StringComparison.Ordinal))
            return "GatewayId";
        return target.Contains(":odb:") ? "OdbNetworkArn" : "CoreNetworkArn";
    }
}
