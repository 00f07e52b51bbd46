using System.Globalization;
using System.Text.Json.Nodes;

namespace VpceTools.Testing.Protocol;

/// <summary>Turns the query protocol's flat parameters (<c>Filter.1.Value.2=…</c>) into the JSON that the CLI would take.</summary>
internal static class RequestReader
{
    private static readonly HashSet<string> Envelope = new(StringComparer.Ordinal) { "Action", "Version" };

    public static JsonObject Read(StructureShape shape, IReadOnlyDictionary<string, string> parameters)
    {
        var root = new Node();
        foreach (var (key, value) in parameters)
        {
            if (!Envelope.Contains(key))
                root.Descend(key.Split('.')).Value = value;
        }

        var known = shape.Members.Values.Select(member => member.RequestName).ToHashSet(StringComparer.Ordinal);
        foreach (var name in root.Children.Keys)
        {
            if (!known.Contains(name))
                throw new Ec2Exception("UnknownParameter", $"The parameter {name} is not recognized");
        }

        return ReadStructure(shape, root);
    }

    private static JsonObject ReadStructure(StructureShape shape, Node node)
    {
        var result = new JsonObject();
        foreach (var (name, member) in shape.Members)
        {
            if (node.Children.TryGetValue(member.RequestName, out var child))
                result[name] = ReadValue(member.Shape, child, member.RequestName);
        }

        return result;
    }

    private static JsonNode? ReadValue(Shape shape, Node node, string name) => shape switch
    {
        StructureShape structure => ReadStructure(structure, node),
        ListShape list => ReadList(list, node, name),
        ScalarShape scalar => ReadScalar(scalar, node.Value ?? "", name),
        _ => throw new InvalidOperationException($"Unknown shape {shape}."),
    };

    private static JsonArray ReadList(ListShape shape, Node node, string name)
    {
        var numbered = node.Children
            .Select(child => (Number: int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new Ec2Exception("UnknownParameter", $"The parameter {name}.{child.Key} is not recognized"), child.Value))
            .OrderBy(child => child.Number);
        return new JsonArray([.. numbered.Select(child => ReadValue(shape.Element, child.Value, name))]);
    }

    private static JsonValue ReadScalar(ScalarShape shape, string text, string name) => shape.Type switch
    {
        "boolean" => bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : throw Ec2Exception.InvalidValue(text, name),
        "integer" or "long" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : throw Ec2Exception.InvalidValue(text, name),
        _ => JsonValue.Create(text),
    };

    /// <summary>A point in the tree of dotted parameter names.</summary>
    private sealed class Node
    {
        public Dictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public string? Value { get; set; }

        public Node Descend(ReadOnlySpan<string> path)
        {
            var node = this;
            foreach (var name in path)
            {
                if (!node.Children.TryGetValue(name, out var child))
                    node.Children[name] = child = new Node();
                node = child;
            }

            return node;
        }
    }
}
