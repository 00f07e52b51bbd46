using System.Text.Json;

namespace VpceTools.Testing.Protocol;

/// <summary>The part of the EC2 service model that the test server speaks; see extract_ec2_shapes.py for where it comes from.</summary>
internal sealed class Ec2Model
{
    private static readonly Lazy<Ec2Model> Loaded = new(Load);
    private readonly Dictionary<string, Operation> _operations = new(StringComparer.Ordinal);

    private Ec2Model()
    {
    }

    public static Ec2Model Current => Loaded.Value;

    public IReadOnlyDictionary<string, Operation> Operations => _operations;

    private static Ec2Model Load()
    {
        using var stream = EmbeddedJson.Open("ec2-shapes.json");
        using var document = JsonDocument.Parse(stream);
        var shapes = new ShapeTable(document.RootElement.GetProperty("shapes"));
        var model = new Ec2Model();
        foreach (var entry in document.RootElement.GetProperty("operations").EnumerateObject())
        {
            var definition = entry.Value;
            var bounded = definition.GetArrayLength() == 4;
            model._operations[entry.Name] = new Operation(
                entry.Name,
                (StructureShape)shapes.Find(definition[0].GetString()!),
                definition[1].GetString() is { } output ? (StructureShape)shapes.Find(output) : null,
                bounded ? definition[2].GetInt32() : 1,
                bounded ? definition[3].GetInt32() : int.MaxValue);
        }

        return model;
    }

    /// <summary>An operation's request and answer; an answer without a shape is a bare <c>return</c> element.</summary>
    internal sealed record Operation(string Name, StructureShape Input, StructureShape? Output, int SmallestPage, int LargestPage);

    /// <summary>Resolves names to shapes, each once, so that shapes may refer to each other in circles.</summary>
    private sealed class ShapeTable(JsonElement definitions)
    {
        private readonly Dictionary<string, Shape> _known = new(StringComparer.Ordinal);

        public Shape Find(string name)
        {
            if (_known.TryGetValue(name, out var known))
                return known;
            if (!definitions.TryGetProperty(name, out var definition))
                return _known[name] = new ScalarShape(name);
            if (definition.ValueKind == JsonValueKind.Array)
            {
                var list = new ListShape(definition[1].GetString()!);
                _known[name] = list;
                list.Element = Find(definition[0].GetString()!);
                return list;
            }

            var structure = new StructureShape(name);
            _known[name] = structure;
            foreach (var member in definition.EnumerateObject())
            {
                var answerName = member.Value[1].GetString()!;
                var requestName = member.Value.GetArrayLength() > 2 ? member.Value[2].GetString()! : char.ToUpperInvariant(answerName[0])
                    + answerName[1..];
                structure.Members[member.Name] = new StructureShape.Member(Find(member.Value[0].GetString()!), answerName, requestName);
            }

            return structure;
        }
    }
}
