using CsCheck;
using VpceTools.Addressing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Reachability;

/// <summary>The routes of a transit gateway laid out by address, against the rule itself, address by address.</summary>
public sealed class TransitGatewayRouteEvaluatorTests
{
    private static readonly Gen<TransitGatewayRoute> GenRoute = Gen.Select(Gen.Int[0, 63], Gen.Int[26, 32], Gen.Int[0, 3],
        (at, length, kind) =>
        HubAndSpoke.Route(CidrBlock.Containing(Address(at), length).ToString(), kind == 0 ? null : $"tgw-attach-{at}-{length}-{kind}",
            kind: kind == 1 ? "static" : "propagated"));

    private static readonly Gen<IntervalSet<IpAddress>> GenDestinations = Gen.Select(Gen.Int[0, 79], Gen.Int[0, 79]).Array[1,
        3].Select(pairs =>
        IntervalSet<IpAddress>.Of(pairs.Select(p =>
            new Interval<IpAddress>(Address(Math.Min(p.Item1, p.Item2)), Address(Math.Max(p.Item1, p.Item2))))));

    [Fact]
    public void The_longest_prefix_wins_and_of_equal_ones_the_static_route() =>
        Gen.Select(GenRoute.Array[0, 12], GenDestinations).Sample((routes, destinations) =>
        {
            var parts = new TransitGatewayRouteEvaluator(new("tgw-rtb-1", [.. routes]), new(World.Healthy)).Evaluate(destinations);

            var all = parts.Aggregate(IntervalSet<IpAddress>.Empty, (set, part) => set.Union(part.Addresses));
            Assert.Equal(destinations, all);
            for (var i = 0; i < 80; i++)
                if (destinations.Contains(Address(i)))
                {
                    var part = Assert.Single(parts, p => p.Addresses.Contains(Address(i)));
                    var best = routes.Where(r => r.Destination!.Value.Range.Contains(Address(i)))
                        .OrderByDescending(r => r.Destination!.Value.PrefixLength).ThenBy(r => r.Type == "static" ? 0 : 1).FirstOrDefault();
                    Assert.Equal(best?.Destination, part.Route?.Destination);
                    Assert.Equal(best?.Type, part.Route?.Type);
                }
        }, iter: 500);

    [Fact]
    public void A_list_that_is_not_known_leaves_every_address_open() =>
        Assert.All(new TransitGatewayRouteEvaluator(
            new("tgw-rtb-1", [HubAndSpoke.Route("10.0.0.0/27", "tgw-attach-1"),
                new() { PrefixListId = "pl-9", State = "active", Attachments = [new("tgw-attach-2", null, "vpc")] }]),
            new(World.Healthy)).Evaluate(IntervalSet<IpAddress>.Of(Address(0), Address(40))), part =>
                Assert.Equal("pl-9", part.Unresolved));

    private static IpAddress Address(int last) => IpAddress.FromUInt32((10u << 24) + (uint)last);
}
