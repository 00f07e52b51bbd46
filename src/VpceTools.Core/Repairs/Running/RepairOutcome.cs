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

/// <summary>What became of a call.</summary>
public enum RepairOutcomeKind
{
    /// <summary>The change was made, and the endpoint settled.</summary>
    Changed,

    /// <summary>EC2 says that everything was so before: nothing was changed.</summary>
    AlreadyDone,

    /// <summary>EC2 refused the call, or never got it: nothing was changed.</summary>
    Refused,

    /// <summary>EC2 took the call, but the endpoint did not settle in time, or settled in another state than <c>available</c>.</summary>
    Unsettled,

    /// <summary>The call was sent and no answer came: whether it was made is not known.</summary>
    Unclear,
}

/// <summary>What EC2 said to the dry run of a call.</summary>
/// <param name="Permission">Whether IAM allows the call.</param>
/// <param name="Detail">The IAM action that is missing, or what a dry run cannot tell; null for nothing to add.</param>
public sealed record PermissionOutcome(RepairPermission Permission, string? Detail = null);

/// <summary>Whether IAM allows a repair.</summary>
public enum RepairPermission : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>It was not asked for.</summary>
    NotChecked,

    /// <summary>The call would be made.</summary>
    Allowed,

    /// <summary>IAM denies it.</summary>
    Denied,

    /// <summary>It cannot be told: the operation has no dry run, or EC2 answered something else.</summary>
    Unknown,
}
