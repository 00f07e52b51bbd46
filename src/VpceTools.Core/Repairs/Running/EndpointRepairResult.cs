using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions;
using VpceTools.Repairs.Planning;
using VpceTools.Sources;

namespace VpceTools.Repairs.Running;

/// <summary>One action of a repair: what it is, what became of it, and what takes it back. Results are a journal.</summary>
public sealed record EndpointRepairResult
{
    /// <summary>The endpoint for whose sake it is done.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The EC2 operation; empty where only a person can act.</summary>
    public string Action { get; init; } = "";

    /// <summary>The resource that is changed, or that a person has to change.</summary>
    public required string ResourceId { get; init; }

    /// <summary>What is changed, in a few words.</summary>
    public string Description { get; init => field = ShownText.Line(value); } = "";

    /// <summary>What became of it.</summary>
    public required RepairStatus Status { get; init; }

    /// <summary>How much care it needs.</summary>
    public RepairRisk Risk { get; init; }

    /// <summary>What else happens when it is applied; null for nothing.</summary>
    public string? SideEffect { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The problems that it closes, or would close.</summary>
    public ValueList<Finding> ClosesFinding { get; init; } = [];

    /// <summary>
    /// Whether these problems were gone when the endpoints were diagnosed again; null where nothing was applied, or where that could not be
    /// told.
    /// </summary>
    public bool? Verified { get; init; }

    /// <summary>The exact call: the operation and its parameters in JSON.</summary>
    public string ApiCall { get; init; } = "";

    /// <summary>The change as an <c>aws</c> CLI line.</summary>
    public string AwsCli { get; init; } = "";

    /// <summary>The change as an AWS.Tools line.</summary>
    public string PowerShell { get; init; } = "";

    /// <summary>Why it was not applied; null where it was.</summary>
    public string? Error { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>What takes the change back; null where nothing was changed.</summary>
    public RepairAction? Undo { get; init; }

    /// <summary>Whether it is not known if the change was made: the call was sent and no answer came.</summary>
    public bool IsUnclear { get; init; }

    /// <summary>Whether IAM allows the call, where that was asked.</summary>
    public RepairPermission Permission { get; init; }

    /// <summary>The IAM action that is missing, or what the dry run cannot tell.</summary>
    public string? PermissionDetail { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The Region.</summary>
    public string? Region { get; init; }

    /// <summary>The account.</summary>
    public string? AccountId { get; init; }

    /// <summary>The run that it belongs to, a word that no two runs share; null where nothing was to be done.</summary>
    public string? Run { get; init; }

    /// <summary>The action's number in the run, from 1.</summary>
    public int? Number { get; init; }

    /// <summary>The numbers of the actions of the run without which it must not be done, nor stay.</summary>
    public ValueList<int> DependsOn { get; init; } = [];

    /// <summary>The action itself.</summary>
    internal RepairAction? Change { get; init; }

    /// <summary>The stable id of what went wrong.</summary>
    internal string? ErrorId { get; init; }

    /// <summary>How the resource was reached; null where nobody said.</summary>
    internal DiagnosisOrigin? Origin { get; init; }

    /// <summary>One line, for what shows results in a cell.</summary>
    public override string ToString() => $"{(Action.Length == 0 ? ResourceId : Action)}: {Status}";

    /// <summary>A result for an action.</summary>
    internal static EndpointRepairResult From(RepairAction action, string endpointId, RepairStatus status, VpcNetwork network) => new()
    {
        EndpointId = endpointId,
        Action = action.Operation,
        ResourceId = action.ResourceId,
        Description = action.Description,
        Status = status,
        Risk = action.Risk,
        SideEffect = action.SideEffect,
        ApiCall = action.ApiCall,
        AwsCli = action.ToAwsCli(),
        PowerShell = action.ToPowerShell(),
        Region = action.Region ?? network.Region,
        AccountId = action.AccountId ?? network.AccountId,
        Change = action,
    };

    /// <summary>A result for an action of a plan.</summary>
    internal static EndpointRepairResult From(PlannedRepair repair, RepairStatus status, VpcNetwork network) =>
        From(repair.Action, repair.EndpointId, status, network) with { ClosesFinding = repair.Closes };

    /// <summary>A result for a problem that the plan does not fix.</summary>
    internal static EndpointRepairResult From(RefusedRepair refused, VpcNetwork network) => new()
    {
        EndpointId = refused.Finding.EndpointId,
        Action = string.Join(", ", refused.Actions.Select(a => a.Operation).Distinct()),
        ResourceId = refused.Actions.Count > 0 ? refused.Actions[0].ResourceId : refused.Finding.ResourceId,
        Description = string.Join("; ", refused.Actions.Select(a => a.Description)),
        Status = refused.Kind == RefusalKind.Risk ? RepairStatus.Skipped : RepairStatus.Refused,
        Risk = refused.Actions.Count > 0 ? refused.Actions.Max(a => a.Risk) : RepairRisk.Manual,
        SideEffect = refused.Actions.Select(a => a.SideEffect).FirstOrDefault(s => s is not null),
        ClosesFinding = [refused.Finding],
        ApiCall = string.Join("\n", refused.Actions.Select(a => a.ApiCall)),
        AwsCli = string.Join("\n", refused.Actions.Select(a => a.ToAwsCli())),
        PowerShell = string.Join("\n", refused.Actions.Select(a => a.ToPowerShell())),
        Error = refused.Reason,
        ErrorId = refused.Kind.ToString(),
        Region = network.Region,
        AccountId = network.AccountId,
    };
}

/// <summary>What became of a repair.</summary>
public enum RepairStatus : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>It is proven on the model and was not applied.</summary>
    WhatIf,

    /// <summary>It was applied.</summary>
    Applied,

    /// <summary>Everything was so before; nothing was changed.</summary>
    AlreadyDone,

    /// <summary>It was left out: by the user's answer, by -MaximumRisk, or because something that it depends on is not there.</summary>
    Skipped,

    /// <summary>It must not be applied, or not without a person's decision; the error says why and what to do.</summary>
    Refused,

    /// <summary>EC2 refused the call, or the endpoint did not settle.</summary>
    Failed,
}
