using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Fixes;

/// <summary>The blocks that rules for a target have to name: its own addresses, or the whole subnet of an interface that is yet to be made.</summary>
internal static class PlannedBlocks
{
    /// <summary>An interface that is yet to be made can get any address of its subnet.</summary>
    public static IEnumerable<CidrBlock> Of(Target target, NetworkIndex index, IntervalSet<IpAddress>? part = null) =>
        target.IsPlanned && index.Subnets.TryGetValue(target.SubnetId!, out var own)
            ? own.CidrBlocks.Where(block => block.Family == target.Family) : CidrBlock.Cover(part ?? target.Addresses);
}
