using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;

namespace VpceTools.Testing.Protocol;

/// <summary>Writes answers as EC2 does: element names from the model, in the namespace of the API version.</summary>
internal static class AnswerWriter
{
    public const string Ec2Namespace = "http://ec2.amazonaws.com/doc/2016-11-15/";
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CheckCharacters = false };

    public static byte[] Write(Ec2Model.Operation operation, Answer answer, string requestId) => Document(xml =>
    {
        xml.WriteStartElement(operation.Name + "Response", Ec2Namespace);
        xml.WriteElementString("requestId", Ec2Namespace, requestId);
        foreach (var (name, value, list) in answer.Members)
        {
            if (operation.Output is null)
            {
                // Operations without a modelled output answer <return>true</return> nevertheless.
                xml.WriteElementString(name.ToLowerInvariant(), Ec2Namespace, Text(value!));
                continue;
            }

            var member = operation.Output.Members[name];
            if (list is null)
                WriteElement(xml, member.AnswerName, member.Shape, value!, name);
            else
                WriteList(xml, member.AnswerName, (ListShape)member.Shape, list, name);
        }

        xml.WriteEndElement();
    });

    /// <summary>The EC2 form of an error: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html.</summary>
    public static byte[] WriteError(string code, string message, string requestId) => Document(xml =>
    {
        xml.WriteStartElement("Response");
        xml.WriteStartElement("Errors");
        xml.WriteStartElement("Error");
        xml.WriteElementString("Code", code);
        xml.WriteElementString("Message", message);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteElementString("RequestID", requestId);
        xml.WriteEndElement();
    });

    public static byte[] Document(Action<XmlWriter> write)
    {
        using var buffer = new MemoryStream(4096);
        using (var xml = XmlWriter.Create(buffer, Settings))
            write(xml);
        return buffer.ToArray();
    }

    private static void WriteElement(XmlWriter xml, string element, Shape shape, JsonNode value, string path)
    {
        switch (shape, value)
        {
            case (StructureShape structure, JsonObject json):
                xml.WriteStartElement(element, Ec2Namespace);
                foreach (var (name, child) in json)
                {
                    // A field that the model does not know is no field of EC2's: newer exports and hand-made notes pass through here.
                    if (child is not null && structure.Members.TryGetValue(name, out var member))
                        WriteElement(xml, member.AnswerName, member.Shape, child, name);
                }

                xml.WriteEndElement();
                break;
            case (ListShape list, JsonArray array):
                WriteList(xml, element, list, array, path);
                break;
            case (ScalarShape scalar, JsonValue):
                xml.WriteElementString(element, Ec2Namespace, Text(value, scalar.Type));
                break;
            default:
                throw new InvalidOperationException($"The world's {path} does not fit the EC2 model: {value.ToJsonString()}");
        }
    }

    private static void WriteList(XmlWriter xml, string element, ListShape shape, IEnumerable<JsonNode?> items, string path)
    {
        xml.WriteStartElement(element, Ec2Namespace);
        foreach (var item in items)
        {
            if (item is not null)
                WriteElement(xml, shape.ElementName, shape.Element, item, path);
        }

        xml.WriteEndElement();
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
