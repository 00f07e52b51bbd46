namespace VpceTools.Templates;

/// <summary>Fn::Sub, which puts values into a text.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html</remarks>
internal sealed partial class StackEvaluator
{
    private TemplateValue Sub(TemplateNode argument)
    {
        var (text, values) = argument.Kind == TemplateNodeKind.List ? Two(argument, "Fn::Sub") : (argument, null);
        if (text.Kind != TemplateNodeKind.Text || values is { Kind: not TemplateNodeKind.Mapping })
            throw Wrong("Fn::Sub", "a text, or a text and a mapping", argument);
        var parts = new List<TemplateValue>();
        var at = 0;
        while (at < text.Text.Length)
        {
            var start = text.Text.IndexOf("${", at, StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.Text.IndexOf('}', start);
            if (end < 0)
                break;
            parts.Add(new KnownText(text.Text.Substring(at, start - at)));
            var name = text.Text.Substring(start + 2, end - start - 2).Trim();
            parts.Add(name.StartsWith("!", StringComparison.Ordinal) ? new KnownText($"${{{name.Substring(1)}}}")
                : values?[name] is { } value ? Evaluate(value)
                : name.IndexOf('.') is > 0 and var dot ? Attribute(name.Substring(0, dot), name.Substring(dot + 1), text.Line)
                : Reference(name, text.Line));
            at = end + 1;
        }

        parts.Add(new KnownText(text.Text.Substring(at)));
        return EachList(new ItemList([.. parts]) { Line = argument.Line }, list => TemplateText.Join(
            list.Items.Select(part => part is ItemList or MemberMap ? throw Wrong("Fn::Sub", "texts", text) : part), argument.Line),
            open => open);
    }
}
