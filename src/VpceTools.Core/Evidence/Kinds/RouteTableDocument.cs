using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-route-tables.</summary>
internal static class RouteTableDocument
{
    /// <summary>
    /// The properties that name a target. A route to an instance names both the instance and its interface, and the interface is where
    /// the packet goes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
    /// </summary>
    private static readonly string[] Targets =
    [
        "GatewayId", "NatGatewayId", "TransitGatewayId", "VpcPeeringConnectionId", "NetworkInterfaceId", "InstanceId",
        "EgressOnlyInternetGatewayId", "LocalGatewayId", "CarrierGatewayId", "CoreNetworkArn", "OdbNetworkArn", "IpAddress",
    ];

    public static bool Read(SnapshotNode item, SnapshotContents contents) => contents.Add(contents.RouteTables, item, "RouteTableId", Read, onUnreadable: () =>
    {
        if (item.Text("VpcId") is { } vpc && Associated(item).Exists(a => a.Has("SubnetId")))
            contents.VpcsWithUnreadableRouteTable.Add(vpc);
    });

    public static void Write(Utf8JsonWriter json, RouteTable table)
    {
        json.WriteStartArray("Associations");
        if (table.IsMain)
            WriteAssociation(json, table.Id, null);
        foreach (var subnet in table.SubnetIds)
            WriteAssociation(json, table.Id, subnet);
        json.WriteEndArray();
        json.WriteText("RouteTableId", table.Id);
        json.WriteObjects("Routes", table.Routes, RouteWriter.Write);
        json.WriteText("VpcId", table.VpcId);
        json.WriteText("OwnerId", table.OwnerId);
    }

    private static RouteTable Read(SnapshotNode item)
    {
        var associations = Associated(item);
        return new()
        {
            Id = item.RequiredText("RouteTableId"),
            VpcId = item.Text("VpcId"),
            OwnerId = item.Text("OwnerId"),
            IsMain = associations.Exists(a => a.Flag("Main") == true),
            SubnetIds = associations.Select(a => a.Text("SubnetId")).OfType<string>().ToValueList(),
            Routes = item.List("Routes", ReadRoute),
        };
    }

    /// <summary>The associations in force. Those with a gateway (ingress routing) name no subnet and concern no client.</summary>
    private static List<SnapshotNode> Associated(SnapshotNode item)
    {
        var result = new List<SnapshotNode>();
        foreach (var association in item.Items("Associations"))
            if (association.Object("AssociationState")?.Text("State") is null or "associated" or "associating")
                result.Add(association);
        return result;
    }

    private static Route ReadRoute(SnapshotNode route)
    {
        var destination = route.Cidr("DestinationCidrBlock") ?? route.Cidr("DestinationIpv6CidrBlock");
        var prefixList = route.Text("DestinationPrefixListId");
        if (destination is null && prefixList is null)
            throw route.Missing("DestinationCidrBlock");
        var state = route.Text("State");
        var target = Targets.Select(route.Text).FirstOrDefault(t => !string.IsNullOrEmpty(t));
        return new()
        {
            Destination = destination,
            DestinationPrefixListId = prefixList,
            // A blackhole drops the packet whatever it led to, and EC2 may no longer know what that was.
            Target = target ?? (state == "blackhole" ? "" : throw new UnreadableValueException($"{route.Path} has no target that is known")),
            State = state,
            Origin = route.Text("Origin"),
        };
    }

    private static void WriteAssociation(Utf8JsonWriter json, string table, string? subnet)
    {
        json.WriteStartObject();
        json.WriteFlag("Main", subnet is null);
        json.WriteText("RouteTableId", table);
        json.WriteText("SubnetId", subnet);
        json.WriteStartObject("AssociationState");
        json.WriteText("State", "associated");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
