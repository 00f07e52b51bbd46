using VpceTools.Model;

namespace VpceTools.Reading;

/// <summary>
/// What a participant of a shared VPC has to be told: the endpoints of the owner serve the shared subnets, and only the owner can describe
/// them.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing-service-behavior.html</remarks>
internal static class SharedVpcs
{
    /// <summary>A sentence for the VPCs of other accounts, with a blank before it; empty where there is none.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="vpcId">The VPC that is asked about; null for all.</param>
    public static string Note(IEnumerable<VpcNetwork> networks, string? vpcId = null) => string.Concat(networks.SelectMany(network =>
        Owners(network).Where(vpc => (vpcId is null || vpc.VpcId == vpcId) && IsForeign(network, vpc.VpcId, vpc.Owner))
            .Select(vpc =>
                $" {vpc.VpcId} belongs to account {vpc.Owner}, which shares it: the endpoints that it has there serve the shared subnets "
                + $"and cannot be seen from another account. Run aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values={vpc.VpcId} in "
                + $"account {vpc.Owner}.")).Distinct());

    /// <summary>Whose the VPCs are. A participant may have described the shared subnets alone, whose owner is the VPC's.</summary>
    private static IEnumerable<(string VpcId, string Owner)> Owners(VpcNetwork network) => network.Vpcs.Select(vpc => (vpc.Id, vpc.OwnerId))
        .Concat(network.Subnets.Select(subnet => (Id: subnet.VpcId, subnet.OwnerId)))
        .Where(vpc => vpc.Id.Length > 0 && vpc.OwnerId is { Length: > 0 }).Select(vpc => (vpc.Id, vpc.OwnerId!)).Distinct();

    /// <summary>Workloads of a participant are its own; the VPC and its subnets stay the owner's.</summary>
    private static bool IsForeign(VpcNetwork network, string vpcId, string owner) =>
        (network.AccountId is { } account && account != owner)
        || network.NetworkInterfaces.Any(n =>
            n.VpcId == vpcId && !n.RequesterManaged && n.OwnerId is { Length: > 0 } other && other != owner);
}
