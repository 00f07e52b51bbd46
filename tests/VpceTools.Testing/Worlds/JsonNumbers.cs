using System.Globalization;
using System.Text.Json.Nodes;

namespace VpceTools.Testing.Worlds;

/// <summary>Reads numbers whether a file, a request or a test put them there: JsonNode would tell an int from a long.</summary>
internal static class JsonNumbers
{
    public static long? ToNumber(this JsonNode? node) =>
        node is not null && long.TryParse(node.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number : null;
}
