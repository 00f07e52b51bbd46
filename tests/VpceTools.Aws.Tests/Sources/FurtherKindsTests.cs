using VpceTools.Model;
using VpceTools.Snapshots;
using VpceTools.Sources;
using VpceTools.Testing;
using Xunit;

namespace VpceTools.Aws.Tests.Sources;

/// <summary>Kinds that are read only where a query asks for them.</summary>
public sealed class FurtherKindsTests : IDisposable
{
    private const string Further = """
        {
          "NatGateways": [{ "NatGatewayId": "nat-0a1", "VpcId": "vpc-0a1", "SubnetId": "subnet-0a1", "State": "available", "ConnectivityType": "public",
            "NatGatewayAddresses": [{ "PrivateIp": "10.0.0.7", "PublicIp": "198.51.100.7", "NetworkInterfaceId": "eni-0f1" }] },
            { "NatGatewayId": "nat-0b2", "VpcId": "vpc-0b2", "State": "available" }],
          "VpcBlockPublicAccessExclusions": [{ "ExclusionId": "vpcbpa-exclude-0a1", "ResourceArn": "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-0a1", "State": "create-complete",
            "InternetGatewayExclusionMode": "allow-egress" }],
          "SecurityGroupVpcAssociations": [{ "GroupId": "sg-0a1", "VpcId": "vpc-0a1", "VpcOwnerId": "111122223333", "State": "associated" }]
        }
        """;

    private static readonly ResourceKind[] Kinds =
    [
        ResourceKind.NatGateway, ResourceKind.VpcBlockPublicAccessOptions, ResourceKind.VpcBlockPublicAccessExclusion,
            ResourceKind.SecurityGroupVpcAssociation,
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vpce-further-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_diagnosis_makes_no_call_for_them()
    {
        await using var server = await Ec2TestServer.StartAsync(
            SampleWorld.Create().Add(Further), cancellationToken: TestContext.Current.CancellationToken);

        var network = await server.ReadAsync(new NetworkQuery { EndpointIds = ["vpce-0a1"] });

        Assert.Equal(12, server.Calls.Count);
        Assert.Empty(network.NatGateways);
        Assert.DoesNotContain(network.Described, Kinds.Contains);
    }

    [Fact]
    public async Task Asked_for_they_take_one_call_each_and_read_as_from_a_snapshot()
    {
        var world = SampleWorld.Document();
        foreach (var (kind, items) in System.Text.Json.Nodes.JsonNode.Parse(Further)!.AsObject())
            world[kind] = items!.DeepClone();
        await using var server = await Ec2TestServer.StartAsync(
            Ec2World.FromJson(world.ToJsonString()), cancellationToken: TestContext.Current.CancellationToken);

        var live = await server.ReadAsync(new NetworkQuery { EndpointIds = ["vpce-0a1"], Further = [.. Kinds] });

        Assert.Equal(16, server.Calls.Count);
        Assert.Equal(Kinds, live.Described.Where(Kinds.Contains));
        Documents.WriteFolder(world.ToJsonString(), _folder.FullName);
        var snapshot = (await new SnapshotSource(_folder.FullName)
            .ReadAsync(new NetworkQuery(), progress: null, TestContext.Current.CancellationToken)).Single();
        Assert.Equal(snapshot.NatGateways.Where(n => n.VpcId == "vpc-0a1"), live.NatGateways);
        Assert.Equal(snapshot.BlockPublicAccessExclusions, live.BlockPublicAccessExclusions);
        Assert.Equal(snapshot.SecurityGroupVpcAssociations, live.SecurityGroupVpcAssociations);
        Assert.Equal([new BlockPublicAccessOptions("us-east-1", null, null, null)], live.BlockPublicAccess);
        Assert.Empty(live.Remarks);
    }

    [Fact]
    public async Task Denied_they_cost_themselves_alone()
    {
        await using var server = await Ec2TestServer.StartAsync(
            SampleWorld.Create().Add(Further), cancellationToken: TestContext.Current.CancellationToken);
        server.On("DescribeNatGateways", Ec2Behaviour.Denied());

        var network = await server.ReadAsync(new NetworkQuery { Further = [.. Kinds] });

        Assert.Equal("ec2:DescribeNatGateways", Assert.Single(network.Failures).IamAction);
        Assert.DoesNotContain(ResourceKind.NatGateway, network.Described);
        Assert.NotEmpty(network.BlockPublicAccessExclusions);
    }

    /// <summary>EC2's answers are no more to be trusted than a file.</summary>
    [Theory]
    [InlineData("""{ "NatGateways": [{ "NatGatewayId": "nat-1;id", "VpcId": "vpc-0a1" }] }""", "nat-1;id")]
    [InlineData("""{ "SecurityGroups": [{ "GroupId": "sg-0z9", "VpcId": "vpc-0a1", "OwnerId": "$(id)" }] }""", "sg-0z9")]
    [InlineData("""{ "Subnets": [{ "SubnetId": "subnet-`id`", "VpcId": "vpc-0a1" }] }""", "subnet-`id`")]
    public async Task An_id_that_AWS_cannot_have_given_makes_its_resource_unreadable(string json, string id)
    {
        await using var server = await Ec2TestServer.StartAsync(
            SampleWorld.Create().Add(json), cancellationToken: TestContext.Current.CancellationToken);

        var network = await server.ReadAsync(new NetworkQuery { EndpointIds = ["vpce-0a1"], Further = [.. Kinds] });

        Assert.Equal([id], network.Unreadable);
        Assert.Contains("is left out", Assert.Single(network.Remarks), StringComparison.Ordinal);
    }
}
