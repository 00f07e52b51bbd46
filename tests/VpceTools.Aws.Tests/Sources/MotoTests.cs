using VpceTools.Model;
using VpceTools.Snapshots;
using VpceTools.Sources;
using VpceTools.Testing.Moto;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>The live source against moto: an EC2 that nobody here wrote.</summary>
public sealed class MotoTests(MotoFixture moto) : IClassFixture<MotoFixture>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vpce-moto-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_endpoint_is_read_with_its_VPC_in_at_most_12_calls()
    {
        var world = World();
        var progress = new CollectedProgress();
        var query = new NetworkQuery { EndpointIds = [world.InterfaceEndpointId] };

        var network = await Live.ReadAsync(Live.Connection(moto.Url), query, progress, Token);

        Assert.InRange(progress.Reports.Count - 1, 10, 12);
        Assert.Empty(network.Failures);
        Assert.Empty(network.Remarks);
        Assert.Equal([world.VpcId], network.Vpcs.Select(v => v.Id));
        var endpoint = Assert.Single(network.Endpoints, query.Selects);
        Assert.Equal((EndpointType.Interface, EndpointState.Available, world.VpcId), (endpoint.Type, endpoint.State, endpoint.VpcId));
        Assert.Contains(network.Endpoints, e => e.Id == world.GatewayEndpointId && e.Type == EndpointType.Gateway);
        Assert.Equal(new VpcDnsAttributes(world.VpcId, true, true), Assert.Single(network.VpcAttributes));
        Assert.Equal([world.ClientSubnetId, world.EndpointSubnetId], network.Subnets.Select(s => s.Id)
            .OrderBy(id => id != world.ClientSubnetId));
        Assert.Equal([443], Assert.Single(network.SecurityGroups, g => g.Id == world.EndpointGroupId).Ingress.Select(r =>
            r.FromPort!.Value));
        Assert.Contains(Assert.Single(network.RouteTables, t => t.Id == world.RouteTableId).Routes, r =>
            r.Target == world.GatewayEndpointId);
        Assert.Equal([world.EndpointSubnetId], Assert.Single(network.NetworkAcls, a => a.Id == world.NetworkAclId).SubnetIds);
        Assert.Equal([world.ClientGroupId], Assert.Single(network.NetworkInterfaces, n => n.Id == world.ClientInterfaceId).GroupIds);
        Assert.Contains(network.Services, s => s.ServiceName == "com.amazonaws.us-east-1.sqs" && s.PrivateDnsNames.Count > 0);
    }

    [Fact]
    public async Task An_unknown_id_is_told_and_the_others_go_on()
    {
        var world = World();

        var network = await Live.ReadAsync(
            Live.Connection(moto.Url), new NetworkQuery { EndpointIds = ["vpce-0123456789abcdef0", world.GatewayEndpointId] },
            cancellationToken: Token);

        Assert.Equal(["vpce-0123456789abcdef0"], network.MissingEndpointIds);
        Assert.Contains(network.Endpoints, e => e.Id == world.GatewayEndpointId);
    }

    [Fact]
    public async Task A_network_reads_alike_from_EC2_and_from_what_the_command_line_wrote()
    {
        var world = World();
        Assert.SkipWhen(Cli.Path is null, "the aws command line is not installed");
        var live = await Live.ReadAsync(Live.Connection(moto.Url), cancellationToken: Token);
        string filter = $"Name=vpc-id,Values={world.VpcId}";
        foreach (var command in (string[])["vpc-endpoints", "vpcs", "subnets", "security-groups", "network-acls", "route-tables",
            "network-interfaces"])
            await WriteAsync("describe-" + command, "--filters", filter);
        await WriteAsync("describe-vpc-endpoint-services", ["--service-names", .. live.Endpoints.Select(e => e.ServiceName)]);
        await WriteAsync("describe-prefix-lists");
        await WriteAsync("describe-dhcp-options");
        foreach (var attribute in (string[])["enableDnsSupport", "enableDnsHostnames"])
            await WriteAsync("describe-vpc-attribute", "--vpc-id", world.VpcId, "--attribute", attribute);

        var snapshot = (await new SnapshotSource(_folder.FullName).ReadAsync(new NetworkQuery(), progress: null, Token)).Single();

        NetworkAssert.SameResources(snapshot, live);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private MotoWorld World()
    {
        Assert.SkipWhen(moto.World is null, MotoServer.SkipReason ?? "");
        return moto.World!;
    }

    private async Task WriteAsync(string command, params IReadOnlyList<string> arguments) => await File.WriteAllTextAsync(
        Path.Combine(_folder.FullName, $"{command} {string.Join(' ', arguments).GetHashCode(StringComparison.Ordinal)}.json"),
        await Cli.RunAsync(moto.Url, ["ec2", command, .. arguments], Token),
        Token);
}
