using CsCheck;
using VpceTools.Checks;
using VpceTools.Checks.Support;
using VpceTools.Core.Tests.Reachability;
using VpceTools.Core.Tests.Repairs;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;
using Xunit;

namespace VpceTools.Core.Tests.Checks;

/// <summary>What a check says it reads is enough: alone, with nothing else in the evidence, it says what it says with all of it.</summary>
public sealed class ReadKindsTests
{
    private static readonly CheckOptions[] Everyone = [new(), new() { Clients = new() { CidrBlocks = [World.Cidr("10.9.0.0/16")] } }];

    public static TheoryData<string> Checks =>
        [.. CheckCatalog.All.Where(c => c.Descriptor.Reads is not null).Select(c => c.Descriptor.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_check_says_the_same_with_nothing_but_what_it_reads(string name)
    {
        var check = CheckCatalog.Find(name)!;
        foreach (var folder in Directory.EnumerateDirectories(Repository.Samples).Concat(FieldCases()))
            foreach (var network in Snapshot.Read(folder))
                foreach (var options in Everyone.Concat(Someone(network)))
                    SaysTheSame(check, network, options, Path.GetFileName(folder));
        Gen.Select(BrokenNetworks.Network, Gen.OneOf([.. Everyone.Select(Gen.Const)]))
            .Sample((network, options) => SaysTheSame(check, network, options, "broken"), iter: 200);
        // In estate 1112, a transit gateway loses what an ACL would drop.
        foreach (var seed in Enumerable.Range(1, 100).Append(1112))
            SaysTheSame(check, EstatePropertyTests.Estate(seed), new() { Clients = new() { NetworkInterfaceIds = ["eni-client"] } },
                $"estate {seed}");
    }

    [Fact]
    public void A_group_that_is_proposed_lets_in_clients_and_their_prefix_lists() =>
        Gen.Select(BrokenNetworks.Network, Gen.OneOf([.. Everyone.Select(Gen.Const)]))
            .Sample((network, options) => SaysTheSame(CheckCatalog.Find("EndpointSecurityGroups")!, network, options, "broken"),
                seed: "7UpiOcj-5Kv3", iter: 1);

    [Fact]
    public void A_check_that_looks_at_the_wire_may_read_all() =>
        Assert.All(CheckCatalog.All, check => Assert.Equal(check.Descriptor.NeedsProbe,
            ReadKinds.Of([check], ClientSelection.None) is null));

    private static void SaysTheSame(ICheck check, VpcNetwork network, CheckOptions options, string world)
    {
        var (all, alone) = (Run(check, network, options), Run(check, Only(network, ReadKinds.Of([check], options.Clients)!), options));
        foreach (var (expected, said) in all.Zip(alone))
            Assert.True(expected.Equals(said), $"{world}, {expected.EndpointId}, {options.Clients}: {expected.Status} {expected.Message}"
                + $" became {said.Status} {said.Message}");
    }

    /// <summary>The network as a source reads it that asks for these kinds alone, and for what decides names.</summary>
    private static VpcNetwork Only(VpcNetwork network, ValueList<ResourceKind> kinds)
    {
        // Peering connections are read with the routes and rules that name them.
        var gone = EvidenceKinds.All.Where(row => row.Call.Service == "ec2" && !kinds.Contains(row.Kind)
            && row.Kind is not (ResourceKind.VpcEndpoint or ResourceKind.VpcPeeringConnection)).ToList();
        return gone.Aggregate(network, (rest, row) => row.WithItems(rest, [])) with
        {
            Described = network.Described.Where(kind => !gone.Exists(row => row.Kind == kind)).ToValueList(),
            Failures = network.Failures.Where(failure => !gone.Exists(row => row.Kind == failure.Kind)).ToValueList(),
        };
    }

    private static List<EndpointTestResult> Run(ICheck check, VpcNetwork network, CheckOptions options)
    {
        var runner = new CheckRunner(network, options, [check]);
        return [.. network.Endpoints.SelectMany(e => runner.Run(e))];
    }

    private static IEnumerable<CheckOptions> Someone(VpcNetwork network) =>
    [
        .. network.Subnets.Take(2).Select(s => new CheckOptions { Clients = new() { SubnetIds = [s.Id] } }),
        .. network.NetworkInterfaces.Select(n => n.InstanceId).OfType<string>().Take(2)
            .Select(id => new CheckOptions { Clients = new() { InstanceIds = [id] } }),
        .. network.SecurityGroups.Take(2).Select(g => new CheckOptions { Clients = new() { SecurityGroupIds = [g.Id] } }),
    ];

    private static IEnumerable<string> FieldCases()
    {
        var folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "field-cases"));
        return Directory.Exists(folder) ? Directory.EnumerateDirectories(folder).Where(d => Directory.EnumerateFiles(d, "*.json").Any())
            : [];
    }
}
