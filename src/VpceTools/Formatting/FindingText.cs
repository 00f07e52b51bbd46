using System.Management.Automation;
using VpceTools.Findings;
using VpceTools.Repairs.Actions;

namespace VpceTools.Formatting;

/// <summary>What the views say of a finding: hidden properties of it, named as the views label them.</summary>
public static class FindingText
{
    private const int ClientsShown = 10;

    /// <summary>The packet that is dropped, and its direction.</summary>
    public static string? Packet(PSObject finding) => ObjectText.Get(Evidence(finding), nameof(Findings.Evidence.Packet)) is { } packet
        ? $"{packet} ({ObjectText.Text(packet, nameof(Findings.Packet.Direction))?.ToLowerInvariant()})" : null;

    /// <summary>What drops it, or is set wrongly.</summary>
    public static string? Component(PSObject finding) => ObjectText.Text(Evidence(finding), nameof(Findings.Evidence.Component));

    /// <summary>The rule at fault.</summary>
    public static string? Rule(PSObject finding) => ObjectText.Text(Evidence(finding), nameof(Findings.Evidence.Rule));

    /// <summary>The affected clients, one a line; of a long list the first ones.</summary>
    public static string? Clients(PSObject finding)
    {
        var all = ObjectText.Items(Evidence(finding), nameof(Findings.Evidence.AffectedClients)).Select(client => client?.ToString())
            .ToList();
        if (all.Count > ClientsShown)
            all = [.. all.Take(ClientsShown), $"and {all.Count - ClientsShown} more"];
        return all.Count == 0 ? null : string.Join("\n", all);
    }

    /// <summary>What else a reader needs.</summary>
    public static string? Detail(PSObject finding) => ObjectText.Text(Evidence(finding), nameof(Findings.Evidence.Detail));

    /// <summary>The explanation code of VPC Reachability Analyzer.</summary>
    public static string? Explanation(PSObject finding) => ObjectText.Text(Evidence(finding), nameof(Findings.Evidence.ExplanationCode));

    /// <summary>The path that the finding is about, as -IncludePath adds it: its ends and its hops; null without one.</summary>
    public static string? Way(PSObject finding) => PathText.Drawn(ObjectText.Get(finding, "Path"));

    /// <summary>What the fix does beside mending.</summary>
    public static string? SideEffect(PSObject finding) => ObjectText.Lines(ObjectText.Items(finding, nameof(Finding.Repair))
        .Select(action => ObjectText.Text(action, nameof(RepairAction.SideEffect))).Distinct()) is { Length: > 0 } text ? text : null;

    /// <summary>A finding with its proof and advice, for the list of a result; of one that a job sent back, the line that it is.</summary>
    internal static IEnumerable<string?> Lines(object? item)
    {
        if ((item is PSObject wrapper ? wrapper.BaseObject : item) is not Finding finding)
            return [item?.ToString(), item is null ? null : Way(PSObject.AsPSObject(item))];
        var value = PSObject.AsPSObject(finding);
        string?[] proof = [Labelled("Packet", Packet(value)), Labelled("Where", Component(value)), Labelled("Rule", Rule(value))];
        return [$"[{finding.Severity}] {finding.Summary}", .. proof, Detail(value), Way(value), finding.Recommendation];
    }

    private static string? Labelled(string label, string? text) => text is null ? null : $"{label}: {text}";

    private static object? Evidence(PSObject finding) => ObjectText.Get(finding, nameof(Finding.Evidence));
}
