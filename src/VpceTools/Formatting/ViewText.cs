using System.Management.Automation;
using VpceTools.Findings;

namespace VpceTools.Formatting;

/// <summary>The texts of the format views, where a view needs more than a property.</summary>
public static class ViewText
{
    private const int ClientsShown = 10;

    /// <summary>A status or severity in its colour, short enough for its column.</summary>
    /// <param name="value">The status or severity.</param>
    /// <param name="style">The session's <c>$PSStyle</c>, which takes the colours back out where the host shows none; null in Windows PowerShell.</param>
    public static string Paint(object? value, object? style)
    {
        var text = value switch
        {
            CheckStatus.NotApplicable => "N/A",
            Severity.Information => "Info",
            _ => value?.ToString() ?? "",
        };
        return Member(Member(style, "Foreground"), ColourOf(value)) is string colour ? $"{colour}{text}{Member(style, "Reset")}" : text;
    }

    /// <summary>Endpoint, VPC and Region in one line.</summary>
    public static string Place(string? endpointId, string? vpcId, string? region) =>
        string.IsNullOrEmpty(region) ? $"{endpointId} in {vpcId}" : $"{endpointId} in {vpcId} ({region})";

    /// <summary>The service and the type of its endpoint; an endpoint for a resource has no service.</summary>
    public static string Service(string? serviceName, string? endpointType) =>
        string.IsNullOrEmpty(serviceName) ? endpointType ?? ""
        : string.IsNullOrEmpty(endpointType) ? serviceName! : $"{serviceName} ({endpointType})";

    /// <summary>The affected clients, one a line; of a long list the first ones.</summary>
    public static string Clients(Evidence? evidence)
    {
        var clients = evidence?.AffectedClients ?? [];
        var lines = clients.Take(ClientsShown);
        return string.Join("\n", clients.Count > ClientsShown ? lines.Append($"and {clients.Count - ClientsShown} more") : lines);
    }

    /// <summary>The findings of a result, each with its proof and fix.</summary>
    public static string Findings(IEnumerable<Finding>? findings) =>
        string.Join("\n\n", (findings ?? []).Select(finding => string.Join("\n", Lines(finding).Where(line => !string.IsNullOrEmpty(line)))));

    /// <summary>What the fix does beside mending; empty for nothing.</summary>
    public static string SideEffects(Finding finding) => string.Join("\n", finding.Repair.Select(action => action.SideEffect).OfType<string>().Distinct());

    private static IEnumerable<string?> Lines(Finding finding)
    {
        var evidence = finding.Evidence;
        yield return $"[{finding.Severity}] {finding.Summary}";
        yield return evidence.Packet is { } packet ? $"Packet: {packet} ({packet.Direction.ToString().ToLowerInvariant()})" : null;
        yield return evidence.Component is { } component ? $"Where: {component}" : null;
        yield return evidence.Rule is { } rule ? $"Rule: {rule}" : null;
        yield return evidence.Detail;
        yield return finding.Recommendation;
        yield return finding.AwsCli;
    }

    private static string? ColourOf(object? value) => value switch
    {
        CheckStatus.Passed => "Green",
        CheckStatus.Failed or Severity.Critical or Severity.High => "Red",
        CheckStatus.Warning or Severity.Medium => "Yellow",
        CheckStatus.Unknown => "Magenta",
        CheckStatus.NotApplicable or Severity.Information => "BrightBlack",
        Severity.Low => "Cyan",
        _ => null,
    };

    /// <summary>A property by name: the engine that this is compiled against does not know $PSStyle.</summary>
    private static object? Member(object? value, string? name) =>
        value is null || name is null ? null : PSObject.AsPSObject(value).Properties[name]?.Value;
}
