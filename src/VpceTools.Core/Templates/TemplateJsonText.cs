using System.Text.Json;

namespace VpceTools.Templates;

/// <summary>
/// Writes values as JSON, as Fn::ToJsonString does. A template does not say whether a number or flag was meant as text, which policies do
/// not tell apart: all are written as texts.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html
/// </remarks>
internal static class TemplateJsonText
{
    /// <summary>The text; null where a condition chooses something in it.</summary>
    public static TemplateValue? Of(TemplateValue value, int line)
    {
        var parts = new List<TemplateValue>();
        return Write(value, parts) ? TemplateText.Join(parts, line) : null;
    }

    private static bool Write(TemplateValue value, List<TemplateValue> parts)
    {
        switch (value)
        {
            case MemberMap map:
                return Several(map.Members, '{', '}', parts, member =>
                {
                    parts.Add(new KnownText(Quoted(member.Name) + ":"));
                    return Write(member.Value, parts);
                });
            case ItemList list:
                return Several(list.Items, '[', ']', parts, item => Write(item, parts));
            case KnownText known:
                parts.Add(new KnownText(Quoted(known.Text)));
                return true;
            case ChoiceValue or NoValue:
                return false;
            default:
                parts.AddRange([new KnownText("\""), value, new KnownText("\"")]);
                return true;
        }
    }

    private static bool Several<T>(IEnumerable<T> items, char open, char close, List<TemplateValue> parts, Func<T, bool> write)
    {
        var isFirst = true;
        parts.Add(new KnownText(open.ToString()));
        foreach (var item in items)
        {
            if (!isFirst)
                parts.Add(new KnownText(","));
            isFirst = false;
            if (!write(item))
                return false;
        }

        parts.Add(new KnownText(close.ToString()));
        return true;
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
