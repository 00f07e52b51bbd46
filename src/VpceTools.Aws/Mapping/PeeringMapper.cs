using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcPeeringConnection.html</summary>
internal static class PeeringMapper
{
    /// <summary>The peering connection as the model has it.</summary>
    public static VpcPeeringConnection Map(Sdk.VpcPeeringConnection connection, MappingRemarks remarks) => new(
        connection.VpcPeeringConnectionId,
        connection.Status?.Code?.Value,
        Side(connection.RequesterVpcInfo, connection.VpcPeeringConnectionId, remarks),
        Side(connection.AccepterVpcInfo, connection.VpcPeeringConnectionId, remarks));

    private static PeeringVpc Side(Sdk.VpcPeeringConnectionVpcInfo? vpc, string owner, MappingRemarks remarks) => new(
        vpc?.VpcId,
        vpc?.OwnerId,
        vpc?.Region,
        remarks.Blocks(
            new[] { vpc?.CidrBlock }
                .Concat((vpc?.CidrBlockSet ?? []).Select(b => b.Cidr))
                .Concat((vpc?.Ipv6CidrBlockSet ?? []).Select(b => b.Value))
                .Distinct(StringComparer.Ordinal),
            owner).ToValueList());
}
