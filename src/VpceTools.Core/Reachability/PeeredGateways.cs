using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// The VPCs that are joined with one over peerings of transit gateways. Peerings carry static routes only, so that most attachments of a
/// peered gateway have nothing to do with a VPC: those count to which the routes of its own attachment lead, or whose own routes lead to
/// it. Where only one of the two holds, requests or their return traffic are lost, which is what somebody wants to be told.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html</remarks>
internal sealed class PeeredGateways
{
    private static readonly IntervalSet<IpAddress> Everywhere =
        IntervalSet<IpAddress>.Of([CidrBlock.Parse("0.0.0.0/0").Range, CidrBlock.Parse("::/0").Range]);

    private readonly NetworkIndex _index;
    private readonly string _vpcId;
    private readonly List<MissingEvidence> _unseen;
    private readonly Dictionary<string, (string? Owner, string? Region)> _found = new(StringComparer.Ordinal);

    private PeeredGateways(NetworkIndex index, string vpcId, List<MissingEvidence> unseen) =>
        (_index, _vpcId, _unseen) = (index, vpcId, unseen);

    private TransitIndex Transit => _index.Transit;

    /// <summary>The VPCs behind gateways that are peered with one, each with its account and Region as far as they are known.</summary>
    /// <param name="index">The network.</param>
    /// <param name="vpcId">The VPC.</param>
    /// <param name="gateway">A transit gateway that it is attached to.</param>
    /// <param name="unseen">Takes what would have to be known to say that these are all.</param>
    public static IEnumerable<(string Vpc, string? Owner, string? Region)> VpcsBehind(
        NetworkIndex index, string vpcId, string gateway, List<MissingEvidence> unseen)
    {
        var search = new PeeredGateways(index, vpcId, unseen);
        search.Search(gateway);
        return search._found.Select(found => (found.Key, found.Value.Owner, found.Value.Region));
    }

    private void Search(string gateway)
    {
        var others = Reached(gateway);
        if (others.Count == 0)
            return;
        foreach (var own in Transit.VpcAttachmentsOfVpc[_vpcId].Where(a => a.TransitGatewayId == gateway && RemoteVpcs.Joins(a.State)))
            Follow(gateway, own.Id, Everywhere, region: null, []);
        if (!_index.Vpcs.TryGetValue(_vpcId, out var vpc))
            return;
        // The way back may be missing where the way there is not.
        var destinations = IntervalSet<IpAddress>.Of(vpc.CidrBlocks.Select(block => block.Range));
        foreach (var (other, region) in others.Select(reached => (reached.Key, reached.Value)))
        {
            var leads = new Dictionary<string, bool>(StringComparer.Ordinal);
            foreach (var attachment in Transit.VpcAttachmentsOfGateway[other].Where(a => RemoteVpcs.Joins(a.State)))
                if (attachment.VpcId is { } id && Transit.AssociationOf(attachment.Id, other)?.RouteTableId is { } table
                    && (leads.TryGetValue(table, out var known) ? known
                        : leads[table] = LeadsHome(other, table, destinations, [])))
                    _found[id] = (attachment.VpcOwnerId, region);
        }
    }

    /// <summary>The gateways that peerings join with one, directly or by others between them.</summary>
    private Dictionary<string, string?> Reached(string gateway)
    {
        var (reached, next) = (new Dictionary<string, string?>(StringComparer.Ordinal), new Queue<string>([gateway]));
        while (next.Count > 0)
        {
            var from = next.Dequeue();
            foreach (var side in Transit.PeeringsOfGateway[from].Where(p => RemoteVpcs.Joins(p.State)).Select(p => p.Beyond(from)!))
                if (side.TransitGatewayId is { } id && id != gateway && !reached.ContainsKey(id))
                {
                    reached[id] = side.Region;
                    next.Enqueue(id);
                }
        }

        // What is behind an attachment of this type says its own description alone.
        var owner = Transit.OwnerOf(gateway);
        var isNamed = Transit.AttachmentsOfGateway[gateway].Any(a => RemoteVpcs.Joins(a.State) && a.IsPeering);
        if (!Transit.Saw(ResourceKind.TransitGatewayPeeringAttachment, owner) && (isNamed
            || (Transit.Saw(ResourceKind.TransitGatewayVpcAttachment, owner)
                && !Transit.Saw(ResourceKind.TransitGatewayAttachment, owner))))
            _unseen.Add(MissingEvidence.Of(ResourceKind.TransitGatewayPeeringAttachment).In(Other(owner), null) with
            {
                ResourceId = $"the peerings of {gateway}",
            });
        return reached;
    }

