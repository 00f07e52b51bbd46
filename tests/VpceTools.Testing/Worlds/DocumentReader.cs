using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VpceTools.Testing.Worlds;

/// <summary>Puts a document of the CLI's output into a world. Keys that are no resource kinds are ignored.</summary>
internal static partial class DocumentReader
{
    public static void Read(Ec2World world, JsonObject? document, string fileName)
    {
        if (document is null)
            return;
        foreach (var (kind, value) in document)
        {
            if (value is JsonArray items && Kinds.Keys.TryGetValue(kind, out var key))
                ReadItems(world, kind, key, items);
        }

        ReadVpcAttribute(world, document);
        ReadEntries(world, document, fileName);
        ReadServiceNames(world, document);
        // search-transit-gateway-routes and its siblings print no id: it comes from a member beside the items, else from the file's name.
        var table = document["TransitGatewayRouteTableId"]?.ToString() ?? TransitGatewayRouteTableId().Match(fileName).Value;
        if (table.Length == 0)
            return;
        if (document["Routes"] is JsonArray routes)
            world.Put(Kinds.TransitGatewayRoutes, table, new JsonObject { ["Routes"] = routes.DeepClone() });
        if (document["TransitGatewayRouteTablePropagations"] is JsonArray propagations)
            world.Put(Kinds.TransitGatewayPropagations, table, new JsonObject { ["Propagations"] = propagations.DeepClone() });
    }

    private static void ReadItems(Ec2World world, string kind, string key, JsonArray items)
    {
        foreach (var item in items.OfType<JsonObject>().Select(item => (JsonObject)item.DeepClone()))
        {
            var id = item[key]?.ToString() ?? world.NewId(kind);
            switch (kind)
            {
                case Kinds.PrefixLists when !item.ContainsKey("Cidrs")
                    && (item.ContainsKey("PrefixListArn") || item.ContainsKey("MaxEntries")):
                    // describe-prefix-lists and describe-managed-prefix-lists print under one key.
                    ReadManagedPrefixList(world, id, item);
                    break;
                case Kinds.ManagedPrefixLists:
                    ReadManagedPrefixList(world, id, item);
                    break;
                case Kinds.Reservations:
                    // One reservation may come in pieces: a page of DescribeInstances can end within it.
                    world.Put(kind, $"{id}/{item["Instances"]?[0]?["InstanceId"]}", item);
                    break;
                case Kinds.VpcAttributes:
                    ReadVpcAttribute(world, item);
                    break;
                case Kinds.ServiceDetails:
                    // Amazon S3 and DynamoDB offer a gateway and an interface service under one name.
                    world.Put(kind, $"{id}/{item["ServiceType"]?[0]?["ServiceType"]}", item);
                    break;
                default:
                    world.Put(kind, id, item);
                    break;
            }
        }
    }

    private static void ReadManagedPrefixList(Ec2World world, string id, JsonObject list)
    {
        if (list["Entries"] is JsonArray entries)
            world.Put(Kinds.PrefixListEntries, id, new JsonObject { ["Entries"] = entries.DeepClone() });
        world.Put(Kinds.ManagedPrefixLists, id, list);
    }

    /// <summary>describe-vpc-attribute prints one attribute and the VPC's id; the documents of one VPC add up.</summary>
    private static void ReadVpcAttribute(Ec2World world, JsonObject document)
    {
        if (document["VpcId"] is not JsonValue vpcId)
            return;
        var known = world.Get(Kinds.VpcAttributes, vpcId.ToString());
        var attributes = known ?? new JsonObject { ["VpcId"] = vpcId.ToString() };
        foreach (var (name, value) in document)
        {
            if (value is JsonObject setting && setting.ContainsKey("Value"))
                attributes[name] = setting.DeepClone();
        }

        world.Put(Kinds.VpcAttributes, vpcId.ToString(), attributes);
    }

    /// <summary>
    /// get-managed-prefix-list-entries prints no id: it comes from a member beside the entries, else from the file's name.
    /// </summary>
    private static void ReadEntries(Ec2World world, JsonObject document, string fileName)
    {
        if (document["Entries"] is not JsonArray entries)
            return;
        var id = document["PrefixListId"]?.ToString() ?? PrefixListId().Match(fileName).Value;
        if (id.Length > 0)
            world.Put(Kinds.PrefixListEntries, id, new JsonObject { ["Entries"] = entries.DeepClone() });
    }

    /// <summary>describe-vpc-endpoint-services can be cut down to its names.</summary>
    private static void ReadServiceNames(Ec2World world, JsonObject document)
    {
        foreach (var name in (document["ServiceNames"] as JsonArray)?.Select(name => name!.ToString()) ?? [])
        {
            if (!world.Of(Kinds.ServiceDetails).Values.Any(service => service["ServiceName"]?.ToString() == name))
                world.Put(Kinds.ServiceDetails, name, new JsonObject { ["ServiceName"] = name });
        }
    }

    [GeneratedRegex("tgw-rtb-[0-9a-z]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TransitGatewayRouteTableId();

    [GeneratedRegex("pl-[0-9a-z]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PrefixListId();
}
