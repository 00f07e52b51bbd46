using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Describe;

/// <summary>
/// The routes of one table a call, which has to name a filter:
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SearchTransitGatewayRoutes.html.
/// </summary>
internal static class SearchTransitGatewayRoutes
{
    public static Answer Run(Ec2World world, JsonObject request, Ec2Model.Operation model, int pageSize)
    {
        var id = request["TransitGatewayRouteTableId"]?.ToString() ?? throw Ec2Exception.MissingParameter("TransitGatewayRouteTableId");
        if (request["Filters"] is not JsonArray { Count: > 0 } filters)
            throw Ec2Exception.MissingParameter("Filters");
        var routes = world.Get(Kinds.TransitGatewayRoutes, id)?["Routes"] as JsonArray
            ?? throw NoTable(id);
        var states = filters.OfType<JsonObject>().Where(f => f["Name"]?.ToString() == "state")
            .SelectMany(f => (JsonArray)f["Values"]!).Select(value => value!.ToString()).ToHashSet(StringComparer.Ordinal);
        var page = Page.Take(routes.OfType<JsonObject>().Where(r => states.Contains(r["State"]!.ToString())), request, model, pageSize);
        var answer = new Answer().With("Routes", page.Items).With("AdditionalRoutesAvailable",
            world.Get(Kinds.TransitGatewayRoutes, id)!["AdditionalRoutesAvailable"]?.GetValue<bool>() == true);
        return page.NextToken is null ? answer : answer.With("NextToken", page.NextToken);
    }

    public static Ec2Exception NoTable(string id) =>
        new("InvalidRouteTableID.NotFound", $"Transit Gateway Route Table {id} was deleted or does not exist.");
}
