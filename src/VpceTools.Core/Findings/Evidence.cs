using VpceTools.Model;

namespace VpceTools.Findings;

/// <summary>What proves a finding.</summary>
public sealed record Evidence
{
    /// <summary>A packet that is dropped; null where the finding is not about packets.</summary>
    public Packet? Packet { get; init; }

    /// <summary>What drops it or is set wrongly, for example <c>network ACL acl-0abc of subnet subnet-0def</c>.</summary>
    public string? Component { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The rule at fault, for example <c>rule 90 inbound: deny tcp 443 0.0.0.0/0</c>, or that no rule matches.</summary>
    public string? Rule { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The affected clients by label, in order; long lists are complete.</summary>
    public ValueList<string> AffectedClients { get; init; } = [];

    /// <summary>What else a reader needs: the exact packets that do get through, the values that were found.</summary>
    public string? Detail { get; init => field = ShownText.LinesOrNull(value); }

    /// <summary>The explanation code that VPC Reachability Analyzer uses for this, where it has one.</summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html</remarks>
    public string? ExplanationCode { get; init; }

    /// <summary>Packet, component and rule in one line.</summary>
    public override string ToString() => string.Join("; ", new[]
    {
        Packet?.ToString(),
        Component,
        Rule,
        AffectedClients.Count == 0 ? null : $"{AffectedClients.Count} client{(AffectedClients.Count == 1 ? "" : "s")} affected",
        Detail,
    }.Where(part => !string.IsNullOrEmpty(part)));
}
