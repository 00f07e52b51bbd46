using System.Globalization;
using System.Text.Json.Nodes;
using VpceTools.Testing.Describe;
using VpceTools.Testing.Protocol;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>
/// Makes resources in which every member that the model knows has a value of its own, so that a lost or swapped field shows.
/// </summary>
internal sealed class FullDocuments
{
    private int _next;

    /// <summary>A describe operation's document with two resources.</summary>
    public static JsonObject For(DescribeOperation operation)
    {
        var list = (ListShape)Ec2Model.Current.Operations[operation.Name].Output!.Members[operation.Result].Shape;
        var maker = new FullDocuments();
        return new JsonObject { [operation.Result] = new JsonArray(maker.Make(list.Element, "first"), maker.Make(list.Element, "second")) };
    }

    private JsonNode Make(Shape shape, string name)
    {
        switch (shape)
        {
            case StructureShape structure:
                var json = new JsonObject();
                foreach (var (member, definition) in structure.Members)
                    json[member] = Make(definition.Shape, member);
                return json;
            case ListShape list:
                return new JsonArray(Make(list.Element, name), Make(list.Element, name));
            case ScalarShape { Type: "boolean" }:
                return ++_next % 3 != 0;
            case ScalarShape { Type: "integer" or "long" }:
                return 1000 + ++_next;
            case ScalarShape { Type: "timestamp" }:
                return new DateTimeOffset(2024, 5, 1, 10, 0, 0, TimeSpan.Zero).AddSeconds(++_next)
                    .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
            default:
                return $"{name}-{++_next} <&> \"é\"";
        }
    }
}
