using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>AddRouteTableIds and RemoveRouteTableIds: a gateway endpoint's routes come and go with its tables.</summary>
internal static class EndpointRoutes
{
    public static IEnumerable<Action> Plan(EndpointChange change)
    {
        const string OnlyGateways = "Route table IDs are only supported for Gateway type VPC Endpoint.";
        change.Only("AddRouteTableIds", OnlyGateways, "Gateway");
        change.Only("RemoveRouteTableIds", OnlyGateways, "Gateway");
        var associated = change.List("RouteTableIds").Select(id => id!.ToString()).ToHashSet(StringComparer.Ordinal);
        var removed = change.Context.Texts("RemoveRouteTableIds").Select(id => Table(change, id)).ToList();
        var added = change.Context.Texts("AddRouteTableIds").Where(id => !associated.Contains(id)).Select(id => Table(change, id)).ToList();
        var prefixList = added.Count > 0 ? PrefixList(change) : "";
        foreach (var table in added)
        {
            if (Routes(table).Any(route => route["DestinationPrefixListId"]?.ToString() == prefixList))
                throw new Ec2Exception("RouteAlreadyExists",
                    $"route table {table["RouteTableId"]} already has a route with destination-prefix-list-id {prefixList}");
        }

        return
        [
            .. removed.Select(table => (Action)(() => Remove(change, table))),
            .. added.Select(table => (Action)(() => Add(change, table, prefixList))),
        ];
    }

    private static JsonObject Table(EndpointChange change, string id)
    {
        if (change.World.Get(Kinds.RouteTables, id) is not { } table)
            throw DescribeCatalogue.RouteTableIds.Refusal(id);
        return table["VpcId"]?.ToString() == change.VpcId
            ? table
            : throw new Ec2Exception("InvalidParameter", $"Route table {id} does not belong to VPC {change.VpcId}");
    }

    private static IEnumerable<JsonObject> Routes(JsonObject table) => (table["Routes"] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>The service's prefix list has the service's name.</summary>
    private static string PrefixList(EndpointChange change) =>
        change.World.Of(Kinds.PrefixLists).Values.Concat(change.World.Of(Kinds.ManagedPrefixLists).Values)
            .FirstOrDefault(list => list["PrefixListName"]?.ToString() == change.ServiceName)?["PrefixListId"]?.ToString()
        ?? throw new InvalidOperationException($"The world has no prefix list named {change.ServiceName}.");

    private static void Add(EndpointChange change, JsonObject table, string prefixList)
    {
        if (table["Routes"] is not JsonArray routes)
            table["Routes"] = routes = [];
        routes.Add((JsonNode)new JsonObject
        {
            ["DestinationPrefixListId"] = prefixList, ["GatewayId"] = change.Id,
            ["Origin"] = "CreateRoute", ["State"] = "active"
        });
        change.List("RouteTableIds").Add((JsonNode)table["RouteTableId"]!.ToString());
    }

    private static void Remove(EndpointChange change, JsonObject table)
    {
        foreach (var route in Routes(table).Where(route => route["GatewayId"]?.ToString() == change.Id).ToList())
            ((JsonArray)table["Routes"]!).Remove(route);
        var ids = change.List("RouteTableIds");
        foreach (var id in ids.Where(id => id!.ToString() == table["RouteTableId"]!.ToString()).ToList())
            ids.Remove(id);
    }
}
