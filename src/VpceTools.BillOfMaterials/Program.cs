using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.BillOfMaterials;

// VpceTools.BillOfMaterials <output> <version> <module> <packages.lock.json>...: writes what the module's folder holds of others as a
// CycloneDX bill of materials (https://cyclonedx.org/docs/1.6/json/), from the lock files. Nothing in it tells when or where it was made,
// so that two builds of one commit are the same bytes.
const string Renamed = "VpceTools.";
string[] own = ["VpceTools", "VpceTools.Core", "VpceTools.Aws", "VpceTools.Probing", "VpceTools.Reporting", "VpceTools.Yaml"];
if (args is not [var output, var version, var module, _, ..])
{
    await Console.Error.WriteLineAsync("Usage: VpceTools.BillOfMaterials <output> <version> <module> <packages.lock.json>...")
        .ConfigureAwait(false);
    return 2;
}

var locked = args[3..].SelectMany(Packages).DistinctBy(package => (package.Id.ToUpperInvariant(), package.Version))
    .ToLookup(package => package.Id, StringComparer.OrdinalIgnoreCase);
var components = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
foreach (var file in Directory.EnumerateFiles(module, "*.dll", SearchOption.AllDirectories)
    .Select(file => Path.GetFileNameWithoutExtension(file)).Distinct(StringComparer.Ordinal))
{
    if (own.Contains(file, StringComparer.Ordinal) || file == "VpceTools.resources")
        continue;
    // The SDK's clients of two services are shipped under names of our own.
    var id = file.StartsWith(Renamed, StringComparison.Ordinal) ? file[Renamed.Length..] : file;
    if (!locked.Contains(id))
    {
        await Console.Error.WriteLineAsync($"{file}.dll is shipped, and no lock file names its package.").ConfigureAwait(false);
        return 1;
    }

    foreach (var package in locked[id])
        components[package.Address] = package.Component;
}

var bill = new JsonObject
{
    ["bomFormat"] = "CycloneDX",
    ["specVersion"] = "1.6",
    ["version"] = 1,
    ["metadata"] =
        new JsonObject
        {
            ["component"] = new JsonObject
            {
                ["type"] = "library", ["bom-ref"] = "VpceTools",
                ["name"] = "VpceTools", ["version"] = version
            }
        },
    ["components"] = new JsonArray([.. components.Values]),
    ["dependencies"] =
        new JsonArray(new JsonObject
        {
            ["ref"] = "VpceTools",
            ["dependsOn"] = new JsonArray([.. components.Keys.Select(address => JsonValue.Create(address))])
        }),
};
// A plus sign in a version stays one.
var options = new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
await File.WriteAllTextAsync(output, bill.ToJsonString(options) + "\n").ConfigureAwait(false);
return 0;

static IEnumerable<Package> Packages(string file) =>
    from framework in JsonNode.Parse(File.ReadAllText(file))!["dependencies"]!.AsObject()
    from package in framework.Value!.AsObject()
    where package.Value!["resolved"] is not null
    select new Package(package.Key, (string)package.Value!["resolved"]!, (string)package.Value["contentHash"]!);
