using CsCheck;
using VpceTools.Addressing;
using VpceTools.Anonymizing;
using Xunit;

namespace VpceTools.Core.Tests.Anonymizing;

public sealed class AddressMapTests
{
    /// <summary>Blocks that share bits, adjoin each other and lie in each other, private and public.</summary>
    private static readonly Gen<CidrBlock[]> Blocks =
        Gen.Select(Gen.OneOf("10.0.0.0", "10.0.4.0", "172.16.0.0", "192.168.0.0", "100.64.0.0", "54.1.0.0", "8.8.8.0", "2600:1f18::",
            "fd12:3456::"),
            Gen.Int[0, 7], Gen.Int[8, 32], Gen.Bool)
        .Select((start, step, length, isWide) =>
        {
            var first = IpAddress.Parse(start);
            for (var i = 0; i < step; i++)
                first = first.LastInBlock(first.Family == IpFamily.IPv4 ? 24 : 64).TryGetNext(out var next) ? next : first;
            return CidrBlock.Containing(first, first.Family == IpFamily.IPv4 ? length : isWide ? 56 : 64 + length);
        }).Array[1, 12].Select(blocks => blocks.Distinct().ToArray());

    [Fact]
    public void Prefixes_order_neighbours_and_classes_stay() => Blocks.Sample(
        blocks =>
        {
            var map = Map(blocks);
            foreach (var one in blocks)
            {
                Assert.Equal(one.PrefixLength, map.Of(one).PrefixLength);
                Assert.Equal(Class(one), Class(map.Of(one)));
                foreach (var other in blocks.Where(block => block.Family == one.Family))
                {
                    Assert.Equal(Common(one, other), Common(map.Of(one), map.Of(other)));
                    if (!one.Overlaps(other))
                        Assert.Equal(Math.Sign(one.First.CompareTo(other.First)),
                            Math.Sign(map.Of(one).First.CompareTo(map.Of(other).First)));
                    Assert.Equal(Adjoin(one, other), Adjoin(map.Of(one), map.Of(other)));
                }
            }
        },
        iter: 200);

    /// <summary>Two blocks that begin alike follow another one, and both have to after it, whatever the key.</summary>
    [Fact]
    public void All_blocks_that_begin_where_another_ends_adjoin_it_still()
    {
        CidrBlock[] blocks = [CidrBlock.Parse("8.8.8.0/22"), CidrBlock.Parse("8.8.12.0/28"), CidrBlock.Parse("8.8.12.0/23")];
        for (var key = 0; key < 100; key++)
        {
            var map = Map(blocks);
            Assert.True(Adjoin(map.Of(blocks[0]), map.Of(blocks[1])));
            Assert.True(Adjoin(map.Of(blocks[0]), map.Of(blocks[2])));
        }
    }

    [Fact]
    public void A_network_gets_another_address_and_what_is_in_it_keeps_its_place() => Gen.Select(Gen.Int[0, 255], Gen.UInt[0, 65535])
        .Sample(
        (second, host) =>
        {
            var network = CidrBlock.Containing(IpAddress.Parse($"10.{second}.0.0"), 16);
            var address = IpAddress.FromUInt32((uint)network.First.Number + host);
            var map = new AddressMap();
            map.AddNetwork(network);
            map.Of(address);
            map.Settle();

            Assert.NotEqual(network, map.Of(network));
            Assert.Equal(host, (uint)(map.Of(address).Number - map.Of(network).First.Number));
        },
        iter: 50);

    [Fact]
    public void What_means_something_stays()
    {
        string[] kept = ["0.0.0.0/0", "169.254.169.253/32", "127.0.0.1/32", "10.0.0.0/8", "192.168.0.0/16", "::/0", "fd00:ec2::253/128",
            "52.216.0.0/15", "52.217.1.2/32"];
        var map = new AddressMap();
        map.Keep(CidrBlock.Parse("52.216.0.0/15"));
        foreach (var block in kept)
            map.Of(CidrBlock.Parse(block));
        map.Settle();

        Assert.Equal(kept, kept.Select(block => map.Of(CidrBlock.Parse(block)).ToString()));
    }

    private static AddressMap Map(IEnumerable<CidrBlock> blocks)
    {
        var map = new AddressMap();
        foreach (var block in blocks)
            map.Of(block);
        map.Settle();
        return map;
    }

    private static string Class(CidrBlock block) =>
        Array.Find(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"], root => CidrBlock.Parse(root)
            .Contains(block)) ?? "public";

    private static int Common(CidrBlock one, CidrBlock other)
    {
        var length = 0;
        while (length < Math.Min(one.PrefixLength, other.PrefixLength)
            && CidrBlock.Containing(one.First, length + 1) == CidrBlock.Containing(other.First, length + 1))
            length++;
        return length;
    }

    private static bool Adjoin(CidrBlock one, CidrBlock other) => one.Last.TryGetNext(out var next) && next == other.First;
}
