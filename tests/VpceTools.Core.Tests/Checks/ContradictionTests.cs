using VpceTools.Checks;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using Xunit;
using static VpceTools.Core.Tests.Worlds.HubAndSpoke;

namespace VpceTools.Core.Tests.Checks;

/// <summary>Where two accounts describe a resource in different ways, that is said, and nothing passes that depends on it.</summary>
public sealed class ContradictionTests
{
    private const string Hub = "123456789012";
    private const string Other = "999988887777";

    public static TheoryData<string, string, string> Differences { get; } = new()
    {
        { "peering state", "Peering connection pcx-1 is described in different ways: state active by account 123456789012 in us-east-1, pending-acceptance by account 999988887777 in us-east-1", "Peering" },
        { "peering side", "accepter vpc-9 by account 123456789012 in us-east-1, vpc-8 by account 999988887777 in us-east-1", "Peering" },
        { "routes", "Route table rtb-9 is described in different ways: routes 10.0.0.0/16 -> pcx-1 by account 123456789012 in us-east-1, nothing of that by account 999988887777 in us-east-1", "Route" },
        { "ACL", "Network ACL acl-9 is described in different ways: entries nothing of that by account 123456789012 in us-east-1, rule 90 outbound", "NetworkAcl" },
        { "group", "Security group sg-9 is described in different ways: outbound rules", "ClientSecurityGroupEgress" },
    };

    [Theory, MemberData(nameof(Differences))]
    public void It_is_remarked_and_what_it_decides_is_unknown(string what, string remark, string check)
    {
        var network = Joined(Seen(what))[0];

        var said = Assert.Single(Contradiction.Around(network)).Remark;
        Assert.Contains(remark, said, StringComparison.Ordinal);
        Assert.Contains("What depends on it is Unknown; this would tell: aws ec2 describe-", said, StringComparison.Ordinal);
        var result = Run(network, check);
        Assert.True(result.Status == CheckStatus.Unknown, result.Message);
        Assert.StartsWith(said, result.Message, StringComparison.Ordinal);
        // What does not depend on it passes as before, and whoever is read first.
        Assert.Equal(CheckStatus.Passed, Run(network, "EndpointState").Status);
        Assert.NotEqual(CheckStatus.Passed, Run(Joined(Seen(what), isHubFirst: false)[1], check).Status);
    }

    [Fact]
    public void What_decides_nothing_leaves_the_verdicts_as_they_are()
    {
        // A route to somewhere else, in one description only.
        var network = Joined(OverPeering.WithSpokeRoutes([.. OverPeering.RouteTables.Single(t => t.Id == SpokeTable).Routes,
            World.Route("172.16.0.0/12", "pcx-7")]))[0];

        Assert.Contains("172.16.0.0/12 -> pcx-7", Assert.Single(Contradiction.Around(network)).Remark, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Passed, Run(network, "Route").Status);
        Assert.Equal(CheckStatus.Passed, Run(network, "Peering").Status);
    }

    [Fact]
    public void What_one_does_not_see_or_may_see_otherwise_is_no_contradiction()
    {
        var seen = OverPeering with
        {
            PeeringConnections = [new("pcx-1", null, new(World.VpcId, null, null, []),
                new(SpokeVpc, Other, "us-east-1", [World.Cidr("10.9.0.0/16")]))],
            Subnets = OverPeering.Subnets.Select(s =>
                s with { AvailabilityZone = "us-east-1f", AvailableIpAddressCount = 3, Name = "named otherwise" }).ToValueList(),
        };

        Assert.Empty(Contradiction.Around(Joined(seen)[0]));
        Assert.Empty(Contradiction.Around(OverPeering));
    }

    private static VpcNetwork Seen(string what) => what switch
    {
        "peering state" => OverPeering with
        {
            PeeringConnections =
            [OverPeering.PeeringConnections[0] with { Status = "pending-acceptance" }]
        },
        "peering side" => OverPeering with
        {
            PeeringConnections = [OverPeering.PeeringConnections[0] with { Accepter =
                OverPeering.PeeringConnections[0].Accepter with { VpcId = "vpc-8" } }],
        },
        "routes" => OverPeering.WithSpokeRoutes(World.Local("10.9.0.0/16")),
        "ACL" => OverPeering.WithAcl(World.Acl("acl-9", [ClientSubnet, "subnet-9b"], World.Entry(90, true, false, 6, "10.0.0.0/16", 443),
            World.AllowAll(100, false), World.AllowAll(100, true))),
        _ => OverPeering.WithGroup(World.Group("sg-9", [], [World.Allow("tcp", "10.0.0.0/8", 80)]) with { VpcId = SpokeVpc }),
    };

    private static EndpointTestResult Run(VpcNetwork network, string check) =>
        new CheckRunner(network, Options, [CheckCatalog.Find(check)!]).Run(OverPeering.Endpoints[0]).Single();

    /// <summary>The hub's account, and another one that sees the spoke and the connection too.</summary>
    private static IReadOnlyList<VpcNetwork> Joined(VpcNetwork seen, bool isHubFirst = true)
    {
        VpcNetwork[] networks =
        [
            OverPeering with { AccountId = Hub, Region = "us-east-1" },
            seen with
            {
                AccountId = Other, Region = "us-east-1", Endpoints = [],
                Vpcs = seen.Vpcs.Where(v => v.Id == SpokeVpc).ToValueList(),
                Subnets = seen.Subnets.Where(s => s.VpcId == SpokeVpc).ToValueList(),
                RouteTables = seen.RouteTables.Where(t => t.VpcId == SpokeVpc).ToValueList(),
                NetworkAcls = seen.NetworkAcls.Where(a => a.Id.StartsWith("acl-9", StringComparison.Ordinal)).ToValueList(),
                SecurityGroups = seen.SecurityGroups.Where(g => g.VpcId == SpokeVpc).ToValueList(),
                NetworkInterfaces = seen.NetworkInterfaces.Where(n => n.VpcId == SpokeVpc).ToValueList(),
            },
        ];
        return JoinedNetworks.Join(isHubFirst ? networks : [networks[1], networks[0]]);
    }
}
