using CsCheck;
using VpceTools.Addressing;
using Xunit;

namespace VpceTools.Core.Tests.Addressing;

/// <summary>Sets against the simplest oracle: every element of a small universe, one by one.</summary>
public sealed class SetTests
{
    private const int Addresses = 12;
    private const int Ports = 9;

    private static readonly Gen<IntervalSet<Port>> GenPorts =
        Gen.Select(Gen.Int[0, Ports - 1], Gen.Int[0, Ports - 1]).Array[0, 4].Select(pairs => IntervalSet<Port>.Of(
            pairs.Select(p => new Interval<Port>(new Port(Math.Min(p.Item1, p.Item2)), new Port(Math.Max(p.Item1, p.Item2))))));

    private static readonly Gen<PacketSet> GenPackets =
        Gen.Select(Gen.Int[0, Addresses - 1], Gen.Int[0, Addresses - 1], GenPorts).Array[0, 5].Select(boxes => boxes.Aggregate(
            PacketSet.Empty, (set, b) => set.Union(PacketSet.Of(Between(Math.Min(b.Item1, b.Item2), Math.Max(b.Item1, b.Item2)),
                b.Item3))));

    [Fact]
    public void Interval_set_operations_agree_with_the_oracle() =>
        Gen.Select(GenPorts, GenPorts).Sample((a, b) =>
        {
            for (var i = 0; i < Ports; i++)
            {
                var (inA, inB) = (a.Contains(new(i)), b.Contains(new(i)));
                if (a.Union(b).Contains(new(i)) != (inA || inB) || a.Intersect(b).Contains(new(i)) != (inA && inB) || a.Except(b)
                    .Contains(new(i)) != (inA && !inB))
                    return false;
            }

            return IsCanonical(a.Union(b)) && IsCanonical(a.Intersect(b)) && IsCanonical(a.Except(b))
                && a.IsSupersetOf(b) == Enumerable.Range(0, Ports).All(i => !b.Contains(new(i)) || a.Contains(new(i)));
        });

    [Fact]
    public void Packet_set_operations_agree_with_the_oracle() =>
        Gen.Select(GenPackets, GenPackets).Sample((a, b) =>
        {
            var (union, both, rest) = (a.Union(b), a.Intersect(b), a.Except(b));
            var count = 0;
            for (var x = 0; x < Addresses; x++)
            {
                for (var p = 0; p < Ports; p++)
                {
                    var (inA, inB) = (a.Contains(Address(x), new(p)), b.Contains(Address(x), new(p)));
                    count += inA ? 1 : 0;
                    if (union.Contains(Address(x), new(p)) != (inA || inB) || both.Contains(Address(x), new(p)) != (inA && inB)
                        || rest.Contains(Address(x), new(p)) != (inA && !inB))
                        return false;
                }
            }

            return a.Count == count;
        });

    [Fact]
    public void Equal_content_has_one_form() =>
        Gen.Select(GenPackets, GenPackets).Sample((a, b) =>
            a.Union(b).Equals(b.Union(a)) && a.Except(b).Union(a.Intersect(b)).Equals(a) && a.Except(a).IsEmpty
            && a.Union(b).GetHashCode() == b.Union(a).GetHashCode());

    [Fact]
    public void Addresses_with_a_port_and_ports_of_an_address_are_two_views_of_one_set() =>
        Gen.Select(GenPackets, Gen.Int[0, Addresses - 1], Gen.Int[0, Ports - 1]).Sample((set, x, p) =>
            set.PortsOf(Address(x)).Contains(new(p)) == set.AddressesWith(new(p)).Contains(Address(x))
            && set.Addresses.Contains(Address(x)) == !set.PortsOf(Address(x)).IsEmpty);

    [Fact]
    public void The_families_never_join_at_their_edge()
    {
        var everything = PacketSet.All;
        Assert.Equal(2, everything.Boxes.Length);
        Assert.False(IpAddress.Parse("255.255.255.255").TryGetNext(out _));
        Assert.False(IpAddress.Parse("::").TryGetPrevious(out _));
        Assert.True(IpAddress.Parse("255.255.255.255") < IpAddress.Parse("::"));
        Assert.True(everything.Except(everything).IsEmpty);
        Assert.Equal((System.Numerics.BigInteger.Pow(2, 32) + System.Numerics.BigInteger.Pow(2, 128)) * 65536, everything.Count);
    }

    // Address by address, so that nothing spans the gap between the families.
    private static IntervalSet<IpAddress> Between(int first, int last) =>
        IntervalSet<IpAddress>.Of(Enumerable.Range(first, last - first + 1).Select(i => new Interval<IpAddress>(Address(i), Address(i))));

    // The universe straddles the end of the IPv4 space, where an off-by-one would wrap around.
    private static IpAddress Address(int i) => i < Addresses / 2
        ? IpAddress.FromUInt32(uint.MaxValue - (uint)((Addresses / 2) - 1 - i))
        : IpAddress.FromUInt64Pair(0, (ulong)(i - (Addresses / 2)));

    private static bool IsCanonical(IntervalSet<Port> set)
    {
        var intervals = set.Intervals.ToArray();
        return intervals.All(i => i.First <= i.Last) && intervals.Zip(intervals.Skip(1))
            .All(pair => pair.First.Last.Number + 1 < pair.Second.First.Number);
    }
}
