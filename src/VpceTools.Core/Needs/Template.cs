using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>
/// Text with variables in braces, held against text without: <c>{account}.ddb.{region}.amazonaws.com</c>, <c>AWS Lambda VPC
/// ENI-{name}-{uuid}</c>. A variable that stands twice has one value. The templates of this room have few variables, so that trying all
/// ends is cheap.
/// </summary>
internal static class Template
{
    // Longer than any host name (RFC 1035, section 2.3.4) and any description of EC2; what is longer is not worth trying.
    private const int LongestText = 512;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly Regex Uuid =
        new("^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Limit);

    /// <summary>The names of the variables.</summary>
    public static IEnumerable<string> VariablesOf(string template)
    {
        for (var open = template.IndexOf('{'); open >= 0; open = template.IndexOf('{', open + 1))
        {
            var close = template.IndexOf('}', open);
            if (close < 0)
                yield break;
            yield return template.Substring(open + 1, close - open - 1);
        }
    }

    /// <summary>What stands before the first variable.</summary>
    public static string HeadOf(string template)
    {
        var open = template.IndexOf('{');
        return open < 0 ? template : template.Substring(0, open);
    }

    /// <summary>What stands behind the last variable.</summary>
    public static string TailOf(string template) => template.Substring(template.LastIndexOf('}') + 1);

    /// <summary>The values of the variables where the template is a host name; null where it does not match.</summary>
    public static IReadOnlyDictionary<string, string>? MatchHost(string template, string host) => Match(template, host, IsHostPart);

    /// <summary>The values of the variables where the template is other text; null where it does not match.</summary>
    public static IReadOnlyDictionary<string, string>? MatchText(string template, string text) => Match(template, text, IsTextPart);

    // Bucket names may have dots; everything else is within a label.
    private static bool IsHostPart(string variable, string value) => variable switch
    {
        "region" => AwsRegion.IsName(value),
        "account" => value.Length == 12 && value.All(c => c is >= '0' and <= '9'),
        "bucket" => true,
        _ => !value.Contains('.'),
    };

    private static bool IsTextPart(string variable, string value) => variable != "uuid" || Uuid.IsMatch(value);

    private static Dictionary<string, string>? Match(string template, string text, Func<string, string, bool> accepts)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        return text.Length <= LongestText && IsMatch(template, 0, text, 0, accepts, values) ? values : null;
    }

    private static bool IsMatch(
        string template, int at, string text, int place, Func<string, string, bool> accepts, Dictionary<string, string> values)
    {
        for (; at < template.Length && template[at] != '{'; at++, place++)
            if (place >= text.Length || text[place] != template[at])
                return false;
        if (at == template.Length)
            return place == text.Length;
        var close = template.IndexOf('}', at);
        var variable = template.Substring(at + 1, close - at - 1);
        if (values.TryGetValue(variable, out var known))
            return string.CompareOrdinal(text, place, known, 0, known.Length) == 0
                && IsMatch(template, close + 1, text, place + known.Length, accepts, values);
        for (var end = text.Length; end > place; end--)
        {
            var value = text.Substring(place, end - place);
            if (!accepts(variable, value))
                continue;
            values[variable] = value;
            if (IsMatch(template, close + 1, text, end, accepts, values))
                return true;
            values.Remove(variable);
        }

        return false;
    }
}
