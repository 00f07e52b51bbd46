using VpceTools.Snapshots;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>One world read both ways makes one model: what a check finds must not depend on the source.</summary>
public sealed class ParityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vpce-parity-");

    [Fact]
    public Task The_sample_world_reads_alike_from_EC2_and_from_a_snapshot() => AssertParityAsync(SampleWorld.Document().ToJsonString());

    [Fact]
    public Task A_generated_world_reads_alike_from_EC2_and_from_a_snapshot() =>
        AssertParityAsync(new GeneratedWorld { Vpcs = 3 }.Document().ToJsonString());

    [Fact]
    public Task A_world_with_every_kind_of_detail_reads_alike_from_EC2_and_from_a_snapshot() => AssertParityAsync(DetailedWorld.Json);

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task AssertParityAsync(string document)
    {
        await using var server = await Ec2TestServer.StartAsync(Ec2World.FromJson(document),
            cancellationToken: TestContext.Current.CancellationToken);
        var live = await server.ReadAsync();
        Documents.WriteFolder(document, _folder.FullName);
        var snapshot = (await new SnapshotSource(_folder.FullName)
            .ReadAsync(new NetworkQuery(), progress: null, TestContext.Current.CancellationToken)).Single();

        NetworkAssert.SameResources(snapshot, live);
    }
}
