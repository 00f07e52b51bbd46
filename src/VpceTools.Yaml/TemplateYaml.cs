using VpceTools.Needs;
using VpceTools.Templates;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace VpceTools.Yaml;

/// <summary>
/// The entrance for CloudFormation templates: takes YAML apart into parts with their places, and keeps the short forms of functions, which
/// are tags (<c>!Ref</c>). It goes by the events of the parser, so that nothing in a file chooses a type. Aliases, which CloudFormation
/// does not support and by which a few lines grow to billions, are refused.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html</remarks>
public static class TemplateYaml
{
    /// <summary>More than any template has, and far less than a stack holds; JSON has the same limit.</summary>
    private const int Deepest = 64;

    /// <summary>Reads a text.</summary>
    public static (TemplateNode? Root, DataFileError? Error) Read(string text) => YamlReading.Read(text, Result);

    private static (TemplateNode? Root, DataFileError? Error) Result(Parser parser)
    {
        try
        {
            return (Document(parser), null);
        }
        catch (DataFault error)
        {
            return (null, error.Error);
        }
    }

    private static TemplateNode Document(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out var end))
            throw Fault(end, "The file has nothing in it but comments.");
        parser.Consume<DocumentStart>();
        var root = Node(parser, 0);
        parser.Consume<DocumentEnd>();
        return parser.Accept<DocumentStart>(out var second)
            ? throw Fault(second, "A second document begins here, and a template is one.") : root;
    }

    private static TemplateNode Node(Parser parser, int depth)
    {
        if (parser.Accept<AnchorAlias>(out var alias))
            throw Fault(alias, "CloudFormation does not support aliases (*): write out what it stands for, or have 'aws cloudformation "
                + "package' do so.");
        if (!parser.Accept<NodeEvent>(out var node))
            throw Fault(parser.Current!, "There is no value here.");
        if (depth > Deepest)
            throw Fault(node, "Lists and mappings lie too deep in each other here.");
        parser.MoveNext();
        return node switch
        {
            Scalar scalar => Value(scalar),
            SequenceStart => List(parser, node, depth),
            _ => Mapping(parser, node, depth),
        };
    }

    private static TemplateNode Value(Scalar scalar)
    {
        var isNothing = scalar is { Style: ScalarStyle.Plain, Tag.IsEmpty: true }
            && PlainScalar.KindOf(scalar.Value) == Intents.IntentNodeKind.Nothing;
        return New(isNothing ? TemplateNodeKind.Nothing : TemplateNodeKind.Text, isNothing ? "" : scalar.Value, scalar);
    }

    private static TemplateNode List(Parser parser, NodeEvent start, int depth)
    {
        var items = new List<TemplateNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(parser, depth + 1));
        return New(TemplateNodeKind.List, "", start) with { Items = items };
    }

    private static TemplateNode Mapping(Parser parser, NodeEvent start, int depth)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var members = new List<TemplateMember>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.Accept<Scalar>(out var key))
                throw Fault(parser.Current!, "A key is a text.");
            parser.MoveNext();
            if (!names.Add(key.Value))
                throw Fault(key, $"The key '{key.Value}' stands in one mapping twice.");
            members.Add(new(key.Value, (int)key.Start.Line, Node(parser, depth + 1)));
        }

        return New(TemplateNodeKind.Mapping, "", start) with { Members = members };
    }

    private static TemplateNode New(TemplateNodeKind kind, string text, NodeEvent at) => new(
        kind, text, (int)at.Start.Line, (int)at.Start.Column)
    {
        // Tags of YAML itself (tag:yaml.org,2002:str) only say what a value is, and here all are texts.
        Tag = !at.Tag.IsEmpty && !at.Tag.IsNonSpecific && at.Tag.Value[0] == '!' ? at.Tag.Value : null,
    };

    private static DataFault Fault(ParsingEvent at, string message) => new(new(message, (int)at.Start.Line, (int)at.Start.Column));

    /// <summary>Carries the one error out of the parser's depths.</summary>
    private sealed class DataFault(DataFileError error) : Exception(error.Message)
    {
        public DataFileError Error => error;
    }
}
