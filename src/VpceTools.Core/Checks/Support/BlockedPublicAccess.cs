using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Checks.Support;

/// <summary>Whether VPC Block Public Access stops what goes through the gateways of a VPC.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html: in the mode block-ingress only NAT gateways and egress-only
/// internet gateways carry traffic, in block-bidirectional none does; VPCs and subnets can be excluded.
/// </remarks>
internal static class BlockedPublicAccess
{
    /// <summary>What becomes of packets that a gateway sends out of a subnet.</summary>
    /// <param name="index">The evidence.</param>
    /// <param name="vpcId">The VPC.</param>
    /// <param name="subnetId">The subnet of the client or the NAT gateway; null where it is in no single one.</param>
    /// <param name="gateway">The gateway's id.</param>
    /// <param name="egressOnly">Whether the gateway opens connections outwards only: NAT and egress-only internet gateways do.</param>
    public static WayOut Judge(NetworkIndex index, string vpcId, string? subnetId, string gateway, bool egressOnly)
    {
        var options = index.Has(ResourceKind.VpcBlockPublicAccessOptions)
            ? index.Network.BlockPublicAccess.FirstOrDefault(o => index.Network.Region is null || o.Region == index.Network.Region) : null;
        switch (options?.InternetGatewayBlockMode)
        {
            case "off":
            case "block-ingress" when egressOnly:
                return WayOut.Open($"{gateway} leads to the internet");
            case "block-ingress" or "block-bidirectional":
                break;
            default:
                return WayOut.Unknown($"whether VPC Block Public Access stops {gateway} is not known",
                    MissingEvidence.Of(ResourceKind.VpcBlockPublicAccessOptions));
        }

        if (!index.Has(ResourceKind.VpcBlockPublicAccessExclusion))
            return WayOut.Unknown($"whether {vpcId} is excluded from VPC Block Public Access is not known",
                MissingEvidence.Of(ResourceKind.VpcBlockPublicAccessExclusion));
        var excluded =
            index.Network.BlockPublicAccessExclusions.Where(e => IsAbout(e, vpcId) || (subnetId is not null && IsAbout(e, subnetId)))
            .Where(e => e.InternetGatewayExclusionMode == "allow-bidirectional"
                || (egressOnly && e.InternetGatewayExclusionMode == "allow-egress")).ToList();
        if (excluded.Exists(e => e.State is "create-complete" or "update-complete"))
            return WayOut.Open($"{gateway} leads to the internet, and VPC Block Public Access excludes {subnetId ?? vpcId}");
        return excluded.Find(e =>
            e.State is not ("create-failed" or "delete-complete" or "disable-complete" or "update-failed")) is { } pending
            ? WayOut.Beyond($"exclusion {pending.Id} of VPC Block Public Access is in the state {pending.State ?? "unknown"}")
            : WayOut.Closed($"VPC Block Public Access stops {gateway}");
    }

    private static bool IsAbout(BlockPublicAccessExclusion exclusion, string id) =>
        exclusion.ResourceArn is { } arn && arn.EndsWith("/" + id, StringComparison.Ordinal);
}
