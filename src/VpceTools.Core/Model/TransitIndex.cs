namespace VpceTools.Model;

/// <summary>Look-ups over what is known of transit gateways and VPNs, in one network or in several that were read together.</summary>
internal sealed class TransitIndex
{
    /// <summary>No account: some network has described the kind.</summary>
    private const string Anybody = "*";

    private readonly IReadOnlyList<VpcNetwork> _networks;
    private readonly Dictionary<string, TransitGatewayAttachmentAssociation> _associations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tablesWithAssociations;
    private readonly ILookup<string, TransitGatewayRouteTable> _tablesOfGateway;
    private readonly Dictionary<string, TransitGatewayRoutes> _routes;
    private readonly HashSet<(ResourceKind Kind, string? Account)> _seen;
    private readonly ILookup<(string Attachment, string Gateway), VpcNetwork> _describedWithoutTable;
    private readonly Dictionary<string, TransitGateway> _gateways;

    /// <summary>Builds the look-ups.</summary>
    /// <param name="network">The items, those of all networks.</param>
    /// <param name="networks">The networks, for who was asked what.</param>
    public TransitIndex(VpcNetwork network, IReadOnlyList<VpcNetwork> networks)
    {
        _networks = networks;
        _seen = [.. networks.SelectMany(n => n.Described.SelectMany(kind => new[] { (kind, n.AccountId), (kind, Anybody) }))];
        _describedWithoutTable = networks.Where(n => n.Described.Contains(ResourceKind.TransitGatewayAttachment))
            .SelectMany(n => n.TransitGatewayAttachments.Where(a => a.Association is null && a.TransitGatewayId is not null), (n, a) =>
                (n, a))
            .ToLookup(pair => (pair.a.Id, pair.a.TransitGatewayId!), pair => pair.n);
        _gateways = ById(network.TransitGateways, g => g.Id);
        Attachments = ById(network.TransitGatewayAttachments, a => a.Id);
        VpcAttachments = ById(network.TransitGatewayVpcAttachments, a => a.Id);
        VpcAttachmentsOfVpc = network.TransitGatewayVpcAttachments.ToLookup(a => a.VpcId ?? "", StringComparer.Ordinal);
        VpcAttachmentsOfGateway = network.TransitGatewayVpcAttachments.ToLookup(a => a.TransitGatewayId ?? "", StringComparer.Ordinal);
        AttachmentsOfGateway = network.TransitGatewayAttachments.ToLookup(a => a.TransitGatewayId ?? "", StringComparer.Ordinal);
        Peerings = ById(network.TransitGatewayPeeringAttachments, a => a.Id);
        PeeringsOfGateway = Peerings.Values.SelectMany(p => new[] { p.Requester, p.Accepter }, (p, side) => (p, side.TransitGatewayId))
            .ToLookup(pair => pair.TransitGatewayId ?? "", pair => pair.p, StringComparer.Ordinal);
        Propagations = ById(network.TransitGatewayPropagations, p => p.RouteTableId);
        VpnGateways = ById(network.VpnGateways, g => g.Id);
        VpnConnections = ById(network.VpnConnections, c => c.Id);
        VpnConnectionsOfGateway = network.VpnConnections.ToLookup(c => c.VpnGatewayId ?? "", StringComparer.Ordinal);
        _routes = ById(network.TransitGatewayRoutes, t => t.RouteTableId);
        _tablesOfGateway = network.TransitGatewayRouteTables.ToLookup(t => t.TransitGatewayId ?? "", StringComparer.Ordinal);
        _tablesWithAssociations = new(network.TransitGatewayAssociations.Select(a => a.RouteTableId), StringComparer.Ordinal);
        foreach (var attachment in network.TransitGatewayAttachments)
            if (attachment.Association is { } association)
                _associations[attachment.Id] = association;
        // A peering attachment has one id and two tables, one in each Region: only the list of a table tells them apart.
        foreach (var table in network.TransitGatewayAssociations)
            foreach (var attachment in table.Associations)
                if (!string.Equals(attachment.ResourceType, "peering", StringComparison.OrdinalIgnoreCase))
                    _associations[attachment.AttachmentId] = new(table.RouteTableId, attachment.State);
        Associations = network.TransitGatewayAssociations;
        Tables = ById(network.TransitGatewayRouteTables, t => t.Id);
    }

    /// <summary>Attachments by id.</summary>
    public IReadOnlyDictionary<string, TransitGatewayAttachment> Attachments { get; }

    /// <summary>VPC attachments by id.</summary>
    public IReadOnlyDictionary<string, TransitGatewayVpcAttachment> VpcAttachments { get; }

    /// <summary>The attachments of each VPC.</summary>
    public ILookup<string, TransitGatewayVpcAttachment> VpcAttachmentsOfVpc { get; }

    /// <summary>
    /// The attachment of a VPC to a transit gateway; null where none is known. There is one at a time, and those that were deleted or
    /// rejected are listed for a while beside it.
    /// </summary>
    public TransitGatewayVpcAttachment? VpcAttachmentOf(string vpcId, string gatewayId) =>
        VpcAttachmentsOfVpc[vpcId].Where(a => a.TransitGatewayId == gatewayId).OrderBy(a => a.State?.ToLowerInvariant() switch
        {
            "available" => 0,
            null or "modifying" or "rollingback" => 1,
            "deleted" or "rejected" or "failed" => 3,
            _ => 2,
        }).FirstOrDefault();

