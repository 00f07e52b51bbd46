using VpceTools.Model;

namespace VpceTools.Repairs.Running;

/// <summary>What became of a call.</summary>
/// <param name="Kind">Whether something was changed.</param>
public sealed record RepairOutcome(RepairOutcomeKind Kind)
{
    /// <summary>The id of the rule that a security group got, where EC2 told it.</summary>
    public string? SecurityGroupRuleId { get; init; }

    /// <summary>The stable id of what went wrong, for example <c>AccessDenied</c>; null where nothing did.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What went wrong, in one line without secrets.</summary>
    public string? Error { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The change was made.</summary>
    public static RepairOutcome Changed { get; } = new(RepairOutcomeKind.Changed);

    /// <summary>Everything was so before.</summary>
    public static RepairOutcome AlreadyDone { get; } = new(RepairOutcomeKind.AlreadyDone);
}
