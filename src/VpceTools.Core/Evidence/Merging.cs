using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>What two descriptions of one resource say together; null where they contradict each other.</summary>
internal static class Merging
{
    /// <summary>Each output of describe-vpc-attribute names one attribute.</summary>
    public static VpcDnsAttributes? VpcAttributes(VpcDnsAttributes first, VpcDnsAttributes second) =>
        Agree(first.EnableDnsSupport, second.EnableDnsSupport) && Agree(first.EnableDnsHostnames, second.EnableDnsHostnames)
            ? new(first.VpcId, first.EnableDnsSupport ?? second.EnableDnsSupport, first.EnableDnsHostnames ?? second.EnableDnsHostnames)
            : null;

    /// <summary>DescribePrefixLists has the entries of a list, DescribeManagedPrefixLists only its name.</summary>
    public static PrefixList? PrefixLists(PrefixList first, PrefixList second)
    {
        if (first.Name is not null && second.Name is not null && first.Name != second.Name)
            return null;
        if (first.CidrBlocks is { } one && second.CidrBlocks is { } other && !Sorted(one).SequenceEqual(Sorted(other)))
            return null;
        return first with { Name = first.Name ?? second.Name, CidrBlocks = first.CidrBlocks ?? second.CidrBlocks };
    }

    private static bool Agree(bool? first, bool? second) => first is null || second is null || first == second;

    private static IEnumerable<CidrBlock> Sorted(ValueList<CidrBlock> blocks) => blocks.OrderBy(b => b.First).ThenBy(b => b.PrefixLength);
}
