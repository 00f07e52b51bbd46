using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// The VPCs that are joined with one: by an active peering connection, as attachments of one transit gateway, or of gateways that are
/// peered and have routes there. Whether all routes that it takes lead from one to the other is the question of whoever asks for them.
/// </summary>
/// <param name="Vpcs">Those whose subnets are known.</param>
/// <param name="Unseen">What would have to be known to say that these are all.</param>
internal sealed record RemoteVpcs(ValueList<string> Vpcs, ValueList<MissingEvidence> Unseen)
{
    /// <summary>The states of a transit gateway's attachment in which it joins nothing: not yet, or no more.</summary>
    private static readonly HashSet<string> Apart = new(StringComparer.OrdinalIgnoreCase)
    {
        "initiating", "initiatingRequest", "pendingAcceptance", "pending", "rejecting", "rejected", "failing", "failed", "deleting",
        "deleted",
    };

    /// <summary>The VPCs that are joined with one.</summary>
    public static RemoteVpcs Of(NetworkIndex index, string vpcId)
    {
        var unseen = new List<MissingEvidence>();
        var found = Find(index, vpcId, unseen);
        var seen = found.Keys.ToLookup(vpc => index.SubnetsOfVpc[vpc].Any());
        foreach (var vpc in seen[false].OrderBy(vpc => vpc, StringComparer.Ordinal))
            unseen.Add((MissingEvidence.Of(ResourceKind.Subnet) with { ResourceId = $"the subnets of {vpc}" }).In(
                Other(found[vpc].Owner, index.Network.AccountId), Other(found[vpc].Region, index.Network.Region)));
        return new([.. seen[true].OrderBy(vpc => vpc, StringComparer.Ordinal)], [.. unseen.Distinct()]);
    }

    /// <summary>The ids of the VPCs that are joined with one, whether their subnets are known or not.</summary>
    public static IEnumerable<string> IdsOf(NetworkIndex index, string vpcId) => Find(index, vpcId, []).Keys;

    private static Dictionary<string, (string? Owner, string? Region)> Find(NetworkIndex index, string vpcId, List<MissingEvidence> unseen)
    {
        var found = new Dictionary<string, (string? Owner, string? Region)>(StringComparer.Ordinal);
        foreach (var (vpc, owner, region) in Peered(index, vpcId, unseen).Concat(Attached(index, vpcId, unseen)))
            if (vpc is { Length: > 0 } && vpc != vpcId && (!found.TryGetValue(vpc, out var known) || known.Owner is null))
                found[vpc] = (owner, region);
        return found;
    }

    private static IEnumerable<(string? Vpc, string? Owner, string? Region)> Peered(
        NetworkIndex index, string vpcId, List<MissingEvidence> unseen)
    {
        if (!index.Has(ResourceKind.VpcPeeringConnection))
            unseen.Add(MissingEvidence.Of(ResourceKind.VpcPeeringConnection));
        // One without a state may be active.
        return index.PeeringConnectionsOfVpc[vpcId].Where(peering => peering.IsActive || peering.Status is null)
            .Select(peering => peering.Beyond(vpcId)!).Select(side => (side.VpcId, side.OwnerId, side.Region));
    }

    /// <summary>
    /// Who owns a transit gateway sees every attachment of it; anybody else his own:
    /// https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html#tgw-sharing.
    /// </summary>
    private static List<(string? Vpc, string? Owner, string? Region)> Attached(
        NetworkIndex index, string vpcId, List<MissingEvidence> unseen)
    {
        var (transit, home) = (index.Transit, index.Vpcs.TryGetValue(vpcId, out var vpc) ? vpc.OwnerId : null);
        if (!transit.Saw(ResourceKind.TransitGatewayVpcAttachment, home ?? index.Network.AccountId))
            unseen.Add(MissingEvidence.Of(ResourceKind.TransitGatewayVpcAttachment));
        var found = new List<(string? Vpc, string? Owner, string? Region)>();
        foreach (var gateway in transit.VpcAttachmentsOfVpc[vpcId].Where(a => Joins(a.State)).Select(a => a.TransitGatewayId)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal))
        {
            found.AddRange(transit.VpcAttachmentsOfGateway[gateway].Where(a => Joins(a.State))
                .Select(a => (a.VpcId, a.VpcOwnerId, (string?)null)));
            found.AddRange(transit.AttachmentsOfGateway[gateway].Where(a => Joins(a.State)
                && string.Equals(a.ResourceType, "vpc", StringComparison.OrdinalIgnoreCase))
                .Select(a => (a.ResourceId, a.ResourceOwnerId, (string?)null)));
            var owner = transit.OwnerOf(gateway);
            // To one that is not there yet nothing is attached but by the code that makes it.
            if (index.Network.Plan?.IsPlanned(gateway) == true && transit.Saw(ResourceKind.TransitGatewayVpcAttachment, owner))
                continue;
            if (owner is null || !(transit.Saw(ResourceKind.TransitGatewayAttachment, owner)
                || transit.Saw(ResourceKind.TransitGatewayVpcAttachment, owner)))
                unseen.Add(MissingEvidence.Of(ResourceKind.TransitGatewayAttachment).In(Other(owner, index.Network.AccountId), null) with
                {
                    ResourceId = $"every attachment of {gateway}",
                });
            found.AddRange(PeeredGateways.VpcsBehind(index, vpcId, gateway, unseen).Select(v => ((string?)v.Vpc, v.Owner, v.Region)));
        }

        return found;
    }

    /// <summary>Whether an attachment in a state may carry packets, now or again.</summary>
    public static bool Joins(string? state) => state is null || !Apart.Contains(state);

    private static string? Other(string? value, string? own) => value == own ? null : value;
}
