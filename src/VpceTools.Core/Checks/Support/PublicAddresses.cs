using VpceTools.Addressing;

namespace VpceTools.Checks.Support;

/// <summary>The addresses that the public endpoints of services can have: all but those that are set aside.</summary>
/// <remarks>
/// https://www.iana.org/assignments/iana-ipv4-special-registry and …/iana-ipv6-special-registry; https://www.rfc-editor.org/rfc/rfc6052
/// </remarks>
internal static class PublicAddresses
{
    private static readonly string[] SetAside =
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
    ];

    /// <summary>Public IPv4 addresses.</summary>
    public static IntervalSet<IpAddress> IPv4 { get; } =
        CidrBlock.AnyIPv4.Addresses.Except(IntervalSet<IpAddress>.Of(SetAside.Select(block => CidrBlock.Parse(block).Range)));

    /// <summary>Global unicast IPv6 addresses.</summary>
    public static IntervalSet<IpAddress> IPv6 { get; } =
        CidrBlock.Parse("2000::/3").Addresses.Except(CidrBlock.Parse("2001:db8::/32").Addresses);
}
