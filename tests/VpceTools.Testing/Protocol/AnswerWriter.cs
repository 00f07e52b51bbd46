using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VpceTools.Testing.Protocol;

/// <summary>Writes answers as EC2 does: element names from the model, in the namespace of the API version.</summary>
internal static class AnswerWriter
{
    public const string Ec2Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";

    public static byte[] Write(Ec2Model.Operation operation, Answer answer, string requestId, FragmentCache fragments) =>
        XmlBuffer.Document(xml =>
    {
        xml.Open(operation.Name + "Response", Ec2Namespace);
        xml.Element("requestId", requestId);
        foreach (var (name, value, list) in answer.Members)
        {
            if (operation.Output is null)
            {
                // Operations without a modelled output answer <return>true</return> nevertheless.
                xml.Element(name.ToLowerInvariant(), Text(value!));
                continue;
            }

            var member = operation.Output.Members[name];
            if (list is null)
                WriteElement(xml, member.AnswerName, member.Shape, value!, name);
            else
                WriteResources(xml, member.AnswerName, (ListShape)member.Shape, list, name, fragments);
        }

        xml.Close(operation.Name + "Response");
    });

    /// <summary>The EC2 form of an error: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html.</summary>
    public static byte[] WriteError(string code, string message, string requestId) => XmlBuffer.Document(xml =>
        xml.Element("Response", response =>
        {
            response.Element("Errors", errors => errors.Element("Error", error =>
            {
                error.Element("Code", code);
                error.Element("Message", message);
            }));
            response.Element("RequestID", requestId);
        }));

    private static void WriteResources(XmlBuffer xml, string element, ListShape shape, IReadOnlyList<JsonNode> resources, string path,
        FragmentCache fragments)
    {
        xml.Open(element);
        foreach (var resource in resources)
        {
            xml.Raw(fragments.Get(resource, node =>
            {
                var fragment = new XmlBuffer();
                WriteElement(fragment, shape.ElementName, shape.Element, node, path);
                return fragment.ToArray();
            }));
        }

        xml.Close(element);
    }

    private static void WriteElement(XmlBuffer xml, string element, Shape shape, JsonNode value, string path)
    {
        switch (shape, value)
        {
            case (StructureShape structure, JsonObject json):
                xml.Open(element);
                foreach (var (name, child) in json)
                {
                    // A field that the model does not know is no field of EC2's: newer exports and hand-made notes pass through here.
                    if (child is not null && structure.Members.TryGetValue(name, out var member))
                        WriteElement(xml, member.AnswerName, member.Shape, child, name);
                }

                xml.Close(element);
                break;
            case (ListShape, JsonArray { Count: 0 }):
                xml.Empty(element);
                break;
            case (ListShape list, JsonArray array):
                xml.Open(element);
                foreach (var item in array)
                {
                    if (item is not null)
                        WriteElement(xml, list.ElementName, list.Element, item, path);
                }

                xml.Close(element);
                break;
            case (ScalarShape scalar, JsonValue):
                xml.Element(element, Text(value, scalar.Type));
                break;
            default:
                throw new InvalidOperationException($"The world's {path} does not fit the EC2 model: {value.ToJsonString()}");
        }
    }

    /// <summary>A scalar as EC2 writes it, which is also how filters compare it.</summary>
    public static string Text(JsonNode value, string type = "string") => value.GetValueKind() switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String when type == "timestamp" => Timestamp(value.GetValue<string>()),
        JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    // The CLI prints 2024-05-01T10:00:00+00:00 where the wire has 2024-05-01T10:00:00.000Z.
    private static string Timestamp(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            : text;
}
