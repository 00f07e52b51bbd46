using System.Text.Json;
using System.Text.Json.Nodes;

namespace VpceTools.Repairs.Actions;

/// <summary>What an endpoint policy can have been before a repair, and whether two texts are the same policy.</summary>
internal static class PolicyHistory
{
    /// <summary>The policy of an endpoint for which nobody wrote one.</summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy</remarks>
    public const string Default =
        """{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    /// <summary>
    /// Whether both are the same JSON, in whatever layout EC2 gives one back; where one is not JSON, whether they are the same text.
    /// </summary>
    public static bool AreEqual(string? one, string? other) =>
        one is null || other is null ? one == other
        : Parse(one) is { } first && Parse(other) is { } second ? JsonNode.DeepEquals(first, second) : one == other;

    /// <summary>Whether a policy is the default one. EC2 shows it with its version or without.</summary>
    public static bool IsDefault(string? text) => text is not null && Parse(text) is JsonObject policy
        && JsonNode.DeepEquals(new JsonArray([.. (Statements(policy) ?? []).Select(s => s?.DeepClone())]),
            new JsonArray([.. Statements((JsonObject)Parse(Default)!)!.Select(s => s?.DeepClone())]))
        && policy.All(member => member.Key is "Statement" or "Version" or "Id");

    /// <summary>
    /// Whether a repair can have made one policy of another: it adds statements that allow behind those that are there, and changes nothing
    /// else. Taking that back never allows more than the policy did in between.
    /// </summary>
    public static bool CanBecome(string former, string amended)
    {
        if (Parse(former) is not JsonObject before || Parse(amended) is not JsonObject after || Statements(before) is not { } kept
            || Statements(after) is not { } all)
            return false;
        return all.Count >= kept.Count && kept.Zip(all, JsonNode.DeepEquals).All(same => same)
            && all.Skip(kept.Count).All(added => added is JsonObject statement && statement["Effect"] is JsonValue effect
                && effect.ToString() == "Allow")
            && JsonNode.DeepEquals(WithoutStatements(before), WithoutStatements(after));
    }

    private static List<JsonNode?>? Statements(JsonObject policy) => policy["Statement"] switch
    {
        JsonArray list => [.. list],
        JsonObject single => [single],
        _ => null,
    };

    private static JsonObject WithoutStatements(JsonObject policy) =>
        new(policy.Where(member => member.Key != "Statement")
            .Select(member => new KeyValuePair<string, JsonNode?>(member.Key, member.Value?.DeepClone())));

    private static JsonNode? Parse(string text)
    {
        try
        {
            var node = JsonNode.Parse(text);
            Visit(node);
            return node;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>That an object repeats a member comes out only when the object is looked at.</summary>
    private static void Visit(JsonNode? node)
    {
        foreach (var child in node is JsonObject members ? members.Select(member => member.Value) : node as IEnumerable<JsonNode?> ?? [])
            Visit(child);
    }
}
