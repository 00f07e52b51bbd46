using System.Net.Sockets;
using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Serving;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>
/// What changes a transit gateway's route tables and a VPC's attachment:
/// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateTransitGatewayRouteTable.html and its siblings. A propagation writes
/// the VPC's blocks, unless a route of a block that overlaps was propagated before; a static route hides a propagated one of its block. As
/// long as a change is under way it has a state of its own, and an attachment takes no other.
/// </summary>
internal static class TransitMutations
{
    public static Answer Associate(OperationContext context)
    {
        var (table, attachment) = (context.Required("TransitGatewayRouteTableId"), Attachment(context));
        if (attachment["Association"] is JsonObject)
            throw new Ec2Exception("Resource.AlreadyAssociated",
                $"Transit Gateway Attachment {Id(attachment)} is already associated to a route table.");
        var association = new JsonObject { ["TransitGatewayRouteTableId"] = table, ["State"] = "associating" };
        attachment["Association"] = association;
        AtLast(context, () => association["State"] = "associated");
        return new Answer().With("Association", Describe(attachment, table, "associating"));
    }

    public static Answer Disassociate(OperationContext context)
    {
        var (table, attachment) = (context.Required("TransitGatewayRouteTableId"), Attachment(context));
        if (attachment["Association"]?["TransitGatewayRouteTableId"]?.ToString() != table)
            throw new Ec2Exception("InvalidAssociation.NotFound",
                $"Transit Gateway Attachment {Id(attachment)} is not associated to Transit Gateway Route Table {table}.");
        attachment["Association"]!["State"] = "disassociating";
        AtLast(context, () => attachment.Remove("Association"));
        return new Answer().With("Association", Describe(attachment, table, "disassociating"));
    }

    public static Answer Propagate(OperationContext context)
    {
        var (table, attachment) = (context.Required("TransitGatewayRouteTableId"), Attachment(context));
        var propagations = Table(context, Kinds.TransitGatewayPropagations, table, "Propagations");
        if (propagations.OfType<JsonObject>().Any(p => Id(p) == Id(attachment)))
            throw new Ec2Exception("TransitGatewayRouteTablePropagation.Duplicate",
                $"Propagation already exists in Transit Gateway Route Table {table}.");
        var listed = Listed(attachment, "enabling");
        propagations.Add((JsonNode)listed);
        var (routes, blocks) = (Routes(context, table), Blocks(context, attachment).ToList());
        AtLast(context, () =>
        {
            listed["State"] = "enabled";
            foreach (var block in blocks.Where(block => !routes.OfType<JsonObject>().Any(r => Block(r) == block)))
            {
                routes.Add((JsonNode)new JsonObject
                {
                    ["DestinationCidrBlock"] = block, ["Type"] = "propagated", ["State"] = "active",
                    ["TransitGatewayAttachments"] = new JsonArray(To(attachment)),
                });
            }
        });
        return new Answer().With("Propagation", Describe(attachment, table, "enabling"));
    }

    public static Answer StopPropagating(OperationContext context)
    {
        var (table, attachment) = (context.Required("TransitGatewayRouteTableId"), Attachment(context));
        var propagations = Table(context, Kinds.TransitGatewayPropagations, table, "Propagations");
        if (propagations.OfType<JsonObject>().FirstOrDefault(p => Id(p) == Id(attachment)) is not { } known)
            throw new Ec2Exception("TransitGatewayRouteTablePropagation.NotFound",
                $"Propagation does not exist in Transit Gateway Route Table {table}.");
        known["State"] = "disabling";
        var routes = Routes(context, table);
        AtLast(context, () =>
        {
            propagations.Remove(known);
            foreach (var route in routes.OfType<JsonObject>().Where(r => r["Type"]?.ToString() == "propagated" && Leads(r, attachment))
                .ToList())
                routes.Remove(route);
        });
        return new Answer().With("Propagation", Describe(attachment, table, "disabling"));
    }

    public static Answer CreateRoute(OperationContext context)
    {
        var (table, attachment, block) = (context.Required("TransitGatewayRouteTableId"), Attachment(context), Destination(context));
        var routes = Routes(context, table);
        if (routes.OfType<JsonObject>().FirstOrDefault(r => Block(r) == block) is { } known)
        {
            if (known["Type"]?.ToString() == "static")
                throw new Ec2Exception("RouteAlreadyExists", $"Route {block} already exists in Transit Gateway Route Table {table}.");
            routes.Remove(known);
        }

        var route = new JsonObject
        {
            ["DestinationCidrBlock"] = block, ["Type"] = "static", ["State"] = "active",
            ["TransitGatewayAttachments"] = new JsonArray(To(attachment)),
        };
        routes.Add((JsonNode)route);
        return new Answer().With("Route", (JsonObject)route.DeepClone());
    }

