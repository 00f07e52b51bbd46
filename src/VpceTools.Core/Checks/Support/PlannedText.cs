using System.Text.RegularExpressions;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions.Code;

namespace VpceTools.Checks.Support;

/// <summary>
/// Says in the words of the code what is said of a network that is not there yet: ids that are made up become addresses, and what is
/// missing is a value of the code and no call.
/// </summary>
internal static class PlannedText
{
    private const string OwnName = "-planned0.vpce.amazonaws.com";

    private static readonly Regex Ids = new(
        "(?<![0-9A-Za-z-])(?:[a-z]+(?:-[a-z]+){0,2}-[0-9a-f]{17}(?:-planned0\\.vpce\\.amazonaws\\.com)?|Z[0-9A-F]{20})(?![0-9A-Za-z])",
        RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));

    /// <summary>Why a piece of evidence is missing; null where the code has nothing to do with it.</summary>
    public static string? Explain(NetworkPlan plan, MissingEvidence missing)
    {
        if (missing.ResourceId is not { } id)
            return $"The code does not tell what {DescribeCall.For(missing.Kind).Command} tells. {plan.Advice}".TrimEnd();
        if (missing.Kind == ResourceKind.VpcEndpoint && id.StartsWith("the network interfaces of ", StringComparison.Ordinal)
            && Ids.Match(id).Value is { Length: > 0 } endpoint && Decisive(plan, "the subnets of " + endpoint, endpoint).Count == 0)
            return $"{Named(plan, endpoint)} has no network interface, so that there is nothing to judge.";
        foreach (Match match in Ids.Matches(id))
            if (Decisive(plan, id, match.Value) is { Count: > 0 } open)
                return string.Join(" ", open.Take(2).Select(value => value.ToString()));
        return $"The code does not tell {Named(plan, id)}. {plan.Advice}".TrimEnd();
    }

    /// <summary>The text with addresses in place of the ids that are made up.</summary>
    public static string Named(NetworkPlan plan, string text) => Ids.Replace(text, match =>
        plan.StandIns.TryGetValue(match.Value, out var open) ? open.Name
            : plan.OriginOf(match.Value) is { } origin && !IsReal(plan, match.Value) ? origin.Address
            // An endpoint that is not there yet has names that nobody knows.
            : match.Value.EndsWith(OwnName, StringComparison.Ordinal)
                && plan.OriginOf(match.Value.Substring(0, match.Value.Length - OwnName.Length)) is { } endpoint
                ? $"the DNS name of {endpoint.Address}" : match.Value);

    /// <summary>A finding in the words of the code, with its place there.</summary>
    public static Finding Of(NetworkPlan plan, Finding finding)
    {
        string Text(string text) => Named(plan, text);
        string? TextOrNull(string? text) => text is null ? null : Named(plan, text);
        var origin = plan.OriginOf(finding.ResourceId) ?? plan.OriginOf(finding.EndpointId);
        return finding with
        {
            Summary = Text(finding.Summary),
            Recommendation = Text(finding.Recommendation),
            Evidence = finding.Evidence with
            {
                Component = TextOrNull(finding.Evidence.Component),
                Rule = TextOrNull(finding.Evidence.Rule),
                AffectedClients = finding.Evidence.AffectedClients.Select(Text).ToValueList(),
                Detail = TextOrNull(finding.Evidence.Detail),
            },
            Address = origin?.Address,
            File = origin?.File,
            Line = origin?.Line,
            Provenance = origin?.Provenance,
            // In EC2 there is nothing to change: the code is.
            PlannedRepair = finding.Repair,
            CodeNames = CodeNames.Of(plan),
            Repair = [],
        };
    }

    private static bool IsReal(NetworkPlan plan, string id) => plan.RealIds.Contains(id);

    /// <summary>Of what is open of a resource, that which the missing evidence is called by, where one is.</summary>
    private static List<OpenValue> Decisive(NetworkPlan plan, string missing, string id)
    {
        var open = plan.OpenOf(id).ToList();
        var words = missing.Substring(0, missing.IndexOf(id, StringComparison.Ordinal)).Split(' ').Where(word => word.Length > 3)
            .Select(word => word.TrimEnd('s')).ToList();
        var named = open.Where(value => words.Exists(word => System.Globalization.CultureInfo.InvariantCulture.CompareInfo
            .IndexOf(value.Attribute, word, System.Globalization.CompareOptions.OrdinalIgnoreCase) >= 0)).ToList();
        // Of an endpoint much is open that has nothing to do with what is asked.
        return named.Count > 0 || words.Count > 0 ? named : open;
    }
}
