using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VpceTools.Anonymizing;

/// <summary>
/// A policy with new names: who, what and which values, where the grammar, actions, operators and keys stay, so that it decides as before.
/// </summary>
internal static class PolicyNames
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static string Of(string policy, NewNames names)
    {
        try
        {
            return Node(JsonNode.Parse(policy), "", names)?.ToJsonString(policy.Contains('\n') ? Indented : Compact) ?? "null";
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // What is no JSON, or has a key twice, has its words replaced and stays what it is.
            return names.Text(policy);
        }
    }

    private static JsonNode? Node(JsonNode? node, string place, NewNames names)
    {
        switch (node)
        {
            case JsonObject item:
                var made = new JsonObject();
                foreach (var property in item)
                {
                    var key = place == "Condition/" ? Key(property.Key, names) : property.Key;
                    made[made.ContainsKey(key) ? property.Key : key] = Node(property.Value, Below(place, property.Key), names);
                }

                return made;
            case JsonArray list:
                return new JsonArray([.. list.Select(element => Node(element, place, names))]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return JsonValue.Create(Text(text, place, names));
            default:
                return node?.DeepClone();
        }
    }

    private static string Below(string place, string key) => place switch
    {
        "Condition" => "Condition/",
        "Condition/" => "Condition/" + key.ToLowerInvariant(),
        "Principal" or "NotPrincipal" => "Principal/" + key,
        _ => key,
    };

    /// <summary>A context key: a tag is somebody's own.</summary>
    private static string Key(string key, NewNames names) =>
        key.IndexOf('/') is > 0 and var slash ? $"{key.Substring(0, slash)}/{names.Text(key.Substring(slash + 1))}" : key;

    private static string Text(string text, string place, NewNames names)
    {
        switch (place)
        {
            case "Version" or "Effect" or "Action" or "NotAction" or "Principal/Service":
                return place is "Version" or "Effect" || text.Length == 0
                    || text.All(c => char.IsLetterOrDigit(c) || c is ':' or '*' or '?' or '-' or '.' or '_')
                    ? text : names.Text(text);
            case "Sid" or "Id":
                return names.Own(text);
            case "Resource" or "NotResource" or "Principal" or "Principal/AWS" or "Principal/Federated" or "Principal/CanonicalUser":
                return text.StartsWith("arn:", StringComparison.Ordinal) ? names.Arn(text) : names.Text(text);
            default:
                return text.StartsWith("arn:", StringComparison.Ordinal) ? names.Arn(text)
                    : IsOfAws(place, text) ? text
                    : Addressing.CidrBlock.TryParse(text, out _) || Addressing.IpAddress.TryParse(text, out _) ? names.Address(text)
                    : names.Text(text);
        }
    }

    /// <summary>Values that say nothing of anybody: numbers and times, Regions, and services.</summary>
    private static bool IsOfAws(string place, string text) => place switch
    {
        "Condition/aws:requestedregion" or "Condition/aws:calledvia" or "Condition/aws:calledviafirst" or "Condition/aws:calledvialast"
            or "Condition/aws:principalservicename" or "Condition/aws:currenttime" or "Condition/aws:epochtime"
            or "Condition/aws:tokenissuetime" or "Condition/aws:multifactorauthage" or "Condition/aws:principaltype"
            or "Condition/aws:useragent" or "Condition/kms:viaservice" or "Condition/s3:signatureversion" => !text.Any(char.IsWhiteSpace),
        _ => text.Length > 0 && text.Length < 12 && text.All(c => char.IsDigit(c) || c is '-' or '.' or '*' or '?'),
    };
}
