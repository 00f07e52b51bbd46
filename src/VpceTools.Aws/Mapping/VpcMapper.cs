using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html and API_Subnet.html</summary>
internal static class VpcMapper
{
    /// <summary>The VPC as the model has it.</summary>
    public static Vpc Map(Sdk.Vpc vpc) => new()
    {
        Id = vpc.VpcId,
        CidrBlocks = Read.Blocks(
            [vpc.CidrBlock],
            vpc.CidrBlockAssociationSet?.Where(a => IsAssociated(a.CidrBlockState?.State)).Select(a => a.CidrBlock),
            vpc.Ipv6CidrBlockAssociationSet?.Where(a => IsAssociated(a.Ipv6CidrBlockState?.State))
                .Select(a => a.Ipv6CidrBlock)).ToValueList(),
        DhcpOptionsId = vpc.DhcpOptionsId,
        OwnerId = vpc.OwnerId,
        Stack = Read.StackOf(vpc.Tags),
        IsDefault = vpc.IsDefault ?? false,
        Name = Read.NameOf(vpc.Tags),
    };

    /// <summary>The subnet as the model has it.</summary>
    public static Subnet Map(Sdk.Subnet subnet) => new()
    {
        Id = subnet.SubnetId,
        VpcId = subnet.VpcId ?? "",
        AvailabilityZone = subnet.AvailabilityZone,
        AvailabilityZoneId = subnet.AvailabilityZoneId,
        EnableDns64 = subnet.EnableDns64,
        CidrBlocks = Read.Blocks(
            [subnet.CidrBlock],
            subnet.Ipv6CidrBlockAssociationSet?.Where(a => IsAssociated(a.Ipv6CidrBlockState?.State))
                .Select(a => a.Ipv6CidrBlock)).ToValueList(),
        AvailableIpAddressCount = subnet.AvailableIpAddressCount,
        OwnerId = subnet.OwnerId,
        Stack = Read.StackOf(subnet.Tags),
        State = subnet.State?.Value,
        Name = Read.NameOf(subnet.Tags),
    };

    // Blocks that failed or left are listed for a while: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcCidrBlockState.html
    private static bool IsAssociated(Amazon.Runtime.ConstantClass? state) => state is null || state.Value == "associated";
}
