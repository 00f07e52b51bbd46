using VpceTools.Addressing;
using VpceTools.Model;
using VpceTools.Sources;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class VpcDocumentTests
{
    [Fact]
    public void Only_associated_blocks_count_and_the_primary_one_comes_first()
    {
        var network = SnapshotFolder.ReadOne("""
            {"Vpcs": [{
                "CidrBlock": "10.0.0.0/16", "DhcpOptionsId": "dopt-19edf471", "State": "available", "VpcId": "vpc-0e9801d129EXAMPLE", "OwnerId": "111122223333", "IsDefault": true,
                "CidrBlockAssociationSet": [
                    {"CidrBlock": "100.64.0.0/16", "CidrBlockState": {"State": "associated"}},
                    {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}},
                    {"CidrBlock": "10.9.0.0/16", "CidrBlockState": {"State": "failed"}},
                    {"CidrBlock": "10.8.0.0/16", "CidrBlockState": {"State": "disassociated"}},
                    {"CidrBlock": "10.7.0.0/16"}],
                "Ipv6CidrBlockAssociationSet": [
                    {"Ipv6CidrBlock": "2001:db8:1234:1a00::/56", "Ipv6CidrBlockState": {"State": "associated"}},
                    {"Ipv6CidrBlock": "2001:db8:ffff:1a00::/56", "Ipv6CidrBlockState": {"State": "disassociating"}}],
                "Tags": [{"Key": "Name", "Value": "My VPC"}]
            }]}
            """);

        Assert.Equal(
            [
                new Vpc
                {
                    Id = "vpc-0e9801d129EXAMPLE",
                    CidrBlocks = Blocks("10.0.0.0/16", "100.64.0.0/16", "10.7.0.0/16", "2001:db8:1234:1a00::/56"),
                    DhcpOptionsId = "dopt-19edf471",
                    OwnerId = "111122223333",
                    IsDefault = true,
                    Name = "My VPC",
                },
            ],
            network.Vpcs);
    }

    [Fact]
    public void ClassicLink_output_under_the_same_key_does_not_replace_a_VPC()
    {
        using var folder = new SnapshotFolder();
        folder.Add("a.json", """{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}""")
            .Add("b.json", """{"Vpcs": [{"VpcId": "vpc-1", "ClassicLinkEnabled": false}]}""");

        Assert.Equal(Blocks("10.0.0.0/16"), Assert.Single(folder.ReadOne().Vpcs).CidrBlocks);
    }

    [Fact]
    public void A_subnet_is_read_with_zone_and_blocks_of_both_families()
    {
        var network = SnapshotFolder.ReadOne("""
            {"Subnets": [{
                "AvailabilityZone": "us-east-1d", "AvailabilityZoneId": "use1-az2", "AvailableIpAddressCount": 4089, "CidrBlock": "172.31.80.0/20", "DefaultForAz": true, "State": "available",
                "SubnetId": "subnet-0bb1c79de3EXAMPLE", "VpcId": "vpc-0ee975135dEXAMPLE", "OwnerId": "111122223333",
                "Ipv6CidrBlockAssociationSet": [{"Ipv6CidrBlock": "2001:db8:1234:1a00::/64", "Ipv6CidrBlockState": {"State": "associated"}}], "Tags": [{"Key": "Name", "Value": "MySubnet"}]
            }]}
            """);

        Assert.Equal(
            [
                new Subnet
                {
                    Id = "subnet-0bb1c79de3EXAMPLE",
                    VpcId = "vpc-0ee975135dEXAMPLE",
                    AvailabilityZone = "us-east-1d",
                    AvailabilityZoneId = "use1-az2",
                    CidrBlocks = Blocks("172.31.80.0/20", "2001:db8:1234:1a00::/64"),
                    AvailableIpAddressCount = 4089,
                    OwnerId = "111122223333",
                    State = "available",
                    Name = "MySubnet",
                },
            ],
            network.Subnets);
    }

    [Fact]
    public void Attributes_of_a_VPC_are_gathered_from_several_files()
    {
        using var folder = new SnapshotFolder();
        folder.Add("1.json", """{"VpcId": "vpc-1", "EnableDnsHostnames": {"Value": false}}""")
            .Add("2.json", """{"EnableDnsSupport": {"Value": true}, "VpcId": "vpc-1"}""")
            .Add("3.json", """{"VpcId": "vpc-2", "EnableDnsSupport": {"Value": false}}""");

        var network = folder.ReadOne();

        Assert.Equal([new VpcDnsAttributes("vpc-1", true, false), new VpcDnsAttributes("vpc-2", false, null)], network.VpcAttributes);
        Assert.Equal([ResourceKind.VpcAttribute], network.Described);
        Assert.Empty(network.Remarks);
    }

    [Fact]
    public void Attributes_that_contradict_each_other_keep_the_last_with_a_remark()
    {
        using var folder = new SnapshotFolder();
        folder.Add("1.json", """{"VpcId": "vpc-1", "EnableDnsSupport": {"Value": true}}""")
            .Add("2.json", """{"VpcId": "vpc-1", "EnableDnsSupport": {"Value": false}}""");

        var network = folder.ReadOne();

        Assert.Equal([new VpcDnsAttributes("vpc-1", false, null)], network.VpcAttributes);
        Assert.Contains("vpc-1", Assert.Single(network.Remarks));
    }

    [Fact]
    public void An_attribute_other_than_those_of_DNS_is_no_evidence() =>
        Assert.Equal("SnapshotEmpty", Assert.Throws<NetworkSourceException>(() =>
            SnapshotFolder.ReadOne("""{"VpcId": "vpc-1", "EnableNetworkAddressUsageMetrics": {"Value": true}}""")).ErrorId);

    private static ValueList<CidrBlock> Blocks(params string[] blocks) => blocks.Select(CidrBlock.Parse).ToValueList();
}
