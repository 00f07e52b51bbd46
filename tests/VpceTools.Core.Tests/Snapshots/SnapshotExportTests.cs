using System.Text.Json.Nodes;
using CsCheck;
using VpceTools.Core.Tests.Worlds;
using VpceTools.Model;
using VpceTools.Snapshots;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>A snapshot that is saved is the network again, whole or not at all, and its owner's alone.</summary>
public sealed class SnapshotExportTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(SampleTests.Names), MemberType = typeof(SampleTests))]
    public void A_sample_reads_back_as_the_same_network_whether_it_came_from_files_or_from_AWS(string sample)
    {
        var network = Assert.Single(Snapshot.Read(Path.Combine(Repository.Samples, sample)));
        // What a live source reads knows no files.
        foreach (var one in new[] { network, network with { Provenance = default } })
        {
            using var folder = new SnapshotFolder();
            var path = Path.Combine(folder.Path, "saved");

            SnapshotExport.Write([one], path, "1.2.3", Now);

            Assert.Equal(network, Assert.Single(Snapshot.Read(path)));
            Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
        }
    }

    [Fact]
    public void A_generated_network_reads_back_as_it_was() => NetworkGenerator.Network.Sample(
        network =>
        {
            using var folder = new SnapshotFolder();
            var path = Path.Combine(folder.Path, "saved");
            SnapshotExport.Write([network], path, "1", Now);
            return network == Assert.Single(Snapshot.Read(path));
        },
        iter: 25);

    [Fact]
    public void Accounts_and_Regions_read_back_apart()
    {
        using var folder = new SnapshotFolder();
        VpcNetwork Of(string account, string region) => World.Healthy with { AccountId = account, Region = region };
        VpcNetwork[] networks = [Of("111122223333", "us-east-1"), Of("444455556666", "us-east-1"), Of("111122223333", "eu-west-1")];

        SnapshotExport.Write(networks, Path.Combine(folder.Path, "s"), "1", Now);

        Assert.Equal(["111122223333/eu-west-1", "111122223333/us-east-1", "444455556666/us-east-1"], Directory
            .EnumerateFiles(folder.Path, "describe-vpcs.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(folder.Path, "s"), Path.GetDirectoryName(file)!).Replace('\\', '/'))
                .Order(StringComparer.Ordinal));
        // The account is what the documents say.
        var read = Snapshot.Read(Path.Combine(folder.Path, "s"));
        Assert.Equal(["eu-west-1", "us-east-1", "us-east-1"], read.Select(network => network.Region).Order(StringComparer.Ordinal));
        Assert.All(read, network => Assert.Equal(World.Healthy.Endpoints, network.Endpoints));
    }

    [Fact]
    public void A_manifest_says_what_was_asked_and_what_was_denied()
    {
        using var folder = new SnapshotFolder();
        var path = Path.Combine(folder.Path, "s");
        SnapshotExport.Write([World.Healthy with { Failures = [new(ResourceKind.NetworkAcl, true, "ec2:DescribeNetworkAcls", "no")] }],
            path, "1.2.3", Now);

        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(path, SnapshotExport.ManifestName)))!;
        Assert.Equal(("1.0", "VpceTools 1.2.3", "2026-11-29T12:00:00Z"),
            ((string)manifest["snapshotVersion"]!, (string)manifest["tool"]!, (string)manifest["created"]!));
        Assert.Equal(("ec2:DescribeNetworkAcls", true),
            ((string)manifest["networks"]![0]!["unanswered"]![0]!["action"]!,
                (bool)manifest["networks"]![0]!["unanswered"]![0]!["denied"]!));
        Assert.Contains("aws ec2 describe-vpc-endpoints", manifest["networks"]![0]!["calls"]!.AsArray().Select(call => (string)call!));
    }

    [Fact]
    public void What_is_replaced_is_a_snapshot_of_ours_and_nothing_else()
    {
        using var folder = new SnapshotFolder();
        var path = Path.Combine(folder.Path, "s");
        Directory.CreateDirectory(path);
        Assert.True(SnapshotExport.MayReplace(path));
        File.WriteAllText(Path.Combine(path, "thesis.txt"), "years");
        Assert.False(SnapshotExport.MayReplace(path));
        File.WriteAllText(Path.Combine(path, SnapshotExport.ManifestName), "{}");
        Assert.False(SnapshotExport.MayReplace(path));
        File.WriteAllText(Path.Combine(path, SnapshotExport.ManifestName), "[");
        Assert.False(SnapshotExport.MayReplace(path));
        SnapshotExport.Write([World.Healthy], path, "1", Now);
        Assert.True(SnapshotExport.MayReplace(path));
        Assert.False(File.Exists(Path.Combine(path, "thesis.txt")));
    }

    /// <summary>The folder that a network was read from is gone: the writer fails, and what was there stays.</summary>
    [Fact]
    public void What_cannot_be_written_whole_changes_nothing()
    {
        using var folder = new SnapshotFolder();
        var (source, path) = (Path.Combine(folder.Path, "source"), Path.Combine(folder.Path, "s"));
        SnapshotExport.Write([World.Healthy], source, "1", Now);
        SnapshotExport.Write([World.Healthy], path, "1", Now);
        var read = Snapshot.Read(source);
        Directory.Delete(source, recursive: true);

        Assert.Throws<Sources.NetworkSourceException>(() => SnapshotExport.Write(read, path, "2", Now.AddDays(1)));

        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Contains("2026-11-29", File.ReadAllText(Path.Combine(path, SnapshotExport.ManifestName)), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_owner_alone_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions than modes.");
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new SnapshotFolder();
        var path = Path.Combine(folder.Path, "s");
        SnapshotExport.Write(Snapshot.Read(Path.Combine(Repository.Samples, "healthy")), path, "1", Now);

        const UnixFileMode Others =
            UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.All(new DirectoryInfo(path).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Append(new DirectoryInfo(path)),
            entry => Assert.Equal(default, entry.UnixFileMode & Others));
    }
}
