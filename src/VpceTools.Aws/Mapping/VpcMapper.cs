using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html and API_Subnet.html</summary>
internal static class VpcMapper
{
    /// <summary>The VPC as the model has it.</summary>
    public static Vpc Map(Sdk.Vpc vpc, MappingRemarks remarks) => new()
    {
        Id = vpc.VpcId,
        CidrBlocks = remarks.Blocks(
            new[] { vpc.CidrBlock }
                .Concat((vpc.CidrBlockAssociationSet ?? []).Where(a => IsAssociated(a.CidrBlockState)).Select(a => a.CidrBlock))
                .Concat((vpc.Ipv6CidrBlockAssociationSet ?? []).Where(a => IsAssociated(a.Ipv6CidrBlockState)).Select(a => a.Ipv6CidrBlock))
                .Distinct(StringComparer.Ordinal),
            vpc.VpcId).ToValueList(),
        DhcpOptionsId = vpc.DhcpOptionsId,
        OwnerId = vpc.OwnerId,
        IsDefault = vpc.IsDefault ?? false,
        Name = Text.NameOf(vpc.Tags),
    };

    /// <summary>The subnet as the model has it.</summary>
    public static Subnet Map(Sdk.Subnet subnet, MappingRemarks remarks) => new()
    {
        Id = subnet.SubnetId,
        VpcId = subnet.VpcId ?? "",
        AvailabilityZone = subnet.AvailabilityZone,
        AvailabilityZoneId = subnet.AvailabilityZoneId,
        CidrBlocks = remarks.Blocks(
            new[] { subnet.CidrBlock }
                .Concat((subnet.Ipv6CidrBlockAssociationSet ?? []).Where(a => a.Ipv6CidrBlockState?.State is not { } s || s == Amazon.EC2.SubnetCidrBlockStateCode.Associated).Select(a => a.Ipv6CidrBlock))
                .Distinct(StringComparer.Ordinal),
            subnet.SubnetId).ToValueList(),
        AvailableIpAddressCount = subnet.AvailableIpAddressCount,
        OwnerId = subnet.OwnerId,
        State = subnet.State?.Value,
        Name = Text.NameOf(subnet.Tags),
    };

    private static bool IsAssociated(Sdk.VpcCidrBlockState? state) => state?.State is not { } s || s == Amazon.EC2.VpcCidrBlockStateCode.Associated;
}
