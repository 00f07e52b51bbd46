using System.Net;
using CsCheck;
using VpceTools.Addressing;
using Xunit;

namespace VpceTools.Core.Tests.Addressing;

public sealed class CidrBlockTests
{
    [Theory]
    [InlineData("10.0.0.0/16", "10.0.0.0", "10.0.255.255")]
    [InlineData("100.68.0.18/18", "100.68.0.0", "100.68.63.255")] // EC2 clears host bits the same way
    [InlineData("0.0.0.0/0", "0.0.0.0", "255.255.255.255")]
    [InlineData("10.1.2.3/32", "10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8::/56", "2001:db8::", "2001:db8:0:ff:ffff:ffff:ffff:ffff")]
    [InlineData("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::1/128", "2001:db8::1", "2001:db8::1")]
    [InlineData("2001:db8:0:1:8000::/65", "2001:db8:0:1:8000::", "2001:db8:0:1:ffff:ffff:ffff:ffff")]
    public void Parse_reads_first_and_last_address(string text, string first, string last)
    {
        var block = CidrBlock.Parse(text);
        Assert.Equal((first, last), (block.First.ToString(), block.Last.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0/8")]
    [InlineData("10.0.0.256/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("2001:db8::/129")]
    [InlineData("fe80::1%eth0/64")]
    [InlineData("any/0")]
    [InlineData("/8")]
    public void Parse_refuses_what_is_not_a_block(string text)
    {
        Assert.False(CidrBlock.TryParse(text, out _));
        Assert.Throws<FormatException>(() => CidrBlock.Parse(text));
    }

    [Fact]
    public void Addresses_round_trip_and_agree_with_the_platform() =>
        Gen.Select(Gen.Bool, Gen.ULong, Gen.ULong).Sample((isV4, high, low) =>
        {
            var address = isV4 ? IpAddress.FromUInt32((uint)low) : IpAddress.FromUInt64Pair(high, low);
            return IpAddress.Parse(address.ToString()) == address && IPAddress.Parse(address.ToString()).ToString() == address.ToString();
        });

    [Fact]
    public void Blocks_nest_exactly_when_their_ranges_do() =>
        Gen.Select(Gen.UInt, Gen.Int[0, 32], Gen.UInt, Gen.Int[0, 32]).Sample((a, aLength, b, bLength) =>
        {
            var (outer, inner) = (CidrBlock.Containing(IpAddress.FromUInt32(a), aLength),
                CidrBlock.Containing(IpAddress.FromUInt32(b), bLength));
            return outer.Contains(inner) == (outer.First <= inner.First && inner.Last <= outer.Last)
                && outer.Overlaps(inner) == (outer.First <= inner.Last && inner.First <= outer.Last);
        });

    [Fact]
    public void Cover_is_exact_and_minimal_for_any_interval() =>
        Gen.Select(Gen.UInt[0, 300], Gen.UInt[0, 300]).Sample((x, y) =>
        {
            var set = IntervalSet<IpAddress>.Of(IpAddress.FromUInt32(Math.Min(x, y)), IpAddress.FromUInt32(Math.Max(x, y)));
            var blocks = CidrBlock.Cover(set).ToList();
            var union = IntervalSet<IpAddress>.Of(blocks.Select(b => b.Range));
            // No two blocks of the cover are halves of one block: that is what minimal means for disjoint aligned blocks.
            var minimal = blocks.All(b => b.PrefixLength == 0 || blocks.Count(o => o.PrefixLength == b.PrefixLength
                && o.First.FirstInBlock(b.PrefixLength - 1) == b.First.FirstInBlock(b.PrefixLength - 1)) == 1);
            return union.Equals(set) && minimal;
        });

    [Fact]
    public void Cover_of_everything_is_one_block_a_family() =>
        Assert.Equal(["0.0.0.0/0", "::/0"], CidrBlock.Cover(PacketSet.All.Addresses).Select(b => b.ToString()));
}
