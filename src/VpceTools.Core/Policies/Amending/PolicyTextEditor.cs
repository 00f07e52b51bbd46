using System.Text.Encodings.Web;
using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>
/// Adds statements to the text of a policy. Nothing of the text is taken away, and what is added looks like the statement before it.
/// </summary>
internal static class PolicyTextEditor
{
    // The policy is no part of a web page; escapes would make a resource unreadable.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text with the statements behind its own. The text must be a policy.</summary>
    public static string Append(string text, IReadOnlyList<AmendmentStatement> statements)
    {
        var node = PolicyJsonReader.Read(text).Root!.Members.Find(member => member.Name == "Statement").Value;
        if (node is { IsArray: true, Items.Count: 0 })
            return text.Insert(
                node.Position.Offset + 1, string.Join(",", statements.Select(statement => Write(statement, Layout.Compact))));
        var last = node.IsArray ? node.Items[node.Items.Count - 1] : node;
        var layout = Layout.Of(text, last);
        var separator = node.IsArray ? BlanksBefore(text, last.Position.Offset) : layout.AfterColon;
        var added = string.Concat(statements.Select(statement => "," + separator + Write(statement, layout)));
        return node.IsArray ? text.Insert(last.End, added) : text.Insert(node.End, added + "]").Insert(node.Position.Offset, "[");
    }

    private static string Write(AmendmentStatement statement, Layout layout)
    {
        var (form, values) = (statement.Principal.Form, statement.Principal.Values);
        var members = new List<string>
        {
            Member("Effect", "\"Allow\""),
            Member("Principal", form switch
            {
                AmendmentPrincipalForm.Aws => "{" + Member("AWS", List(values)) + "}",
                AmendmentPrincipalForm.Service => "{" + Member("Service", List(values)) + "}",
                _ => "\"*\"",
            }),
            Member("Action", List(statement.Actions)),
            Member("Resource", List(statement.Resources)),
        };
        if (form == AmendmentPrincipalForm.PrincipalArn)
            members.Add(Member("Condition", "{" + Member("ArnEquals", "{" + Member("aws:PrincipalArn", List(values)) + "}") + "}"));
        return "{" + layout.First + string.Join("," + layout.Between, members) + layout.Last + "}";

        string Member(string name, string value) => $"\"{name}\":{layout.AfterColon}{value}";

        string List(ValueList<string> items)
        {
            var texts = items.Select(item => JsonSerializer.Serialize(item, Readable));
            return items.Count == 1 ? texts.Single() : "[" + string.Join("," + layout.AfterColon, texts) + "]";
        }
    }

    private static string BlanksBefore(string text, int end)
    {
        var start = end;
        while (start > 0 && char.IsWhiteSpace(text[start - 1]))
            start--;
        return text.Substring(start, end - start);
    }

    /// <summary>The blanks of a statement: before its first member, between two, behind the last, and behind a colon.</summary>
    private sealed record Layout(string First, string Between, string Last, string AfterColon)
    {
        public static Layout Compact { get; } = new("", "", "", "");

        /// <summary>The layout of a statement; it has members, or it would be none.</summary>
        public static Layout Of(string text, PolicyJsonNode statement)
        {
            var afterColon = BlanksBefore(text, statement.Members[0].Value.Position.Offset);
            return new(
                BlanksBefore(text, statement.Members[0].Position.Offset),
                BlanksBefore(text, statement.Members[1].Position.Offset),
                BlanksBefore(text, statement.End - 1),
                afterColon.Length > 1 ? " " : afterColon);
        }
    }
}
