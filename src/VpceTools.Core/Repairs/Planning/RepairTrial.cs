using VpceTools.Checks.Support;
using VpceTools.Model;
using VpceTools.Repairs.Actions;

namespace VpceTools.Repairs.Planning;

/// <summary>A network with actions applied to it, one after the other.</summary>
/// <param name="Network">The network after the last action that could be applied.</param>
/// <param name="Steps">The actions, each with the network before it. What an earlier one does already is left out.</param>
/// <param name="Obstacle">Why EC2 would refuse an action; null for none.</param>
internal sealed record RepairTrial(VpcNetwork Network, IReadOnlyList<(RepairAction Action, VpcNetwork Before)> Steps, string? Obstacle)
{
    public static RepairTrial Create(VpcNetwork network, IEnumerable<RepairAction> actions, RepairQuotas quotas)
    {
        var steps = new List<(RepairAction, VpcNetwork)>();
        foreach (var action in actions)
        {
            if (action.IsDoneIn(network))
                continue;
            if ((action.ObstacleIn(network, quotas)
                ?? Ownership.WhyForeign(network, action)) is { } obstacle)
                return new(network, steps, obstacle);
            steps.Add((action, network));
            network = action.ApplyTo(network);
        }

        return new(network, steps, null);
    }
}
