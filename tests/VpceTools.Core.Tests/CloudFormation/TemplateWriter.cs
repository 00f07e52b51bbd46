using System.Text.Json;
using System.Text.Json.Nodes;
using VpceTools.Templates;

namespace VpceTools.Core.Tests.CloudFormation;

/// <summary>Writes a template that was read as JSON, in which functions have their long names.</summary>
internal static class TemplateWriter
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    public static string Json(TemplateNode node) => Node(node)!.ToJsonString(Options);

    /// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html</remarks>
    private static JsonNode? Node(TemplateNode node)
    {
        var value = node.Kind switch
        {
            TemplateNodeKind.Nothing => null,
            TemplateNodeKind.List => new JsonArray([.. node.Items.Select(Node)]),
            TemplateNodeKind.Mapping => new JsonObject(node.Members.Select(member =>
                new KeyValuePair<string, JsonNode?>(member.Name, Node(member.Value)))),
            _ => (JsonNode?)JsonValue.Create(node.Text),
        };
        return node.Tag switch
        {
            null => value,
            "!Ref" or "!Condition" => new JsonObject { [node.Tag[1..]] = value },
            "!GetAtt" when node.Kind == TemplateNodeKind.Text => new JsonObject
            {
                ["Fn::GetAtt"] = new JsonArray([.. node.Text.Split('.', 2).Select(part => (JsonNode?)JsonValue.Create(part))]),
            },
            _ => new JsonObject { ["Fn::" + node.Tag[1..]] = value },
        };
    }
}
