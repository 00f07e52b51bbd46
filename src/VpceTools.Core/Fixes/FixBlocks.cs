using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Fixes;

/// <summary>The blocks that the rules and entries of a fix may name.</summary>
internal static class FixBlocks
{
    /// <summary>
    /// The blocks of a target: its own addresses, or its whole subnet where the interface is yet to be made and can get any address of it.
    /// </summary>
    public static IEnumerable<CidrBlock> Of(Target target, NetworkIndex index, IntervalSet<IpAddress>? part = null) =>
        target.IsPlanned && index.Subnets.TryGetValue(target.SubnetId!, out var own)
            ? own.CidrBlocks.Where(block => block.Family == target.Family) : CidrBlock.Cover(part ?? target.Addresses);

    /// <summary>
    /// Whether a block reaches beyond any private network, so that no fix opens it: it is wider than 10.0.0.0/8 (RFC 1918) or fc00::/7 (RFC
    /// 4193). What is left of 0.0.0.0/0 when a VPC's subnets are cut out starts with such blocks.
    /// </summary>
    public static bool IsPublic(CidrBlock block) => block.PrefixLength < (block.Family == IpFamily.IPv4 ? 8 : 7);
}
