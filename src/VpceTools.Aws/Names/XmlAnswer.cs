using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace VpceTools.Aws.Names;

/// <summary>
/// Route 53's XML as the JSON that the AWS CLI prints. What XML does not tell, which elements are lists and which values are true or false,
/// stands here; a test holds it to the service's model. Numbers stay texts, which the reader of the evidence takes as well.
/// </summary>
internal static class XmlAnswer
{
    /// <summary>The lists, with the name of their elements.</summary>
    public static IReadOnlyDictionary<string, string> Lists { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HostedZoneSummaries"] = "HostedZoneSummary",
        ["VPCs"] = "VPC",
        ["NameServers"] = "NameServer",
        ["ResourceRecordSets"] = "ResourceRecordSet",
        ["ResourceRecords"] = "ResourceRecord",
    };

    /// <summary>What is true or false.</summary>
    public static IReadOnlyCollection<string> Flags { get; } = ["IsTruncated", "PrivateZone", "EvaluateTargetHealth", "MultiValueAnswer"];

    /// <summary>The document.</summary>
    /// <exception cref="XmlException">It is no XML, or has a document type.</exception>
    public static JsonElement ToJson(Stream stream)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        using var reader = XmlReader.Create(stream, settings);
        var root = XDocument.Load(reader).Root ?? throw new XmlException("it is empty.");
        using var document = JsonDocument.Parse(ObjectOf(root).ToJsonString());
        return document.RootElement.Clone();
    }

    private static JsonObject ObjectOf(XElement element)
    {
        var result = new JsonObject();
        foreach (var child in element.Elements())
            result[child.Name.LocalName] = ValueOf(child);
        return result;
    }

    private static JsonNode ValueOf(XElement element)
    {
        var name = element.Name.LocalName;
        if (Lists.ContainsKey(name))
            return new JsonArray([.. element.Elements().Select(e => e.HasElements ? (JsonNode)ObjectOf(e) : JsonValue.Create(e.Value)!)]);
        if (element.HasElements)
            return ObjectOf(element);
        return Flags.Contains(name) && bool.TryParse(element.Value, out var flag)
            ? JsonValue.Create(flag) : JsonValue.Create(element.Value)!;
    }
}
