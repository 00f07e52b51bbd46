using VpceTools.Addressing;
using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html</summary>
internal static class NetworkInterfaceMapper
{
    /// <summary>The interface as the model has it.</summary>
    public static NetworkInterface Map(Sdk.NetworkInterface item) => new()
    {
        Id = item.NetworkInterfaceId,
        VpcId = item.VpcId ?? "",
        SubnetId = item.SubnetId ?? "",
        AvailabilityZone = item.AvailabilityZone,
        InterfaceType = item.InterfaceType?.Value,
        Status = item.Status?.Value,
        Description = item.Description,
        GroupIds = (item.Groups ?? []).Select(g => g.GroupId).ToValueList(),
        Addresses = Read.Addresses(
            [item.PrivateIpAddress],
            item.PrivateIpAddresses?.OrderByDescending(a => a.Primary == true).Select(a => a.PrivateIpAddress),
            item.Ipv6Addresses?.Select(a => a.Ipv6Address)).ToValueList(),
        PublicAddress = Read.Addresses(
            [item.Association?.PublicIp], item.PrivateIpAddresses?.Select(a => a.Association?.PublicIp))
                .Cast<IpAddress?>().FirstOrDefault(),
        Prefixes = Read.Blocks(item.Ipv4Prefixes?.Select(p => p.Ipv4Prefix), item.Ipv6Prefixes?.Select(p => p.Ipv6Prefix)).ToValueList(),
        InstanceId = item.Attachment?.InstanceId,
        OwnerId = item.OwnerId,
        RequesterManaged = item.RequesterManaged ?? false,
    };
}
