using System.Net.Sockets;
using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Serving;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>
/// Creating and deleting routes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html and its sibling. A route is
/// told by its destination, which a table has once.
/// </summary>
internal static class RouteMutations
{
    private static readonly (string Parameter, string Kind)[] Targets =
        [("VpcPeeringConnectionId", "VpcPeeringConnections"), ("TransitGatewayId", "TransitGateways"), ("GatewayId", "VpnGateways")];

    public static Answer Create(OperationContext context)
    {
        var table = Table(context);
        var (member, block) = Destination(context);
        var routes = Routes(table);
        if (Find(routes, member, block) is not null)
            throw new Ec2Exception("RouteAlreadyExists", $"The route identified by {block} already exists.");
        var given = Array.FindAll(Targets, target => context.Text(target.Parameter) is not null);
        if (given is not [var (parameter, kind)])
            throw new Ec2Exception("InvalidParameterCombination", "The request must contain exactly one target of the route.");
        var id = context.Required(parameter);
        // Worlds that are about other things describe none; a gateway may be an internet gateway, of which no world has any.
        if (parameter != "GatewayId" && context.World.Of(kind).Count > 0 && context.World.Get(kind, id) is null)
            throw new Ec2Exception($"Invalid{parameter.Replace("Id", "ID", StringComparison.Ordinal)}.NotFound",
                $"The {parameter} '{id}' does not exist");
        routes.Add((JsonNode)new JsonObject { [member] = block, [parameter] = id, ["Origin"] = "CreateRoute", ["State"] = "active" });
        return new Answer().With("Return", true);
    }

    public static Answer Delete(OperationContext context)
    {
        var routes = Routes(Table(context));
        var (member, block) = Destination(context);
        var route = Find(routes, member, block)
            ?? throw new Ec2Exception("InvalidRoute.NotFound",
                $"no route with destination-cidr-block {block} in route table {context.Required("RouteTableId")}");
        if (route["GatewayId"]?.ToString() == "local")
            throw new Ec2Exception("InvalidParameterValue", "cannot remove local route in route table");
        routes.Remove(route);
        return Answer.Done;
    }

    private static JsonObject Table(OperationContext context)
    {
        var id = context.Required("RouteTableId");
        return context.World.Get(Kinds.RouteTables, id) ?? throw DescribeCatalogue.RouteTableIds.Refusal(id);
    }

    private static JsonArray Routes(JsonObject table)
    {
        if (table["Routes"] is not JsonArray routes)
            table["Routes"] = routes = [];
        return routes;
    }

    private static (string Member, string Block) Destination(OperationContext context) =>
        (context.Text("DestinationCidrBlock"), context.Text("DestinationIpv6CidrBlock")) switch
        {
            ({ } v4, null) => ("DestinationCidrBlock", Cidr.Canonical(v4, AddressFamily.InterNetwork, () => Malformed(v4))),
            (null, { } v6) => ("DestinationIpv6CidrBlock", Cidr.Canonical(v6, AddressFamily.InterNetworkV6, () => Malformed(v6))),
            _ => throw Ec2Exception.MissingParameter("destinationCidrBlock"),
        };

    private static Ec2Exception Malformed(string block) =>
        Ec2Exception.InvalidValue(block, "destinationCidrBlock", "This is not a valid CIDR block.");

    private static JsonObject? Find(JsonArray routes, string member, string block) =>
        routes.OfType<JsonObject>().FirstOrDefault(route => route[member]?.ToString() == block);
}
