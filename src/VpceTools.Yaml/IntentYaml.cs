using VpceTools.Intents;
using VpceTools.Needs;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace VpceTools.Yaml;

/// <summary>
/// The one entrance to this assembly: takes YAML apart into values, lists and mappings with their places. It goes by the events of the
/// parser, and neither its deserializer nor its converters are used, so that nothing in a file chooses a type. Anchors and aliases, by
/// which a few lines grow to billions, tags and several documents are refused. The signature names no type of a package.
/// </summary>
public static class IntentYaml
{
    /// <summary>More than any file of intents has, and far less than a stack holds.</summary>
    private const int Deepest = 16;

    /// <summary>Reads a text.</summary>
    public static (IntentNode? Root, DataFileError? Error) Read(string text) => YamlReading.Read(text, Document);

    private static (IntentNode? Root, DataFileError? Error) Document(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            return (null, new("The file has nothing in it but comments.", 1, 1));
        parser.Consume<DocumentStart>();
        var (root, error) = Node(parser, 0);
        if (error is not null)
            return (null, error);
        parser.Consume<DocumentEnd>();
        return parser.Accept<DocumentStart>(out var second)
            ? (null, Error(second, "A second document begins here, and a file of intents is one.")) : (root, null);
    }

    private static (IntentNode? Node, DataFileError? Error) Node(Parser parser, int depth)
    {
        if (parser.Accept<AnchorAlias>(out var alias))
            return (null, Error(alias, "An alias (*) is not taken here: write out what it stands for."));
        if (!parser.Accept<NodeEvent>(out var node))
            return (null, Error(parser.Current!, "There is no value here."));
        if (!node.Anchor.IsEmpty)
            return (null, Error(node, "An anchor (&) is not taken here: nothing can refer to it."));
        if (!node.Tag.IsEmpty)
            return (null, Error(node, "A tag (!) is not taken here: values are texts and numbers."));
        if (depth > Deepest)
            return (null, Error(node, "Lists and mappings lie too deep in each other here."));
        return node switch
        {
            Scalar scalar => Value(parser, scalar),
            SequenceStart => List(parser, node, depth),
            _ => Mapping(parser, node, depth),
        };
    }

    private static (IntentNode?, DataFileError?) Value(Parser parser, Scalar scalar)
    {
        parser.MoveNext();
        var kind = scalar.Style == ScalarStyle.Plain ? PlainScalar.KindOf(scalar.Value) : IntentNodeKind.Text;
        return (New(kind, scalar.Value, scalar), null);
    }

    private static (IntentNode?, DataFileError?) List(Parser parser, NodeEvent start, int depth)
    {
        parser.MoveNext();
        var items = new List<IntentNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var (item, error) = Node(parser, depth + 1);
            if (error is not null)
                return (null, error);
            items.Add(item!);
        }

        return (New(IntentNodeKind.List, "", start) with { Items = items }, null);
    }

    private static (IntentNode?, DataFileError?) Mapping(Parser parser, NodeEvent start, int depth)
    {
        parser.MoveNext();
        var members = new List<(IntentNode, IntentNode)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (key, keyError) = Node(parser, depth + 1);
            if (keyError is not null)
                return (null, keyError);
            var (value, valueError) = Node(parser, depth + 1);
            if (valueError is not null)
                return (null, valueError);
            members.Add((key!, value!));
        }

        return (New(IntentNodeKind.Mapping, "", start) with { Members = members }, null);
    }

    private static IntentNode New(IntentNodeKind kind, string text, ParsingEvent at) =>
        new(kind, text, (int)at.Start.Line, (int)at.Start.Column);

    private static DataFileError Error(ParsingEvent at, string message) => new(message, (int)at.Start.Line, (int)at.Start.Column);
}
