using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Calls that two policies decide differently.</summary>
public sealed record EndpointPolicyChange
{
    /// <summary>What the policy decides that is compared with.</summary>
    public required PolicyDecisionKind ReferenceDecision { get; init; }

    /// <summary>What the policy decides.</summary>
    public required PolicyDecisionKind Decision { get; init; }

    /// <summary>The actions for which that holds.</summary>
    public required ValueList<string> Action { get; init => field = value.Select(ShownText.Line).ToValueList(); }

    public required string Resource { get; init => field = ShownText.Line(value); }

    /// <summary>Who calls; null where the call does not say.</summary>
    public string? Principal { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>Why the policy decides as it does that is compared with.</summary>
    public required string ReferenceReason { get; init => field = ShownText.Line(value); }

    /// <summary>Why the policy decides as it does.</summary>
    public required string Reason { get; init => field = ShownText.Line(value); }

    /// <summary>The endpoint; null for documents by themselves.</summary>
    public string? EndpointId { get; init; }

    public string? ServiceName { get; init => field = ShownText.LineOrNull(value); }

    public string? VpcId { get; init; }

    public string? Region { get; init; }

    /// <summary>The account that owns the endpoint.</summary>
    public string? AccountId { get; init; }

    public override string ToString() => $"{ReferenceDecision} → {Decision}: {Action} on {Resource}";
}
