using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Repairs.Actions;

namespace VpceTools.Repairs.Planning;

/// <summary>The changes that provably fix problems of a network, in an order in which nothing breaks in between.</summary>
/// <param name="Network">The network as it is.</param>
/// <param name="Result">The network as the actions make it.</param>
/// <param name="Repairs">The actions, in order.</param>
/// <param name="Refused">The problems that are not fixed, and why.</param>
public sealed record RepairPlan(VpcNetwork Network, VpcNetwork Result, ValueList<PlannedRepair> Repairs, ValueList<RefusedRepair> Refused);

/// <summary>One action of a plan, and of the run that carries it out.</summary>
/// <param name="Number">Its place in the plan, from 1.</param>
/// <param name="Action">The action.</param>
public sealed record PlannedRepair(int Number, RepairAction Action)
{
    /// <summary>The endpoint for whose sake it is done.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The problems that are gone after it and the actions before it.</summary>
    public ValueList<Finding> Closes { get; init; } = [];

    /// <summary>The numbers of the actions without which it must not be done.</summary>
    public ValueList<int> DependsOn { get; init; } = [];

    /// <summary>What takes it back, and nothing that was there before.</summary>
    public required RepairAction Undo { get; init; }

    /// <summary>The problems that it was planned for; a fix of several actions has them all for one.</summary>
    internal ValueList<FindingKey> For { get; init; } = [];

    /// <summary>The endpoints for which the fix that it belongs to closes a problem on the way there, or a part of one.</summary>
    internal ValueList<string> Unblocks { get; init; } = [];
}

/// <summary>A problem that the plan does not fix.</summary>
/// <param name="Finding">The problem.</param>
/// <param name="Kind">Why not.</param>
/// <param name="Reason">Why not, in one or two sentences, and what to do instead.</param>
/// <param name="Actions">The actions that were considered; empty for none.</param>
public sealed record RefusedRepair(Finding Finding, RefusalKind Kind, string Reason, ValueList<RepairAction> Actions);

/// <summary>Why a problem is not repaired.</summary>
public enum RefusalKind
{
    /// <summary>There is no call that would fix it; a person has to act.</summary>
    Advice,

    /// <summary>A call would, but whether to make it is a person's decision.</summary>
    Manual,

    /// <summary>The action needs more care than was asked for.</summary>
    Risk,

    /// <summary>EC2 would refuse the call: a quota, a resource that is gone, or one of another account.</summary>
    Obstacle,

    /// <summary>The problem would still be there afterwards.</summary>
    NotClosed,

    /// <summary>Something else would get worse.</summary>
    GetsWorse,

    /// <summary>Clients would be sent to an endpoint that is not known to answer them.</summary>
    Redirect,
}
