using VpceTools.Addressing;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Paths;
using VpceTools.Reachability;
using Xunit;
using static VpceTools.Core.Tests.Worlds.HubAndSpoke;

namespace VpceTools.Core.Tests.Paths;

/// <summary>
/// Where two accounts describe a resource in different ways, a path has a verdict only where it has the same by each description.
/// </summary>
public sealed class PathContradictionTests
{
    private const string Other = "999988887777";
    private static readonly CidrBlock Elsewhere = World.Cidr("203.0.113.0/24");
    private static readonly PathDestination To = PathDestination.Endpoint(World.EndpointId);

    [Theory, InlineData(true), InlineData(false)]
    public void The_path_of_a_client_in_the_endpoint_s_own_VPC_is_not_decided_by_one_description(bool isOwnFirst)
    {
        // A shared VPC: whoever the subnets are shared with sees the ACL too, and other entries.
        var seen = World.Healthy.WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB],
            World.AllowAll(100, false), World.Entry(90, true, false, 6, "10.0.0.0/16", 443), World.AllowAll(100, true)));
        CheckOptions options = new() { Clients = new() { NetworkInterfaceIds = [World.AppInterfaceA] } };

        var path = Find(Joined(World.Healthy, seen, isOwnFirst), options);

        Assert.Equal(PathVerdict.Unknown, path.Verdict);
        Assert.StartsWith("Network ACL acl-app is described in different ways: entries ", path.Message, StringComparison.Ordinal);
        Assert.Contains("eni-appa (10.0.1.10, i-a) reaches vpce-1 through vpce-1.", path.Message, StringComparison.Ordinal);
        Assert.Equal(["aws ec2 describe-network-acls --network-acl-ids acl-app"], path.Missing);
    }

    [Fact]
    public void What_others_depend_on_leaves_a_client_s_path_as_it_is()
    {
        // The second client's subnet has an ACL of its own, of which two descriptions exist; the first client does not meet it.
        var own = World.Healthy.WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA], World.AllowAll(100, false), World.AllowAll(100, true)))
            .WithAcl(Open("acl-appb", World.AppSubnetB));
        var seen = own.WithAcl(World.Acl("acl-appb", [World.AppSubnetB], World.AllowAll(100, false)));

        PathVerdict Of(string client) => Find(Joined(own, seen, isOwnFirst: true),
            new() { Clients = new() { NetworkInterfaceIds = [client] } }).Verdict;

        Assert.Equal(PathVerdict.Reachable, Of(World.AppInterfaceA));
        Assert.Equal(PathVerdict.Unknown, Of(World.AppInterfaceB));
    }

    /// <summary>Every resource on the way, described in another way: what each description by itself says is the oracle.</summary>
    [Theory]
    [InlineData("own VPC", true), InlineData("own VPC", false)]
    [InlineData("peering", true), InlineData("peering", false)]
    [InlineData("transit gateway", true), InlineData("transit gateway", false)]
    public void A_verdict_is_that_of_every_description_or_none(string way, bool isOwnFirst)
    {
        var (network, options) = way switch
        {
            "own VPC" => (World.Healthy, new CheckOptions { Clients = new() { NetworkInterfaceIds = [World.AppInterfaceA] } }),
            "peering" => (OverPeering, Options),
            _ => (OverTransitGateway, Options),
        };
        network = network with { Subnets = network.Subnets.Select(s => s with { AvailabilityZoneId = s.AvailabilityZone }).ToValueList() };
        Assert.Equal(PathVerdict.Reachable, Find([network], options).Verdict);
        var (alike, different) = (0, 0);
        foreach (var (what, seen) in Differences(network))
        {
            var joined = Joined(network, seen, isOwnFirst);
            Assert.True(Contradiction.Around(JoinedNetworks.Join(joined)[0]).Count > 0, what);
            var (then, found) = (Find([seen], options).Verdict, Find(joined, options).Verdict);
            var expected = then == PathVerdict.Reachable ? PathVerdict.Reachable : PathVerdict.Unknown;
            Assert.True(found == expected, $"{what}: {found}, where one description says Reachable and the other {then}");
            _ = then == PathVerdict.Reachable ? alike++ : different++;
        }

        Assert.True(alike > 0 && different > 2, $"{alike} alike, {different} different");
    }

    [Fact]
    public void A_finder_that_is_asked_again_says_what_a_new_one_says()
    {
        var networks = Joined(OverTransitGateway, OverTransitGateway.WithSpokeRoutes(World.Local("10.9.0.0/16")), isOwnFirst: true);
        var shared = new PathFinder(networks, new());
        foreach (var (client, port) in new[]
        {
            (HubAndSpoke.Client, 443), (World.AppInterfaceA, 443), (HubAndSpoke.Client, 80), (World.AppInterfaceB, 80),
        })
        {
            CheckOptions options = new() { Clients = new() { NetworkInterfaceIds = [client] }, Ports = [new Port(port)] };
            var (one, two) = (Find(shared.Asking(options)), Find(new PathFinder(networks, options)));
            Assert.Equal((two.Verdict, two.Message, two.From, two.Port), (one.Verdict, one.Message, one.From, one.Port));
            Assert.Equal(two.Hops, one.Hops);
        }
    }

    private static EndpointPath Find(IReadOnlyList<VpcNetwork> networks, CheckOptions options) => Find(new PathFinder(networks, options));

    private static EndpointPath Find(PathFinder finder)
    {
        var (network, client) = Assert.Single(finder.Clients(), from => from.Client.Kind == ClientKind.NetworkInterface);
        return finder.Find(network, client, To);
    }

    private static VpcNetwork[] Joined(VpcNetwork own, VpcNetwork seen, bool isOwnFirst)
    {
        var other = seen with { AccountId = Other, Endpoints = [] };
        return isOwnFirst ? [own, other] : [other, own];
    }

    private static IEnumerable<(string What, VpcNetwork Seen)> Differences(VpcNetwork network)
    {
        foreach (var table in network.RouteTables)
            foreach (var route in table.Routes.Where(r => !r.IsLocal || table.Routes.Count > 1))
                yield return ($"{table.Id} without {route}", network.WithTable(table with
                {
                    Routes = table.Routes.Replacing(r => r == route, r => r with { Destination = Elsewhere }),
                }));
        foreach (var acl in network.NetworkAcls)
        {
            foreach (var entry in acl.Entries.Where(e => e.IsAllow))
                yield return ($"{acl.Id} denies {entry}", network.WithAcl(acl with
                {
                    Entries = acl.Entries.Replacing(e => e == entry, e => e with { IsAllow = false }),
                }));
            foreach (var subnet in acl.SubnetIds.Where(_ => acl.SubnetIds.Count > 1))
                yield return ($"{acl.Id} not of {subnet}", network.WithAcl(acl with
                {
                    SubnetIds = acl.SubnetIds.Where(id => id != subnet).ToValueList(),
                }));
        }

        foreach (var group in network.SecurityGroups)
            foreach (var isIngress in new[] { true, false })
                foreach (var rule in isIngress ? group.Ingress : group.Egress)
                {
                    var rules = (isIngress ? group.Ingress : group.Egress).Replacing(r => r == rule, r => r with { Cidr = Elsewhere });
                    yield return ($"{group.Id} not {rule}",
                        network.WithGroup(isIngress ? group with { Ingress = rules } : group with { Egress = rules }));
                }

        foreach (var peering in network.PeeringConnections)
            yield return ("peering deleted", network with { PeeringConnections = [peering with { Status = "deleted" }] });
        foreach (var attachment in network.TransitGatewayVpcAttachments)
        {
            foreach (var subnet in attachment.SubnetIds)
                yield return ($"{attachment.Id} without {subnet}", network.WithVpcAttachment(attachment.Id,
                    a => a with { SubnetIds = a.SubnetIds.Where(id => id != subnet).ToValueList() }));
            yield return ($"{attachment.Id} deleted", network.WithVpcAttachment(attachment.Id, a => a with { State = "deleted" })
                .WithAttachment(attachment.Id, a => a with { State = "deleted" }));
            yield return ($"{attachment.Id} associated elsewhere", network.WithAttachment(attachment.Id,
                a => a with { Association = new("tgw-rtb-7", "associated") }));
        }

        foreach (var route in network.TransitGatewayRoutes.SelectMany(t => t.Routes))
            yield return ($"{Table} without {route}", network.WithTransitRoutes([.. network.TransitGatewayRoutes[0].Routes
                .Replacing(r => r == route, r => r with { Destination = Elsewhere })]));
        foreach (var subnet in network.Subnets.Where(s => s.Id != World.AppSubnetA))
            yield return ($"{subnet.Id} in another zone", network.WithSubnet(subnet.Id, s => s with { AvailabilityZoneId = "use1-az6" }));
        foreach (var nic in network.NetworkInterfaces)
            yield return ($"{nic.Id} with other groups",
                network.WithInterface(nic.Id, n => n with { GroupIds = [World.EndpointGroup, "sg-7"] }));
    }
}
