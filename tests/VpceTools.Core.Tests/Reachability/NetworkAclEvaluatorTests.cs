using VpceTools.Addressing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Reachability;

public sealed class NetworkAclEvaluatorTests
{
    private static readonly IpAddress Peer = IpAddress.Parse("10.0.1.10");

    [Fact]
    public void The_lowest_number_decides_whatever_the_listed_order()
    {
        var acl = World.Acl("acl-1", [], World.Entry(200, false, true, 6, "0.0.0.0/0", 443),
            World.Entry(100, false, false, 6, "10.0.1.0/24", 443));
        Assert.False(NetworkAclEvaluator.Evaluate(acl, egress: false).Contains(Peer, new(443)));
        Assert.Equal(100, NetworkAclEvaluator.Deciding(acl, egress: false, Peer, new(443))!.RuleNumber);
        Assert.True(NetworkAclEvaluator.Evaluate(acl, egress: false).Contains(IpAddress.Parse("10.0.2.10"), new(443)));
    }

    [Fact]
    public void What_no_entry_matches_is_denied_even_without_the_closing_entry()
    {
        var acl = new NetworkAcl { Id = "acl-1", Entries = [World.Entry(100, true, true, -1, "0.0.0.0/0")] };
        Assert.True(NetworkAclEvaluator.Evaluate(acl, egress: false).IsEmpty);
        Assert.Null(NetworkAclEvaluator.Deciding(acl, egress: false, Peer, new(443)));
    }

    [Theory]
    [InlineData(-1, null, true)]
    [InlineData(-1, 22, true)] // a port range on all traffic is ignored
    [InlineData(6, 443, true)]
    [InlineData(6, null, true)]
    [InlineData(6, 80, false)]
    [InlineData(17, 443, false)]
    [InlineData(1, null, false)]
    public void Protocol_and_port_decide_whether_an_entry_matches(int protocol, int? port, bool expected) =>
        Assert.Equal(expected, NetworkAclEvaluator.Evaluate(World.Acl("acl-1", [],
            World.Entry(100, false, true, protocol, "0.0.0.0/0", port)), egress: false).Contains(Peer, new(443)));

    [Fact]
    public void The_families_have_entries_of_their_own()
    {
        var acl = World.Acl("acl-1", [], World.AllowAll(100, egress: false));
        Assert.False(NetworkAclEvaluator.Evaluate(acl, egress: false).Contains(IpAddress.Parse("2001:db8::1"), new(443)));
    }

    [Fact]
    public void Forty_entries_are_evaluated_in_order()
    {
        // Even numbers deny one host each, odd ones allow the block around it: the deny in front wins for the host alone.
        var entries = Enumerable.Range(0, 20).SelectMany(i => new[]
        {
            World.Entry((2 * i) + 1, false, false, 6, $"10.0.{i}.1/32", 443),
            World.Entry((2 * i) + 2, false, true, 6, $"10.0.{i}.0/24", 443),
        });
        var set = NetworkAclEvaluator.Evaluate(World.Acl("acl-1", [], [.. entries]), egress: false);
        Assert.Equal(20 * 255, (int)set.Count);
        Assert.False(set.Contains(IpAddress.Parse("10.0.7.1"), new(443)));
        Assert.True(set.Contains(IpAddress.Parse("10.0.7.2"), new(443)));
    }
}
