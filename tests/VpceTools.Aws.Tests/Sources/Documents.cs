using System.Text.Json.Nodes;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>
/// Lays a world's document out as a snapshot folder: what a test world holds that no describe call prints gets the files that one would.
/// </summary>
internal static class Documents
{
    public static void WriteFolder(string document, string folder)
    {
        var world = (JsonObject)JsonNode.Parse(document)!;
        foreach (var attributes in (world["VpcAttributes"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var vpcId = attributes["VpcId"]!.ToString();
            foreach (var (name, value) in attributes.Where(a => a.Value is JsonObject))
                Write(folder, $"describe-vpc-attribute-{vpcId}-{name}", new JsonObject { ["VpcId"] = vpcId, [name] = value!.DeepClone() });
        }

        // describe-managed-prefix-lists prints no entries: get-managed-prefix-list-entries does, one list a file.
        foreach (var list in (world["ManagedPrefixLists"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(list => list.ContainsKey("Entries")))
            Write(folder, $"get-managed-prefix-list-entries-{list["PrefixListId"]}",
                new JsonObject { ["Entries"] = list["Entries"]!.DeepClone() });
        foreach (var (kind, items) in world.Where(kind => kind.Key is not ("VpcAttributes" or "ManagedPrefixLists")))
            Write(folder, kind, new JsonObject { [kind] = items!.DeepClone() });
    }

    private static void Write(string folder, string name, JsonObject document) =>
        File.WriteAllText(Path.Combine(folder, name + ".json"), document.ToJsonString());
}
