using System.Text.Json.Nodes;
using VpceTools.Model;
using VpceTools.Templates;

namespace VpceTools.CloudFormation;

/// <summary>The document of a policy that a template writes as an object, or as text.</summary>
internal static class PolicyText
{
    /// <summary>
    /// The document; null where something of it is not known. A policy that only denies lets nothing pass whatever it denies, so that this
    /// is known all the same.
    /// </summary>
    public static string? From(TemplateValue value, Func<TemplateValue, string?> text)
    {
        if (text(value) is { } written)
            return written;
        if (value is not MemberMap map)
            return null;
        var isKnown = FirstOpen(map, text) is null;
        return isKnown || DeniesOnly(map) ? Json(map, text).ToJsonString() : null;
    }

    /// <summary>The first part that is not known; null where all is.</summary>
    public static TemplateValue? FirstOpen(TemplateValue value, Func<TemplateValue, string?> text) => value switch
    {
        MemberMap map => map.Members.Select(member => FirstOpen(member.Value, text)).FirstOrDefault(open => open is not null),
        ItemList list => list.Items.Select(item => FirstOpen(item, text)).FirstOrDefault(open => open is not null),
        _ => text(value) is null ? value : null,
    };

    private static bool DeniesOnly(MemberMap document) => document["Statement"] switch
    {
        MemberMap one => IsDeny(one),
        ItemList { Items.Count: > 0 } several => several.Items.All(IsDeny),
        _ => false,
    };

    private static bool IsDeny(TemplateValue statement) => statement is MemberMap map && map["Effect"] is KnownText { Text: "Deny" };

    private static JsonNode Json(TemplateValue value, Func<TemplateValue, string?> text)
    {
        switch (value)
        {
            case MemberMap map:
                var document = new JsonObject();
                foreach (var member in map.Members)
                    document[member.Name] = Json(member.Value, text);
                return document;
            case ItemList list:
                return new JsonArray([.. list.Items.Select(item => (JsonNode?)Json(item, text))]);
            default:
                return JsonValue.Create(text(value) ?? NetworkPlan.NotKnownYet);
        }
    }
}
