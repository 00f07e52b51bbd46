using System.Globalization;

namespace VpceTools.Addressing;

/// <summary>An address block in CIDR notation (RFC 4632, RFC 4291), with its host bits cleared as EC2 clears them.</summary>
public readonly record struct CidrBlock
{
    private CidrBlock(IpAddress first, int prefixLength)
    {
        First = first;
        PrefixLength = prefixLength;
    }

    /// <summary>Every IPv4 address.</summary>
    public static CidrBlock AnyIPv4 { get; } = Parse("0.0.0.0/0");

    /// <summary>Every IPv6 address.</summary>
    public static CidrBlock AnyIPv6 { get; } = Parse("::/0");

    /// <summary>The lowest address.</summary>
    public IpAddress First { get; }

    /// <summary>The highest address.</summary>
    public IpAddress Last => First.LastInBlock(PrefixLength);

    /// <summary>The number of leading bits that all addresses share.</summary>
    public int PrefixLength { get; }

    public IpFamily Family => First.Family;

    /// <summary>The block as an interval.</summary>
    public Interval<IpAddress> Range => new(First, Last);

    /// <summary>The block as a set.</summary>
    public IntervalSet<IpAddress> Addresses => IntervalSet<IpAddress>.Of(Range);

    /// <summary>The block of one address.</summary>
    public static CidrBlock OfHost(IpAddress address) => new(address, address.Bits);

    /// <summary>The block of a prefix length that holds an address.</summary>
    public static CidrBlock Containing(IpAddress address, int prefixLength) => new(address.FirstInBlock(prefixLength), prefixLength);

    /// <summary>Reads <c>address/length</c>; false when either part is not of the form.</summary>
    public static bool TryParse(string? text, out CidrBlock block)
    {
        block = default;
        var slash = text?.IndexOf('/') ?? -1;
        if (slash <= 0 || !IpAddress.TryParse(text!.Substring(0, slash), out var address)
            || !int.TryParse(text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > address.Bits)
            return false;
        block = Containing(address, length);
        return true;
    }

    /// <summary>Reads <c>address/length</c>.</summary>
    /// <exception cref="FormatException">The text is not a CIDR block.</exception>
    public static CidrBlock Parse(string text) =>
        TryParse(text, out var block) ? block
            : throw new FormatException($"'{text}' is not a CIDR block such as 10.0.0.0/16 or 2001:db8::/56.");

    /// <summary>The fewest blocks that hold exactly the addresses of a set, in ascending order.</summary>
    public static IEnumerable<CidrBlock> Cover(IntervalSet<IpAddress> addresses)
    {
        foreach (var interval in addresses.Intervals.ToArray())
        {
            var first = interval.First;
            while (true)
            {
                var length = first.Bits;
                while (length > 0 && first.FirstInBlock(length - 1) == first && first.LastInBlock(length - 1) <= interval.Last)
                    length--;
                var block = new CidrBlock(first, length);
                yield return block;
                if (block.Last >= interval.Last || !block.Last.TryGetNext(out first))
                    break;
            }
        }
    }

    /// <summary>Whether the address lies in the block.</summary>
    public bool Contains(IpAddress address) => address.Family == Family && Range.Contains(address);

    /// <summary>Whether the whole other block lies in this one.</summary>
    public bool Contains(CidrBlock other) => other.Family == Family && PrefixLength <= other.PrefixLength && Contains(other.First);

    public bool Overlaps(CidrBlock other) => Contains(other) || other.Contains(this);

    public override string ToString() => $"{First}/{PrefixLength}";
}
