using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using VpceTools.Testing.Protocol;
using VpceTools.Testing.Worlds;

namespace VpceTools.Testing.Mutations;

/// <summary>Address blocks as the modifying operations need them.</summary>
internal static class Cidr
{
    /// <summary>
    /// The block with its host bits cleared, as EC2 stores it: 100.68.0.18/18 becomes 100.68.0.0/18. Anything else is refused.
    /// </summary>
    public static string Canonical(string text, AddressFamily family, Func<Ec2Exception> malformed)
    {
        if (text.Split('/') is not [var address, var length]
            || !IPAddress.TryParse(address, out var parsed)
            || parsed.AddressFamily != family
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > parsed.GetAddressBytes().Length * 8)
        {
            throw malformed();
        }

        var bytes = parsed.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{prefix}");
    }

    /// <summary>
    /// The first address of a subnet that no interface has. AWS keeps the first four and the last one to itself:
    /// https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html.
    /// </summary>
    public static string? FirstFree(Ec2World world, string subnetId, string block)
    {
        var network = IPNetwork.Parse(block);
        var used = world.Of(Kinds.NetworkInterfaces).Values
            .Where(eni => eni["SubnetId"]?.ToString() == subnetId)
            .SelectMany(eni => (eni["PrivateIpAddresses"] as JsonArray ?? []).Select(entry => entry!["PrivateIpAddress"]?.ToString())
                .Concat((eni["Ipv6Addresses"] as JsonArray ?? []).Select(entry => entry!["Ipv6Address"]?.ToString()))
                .Append(eni["PrivateIpAddress"]?.ToString()))
            .ToHashSet(StringComparer.Ordinal);
        var last = network.PrefixLength >= network.BaseAddress.GetAddressBytes().Length * 8 - 16
            ? (1 << (network.BaseAddress.GetAddressBytes().Length * 8 - network.PrefixLength)) - 2
            : 65_000;
        return Enumerable.Range(4, Math.Max(0, last - 3)).Select(offset => Add(network.BaseAddress, offset))
            .FirstOrDefault(address => !used.Contains(address));
    }

    private static string Add(IPAddress address, int offset)
    {
        var bytes = address.GetAddressBytes();
        for (var i = bytes.Length - 1; i >= 0 && offset > 0; i--, offset >>= 8)
        {
            offset += bytes[i];
            bytes[i] = (byte)offset;
        }

        return new IPAddress(bytes).ToString();
    }
}
