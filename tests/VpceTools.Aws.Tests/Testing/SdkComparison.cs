using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace VpceTools.Aws.Tests.Testing;

/// <summary>Holds an SDK object against the JSON it was served from, member by member, and counts what it compared.</summary>
internal sealed class SdkComparison
{
    // Where the .NET SDK's property has another name than the CLI's member.
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["IpPermission.IpRanges"] = "Ipv4Ranges",
        ["PrefixListId.PrefixListId"] = "Id",
        ["CidrBlock.CidrBlock"] = "Cidr",
        ["Ipv6CidrBlock.Ipv6CidrBlock"] = "Value",
    };

    public int Compared { get; private set; }

    public List<string> Differences { get; } = [];

    public void Compare(JsonNode? json, object? actual, string path)
    {
        switch (json)
        {
            case JsonObject { Count: 1 } expected when actual is string:
                // The SDK flattens a structure of one member, such as the values of a DHCP option.
                Compare(expected.Single().Value, actual, path);
                break;
            case JsonObject expected:
                CompareMembers(expected, actual, path);
                break;
            case JsonArray expected:
                var items = (actual as IEnumerable)?.Cast<object?>().ToList() ?? [];
                if (items.Count != expected.Count)
                    Differences.Add($"{path}: {items.Count} items, expected {expected.Count}");
                for (var i = 0; i < Math.Min(items.Count, expected.Count); i++)
                    Compare(expected[i], items[i], $"{path}[{i.ToString(CultureInfo.InvariantCulture)}]");
                break;
            default:
                Compared++;
                if (Text(json) != Text(actual))
                    Differences.Add($"{path}: {Text(actual) ?? "null"}, expected {Text(json) ?? "null"}");
                break;
        }
    }

    private void CompareMembers(JsonObject expected, object? actual, string path)
    {
        if (actual is null)
        {
            Differences.Add($"{path}: null");
            return;
        }

        var type = actual.GetType();
        foreach (var (name, value) in expected)
        {
            var property = type.GetProperty(Renamed.GetValueOrDefault($"{type.Name}.{name}", name));
            if (property is null)
                Differences.Add($"{path}: {type.Name} has no property {name}");
            else
                Compare(value, property.GetValue(actual), $"{path}.{name}");
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        JsonNode json when json.GetValueKind() == JsonValueKind.String => Canonical(json.GetValue<string>()),
        JsonNode json => json.ToJsonString(),
        bool flag => flag ? "true" : "false",
        DateTime time => Canonical(time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
        ConstantClass constant => constant.Value,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string Canonical(string text) =>
        text.Length >= 19 && char.IsAsciiDigit(text[0]) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time)
            ? time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)
            : text;
}
