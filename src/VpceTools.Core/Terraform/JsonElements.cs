using System.Text.Json;

namespace VpceTools.Terraform;

/// <summary>
/// Looks into JSON of which nobody knows whether it is what it should be: what is not there, or is something else, is nothing.
/// </summary>
internal static class JsonElements
{
    /// <summary>A member of an object; undefined where there is none.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The members of an object; none where it is something else.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    /// <summary>The items of an array; none where it is something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    /// <summary>An item of an array; undefined where there is none.</summary>
    public static JsonElement Item(this JsonElement element, int index) =>
        element.ValueKind == JsonValueKind.Array && index < element.GetArrayLength() ? element[index] : default;

    /// <summary>A member that is text; null where it is none.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name).AsText();

    /// <summary>A text, a number or a Boolean as text; null for anything else.</summary>
    public static string? AsText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => TextOrNull(element),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>Whether there is something.</summary>
    public static bool IsSet(this JsonElement element) => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>
    /// Whether a name or text is none: bytes that are not UTF-8, or half of a surrogate pair, which the grammar of JSON lets pass. Such
    /// halves are looked for only where some escape could be one.
    /// </summary>
    public static bool HoldsNoText(ReadOnlySpan<byte> utf8, JsonElement root) => !IsUtf8(utf8)
        || ((utf8.IndexOf("\\ud"u8) >= 0 || utf8.IndexOf("\\uD"u8) >= 0) && HoldsHalfCharacter(root));

    private static bool IsUtf8(ReadOnlySpan<byte> bytes)
    {
#if NET
        return System.Text.Unicode.Utf8.IsValid(bytes);
#else
        try
        {
            return new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes.ToArray()) >= 0;
        }
        catch (System.Text.DecoderFallbackException)
        {
            return false;
        }
#endif
    }

    private static bool HoldsHalfCharacter(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.String => element.GetString() is null,
                JsonValueKind.Array => element.EnumerateArray().Any(HoldsHalfCharacter),
                JsonValueKind.Object => element.EnumerateObject().Any(member => member.Name is null || HoldsHalfCharacter(member.Value)),
                _ => false,
            };
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static string? TextOrNull(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text.
            return null;
        }
    }
}
