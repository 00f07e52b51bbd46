using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>Writes values as the CLI does: what is not known is left out.</summary>
internal static class JsonWriting
{
    public static void WriteText(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    public static void WriteFlag(this Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
            json.WriteBoolean(name, known);
    }

    public static void WriteNumber(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } known)
            json.WriteNumber(name, known);
    }

    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void WriteObjects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Says that there is more than the document holds.</summary>
    public static void WriteTruncation(this Utf8JsonWriter json, bool isTruncated)
    {
        if (isTruncated)
            json.WriteString("NextToken", "incomplete");
    }

    /// <summary>The tags that are read: the name, and those of CloudFormation.</summary>
    public static void WriteTags(this Utf8JsonWriter json, string? name, StackResource? stack)
    {
        (string Key, string? Value)[] tags =
            [("Name", name), (StackResource.StackNameTag, stack?.StackName), (StackResource.LogicalIdTag, stack?.LogicalId)];
        json.WriteObjects("Tags", tags.Where(tag => tag.Value is not null), (w, tag) =>
        {
            w.WriteText("Key", tag.Key);
            w.WriteText("Value", tag.Value);
        });
    }
}
