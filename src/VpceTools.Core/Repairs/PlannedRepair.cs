using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Repairs;

/// <summary>One action of a plan.</summary>
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
}
