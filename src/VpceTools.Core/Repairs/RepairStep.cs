using VpceTools.Findings;

namespace VpceTools.Repairs;

/// <summary>An action of a plan in the making.</summary>
/// <param name="action">The action.</param>
/// <param name="undo">What takes it back.</param>
/// <param name="endpointId">The endpoint for whose sake it is done.</param>
internal sealed class RepairStep(RepairAction action, RepairAction undo, string endpointId)
{
    public RepairAction Action { get; } = action;

    public RepairAction Undo { get; } = undo;

    public string EndpointId { get; } = endpointId;

    public List<Finding> Closes { get; } = [];

    public List<RepairStep> DependsOn { get; } = [];

    public List<FindingKey> For { get; } = [];

    /// <summary>The endpoints for which the fix that this action is of closes a problem, or a part of one.</summary>
    public HashSet<string> Eases { get; } = new(StringComparer.Ordinal);
}
