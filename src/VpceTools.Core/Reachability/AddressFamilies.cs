using VpceTools.Addressing;

namespace VpceTools.Reachability;

/// <summary>IP address types and DNS record types as EC2 names them, in address families.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#aws-service-ip-address-type</remarks>
internal static class AddressFamilies
{
    private static readonly IpFamily[] Both = [IpFamily.IPv4, IpFamily.IPv6];

    /// <summary>
    /// The families that interfaces of an address type have, and so their subnets need; IPv4 where EC2 did not say, as it was before there
    /// was a choice.
    /// </summary>
    public static IReadOnlyList<IpFamily> NeededBy(string? addressType) => addressType?.ToLowerInvariant() switch
    {
        "dualstack" => Both,
        "ipv6" => [IpFamily.IPv6],
        _ => [IpFamily.IPv4],
    };

    /// <summary>
    /// The families that DNS answers with. By default they are those of the interfaces; "service-defined" answers as the name asks for,
    /// which can be either.
    /// </summary>
    public static IReadOnlyList<IpFamily> AnsweredBy(string? recordType, IReadOnlyList<IpFamily> ofInterfaces) =>
        recordType?.ToLowerInvariant() switch
        {
            "ipv4" => [IpFamily.IPv4],
            "ipv6" => [IpFamily.IPv6],
            "dualstack" => Both,
            _ => ofInterfaces,
        };

    /// <summary>For example <c>IPv4 and IPv6</c>.</summary>
    public static string Name(IEnumerable<IpFamily> families) => string.Join(" and ", families);
}
