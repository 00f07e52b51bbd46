using VpceTools.Addressing;

namespace VpceTools.Fixes;

/// <summary>Blocks that no repair opens, since they reach beyond any private network.</summary>
internal static class PublicBlocks
{
    /// <summary>
    /// Whether a block is wider than the widest private one: 10.0.0.0/8 (RFC 1918) and fc00::/7 (RFC 4193). What is left of 0.0.0.0/0 when a
    /// VPC's subnets are cut out starts with such blocks.
    /// </summary>
    public static bool Hold(CidrBlock block) => block.PrefixLength < (block.Family == IpFamily.IPv4 ? 8 : 7);
}
