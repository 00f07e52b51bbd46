namespace VpceTools.Addressing;

/// <summary>The well-known prefix of NAT64: DNS64 makes up IPv6 addresses in it, which a NAT gateway turns back (RFC 6052).</summary>
internal static class Nat64Prefix
{
    /// <summary>The prefix.</summary>
    public static CidrBlock Block { get; } = CidrBlock.Parse("64:ff9b::/96");

    private static readonly ulong Upper = (ulong)(Block.Range.First.Number >> 64);

    /// <summary>RFC 6052 section 2.2: the IPv4 address in the last 32 bits of the prefix; an IPv6 address itself.</summary>
    public static IpAddress Embed(IpAddress address) => address.Family == IpFamily.IPv6 ? address
        : IpAddress.FromUInt64Pair(Upper, (ulong)address.Number);
}
