using System.Text.Json.Nodes;

namespace VpceTools.BillOfMaterials;

/// <summary>A package as a lock file names it.</summary>
internal sealed record Package(string Id, string Version, string ContentHash)
{
    /// <summary>Its package URL.</summary>
    public string Address => $"pkg:nuget/{Id}@{Version}";

    public JsonObject Component => new()
    {
        ["type"] = "library",
        ["bom-ref"] = Address,
        ["name"] = Id,
        ["version"] = Version,
        ["hashes"] =
            new JsonArray(new JsonObject
            {
                ["alg"] = "SHA-512",
                ["content"] = Convert.ToHexStringLower(Convert.FromBase64String(ContentHash))
            }),
        ["purl"] = Address,
    };
}
