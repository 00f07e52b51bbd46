using System.Text.Json;
using VpceTools.Policies;

namespace VpceTools.Templates;

/// <summary>Reads a template in JSON into parts with their places.</summary>
internal static class TemplateJson
{
    /// <summary>Reads a text.</summary>
    /// <exception cref="TemplateException">It is not JSON, or has a key twice.</exception>
    public static TemplateNode Read(string text)
    {
        var (root, error) = PolicyJsonReader.Read(text);
        return root is null ? throw new TemplateException(TemplateException.Invalid, error!.Message, error.Line) : Node(root);
    }

    private static TemplateNode Node(PolicyJsonNode node) => node.Kind switch
    {
        JsonTokenType.StartArray => New(node, TemplateNodeKind.List) with { Items = [.. node.Items.Select(Node)] },
        JsonTokenType.StartObject => New(node, TemplateNodeKind.Mapping) with { Members = Members(node) },
        JsonTokenType.Null => New(node, TemplateNodeKind.Nothing),
        _ => New(node, TemplateNodeKind.Text),
    };

    private static List<TemplateMember> Members(PolicyJsonNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var members = new List<TemplateMember>(node.Members.Count);
        foreach (var member in node.Members)
            members.Add(names.Add(member.Name) ? new(member.Name, member.Position.Line, Node(member.Value)) : throw new TemplateException(
                TemplateException.Invalid, $"The key '{member.Name}' stands in one object twice.", member.Position.Line));
        return members;
    }

    private static TemplateNode New(PolicyJsonNode node, TemplateNodeKind kind) =>
        new(kind, kind == TemplateNodeKind.Text ? node.Text : "", node.Position.Line, node.Position.Column);
}