    public static Answer DeleteRoute(OperationContext context)
    {
        var (table, block) = (context.Required("TransitGatewayRouteTableId"), Destination(context));
        var routes = Routes(context, table);
        var route = routes.OfType<JsonObject>().FirstOrDefault(r => Block(r) == block && r["Type"]?.ToString() == "static")
            ?? throw new Ec2Exception("InvalidRoute.NotFound", $"Route {block} does not exist in Transit Gateway Route Table {table}.");
        routes.Remove(route);
        return new Answer().With("Route", (JsonObject)route.DeepClone());
    }

    /// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyTransitGatewayVpcAttachment.html</summary>
    public static Answer ModifyAttachment(OperationContext context)
    {
        var id = context.Required("TransitGatewayAttachmentId");
        var attachment = context.World.Get("TransitGatewayVpcAttachments", id) ?? throw DescribeCatalogue.AttachmentIds.Refusal(id);
        if (attachment["State"]?.ToString() != "available")
            throw new Ec2Exception("IncorrectState", $"{id} is in invalid state");
        var subnets = (attachment["SubnetIds"] as JsonArray ?? []).Select(s => s!.ToString()).ToList();
        foreach (var added in context.Texts("AddSubnetIds"))
        {
            var zone = context.World.Get(Kinds.Subnets, added)?["AvailabilityZone"]?.ToString()
                ?? throw DescribeCatalogue.SubnetIds.Refusal(added);
            if (subnets.Exists(s => context.World.Get(Kinds.Subnets, s)?["AvailabilityZone"]?.ToString() == zone))
                throw new Ec2Exception("DuplicateSubnetsInSameZone", $"Duplicate Subnets for same AZ: {zone}");
            subnets.Add(added);
        }

        subnets.RemoveAll(context.Texts("RemoveSubnetIds").Contains);
        attachment["SubnetIds"] = new JsonArray([.. subnets.Select(s => (JsonNode)s)]);
        JsonObject[] both = [attachment, .. context.World.Get("TransitGatewayAttachments", id) is { } listed ? new[] { listed } : []];
        foreach (var one in both)
            one["State"] = "modifying";
        AtLast(context, () =>
        {
            foreach (var one in both)
                one["State"] = "available";
        });
        return new Answer().With("TransitGatewayVpcAttachment", (JsonObject)attachment.DeepClone());
    }

    /// <summary>What a change comes to, at once or after the server's delay.</summary>
    private static void AtLast(OperationContext context, Action change)
    {
        if (context.Options.ModificationDelay <= TimeSpan.Zero)
            change();
        else
            context.World.Later(context.Now + context.Options.ModificationDelay, change);
    }

    private static JsonObject Attachment(OperationContext context)
    {
        var id = context.Required("TransitGatewayAttachmentId");
        return context.World.Get("TransitGatewayAttachments", id) ?? throw DescribeCatalogue.AttachmentIds.Refusal(id);
    }

    private static string Id(JsonObject item) => item["TransitGatewayAttachmentId"]!.ToString();

    private static string? Block(JsonObject route) => route["DestinationCidrBlock"]?.ToString();

    private static bool Leads(JsonObject route, JsonObject attachment) =>
        (route["TransitGatewayAttachments"] as JsonArray ?? []).OfType<JsonObject>().Any(to => Id(to) == Id(attachment));

    private static JsonArray Routes(OperationContext context, string table) =>
        context.World.Get(Kinds.TransitGatewayRoutes, table)?["Routes"] as JsonArray ?? throw SearchTransitGatewayRoutes.NoTable(table);

    private static JsonArray Table(OperationContext context, string kind, string table, string member)
    {
        if (context.World.Get(kind, table) is not { } known)
            context.World.Put(kind, table, known = new JsonObject { [member] = new JsonArray() });
        return (JsonArray)known[member]!;
    }

    private static IEnumerable<string> Blocks(OperationContext context, JsonObject attachment) =>
        (context.World.Get(Kinds.Vpcs, attachment["ResourceId"]?.ToString() ?? "")?["CidrBlockAssociationSet"] as JsonArray ?? [])
            .Select(set => set!["CidrBlock"]!.ToString());

    private static string Destination(OperationContext context)
    {
        var text = context.Required("DestinationCidrBlock");
        return Cidr.Canonical(text, text.Contains(':', StringComparison.Ordinal) ? AddressFamily.InterNetworkV6
            : AddressFamily.InterNetwork,
            () => Ec2Exception.InvalidValue(text, "destinationCidrBlock", "This is not a valid CIDR block."));
    }

    private static JsonObject To(JsonObject attachment) => Listed(attachment, null);

    private static JsonObject Listed(JsonObject attachment, string? state)
    {
        var item = new JsonObject { ["TransitGatewayAttachmentId"] = Id(attachment) };
        foreach (var member in new[] { "ResourceId", "ResourceType" })
            if (attachment[member] is { } value)
                item[member] = value.DeepClone();
        if (state is not null)
            item["State"] = state;
        return item;
    }

    private static JsonObject Describe(JsonObject attachment, string table, string state)
    {
        var item = Listed(attachment, state);
        item["TransitGatewayRouteTableId"] = table;
        return item;
    }
}
