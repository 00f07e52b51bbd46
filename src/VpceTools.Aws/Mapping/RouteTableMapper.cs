using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html</summary>
internal static class RouteTableMapper
{
    /// <summary>The route table as the model has it.</summary>
    public static RouteTable Map(Sdk.RouteTable table) => new()
    {
        Id = table.RouteTableId,
        VpcId = table.VpcId,
        OwnerId = table.OwnerId,
        Stack = Read.StackOf(table.Tags),
        IsMain = Associated(table).Any(a => a.Main == true),
        SubnetIds = Associated(table).Select(a => a.SubnetId).Where(id => !string.IsNullOrEmpty(id)).ToValueList(),
        GatewayIds = Associated(table).Select(a => a.GatewayId).Where(id => !string.IsNullOrEmpty(id)).ToValueList(),
        Routes = (table.Routes ?? []).Select(Map).ToValueList(),
    };

    // Associations with a gateway (ingress routing) name no subnet.
    private static IEnumerable<Sdk.RouteTableAssociation> Associated(Sdk.RouteTable table) =>
        (table.Associations ?? []).Where(a => a.AssociationState?.State?.Value is null or "associated" or "associating");

    private static Route Map(Sdk.Route route)
    {
        var destination = Read.Block(route.DestinationCidrBlock) ?? Read.Block(route.DestinationIpv6CidrBlock);
        if (destination is null && string.IsNullOrEmpty(route.DestinationPrefixListId))
            throw new FormatException("a route has no destination.");
        return new()
        {
            Destination = destination,
            DestinationPrefixListId = route.DestinationPrefixListId,
            Target = Target(route),
            State = route.State?.Value,
            Origin = route.Origin?.Value,
        };
    }

    // A route to an instance names its network interface too, which is where the packet goes. A blackhole may have lost its target.
    private static string Target(Sdk.Route route) =>
        new[]
        {
            route.GatewayId, route.NatGatewayId, route.TransitGatewayId, route.VpcPeeringConnectionId, route.NetworkInterfaceId,
            route.InstanceId,
            route.EgressOnlyInternetGatewayId, route.LocalGatewayId, route.CarrierGatewayId, route.CoreNetworkArn, route.OdbNetworkArn,
            route.IpAddress,
        }.FirstOrDefault(target => !string.IsNullOrEmpty(target))
        ?? (route.State?.Value == "blackhole" ? "" : throw new FormatException("a route has no target that is known."));
}
