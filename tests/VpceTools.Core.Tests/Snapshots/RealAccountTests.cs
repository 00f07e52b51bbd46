using VpceTools.Addressing;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

/// <summary>Facts of a real export that lies beside the repository on some machines; it is no part of the project.</summary>
public class RealAccountTests
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "real-account"));

    [Fact]
    public void The_export_is_one_network_of_its_Region_and_account()
    {
        var network = Read();

        Assert.Equal(("us-east-1", "123456789012"), (network.Region, network.AccountId));
        Assert.Equal(
            [
                ResourceKind.VpcEndpoint, ResourceKind.Vpc, ResourceKind.Subnet, ResourceKind.SecurityGroup,
                ResourceKind.NetworkInterface, ResourceKind.Instance, ResourceKind.VpcPeeringConnection,
            ],
            network.Described);
        Assert.Empty(network.Unreadable);
    }

    [Fact]
    public void Both_endpoints_are_read()
    {
        var network = Read();

        Assert.Equal(["com.amazonaws.us-east-1.s3", "com.amazonaws.us-east-1.sqs"], network.Endpoints.Select(e => e.ServiceName));
        Assert.Equal([EndpointType.Gateway, EndpointType.Interface], network.Endpoints.Select(e => e.Type));
        Assert.Equal(["sg-00000006"], network.Endpoints[1].GroupIds);
        Assert.True(network.Endpoints[1].PrivateDnsEnabled);
    }

    [Fact]
    public void Groups_subnets_and_addresses_are_read()
    {
        var network = Read();

        Assert.Equal((8, 4, 1), (network.SecurityGroups.Count, network.Subnets.Count, network.Vpcs.Count));
        Assert.Equal([CidrBlock.Parse("10.0.0.0/16")], network.Vpcs[0].CidrBlocks);
        Assert.Contains(network.NetworkInterfaces, n => n.Id == "eni-00000001" && n.Addresses[0] == IpAddress.Parse("172.31.48.168"));
    }

    [Fact]
    public void Interface_ids_that_the_sanitising_made_collide_are_remarked_upon() =>
        Assert.Contains(Read().Remarks, r => r.StartsWith("eni-00000000 is described", StringComparison.Ordinal));

    private static VpcNetwork Read()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"The real export is not at {Folder}.");
        return Assert.Single(Snapshot.Read(Folder));
    }
}
