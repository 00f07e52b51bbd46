using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VpceTools.Testing.Protocol;

namespace VpceTools.Testing.Describe;

/// <summary>
/// The filters of the describe operations, as each operation's API reference lists them (ec2-filters.json: filter name → members of the
/// resource). Values of one filter are alternatives, filters add up, <c>*</c> and <c>?</c> are wildcards, and case matters:
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html.
/// </summary>
internal static class Filters
{
    private static readonly Lazy<Dictionary<string, Dictionary<string, string[]>>> Known = new(Load);

    /// <summary>The names that an operation accepts, apart from <c>tag:…</c> and <c>tag-key</c>, which all of them do.</summary>
    public static IReadOnlyList<string> NamesOf(string operation) => [.. Known.Value.GetValueOrDefault(operation, []).Keys];

    /// <summary>Compiles a request's filters into one condition, or refuses a filter that EC2 does not know.</summary>
    public static Func<JsonObject, bool> Compile(string operation, JsonArray? filters)
    {
        var conditions = (filters ?? []).OfType<JsonObject>().Select(filter => Condition(operation, filter)).ToList();
        return resource => conditions.TrueForAll(condition => condition(resource));
    }

    private static Func<JsonObject, bool> Condition(string operation, JsonObject filter)
    {
        var name = filter["Name"]?.ToString() ?? "null";
        var accepts = Accepts((filter["Values"] as JsonArray ?? []).Select(value => value!.ToString()).ToList(), IgnoresCase(name));
        if (name.StartsWith("tag:", StringComparison.Ordinal))
            return resource => Tags(resource).Any(tag => tag["Key"]?.ToString() == name[4..] && accepts(tag["Value"]?.ToString() ?? ""));
        if (name == "tag-key" && Known.Value.ContainsKey(operation))
            return resource => Tags(resource).Any(tag => accepts(tag["Key"]?.ToString() ?? ""));
        if (Known.Value.GetValueOrDefault(operation)?.GetValueOrDefault(name) is not { } path)
            throw new Ec2Exception("InvalidParameterValue", $"The filter '{name}' is invalid");
        return resource => path[0] == "Reservation"
            ? Reach(resource.Parent?.Parent, path.AsSpan(1), accepts)
            : Reach(resource, path, accepts);
    }

    // DescribeVpcEndpoints documents the states in camelCase, the SDKs' constants are in PascalCase, and EC2 takes both.
    private static bool IgnoresCase(string name) => name == "vpc-endpoint-state";

    private static Predicate<string> Accepts(List<string> values, bool ignoreCase)
    {
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | (ignoreCase ? RegexOptions.IgnoreCase
            : RegexOptions.None);
        var tests = values.ConvertAll<Predicate<string>>(value =>
        {
            if (value.AsSpan().IndexOfAny('*', '?') < 0)
                return text => string.Equals(text, value, comparison);
            var pattern = $"^{Regex.Escape(value).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$";
            var regex = new Regex(pattern, options, Regex.InfiniteMatchTimeout);
            return text => regex.IsMatch(text);
        });
        return text => tests.Exists(test => test(text));
    }

    private static bool Reach(JsonNode? node, ReadOnlySpan<string> path, Predicate<string> accepts)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    if (Reach(item, path, accepts))
                        return true;
                }

                return false;
            case JsonObject json when path.Length > 0:
                return Reach(json[path[0]], path[1..], accepts);
            case JsonValue value when path.Length == 0:
                return accepts(AnswerWriter.Text(value));
            default:
                return false;
        }
    }

    private static IEnumerable<JsonObject> Tags(JsonObject resource) =>
        ((resource["Tags"] ?? resource["TagSet"]) as JsonArray ?? []).OfType<JsonObject>();

    private static Dictionary<string, Dictionary<string, string[]>> Load()
    {
        using var stream = EmbeddedJson.Open("ec2-filters.json");
        var table = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(stream)!;
        return table.ToDictionary(
            operation => operation.Key,
            operation => operation.Value.ToDictionary(filter => filter.Key, filter => filter.Value.Split('.'), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }
}
