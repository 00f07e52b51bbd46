using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VpceTools.Addressing;

/// <summary>An IPv4 or IPv6 address as an ordered number; all IPv4 addresses sort before all IPv6 addresses.</summary>
public readonly struct IpAddress : IDiscrete<IpAddress>
{
    private readonly ulong _high;
    private readonly ulong _low;

    private IpAddress(IpFamily family, ulong high, ulong low)
    {
        Family = family;
        _high = high;
        _low = low;
    }

    public IpFamily Family { get; }

    /// <summary>The number of bits of an address of this family: 32 or 128.</summary>
    public int Bits => Family == IpFamily.IPv4 ? 32 : 128;

    /// <summary>The value as a number, for counting.</summary>
    public System.Numerics.BigInteger Number => (new System.Numerics.BigInteger(_high) << 64) + _low;

    /// <summary>An IPv4 address from its 32 bits.</summary>
    public static IpAddress FromUInt32(uint value) => new(IpFamily.IPv4, 0, value);

    /// <summary>An IPv6 address from its upper and lower 64 bits.</summary>
    public static IpAddress FromUInt64Pair(ulong high, ulong low) => new(IpFamily.IPv6, high, low);

    /// <summary>Reads dotted-quad IPv4 (four decimal parts without leading zeros) or RFC 4291 IPv6 text.</summary>
    public static bool TryParse(string? text, out IpAddress address)
    {
        address = default;
        if (string.IsNullOrEmpty(text))
            return false;
        return text!.Contains(':') ? TryParseV6(text!, out address) : TryParseV4(text!, out address);
    }

    /// <exception cref="FormatException">The text is not an IP address.</exception>
    public static IpAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IPv4 or IPv6 address.");

    /// <summary>The lowest address of the block of <paramref name="prefixLength"/> bits that holds this one.</summary>
    public IpAddress FirstInBlock(int prefixLength)
    {
        var (high, low) = HostMask(prefixLength);
        return new(Family, _high & ~high, _low & ~low);
    }

    /// <summary>The highest address of the block of <paramref name="prefixLength"/> bits that holds this one.</summary>
    public IpAddress LastInBlock(int prefixLength)
    {
        var (high, low) = HostMask(prefixLength);
        return new(Family, _high | high, _low | low);
    }

    public bool TryGetNext(out IpAddress next)
    {
        next = _low == ulong.MaxValue ? new(Family, unchecked(_high + 1), 0) : new(Family, _high, _low + 1);
        return Family == IpFamily.IPv4 ? _low != uint.MaxValue : !(_high == ulong.MaxValue && _low == ulong.MaxValue);
    }

    public bool TryGetPrevious(out IpAddress previous)
    {
        previous = _low == 0 ? new(Family, unchecked(_high - 1), ulong.MaxValue) : new(Family, _high, _low - 1);
        return _high != 0 || _low != 0;
    }

    public int CompareTo(IpAddress other)
    {
        // CompareTo of an enum boxes both, and addresses are compared more often than anything else is done.
        if (Family != other.Family)
            return Family < other.Family ? -1 : 1;
        var byHigh = _high.CompareTo(other._high);
        return byHigh != 0 ? byHigh : _low.CompareTo(other._low);
    }

    public bool Equals(IpAddress other) => Family == other.Family && _high == other._high && _low == other._low;

    public override bool Equals(object? obj) => obj is IpAddress other && Equals(other);

    public override int GetHashCode() => unchecked((((int)Family * 397) ^ _high.GetHashCode()) * 397) ^ _low.GetHashCode();

    /// <summary>The text form: dotted quad, or RFC 5952.</summary>
    public override string ToString()
    {
        if (Family == IpFamily.IPv4)
            return $"{(byte)(_low >> 24)}.{(byte)(_low >> 16)}.{(byte)(_low >> 8)}.{(byte)_low}";
        var bytes = new byte[16];
        for (var i = 0; i < 8; i++)
        {
            bytes[i] = (byte)(_high >> (56 - (8 * i)));
            bytes[i + 8] = (byte)(_low >> (56 - (8 * i)));
        }

        return new IPAddress(bytes).ToString();
    }

    public static bool operator ==(IpAddress left, IpAddress right) => left.Equals(right);

    public static bool operator !=(IpAddress left, IpAddress right) => !left.Equals(right);

    public static bool operator <(IpAddress left, IpAddress right) => left.CompareTo(right) < 0;

    public static bool operator >(IpAddress left, IpAddress right) => left.CompareTo(right) > 0;

    public static bool operator <=(IpAddress left, IpAddress right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IpAddress left, IpAddress right) => left.CompareTo(right) >= 0;

    private static bool TryParseV4(string text, out IpAddress address)
    {
        address = default;
        // IPAddress.Parse takes "10.1" and octal parts, which EC2 never writes; a typo must not become another address.
        var parts = text.Split('.');
        if (parts.Length != 4)
            return false;
        uint value = 0;
        foreach (var part in parts)
        {
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0')
                || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
                return false;
            value = (value << 8) | octet;
        }

        address = FromUInt32(value);
        return true;
    }

    private static bool TryParseV6(string text, out IpAddress address)
    {
        address = default;
        if (text.IndexOfAny(['%', '[', ']', '/']) >= 0
            || !IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        var bytes = parsed.GetAddressBytes();
        ulong high = 0, low = 0;
        for (var i = 0; i < 8; i++)
        {
            high = (high << 8) | bytes[i];
            low = (low << 8) | bytes[i + 8];
        }

        address = FromUInt64Pair(high, low);
        return true;
    }

    private (ulong High, ulong Low) HostMask(int prefixLength)
    {
        var hostBits = Bits - prefixLength;
        return hostBits switch
        {
            <= 0 => (0, 0),
            < 64 => (0, (1UL << hostBits) - 1),
            64 => (0, ulong.MaxValue),
            < 128 => ((1UL << (hostBits - 64)) - 1, ulong.MaxValue),
            _ => (ulong.MaxValue, ulong.MaxValue),
        };
    }
}

/// <summary>The two Internet Protocol versions that a VPC carries.</summary>
public enum IpFamily
{
    /// <summary>Internet Protocol version 4 (RFC 791).</summary>
    IPv4,

    /// <summary>Internet Protocol version 6 (RFC 8200).</summary>
    IPv6,
}
