using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>
/// Resources that may or may not be there. One of which nobody knows it still counts as there where others are judged by it (an endpoint, a
/// subnet), and as one of which the decisive value is open where it lets something through or leads somewhere.
/// </summary>
internal static class PlannedExistence
{
    /// <summary>What decides, by type.</summary>
    private static readonly Dictionary<string, string> Decisive = new(StringComparer.Ordinal)
    {
        [PlannedTypes.SecurityGroupIngress] = "CidrIp",
        [PlannedTypes.SecurityGroupEgress] = "CidrIp",
        [PlannedTypes.NetworkAclEntry] = "CidrBlock",
        [PlannedTypes.Route] = "DestinationCidrBlock",
        [PlannedTypes.SubnetRouteTableAssociation] = "RouteTableId",
        [PlannedTypes.SubnetNetworkAclAssociation] = "NetworkAclId",
        [PlannedTypes.DhcpOptionsAssociation] = "DhcpOptionsId",
        [PlannedTypes.VpcPeeringConnection] = "Status",
        [PlannedTypes.NatGateway] = "SubnetId",
        [PlannedTypes.TransitGatewayVpcAttachment] = "SubnetIds",
        [PlannedTypes.TransitGatewayAssociation] = "TransitGatewayRouteTableId",
        [PlannedTypes.TransitGatewayPropagation] = "TransitGatewayRouteTableId",
        [PlannedTypes.TransitGatewayRoute] = "DestinationCidrBlock",
        [PlannedTypes.PrefixListEntry] = "Cidr",
        [PlannedTypes.HostedZone] = "Name",
        [PlannedTypes.HostedZoneAssociation] = "VPCId",
        [PlannedTypes.RecordSet] = "Name",
        [PlannedTypes.ResolverRule] = "DomainName",
        [PlannedTypes.ResolverRuleAssociation] = "VPCId",
        [PlannedTypes.FirewallRuleGroupAssociation] = "VpcId",
        [PlannedTypes.ProfileAssociation] = "ResourceId",
        [PlannedTypes.ProfileResourceAssociation] = "ResourceArn",
    };

    /// <summary>A resource as it is with what was chosen; null where it will not be there.</summary>
    public static PlannedResource? Under(PlannedResource resource, Choices choices) =>
        resource.Existence is not { } existence ? resource : choices.Resolve(existence) switch
        {
            PlannedText { Text: "true" } => resource,
            PlannedOpen open => Unseen(resource, open.Open),
            _ => null,
        };

    private static PlannedResource Unseen(PlannedResource resource, OpenValue open)
    {
        if (!Decisive.TryGetValue(resource.Type, out var property))
            return resource;
        // Whatever else says where it leads must not decide either.
        var properties = resource.Properties.Where(pair => !pair.Key.StartsWith("Destination", StringComparison.Ordinal)
            && !pair.Key.StartsWith("Cidr", StringComparison.Ordinal))
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        properties[property] = new PlannedOpen(open);
        return resource with { Properties = properties };
    }
}