    /// <summary>The VPC attachments of each transit gateway.</summary>
    public ILookup<string, TransitGatewayVpcAttachment> VpcAttachmentsOfGateway { get; }

    /// <summary>The attachments of each transit gateway.</summary>
    public ILookup<string, TransitGatewayAttachment> AttachmentsOfGateway { get; }

    /// <summary>Peerings of transit gateways by the attachment's id.</summary>
    public IReadOnlyDictionary<string, TransitGatewayPeeringAttachment> Peerings { get; }

    /// <summary>The peerings of each transit gateway.</summary>
    public ILookup<string, TransitGatewayPeeringAttachment> PeeringsOfGateway { get; }

    /// <summary>Who writes routes into which table.</summary>
    public IReadOnlyDictionary<string, TransitGatewayPropagations> Propagations { get; }

    /// <summary>Virtual private gateways by id.</summary>
    public IReadOnlyDictionary<string, VpnGateway> VpnGateways { get; }

    /// <summary>VPN connections by id.</summary>
    public IReadOnlyDictionary<string, VpnConnection> VpnConnections { get; }

    /// <summary>The VPN connections of each virtual private gateway.</summary>
    public ILookup<string, VpnConnection> VpnConnectionsOfGateway { get; }

    private Dictionary<string, TransitGatewayRouteTable> Tables { get; }

    private ValueList<TransitGatewayAssociations> Associations { get; }

    /// <summary>A transit gateway; null where nobody describes it.</summary>
    public TransitGateway? Gateway(string id) => _gateways.TryGetValue(id, out var gateway) ? gateway : null;

    /// <summary>The account that owns a transit gateway; null where nothing names it.</summary>
    public string? OwnerOf(string gatewayId) => Gateway(gatewayId)?.OwnerId
        ?? AttachmentsOfGateway[gatewayId].FirstOrDefault(a => a.TransitGatewayOwnerId is not null)?.TransitGatewayOwnerId
        ?? Peerings.Values.SelectMany(p => new[] { p.Requester, p.Accepter })
            .FirstOrDefault(side => side.TransitGatewayId == gatewayId)?.OwnerId;

    /// <summary>The route tables of a transit gateway, as far as they were seen.</summary>
    public IEnumerable<TransitGatewayRouteTable> TablesOf(string gatewayId) => _tablesOfGateway[gatewayId];

    /// <summary>The routes of a table; null where they were not seen.</summary>
    public TransitGatewayRoutes? RoutesOf(string tableId) => _routes.TryGetValue(tableId, out var routes) ? routes : null;

    /// <summary>Whether an attachment joins two transit gateways.</summary>
    public bool IsPeering(string attachmentId) => Peerings.ContainsKey(attachmentId)
        || (Attachments.TryGetValue(attachmentId, out var known) && known.IsPeering);

    /// <summary>The route table of an attachment on one side; null where none is known.</summary>
    public TransitGatewayAttachmentAssociation? AssociationOf(string attachmentId, string gatewayId)
    {
        if (!IsPeering(attachmentId))
            return _associations.TryGetValue(attachmentId, out var one) ? one : null;
        foreach (var table in Associations)
            if (Tables.TryGetValue(table.RouteTableId, out var described) && described.TransitGatewayId == gatewayId)
                foreach (var attachment in table.Associations)
                    if (attachment.AttachmentId == attachmentId)
                        return new(table.RouteTableId, attachment.State);
        // What one account describes of such an attachment is about its own side.
        foreach (var network in _networks)
            foreach (var attachment in network.TransitGatewayAttachments)
                if (attachment.Id == attachmentId && attachment.TransitGatewayId == gatewayId && attachment.Association is { } association)
                    return association;
        return null;
    }

    /// <summary>
    /// Whether it is certain that an attachment without a known table has none: its gateway's owner described it without one, or described
    /// every table's associations.
    /// </summary>
    public bool IsUnassociated(string attachmentId, string gatewayId)
    {
        var owner = OwnerOf(gatewayId);
        if (_describedWithoutTable[(attachmentId, gatewayId)].Any(network => IsOf(network, owner)))
            return true;
        var tables = _tablesOfGateway[gatewayId].ToList();
        return tables.Count > 0 && Saw(ResourceKind.TransitGatewayRouteTable, owner)
            && tables.TrueForAll(table => _tablesWithAssociations.Contains(table.Id));
    }

    /// <summary>Whether a kind of evidence of an account is at hand; of any account where it is not known which.</summary>
    public bool Saw(ResourceKind kind, string? accountId) =>
        _seen.Contains((kind, accountId ?? Anybody)) || _seen.Contains((kind, null));

    private static bool IsOf(VpcNetwork network, string? accountId) =>
        accountId is null || network.AccountId is null || network.AccountId == accountId;

    private static Dictionary<string, T> ById<T>(ValueList<T> items, Func<T, string> id)
    {
        var result = new Dictionary<string, T>(items.Count, StringComparer.Ordinal);
        foreach (var item in items)
            result[id(item)] = item;
        return result;
    }
}
