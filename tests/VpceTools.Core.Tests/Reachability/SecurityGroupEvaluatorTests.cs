using VpceTools.Addressing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Reachability;

public sealed class SecurityGroupEvaluatorTests
{
    // https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
    public static TheoryData<string, int?, int?, bool> Protocols => new()
    {
        { "tcp", 443, 443, true }, { "TCP", 443, 443, true }, { "6", 443, 443, true }, { "tcp", 0, 65535, true },
        { "tcp", null, null, true },
        { "-1", null, null, true }, { "-1", 22, 22, true }, // ports are ignored for all traffic
        { "tcp", 442, 442, false }, { "tcp", 444, 65535, false }, { "udp", 443, 443, false }, { "17", 443, 443, false },
        { "icmp", -1, -1, false }, { "icmpv6", 443, 443, false }, { "1", 443, 443, false }, { "50", null, null, false },
    };

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_rule_matches_tcp_443_by_protocol_and_port(string protocol, int? from, int? to, bool expected) =>
        Assert.Equal(expected, Ingress(World.Allow(protocol, "10.0.0.0/16", from, to)).Contains(IpAddress.Parse("10.0.1.10"), new(443)));

    [Fact]
    public void No_rule_means_no_traffic() => Assert.True(Ingress().IsEmpty);

    [Fact]
    public void An_ipv4_rule_says_nothing_about_ipv6() =>
        Assert.False(Ingress(World.Allow("-1", "0.0.0.0/0")).Contains(IpAddress.Parse("2001:db8::1"), new(443)));

    [Fact]
    public void Several_groups_add_up()
    {
        var network = World.Healthy.WithGroup(World.Group("sg-a", [World.Allow("tcp", "10.0.1.0/24", 443)], []))
            .WithGroup(World.Group("sg-b", [World.Allow("tcp", "10.0.2.0/24", 443)], []));
        var filter = SecurityGroupEvaluator.Evaluate(["sg-a", "sg-b"], egress: false, World.VpcId, new(network));
        Assert.Equal("10.0.1.0-10.0.2.255", filter.Admitted.AddressesWith(new(443)).ToString());
    }

    [Fact]
    public void A_group_peer_is_every_private_address_of_its_interfaces_delegated_prefixes_included()
    {
        var network = World.Healthy with
        {
            NetworkInterfaces = World.Healthy.NetworkInterfaces.Replacing(n => n.Id == World.AppInterfaceA,
                n => n with { Addresses = [.. n.Addresses, IpAddress.Parse("10.0.1.11")], Prefixes = [World.Cidr("10.0.1.64/28")] }),
        };
        Assert.Equal("10.0.1.10-10.0.1.11, 10.0.1.64-10.0.1.79, 10.0.2.10",
            Ingress(network, World.Allow("tcp", World.AppGroup, 443)).AddressesWith(new(443)).ToString());
    }

    [Theory]
    [InlineData("active", "us-east-1", true)]
    [InlineData("deleted", "us-east-1", false)]
    [InlineData("active", "eu-west-1", false)] // groups cannot be referenced across Regions
    public void A_group_of_another_vpc_counts_over_an_active_peering_of_one_region(string status, string otherRegion, bool expected)
    {
        var network = World.Healthy with
        {
            NetworkInterfaces = World.Healthy.NetworkInterfaces.Add(World.Interface("eni-far", "subnet-far", "10.9.0.4",
                "sg-far") with
            { VpcId = "vpc-9" }),
            PeeringConnections = [new("pcx-1", status, new(World.VpcId, null, "us-east-1", []), new("vpc-9", null, otherRegion, []))],
        };
        Assert.Equal(expected, Ingress(network, World.Allow("tcp", "sg-far", 443)).Contains(IpAddress.Parse("10.9.0.4"), new(443)));
    }

    [Fact]
    public void A_stale_rule_admits_nobody()
    {
        var network = World.Healthy with
        {
            NetworkInterfaces = World.Healthy.NetworkInterfaces.Add(World.Interface("eni-far", "subnet-far", "10.9.0.4",
                "sg-far") with
            { VpcId = "vpc-9" }),
        };
        var rule = new SecurityGroupRule
        {
            Protocol = "tcp", FromPort = 443, ToPort = 443,
            Group = new("sg-far", null, "vpc-9", "pcx-1", "deleted")
        };
        Assert.True(Ingress(network, rule).IsEmpty);
    }

    [Fact]
    public void A_prefix_list_counts_by_its_entries()
    {
        var network = World.Healthy with { PrefixLists = [new() { Id = "pl-1", CidrBlocks = [World.Cidr("10.0.1.0/25")] }] };
        Assert.Equal("10.0.1.0-10.0.1.127", Ingress(network, World.Allow("tcp", "pl-1", 443)).Addresses.ToString());
    }

    [Fact]
    public void What_cannot_be_resolved_is_said()
    {
        var network = World.Healthy.WithGroup(World.Group(World.EndpointGroup, [World.Allow("tcp", "pl-unknown", 443)], []));
        var filter = SecurityGroupEvaluator.Evaluate([World.EndpointGroup, "sg-gone"], egress: false, World.VpcId, new(network));
        Assert.True(filter.Admitted.IsEmpty);
        Assert.Equal([(ResourceKind.PrefixList, "pl-unknown"), (ResourceKind.SecurityGroup, "sg-gone")],
            filter.Unresolved.Select(m => (m.Kind, m.ResourceId!)));
    }

    [Fact]
    public void A_thousand_rules_are_one_set()
    {
        var rules = Enumerable.Range(0, 1000).Select(i => World.Allow("tcp", $"10.{i / 250}.{i % 250}.0/24", 443)).ToArray();
        Assert.Equal(4, Ingress(rules).Boxes.Length);
    }

    private static PacketSet Ingress(params SecurityGroupRule[] rules) => Ingress(World.Healthy, rules);

    private static PacketSet Ingress(VpcNetwork network, params SecurityGroupRule[] rules) =>
        SecurityGroupEvaluator.Evaluate([World.EndpointGroup], egress: false, World.VpcId,
            new(network.WithGroup(World.Group(World.EndpointGroup, [.. rules], [])))).Admitted;
}
