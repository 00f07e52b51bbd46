using VpceTools.Model;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>Short forms for the policies and requests of tests.</summary>
internal static class TestPolicy
{
    public static PolicyDocument Parse(string json)
    {
        var result = PolicyDocument.Parse(json);
        Assert.True(result.Document is not null, result.Errors.ToString());
        return result.Document;
    }

    /// <summary>One statement that allows; <paramref name="more"/> replaces elements, for example <c>"Resource": "arn:…"</c>.</summary>
    public static PolicyDocument Allow(string more = "") =>
        Parse("{\"Version\":\"2012-10-17\",\"Statement\":[" + Statement("Allow", more) + "]}");

    /// <summary>Statements in one document.</summary>
    public static PolicyDocument Of(params string[] statements) =>
        Parse("{\"Version\":\"2012-10-17\",\"Statement\":[" + string.Join(",", statements) + "]}");

    public static string Statement(string effect, string more = "")
    {
        var elements = new List<string> { $"\"Effect\":\"{effect}\"" };
        if (!more.Contains("Principal\"", StringComparison.Ordinal))
            elements.Add("\"Principal\":\"*\"");
        if (!more.Contains("Action\"", StringComparison.Ordinal))
            elements.Add("\"Action\":\"*\"");
        if (!more.Contains("Resource\"", StringComparison.Ordinal))
            elements.Add("\"Resource\":\"*\"");
        if (more.Length > 0)
            elements.Add(more);
        return "{" + string.Join(",", elements) + "}";
    }

    /// <summary>An endpoint of a service.</summary>
    public static PolicyTarget Target(string serviceName, bool isGateway = false) =>
        PolicyTarget.Of(new VpcEndpoint { Id = "vpce-1", ServiceName = serviceName, TypeName = isGateway ? "Gateway" : "Interface" });

    public static PolicyRequest Get(string resource = "arn:aws:s3:::data/a") => new() { Action = "s3:GetObject", Resource = resource };

    /// <summary>A context from <c>key=value|value</c> pairs; <c>key=</c> is the empty text and <c>!key</c> an absent key.</summary>
    public static PolicyContext Context(params string[] pairs)
    {
        var context = PolicyContext.Empty;
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            context = pair[0] == '!' ? context.With(pair[1..]) : context.With(pair[..equals], pair[(equals + 1)..].Split('|'));
        }

        return context;
    }

    public static PolicyDecisionKind Decide(this PolicyDocument document, PolicyRequest request) =>
        PolicyEvaluator.Evaluate(document, request).Decision;
}
