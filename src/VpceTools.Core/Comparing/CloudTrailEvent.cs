using System.Globalization;
using System.Text.Json;

namespace VpceTools.Comparing;

/// <summary>A call that changed something, as CloudTrail keeps it.</summary>
internal sealed class CloudTrailEvent
{
    private readonly HashSet<string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Key, string Value)> _pairs = [];

    private CloudTrailEvent(string name, DateTimeOffset time) => (Name, Time) = (name, time);

    /// <summary>The operation.</summary>
    public string Name { get; }

    /// <summary>When.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Its id.</summary>
    public string? Id { get; private init; }

    /// <summary>Who called, by ARN or else by name.</summary>
    public string? Caller { get; private init; }

    /// <summary>The Region; null where the event does not say.</summary>
    public string? Region { get; private init; }

    /// <summary>The account whose resources were called for.</summary>
    public string? Account { get; private init; }

    /// <summary>Whether the service has no Region: its events are kept in us-east-1.</summary>
    public bool IsGlobal { get; private init; }

    /// <summary>An element of what lookup-events gives; null for what changed nothing, or cannot be read.</summary>
    public static CloudTrailEvent? FromLookup(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || Text(element, "CloudTrailEvent") is not { } text)
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return From(document.RootElement, Text(element, "Username"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An event; null for what changed nothing, or cannot be read.</summary>
    public static CloudTrailEvent? From(JsonElement record, string? userName)
    {
        if (record.ValueKind != JsonValueKind.Object || Text(record, "eventName") is not { } name
            || !DateTimeOffset.TryParse(Text(record, "eventTime"), CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var time)
            || Text(record, "errorCode") is not null
                || (record.TryGetProperty("readOnly", out var readOnly) && readOnly.ValueKind == JsonValueKind.True))
            return null;
        var made = new CloudTrailEvent(name, time)
        {
            Id = Text(record, "eventID"),
            Caller = CallerOf(record) ?? userName,
            Region = Text(record, "awsRegion"),
            Account = Text(record, "recipientAccountId"),
            IsGlobal = Text(record, "eventSource") == "route53.amazonaws.com",
        };
        foreach (var part in (string[])["requestParameters", "responseElements"])
            if (record.TryGetProperty(part, out var content))
                made.Add(null, content);
        return made;
    }

    /// <summary>Whether the request or the response has a value.</summary>
    public bool Names(string value) => _values.Contains(value);

    /// <summary>Whether it has a domain name, with or without the final dot.</summary>
    public bool NamesDomain(string name) => _values.Contains(name.TrimEnd('.')) || _values.Contains(name.TrimEnd('.') + ".");

    /// <summary>Whether it has a parameter.</summary>
    public bool HasKey(string key) => _keys.Contains(key);

    /// <summary>Whether it has a parameter with a value.</summary>
    public bool Says(string key, string value) => _pairs.Contains((key.ToLowerInvariant(), value));

    private static string? CallerOf(JsonElement record) =>
        record.TryGetProperty("userIdentity", out var identity) && identity.ValueKind == JsonValueKind.Object
            ? Text(identity, "arn") ?? Text(identity, "invokedBy") ?? Text(identity, "principalId") : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text : null;

    private void Add(string? key, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _keys.Add(property.Name);
                    Add(property.Name, property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Add(key, item);
                break;
            case JsonValueKind.Null or JsonValueKind.Undefined:
                break;
            default:
                var value = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
                _values.Add(value);
                if (key is not null)
                    _pairs.Add((key.ToLowerInvariant(), value));
                break;
        }
    }
}