    /// <summary>Where the routes of an attachment's table lead: on over peerings, and at last to VPCs.</summary>
    private void Follow(string gateway, string attachment, IntervalSet<IpAddress> destinations, string? region,
        List<(string, string)> seen)
    {
        var owner = Transit.OwnerOf(gateway);
        if (seen.Contains((gateway, attachment)))
            return;
        if (Transit.AssociationOf(attachment, gateway)?.RouteTableId is not { } table)
        {
            if (!Transit.IsUnassociated(attachment, gateway))
                _unseen.Add(MissingEvidence.Of(ResourceKind.TransitGatewayAttachment, gateway).In(Other(owner), region) with
                {
                    ResourceId = $"every attachment of {gateway}, to which {attachment} leads",
                });
            return;
        }

        if (TransitGatewayRouteEvaluator.Of(table, _index) is not { } routes)
        {
            _unseen.Add(MissingEvidence.Of(ResourceKind.TransitGatewayRoute, table).In(Other(owner), region));
            return;
        }

        foreach (var part in routes.Evaluate(destinations))
        {
            if (part.Unresolved is { } list)
                _unseen.Add(MissingEvidence.Of(ResourceKind.PrefixList, list).In(Other(owner), region));
            if (part.Route is not { IsBlackhole: false } route)
                continue;
            foreach (var to in route.Attachments)
                if (Beyond(gateway, to.Id) is { TransitGatewayId: { } other } side)
                    Follow(other, to.Id, part.Addresses, side.Region, [.. seen, (gateway, attachment)]);
                else if (seen.Count > 0 && VpcBehind(to) is { } vpc)
                    _found[vpc] = (Transit.VpcAttachments.TryGetValue(to.Id, out var known) ? known.VpcOwnerId
                        : Transit.Attachments.TryGetValue(to.Id, out var listed) ? listed.ResourceOwnerId : owner, region);
        }
    }

    /// <summary>Whether routes of a table lead to the VPC itself over peerings.</summary>
    private bool LeadsHome(string gateway, string table, IntervalSet<IpAddress> destinations, List<string> seen) => !seen.Contains(table)
        && TransitGatewayRouteEvaluator.Of(table, _index) is { } routes
        && routes.Evaluate(destinations).Any(part => part.Route is { IsBlackhole: false } route && route.Attachments.Any(to =>
            Beyond(gateway, to.Id) is { TransitGatewayId: { } other }
                ? Transit.AssociationOf(to.Id, other)?.RouteTableId is { } next && LeadsHome(other, next, part.Addresses, [.. seen, table])
                : VpcBehind(to) == _vpcId));

    private PeeringTransitGateway? Beyond(string gateway, string attachment) =>
        Transit.Peerings.TryGetValue(attachment, out var peering) && RemoteVpcs.Joins(peering.State) ? peering.Beyond(gateway) : null;

    private string? VpcBehind(TransitGatewayRouteAttachment to)
    {
        var (type, id) = Transit.VpcAttachments.TryGetValue(to.Id, out var known) ? ("vpc", known.VpcId ?? to.ResourceId)
            : (to.ResourceType ?? (Transit.Attachments.TryGetValue(to.Id, out var listed) ? listed.ResourceType : null), to.ResourceId);
        return string.Equals(type, "vpc", StringComparison.OrdinalIgnoreCase) ? id : null;
    }

    private string? Other(string? account) => account == _index.Network.AccountId ? null : account;
}
