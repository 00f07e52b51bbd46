using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;

namespace VpceTools.Testing;

/// <summary>
/// A small healthy world: one VPC with an interface endpoint for Amazon SQS, a gateway endpoint for Amazon S3, and two instances.
/// </summary>
public static class SampleWorld
{
    /// <summary>The world; a new one each time.</summary>
    public static Ec2World Create() => new Ec2World().Add(Document());

    /// <summary>Its resources in one document, in the shape of the CLI's output.</summary>
    public static JsonObject Document()
    {
        using var stream = EmbeddedJson.Open("sample-world.json");
        return (JsonObject)JsonNode.Parse(stream)!;
    }
}
