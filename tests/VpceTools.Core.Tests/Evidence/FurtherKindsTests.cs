using VpceTools.Addressing;
using VpceTools.Core.Tests.Snapshots;
using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Evidence;

/// <summary>Kinds that no check reads yet.</summary>
public sealed class FurtherKindsTests
{
    /// <summary>The example of https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-nat-gateways.html.</summary>
    [Fact]
    public void NAT_gateways_are_read_with_their_private_addresses()
    {
        var network = SnapshotFolder.ReadOne("""
            {"NatGateways": [{"CreateTime": "2017-08-25T14:48:09.000Z", "NatGatewayAddresses": [{"AllocationId": "eipalloc-0e6b7a9d6e2d1f3b4", "NetworkInterfaceId": "eni-0065a61b324d1897a",
                "IsPrimary": true, "PrivateIp": "10.0.0.187", "PublicIp": "198.51.100.7", "Status": "succeeded"}, {"Status": "assigning"}], "NatGatewayId": "nat-0b2f9f2ac3f51a653",
                "State": "available", "SubnetId": "subnet-0cb9a7d3a7b1b7a4d", "VpcId": "vpc-036bd4e2c3d8f9a5e", "ConnectivityType": "public"}]}
            """);

        Assert.Equal(
            [
                new NatGateway
                {
                    Id = "nat-0b2f9f2ac3f51a653", VpcId = "vpc-036bd4e2c3d8f9a5e", SubnetId = "subnet-0cb9a7d3a7b1b7a4d",
                        State = "available", ConnectivityType = "public",
                    PrivateAddresses = [IpAddress.Parse("10.0.0.187")],
                },
            ],
            network.NatGateways);
        Assert.Equal([ResourceKind.NatGateway], network.Described);
    }

    /// <summary>The shape of https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_GetResourceConfiguration.html.</summary>
    [Fact]
    public void A_resource_configuration_says_which_ports_consumers_may_use()
    {
        var network = SnapshotFolder.ReadOne("""
            {"arn": "arn:aws:vpc-lattice:eu-west-1:999988887777:resourceconfiguration/rcfg-0f62969e106c8bebd", "id": "rcfg-0f62969e106c8bebd", "type": "SINGLE", "protocol": "TCP",
                "portRanges": ["5432", "8000-8080"], "status": "ACTIVE", "customDomainName": "db.example.com"}
            """);

        Assert.Equal(
            [new ResourceConfiguration("arn:aws:vpc-lattice:eu-west-1:999988887777:resourceconfiguration/rcfg-0f62969e106c8bebd",
                [new(new Port(5432), new Port(5432)), new(new Port(8000), new Port(8080))], "ACTIVE", "db.example.com")],
            network.ResourceConfigurations);
        Assert.Equal([ResourceKind.ResourceConfiguration], network.Described);
    }

    [Fact]
    public void Blocked_public_access_is_one_object_and_its_exclusions_a_list()
    {
        using var folder = new SnapshotFolder();
        var network = folder
            .Add("a.json", """{"VpcBlockPublicAccessOptions": {"AwsAccountId": "111122223333", "AwsRegion": "us-east-1", "State": "update-complete", "InternetGatewayBlockMode": "block-bidirectional"}}""")
            .Add("b.json", """{"VpcBlockPublicAccessExclusions": [{"ExclusionId": "vpcbpa-exclude-0123456789abcdef0", "InternetGatewayExclusionMode": "allow-egress", "ResourceArn": "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1", "State": "create-complete"}]}""")
            .ReadOne();

        Assert.Equal([new BlockPublicAccessOptions("us-east-1", "111122223333", "update-complete", "block-bidirectional")],
            network.BlockPublicAccess);
        Assert.Equal(
            [new BlockPublicAccessExclusion(
                "vpcbpa-exclude-0123456789abcdef0", "arn:aws:ec2:us-east-1:111122223333:vpc/vpc-1", "create-complete", "allow-egress")],
            network.BlockPublicAccessExclusions);
        Assert.Equal([ResourceKind.VpcBlockPublicAccessOptions, ResourceKind.VpcBlockPublicAccessExclusion], network.Described);
    }

    [Fact]
    public void A_group_may_serve_in_several_other_VPCs()
    {
        var network = SnapshotFolder.ReadOne("""
            {"SecurityGroupVpcAssociations": [{"GroupId": "sg-1", "VpcId": "vpc-1", "VpcOwnerId": "111122223333", "State": "associated"}, {"GroupId": "sg-1", "VpcId": "vpc-2", "State": "associating"}]}
            """);

        Assert.Equal(
            [new SecurityGroupVpcAssociation("sg-1", "vpc-1", "111122223333", "associated"),
                new SecurityGroupVpcAssociation("sg-1", "vpc-2", null, "associating")],
            network.SecurityGroupVpcAssociations);
    }
}
