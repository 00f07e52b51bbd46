using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html</summary>
internal static class PeeringMapper
{
    /// <summary>The peering connection as the model has it.</summary>
    public static VpcPeeringConnection Map(Sdk.VpcPeeringConnection connection) => new(
        connection.VpcPeeringConnectionId,
        connection.Status?.Code?.Value,
        Side(connection.RequesterVpcInfo),
        Side(connection.AccepterVpcInfo));

    private static PeeringVpc Side(Sdk.VpcPeeringConnectionVpcInfo? vpc) => new(
        vpc?.VpcId,
        vpc?.OwnerId,
        vpc?.Region,
        Read.Blocks([vpc?.CidrBlock], vpc?.CidrBlockSet?.Select(b => b.Cidr), vpc?.Ipv6CidrBlockSet?.Select(b => b.Value)).ToValueList())
    {
        AllowsDnsResolution = vpc?.PeeringOptions?.AllowDnsResolutionFromRemoteVpc,
    };
}
