using VpceTools.Addressing;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class NetworkInterfaceDocumentTests
{
    private const string Instances = """
        {"Reservations": [{"OwnerId": "111122223333", "Instances": [{
            "InstanceId": "i-1", "VpcId": "vpc-1", "State": {"Code": 16, "Name": "running"}, "Platform": "windows", "Placement": {"AvailabilityZone": "us-east-1a"}, "Tags": [{"Key": "Name", "Value": "web"}],
            "NetworkInterfaces": [{
                "NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1", "Status": "in-use", "InterfaceType": "interface", "OwnerId": "111122223333", "Description": "Primary network interface",
                "Groups": [{"GroupId": "sg-1"}], "PrivateIpAddress": "10.0.0.5", "PrivateIpAddresses": [{"Primary": true, "PrivateIpAddress": "10.0.0.5"}], "Ipv6Addresses": []}]
        }]}]}
        """;

    [Fact]
    public void An_interface_is_read_with_every_address_and_prefix()
    {
        var network = SnapshotFolder.ReadOne("""
            {"NetworkInterfaces": [{
                "Attachment": {"AttachmentId": "eni-attach-1", "InstanceId": "i-1", "Status": "attached"}, "AvailabilityZone": "us-east-1a", "Description": "web", "InterfaceType": "interface",
                "Groups": [{"GroupName": "a", "GroupId": "sg-1"}, {"GroupName": "b", "GroupId": "sg-2"}], "NetworkInterfaceId": "eni-1", "OwnerId": "111122223333", "RequesterManaged": true,
                "PrivateIpAddress": "10.0.1.17", "PrivateIpAddresses": [{"Primary": false, "PrivateIpAddress": "10.0.1.149"}, {"Primary": true, "PrivateIpAddress": "10.0.1.17"}],
                "Ipv6Addresses": [{"Ipv6Address": "2001:db8::5"}], "Ipv4Prefixes": [{"Ipv4Prefix": "10.0.1.32/28"}], "Ipv6Prefixes": [{"Ipv6Prefix": "2001:db8:0:0:1::/80"}],
                "Status": "in-use", "SubnetId": "subnet-1", "TagSet": [], "VpcId": "vpc-1"
            }]}
            """);

        Assert.Equal(
            [
                new NetworkInterface
                {
                    Id = "eni-1",
                    VpcId = "vpc-1",
                    SubnetId = "subnet-1",
                    AvailabilityZone = "us-east-1a",
                    InterfaceType = "interface",
                    Status = "in-use",
                    Description = "web",
                    GroupIds = ["sg-1", "sg-2"],
                    Addresses = [IpAddress.Parse("10.0.1.17"), IpAddress.Parse("10.0.1.149"), IpAddress.Parse("2001:db8::5")],
                    Prefixes = [CidrBlock.Parse("10.0.1.32/28"), CidrBlock.Parse("2001:db8:0:0:1::/80")],
                    InstanceId = "i-1",
                    OwnerId = "111122223333",
                    RequesterManaged = true,
                },
            ],
            network.NetworkInterfaces);
    }

    [Fact]
    public void Instances_bring_their_interfaces_along_without_those_counting_as_described()
    {
        var network = SnapshotFolder.ReadOne(Instances);

        Assert.Equal(
            [new Instance { Id = "i-1", VpcId = "vpc-1", State = "running", Platform = "windows", NetworkInterfaceIds = ["eni-1"],
                Name = "web" }], network.Instances);
        Assert.Equal(
            [
                new NetworkInterface
                {
                    Id = "eni-1",
                    VpcId = "vpc-1",
                    SubnetId = "subnet-1",
                    AvailabilityZone = "us-east-1a",
                    InterfaceType = "interface",
                    Status = "in-use",
                    Description = "Primary network interface",
                    GroupIds = ["sg-1"],
                    Addresses = [IpAddress.Parse("10.0.0.5")],
                    InstanceId = "i-1",
                    OwnerId = "111122223333",
                },
            ],
            network.NetworkInterfaces);
        Assert.Equal([ResourceKind.Instance], network.Described);
    }

    [Fact]
    public void A_described_interface_wins_over_the_one_in_its_instance()
    {
        using var folder = new SnapshotFolder();
        folder.Add("a.json", """
            {"NetworkInterfaces": [
                {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1", "Description": "described", "PrivateIpAddress": "10.0.0.5"},
                {"NetworkInterfaceId": "eni-2", "SubnetId": "subnet-1", "VpcId": "vpc-1", "InterfaceType": "lambda", "PrivateIpAddress": "10.0.0.6"}]}
            """).Add("b.json", Instances);

        var network = folder.ReadOne();

        Assert.Equal([("eni-1", "described"), ("eni-2", null)], network.NetworkInterfaces.Select(n => (n.Id, n.Description)));
        Assert.Empty(network.Remarks);
        Assert.Equal([ResourceKind.NetworkInterface, ResourceKind.Instance], network.Described);
    }

    [Fact]
    public void An_unreadable_address_costs_the_interface_and_not_the_instance()
    {
        var network = SnapshotFolder.ReadOne(Instances.Replace("10.0.0.5", "10.0.0.555", StringComparison.Ordinal));

        Assert.Empty(network.NetworkInterfaces);
        Assert.Equal(["eni-1"], network.Unreadable);
        Assert.Equal(["eni-1"], Assert.Single(network.Instances).NetworkInterfaceIds);
    }
}
