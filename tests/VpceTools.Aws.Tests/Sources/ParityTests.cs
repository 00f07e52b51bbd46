using VpceTools.Model;
using VpceTools.Snapshots;
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
    public Task A_generated_world_reads_alike_from_EC2_and_from_a_snapshot() => AssertParityAsync(new GeneratedWorld { Vpcs = 3 }.Document().ToJsonString());

    [Fact]
    public Task A_world_with_every_kind_of_detail_reads_alike_from_EC2_and_from_a_snapshot() => AssertParityAsync(DetailedWorld.Json);

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task AssertParityAsync(string document)
    {
        await using var server = await Ec2TestServer.StartAsync(Ec2World.FromJson(document), cancellationToken: TestContext.Current.CancellationToken);
        var live = await server.ReadAsync();
        Documents.WriteFolder(document, _folder.FullName);
        var snapshot = (await new SnapshotSource(_folder.FullName).ReadAsync(new NetworkQuery(), progress: null, TestContext.Current.CancellationToken)).Single();

        Assert.Equal(snapshot.AccountId, live.AccountId);
        Assert.Equal(snapshot.Region, live.Region);
        Assert.Equal(snapshot.Endpoints.OrderBy(e => e.Id), live.Endpoints.OrderBy(e => e.Id));
        // A snapshot may hold services that no endpoint is for; EC2 is not asked for them.
        Assert.Equal(snapshot.Services.Where(s => live.Endpoints.Any(e => e.ServiceName == s.ServiceName)).OrderBy(s => s.ServiceName), live.Services.OrderBy(s => s.ServiceName));
        Assert.Equal(snapshot.Vpcs.OrderBy(v => v.Id), live.Vpcs.OrderBy(v => v.Id));
        Assert.Equal(snapshot.VpcAttributes.OrderBy(a => a.VpcId), live.VpcAttributes.OrderBy(a => a.VpcId));
        Assert.Equal(snapshot.Subnets.OrderBy(s => s.Id), live.Subnets.OrderBy(s => s.Id));
        Assert.Equal(snapshot.SecurityGroups.OrderBy(g => g.Id), live.SecurityGroups.OrderBy(g => g.Id));
        Assert.Equal(snapshot.NetworkAcls.OrderBy(a => a.Id), live.NetworkAcls.OrderBy(a => a.Id));
        Assert.Equal(snapshot.RouteTables.OrderBy(t => t.Id), live.RouteTables.OrderBy(t => t.Id));
        Assert.Equal(snapshot.NetworkInterfaces.OrderBy(n => n.Id), live.NetworkInterfaces.OrderBy(n => n.Id));
        Assert.Equal(snapshot.PrefixLists.Where(p => p.Name is not null || IsNamed(live, p.Id)).OrderBy(p => p.Id), live.PrefixLists.OrderBy(p => p.Id));
        Assert.Equal(snapshot.DhcpOptions.OrderBy(d => d.Id), live.DhcpOptions.OrderBy(d => d.Id));
        Assert.Equal(snapshot.PeeringConnections.OrderBy(p => p.Id), live.PeeringConnections.OrderBy(p => p.Id));
        Assert.Empty(live.Remarks);
        Assert.Empty(live.Failures);
    }

    // A snapshot may hold customers' prefix lists that nothing refers to; EC2 is not asked for their entries.
    private static bool IsNamed(VpcNetwork network, string prefixListId) =>
        network.SecurityGroups.SelectMany(g => g.Ingress.Concat(g.Egress)).Any(r => r.PrefixListId == prefixListId)
        || network.RouteTables.SelectMany(t => t.Routes).Any(r => r.DestinationPrefixListId == prefixListId);
}
