using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Snapshots;

/// <summary>What two descriptions of one resource say together; null where they contradict each other.</summary>
internal static class Merging
{
    /// <summary>S3 and DynamoDB are listed twice under one name: as a gateway and as an interface service.</summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html</remarks>
    public static VpcEndpointService Services(VpcEndpointService first, VpcEndpointService second) => first.Equals(second) ? first : first with
    {
        ServiceTypes = Union(first.ServiceTypes, second.ServiceTypes),
        AvailabilityZones = Union(first.AvailabilityZones, second.AvailabilityZones),
        AvailabilityZoneIds = Union(first.AvailabilityZoneIds, second.AvailabilityZoneIds),
        PrivateDnsNames = Union(first.PrivateDnsNames, second.PrivateDnsNames),
        PrivateDnsNameVerificationState = first.PrivateDnsNameVerificationState ?? second.PrivateDnsNameVerificationState,
        VpcEndpointPolicySupported = first.VpcEndpointPolicySupported is { } one && second.VpcEndpointPolicySupported is { } other
            ? one || other : first.VpcEndpointPolicySupported ?? second.VpcEndpointPolicySupported,
        SupportedIpAddressTypes = Union(first.SupportedIpAddressTypes, second.SupportedIpAddressTypes),
        Owner = first.Owner ?? second.Owner,
        ServiceRegion = first.ServiceRegion ?? second.ServiceRegion,
    };

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

    private static ValueList<string> Union(ValueList<string> first, ValueList<string> second) =>
        first.Equals(second) ? first : first.Union(second, StringComparer.Ordinal).ToValueList();
}
