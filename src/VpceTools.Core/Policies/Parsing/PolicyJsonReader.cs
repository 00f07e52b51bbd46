using System.Text;
using System.Text.Json;

namespace VpceTools.Policies;

/// <summary>Reads JSON (RFC 8259) with positions; the reader runs over the text once, and so do the positions.</summary>
internal static class PolicyJsonReader
{
    /// <summary>The value, or the error that ends the text's being JSON.</summary>
    public static (PolicyJsonNode? Root, PolicyError? Error) Read(string text)
    {
        // A byte order mark is no part of JSON, but files begin with one.
        var start = text.Length > 0 && text[0] == '\uFEFF' ? 1 : 0;
        var bytes = Encoding.UTF8.GetBytes(text.Substring(start));
        var reader = new Utf8JsonReader(bytes);
        var cursor = new TextCursor(bytes, start);
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, cursor);
            reader.Read();
            return (root, null);
        }
        catch (JsonException exception)
        {
            var position = cursor.Locate((int)(exception.LineNumber ?? 0), (int)(exception.BytePositionInLine ?? 0));
            return (null, new PolicyError($"The text is not JSON: {Describe(exception.Message)}", position.Line, position.Column));
        }
        catch (InvalidOperationException)
        {
            // What the reader throws for an escaped half of a surrogate pair, which has no UTF-8 form.
            var position = cursor.MoveTo(reader.TokenStartIndex);
            return (null,
                new PolicyError("The text is not JSON: an escape sequence is half of a surrogate pair.", position.Line, position.Column));
        }
    }

    private static PolicyJsonNode ReadValue(ref Utf8JsonReader reader, TextCursor cursor)
    {
        var node = new PolicyJsonNode
        {
            Kind = reader.TokenType,
            Position = cursor.MoveTo(reader.TokenStartIndex),
            Text = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString()!,
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan.ToArray()),
                JsonTokenType.True => "true",
                JsonTokenType.False => "false",
                _ => "",
            },
        };
        if (node.IsArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                node.Items.Add(ReadValue(ref reader, cursor));
        }
        else if (node.IsObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                var position = cursor.MoveTo(reader.TokenStartIndex);
                reader.Read();
                node.Members.Add(new PolicyJsonMember(name, position, ReadValue(ref reader, cursor)));
            }
        }

        node.End = cursor.MoveTo(reader.BytesConsumed).Offset;
        return node;
    }

    private static string Describe(string message)
    {
        // The reader speaks of its own options, which the author of a policy does not have.
        if (message.Contains("trailing comma"))
            return message.Contains(" array ") ? "a comma stands before the closing bracket." : "a comma stands before the closing brace.";
        var place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return place < 0 ? message : message.Substring(0, place);
    }
}
