using System.Text.Json;
using System.Text.Json.Nodes;

namespace VpceTools.Repairs;

/// <summary>Compares policy documents as EC2 may give them back: the same values in another layout.</summary>
internal static class PolicyText
{
    /// <summary>Whether both are the same JSON; where one is not JSON, whether they are the same text.</summary>
    public static bool AreEqual(string? one, string? other)
    {
        if (one is null || other is null)
            return one == other;
        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));
        }
        catch (JsonException)
        {
            return one == other;
        }
    }
}
