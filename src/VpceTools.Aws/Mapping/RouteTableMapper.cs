using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html</summary>
internal static class RouteTableMapper
{
    /// <summary>The route table as the model has it.</summary>
    public static RouteTable Map(Sdk.RouteTable table, MappingRemarks remarks) => new()
    {
        Id = table.RouteTableId,
        VpcId = table.VpcId,
        OwnerId = table.OwnerId,
        IsMain = (table.Associations ?? []).Exists(a => a.Main == true),
        SubnetIds = (table.Associations ?? []).Select(a => a.SubnetId).Where(id => !string.IsNullOrEmpty(id)).ToValueList(),
        Routes = (table.Routes ?? []).Select(r => Map(r, table.RouteTableId, remarks)).ToValueList(),
    };

    private static Route Map(Sdk.Route route, string tableId, MappingRemarks remarks) => new()
    {
        Destination = remarks.Block(route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock, tableId),
        DestinationPrefixListId = route.DestinationPrefixListId,
        Target = Target(route),
        State = route.State?.Value,
        Origin = route.Origin?.Value,
    };

    // A route to an instance names its network interface too, which says more.
    private static string Target(Sdk.Route route) => new[]
    {
        route.GatewayId, route.NatGatewayId, route.TransitGatewayId, route.VpcPeeringConnectionId, route.NetworkInterfaceId, route.InstanceId,
        route.EgressOnlyInternetGatewayId, route.LocalGatewayId, route.CarrierGatewayId, route.CoreNetworkArn, route.OdbNetworkArn,
    }.FirstOrDefault(target => !string.IsNullOrEmpty(target)) ?? "";
}
