using CsCheck;
using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Paths;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Paths;

/// <summary>What is computed for a class of clients is what would be computed for each of them alone.</summary>
public sealed class ClassPathsTests
{
    private static readonly string[] Destinations = ["sqs", "s3", "secretsmanager", "10.0.11.5:443", "10.0.1.10:22", "example.com"];

    [Theory, MemberData(nameof(Samples))]
    public void A_sample_s_clients_share_only_what_they_have_in_common(string sample) =>
        Agree(Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, sample))));

    [Fact]
    public void Clients_whom_rules_tell_apart_by_address_share_nothing_that_differs() =>
        Networks.Sample(Agree, iter: 25, seed: "0000KOIPe036");

    /// <summary>Packets that all pass, or do not, are what the checks say of that client alone.</summary>
    [Fact]
    public void A_path_and_a_diagnosis_of_that_client_alone_agree() => Networks.Sample(network =>
    {
        var finder = new PathFinder([network], new());
        foreach (var client in Clients(finder).Where(c => c.Kind == ClientKind.NetworkInterface))
        {
            var path = finder.Find(network, client, PathDestination.Parse("sqs", "us-east-1")!);
            var results = new CheckRunner(network, new() { Clients = new() { NetworkInterfaceIds = [client.Id] } })
                .Run(network.Endpoints[0])
                .Where(r => CheckCatalog.Find(r.Check)!.Descriptor.Layer is CheckLayer.Path or CheckLayer.State).ToList();
            var failed = results.Where(r => r.Status == CheckStatus.Failed).Select(r => r.Message).ToList();
            if (path.Verdict == PathVerdict.Reachable)
                Assert.Empty(failed);
            else if (path.Verdict is PathVerdict.Blocked or PathVerdict.Intermittent)
                Assert.Contains(results, r => r.Status is CheckStatus.Failed or CheckStatus.Warning);
        }
    }, iter: 15, seed: "0000KOIPe036");

    [Fact]
    public void Clients_that_nothing_tells_apart_share_their_hops()
    {
        var network = With(World.Healthy, [5, 6, 7]);
        var finder = new PathFinder([network], new());
        var hops = Clients(finder).Where(c => c.SubnetId == World.AppSubnetA && c.Kind == ClientKind.NetworkInterface
            && c.Id != World.AppInterfaceA)
            .Select(client => finder.Find(network, client, PathDestination.Parse("sqs", "us-east-1")!).Places).ToList();
        Assert.Equal(3, hops.Count);
        Assert.All(hops, own => Assert.Same(hops[0][1], own[1]));
    }

    public static TheoryData<string> Samples => SampleTests.Names;

    /// <summary>Workloads of one subnet and group, and rules, entries and routes whose blocks run through the midst of them.</summary>
    private static Gen<VpcNetwork> Networks { get; } = Gen.Select(
        Gen.Int[4, 40].Array[2, 6], Blocks(3), Entries(false), Entries(true), Blocks(3), Gen.Bool,
        (hosts, groups, inbound, outbound, routes, isDropped) =>
        {
            var network = With(World.Healthy, [.. hosts.Distinct()]);
            return network
                .WithGroup(World.Group(World.EndpointGroup, [.. groups.Select(block => World.Allow("tcp", block, 443))], []))
                .WithAcl(World.Acl(World.EndpointAcl, [World.EndpointSubnetA, World.EndpointSubnetB],
                    [.. inbound, World.AllowAll(32000, true)]))
                .WithAcl(World.Acl(World.AppAcl, [World.AppSubnetA, World.AppSubnetB], [World.AllowAll(32000, false), .. outbound]))
                with
            {
                RouteTables =
                [
                    .. network.RouteTables,
                    new()
                    {
                        Id = "rtb-ep", VpcId = World.VpcId, SubnetIds = [World.EndpointSubnetA, World.EndpointSubnetB],
                        Routes = [World.Local("10.0.0.0/16"), .. routes.Distinct().Select(block =>
                            World.Route(block, "eni-middle", isDropped ? "blackhole" : "active"))],
                    },
                ],
            };
        });

    private static Gen<string[]> Blocks(int most) =>
        Gen.Select(Gen.Int[0, 63], Gen.Int[26, 32], (host, length) => CidrBlock.Containing(IpAddress.Parse($"10.0.1.{host}"), length)
            .ToString())
            .Array[1, most];

    private static Gen<NetworkAclEntry[]> Entries(bool egress) =>
        Gen.Select(Gen.Int[100, 999], Gen.Bool, Gen.Int[0, 63], Gen.Int[24, 32], Gen.Int[0, 3], (number, allow, host, length, ports) =>
            World.Entry(number, egress, allow || ports == 0, 6, CidrBlock.Containing(IpAddress.Parse($"10.0.1.{host}"), length).ToString(),
                ports < 2 ? 0 : 443, ports < 2 ? 65535 : 443)).Array[1, 3].Select(entries => entries.DistinctBy(e => e.RuleNumber)
                    .ToArray());

    private static VpcNetwork With(VpcNetwork network, int[] hosts) => network with
    {
        NetworkInterfaces =
        [
            .. network.NetworkInterfaces,
            .. hosts.Select(host => World.Interface($"eni-{host}", World.AppSubnetA, $"10.0.1.{host}", World.AppGroup)),
        ],
    };

    private static void Agree(VpcNetwork network)
    {
        var (classes, pairs) = (new PathFinder([network], new()), new PathFinder([network], new()));
        foreach (var client in Clients(classes))
            foreach (var to in Destinations.Select(text => PathDestination.Parse(text, network.Region ?? "us-east-1")!))
            {
                var (shared, alone) = (classes.Find(network, client, to),
                    pairs.Find(network, client with { IsNamed = client.IsNamed }, to));
                Assert.Equal(alone.Hops, shared.Hops);
                Assert.Equal(alone.Findings, shared.Findings);
                Assert.Equal((alone.From, alone.To, alone.Verdict, alone.Message, alone.Answer, alone.EndpointId, alone.Missing),
                    (shared.From, shared.To, shared.Verdict, shared.Message, shared.Answer, shared.EndpointId, shared.Missing));
            }
    }

    private static IEnumerable<Client> Clients(PathFinder finder) => finder.Clients().Select(c => c.Client);
}
