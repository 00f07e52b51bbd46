using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Describe;

/// <summary>
/// What belongs to one route table a call:
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetTransitGatewayRouteTableAssociations.html and its sibling. The
/// associations are those that the attachments name.
/// </summary>
internal static class TransitGatewayTables
{
    public static Answer Associations(Ec2World world, JsonObject request, Ec2Model.Operation model, int pageSize)
    {
        var table = Table(request);
        var items = world.Of("TransitGatewayAttachments").Values
            .Where(a => a["Association"]?["TransitGatewayRouteTableId"]?.ToString() == table)
            .Select(a => Listed(a, a["Association"]!["State"]?.ToString() ?? "associated"));
        return Answered("Associations", items, request, model, pageSize);
    }

    public static Answer Propagations(Ec2World world, JsonObject request, Ec2Model.Operation model, int pageSize) => Answered(
        "TransitGatewayRouteTablePropagations",
        (world.Get(Kinds.TransitGatewayPropagations, Table(request))?["Propagations"] as JsonArray ?? []).OfType<JsonObject>(), request,
        model, pageSize);

    private static string Table(JsonObject request) =>
        request["TransitGatewayRouteTableId"]?.ToString() ?? throw Ec2Exception.MissingParameter("TransitGatewayRouteTableId");

    private static Answer Answered(string key, IEnumerable<JsonObject> items, JsonObject request, Ec2Model.Operation model, int pageSize)
    {
        var page = Page.Take(items, request, model, pageSize);
        var answer = new Answer().With(key, page.Items);
        return page.NextToken is null ? answer : answer.With("NextToken", page.NextToken);
    }

    private static JsonObject Listed(JsonObject attachment, string state)
    {
        var item = new JsonObject
        {
            ["TransitGatewayAttachmentId"] = attachment["TransitGatewayAttachmentId"]!.ToString(),
            ["State"] = state
        };
        foreach (var member in new[] { "ResourceId", "ResourceType" })
            if (attachment[member] is { } value)
                item[member] = value.DeepClone();
        return item;
    }
}
