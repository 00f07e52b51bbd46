namespace VpceTools.Model;

/// <summary>
/// Networks that were read together, as one picture: what one account or Region refers to, another may describe. Resources are told by
/// their ids; of two descriptions that of the owner counts, since a participant or a peer sees less.
/// </summary>
public sealed class JoinedNetworks
{
    private readonly Lazy<NetworkIndex> _index;
    private readonly Lazy<TransitIndex> _transit;
    private IReadOnlyList<VpcNetwork> _joined = [];

    private JoinedNetworks(IReadOnlyList<VpcNetwork> networks)
    {
        Networks = networks;
        _index = new(() => new(Merged(networks)));
        _transit = new(() => new(Index.Network, networks));
    }

    /// <summary>The networks as they were read.</summary>
    public IReadOnlyList<VpcNetwork> Networks { get; }

    /// <summary>The look-ups over all of them.</summary>
    public NetworkIndex Index => _index.Value;

    /// <summary>What is known of transit gateways and VPNs.</summary>
    internal TransitIndex Transit => _transit.Value;

    /// <summary>
    /// The same networks, each of which knows the others; a single one stays as it is. Two descriptions of one account that have a VPC in
    /// common, such as snapshots of two days, are no parts of one picture and stay apart.
    /// </summary>
    public static IReadOnlyList<VpcNetwork> Join(IReadOnlyList<VpcNetwork> networks)
    {
        var pictures = new List<(List<int> Members, HashSet<(string? Account, string Vpc)> Vpcs)>();
        for (var i = 0; i < networks.Count; i++)
        {
            var own = networks[i].Vpcs.Select(vpc => (networks[i].AccountId, vpc.Id)).ToList();
            var picture = pictures.Find(known => !known.Vpcs.Overlaps(own));
            if (picture.Members is null)
                pictures.Add(picture = ([], []));
            picture.Members.Add(i);
            picture.Vpcs.UnionWith(own);
        }

        var result = networks.ToArray();
        foreach (var (members, _) in pictures.Where(picture => picture.Members.Count > 1))
        {
            var joined = new JoinedNetworks([.. members.Select(i => networks[i])]);
            for (var position = 0; position < members.Count; position++)
                result[members[position]] = networks[members[position]] with { Place = new(joined, position) };
            joined._joined = [.. members.Select(i => result[i])];
        }

        return result;
    }

    /// <summary>Whether a network is one of them as it was read, and no copy that somebody changed.</summary>
    internal bool IsUnchanged(VpcNetwork network) => _joined.Any(known => ReferenceEquals(known, network));

    /// <summary>
    /// One of some networks that know each other, of which others were before: it is the one at a place, and the rest is read with it.
    /// </summary>
    internal static VpcNetwork Rejoin(IReadOnlyList<VpcNetwork> networks, int position) =>
        networks[position] with
        {
            Place = new(new JoinedNetworks([.. networks.Select(network => network with { Place = default })]), position),
        };

    /// <summary>Networks after a change of one of them that may have changed those that it was read with as well.</summary>
    internal static void Spread(VpcNetwork[] networks, int changed, VpcNetwork now)
    {
        var joined = networks[changed].Place.Joined;
        if (joined is not null && now.Place.Joined is { } then && !ReferenceEquals(joined, then))
            for (var i = 0; i < networks.Length; i++)
                if (i != changed && ReferenceEquals(networks[i].Place.Joined, joined))
                    networks[i] = now.Picture[networks[i].Place.Position] with { Place = new(then, networks[i].Place.Position) };
        networks[changed] = now;
    }

    /// <summary>One network that has what all have. What was asked for and not answered stays with each of them.</summary>
    private static VpcNetwork Merged(IReadOnlyList<VpcNetwork> networks) => new()
    {
        Endpoints = Merge(networks, n => n.Endpoints, e => e.Id, e => e.OwnerId),
        Vpcs = Merge(networks, n => n.Vpcs, v => v.Id, v => v.OwnerId),
        VpcAttributes = Merge(networks, n => n.VpcAttributes, a => a.VpcId, _ => null),
        Subnets = Merge(networks, n => n.Subnets, s => s.Id, s => s.OwnerId),
        SecurityGroups = Merge(networks, n => n.SecurityGroups, g => g.Id, g => g.OwnerId),
        NetworkAcls = Merge(networks, n => n.NetworkAcls, a => a.Id, a => a.OwnerId),
        RouteTables = Merge(networks, n => n.RouteTables, t => t.Id, t => t.OwnerId),
        NetworkInterfaces = Merge(networks, n => n.NetworkInterfaces, n => n.Id, n => n.OwnerId),
        Instances = Merge(networks, n => n.Instances, i => i.Id, _ => null),
        PrefixLists = Merge(networks, n => n.PrefixLists, p => p.Id, _ => null, p => p.CidrBlocks is not null),
        DhcpOptions = Merge(networks, n => n.DhcpOptions, d => d.Id, _ => null),
        PeeringConnections = Merge(networks, n => n.PeeringConnections, p => p.Id, _ => null),
        NatGateways = Merge(networks, n => n.NatGateways, g => g.Id, _ => null),
        TransitGateways = Merge(networks, n => n.TransitGateways, g => g.Id, g => g.OwnerId),
        TransitGatewayAttachments = Merge(networks, n => n.TransitGatewayAttachments, a => a.Id, a => a.TransitGatewayOwnerId,
            a => a.Association is not null),
        TransitGatewayVpcAttachments = Merge(networks, n => n.TransitGatewayVpcAttachments, a => a.Id, a => a.VpcOwnerId),
        TransitGatewayPeeringAttachments = Merge(networks, n => n.TransitGatewayPeeringAttachments, a => a.Id, _ => null),
        TransitGatewayRouteTables = Merge(networks, n => n.TransitGatewayRouteTables, t => t.Id, _ => null),
        TransitGatewayRoutes = Merge(networks, n => n.TransitGatewayRoutes, t => t.RouteTableId, _ => null),
        TransitGatewayAssociations = Merge(networks, n => n.TransitGatewayAssociations, t => t.RouteTableId, _ => null),
        TransitGatewayPropagations = Merge(networks, n => n.TransitGatewayPropagations, t => t.RouteTableId, _ => null),
        VpnGateways = Merge(networks, n => n.VpnGateways, g => g.Id, _ => null),
        VpnConnections = Merge(networks, n => n.VpnConnections, c => c.Id, _ => null),
    };

    private static ValueList<T> Merge<T>(IReadOnlyList<VpcNetwork> networks, Func<VpcNetwork, ValueList<T>> list, Func<T, string> id,
        Func<T, string?> owner, Func<T, bool>? tellsMore = null)
    {
        var known = new Dictionary<string, (T Item, bool IsOwners, bool TellsMore)>(StringComparer.Ordinal);
        foreach (var network in networks)
            foreach (var item in list(network))
            {
                var isOwners = network.AccountId is { } account && owner(item) == account;
                var more = tellsMore?.Invoke(item) ?? true;
                if (!known.TryGetValue(id(item), out var before) || (isOwners && !before.IsOwners) || (more && !before.TellsMore))
                    known[id(item)] = (item, isOwners, more);
            }

        return known.Values.Select(k => k.Item).ToValueList();
    }
}

/// <summary>
/// Which of the networks that were read together a network is. It says nothing of the network: two that say the same are equal.
/// </summary>
/// <param name="Joined">All of them; null for a network by itself.</param>
/// <param name="Position">Its place among them.</param>
internal readonly record struct NetworkPlace(JoinedNetworks? Joined, int Position)
{
    /// <summary>Always.</summary>
    public bool Equals(NetworkPlace other) => true;

    /// <inheritdoc/>
    public override int GetHashCode() => 0;
}

public sealed partial record VpcNetwork
{
    /// <summary>The networks that it was read with.</summary>
    internal NetworkPlace Place { get; init; }

    /// <summary>This network, as it is now, and those that it was read with.</summary>
    internal IEnumerable<VpcNetwork> WithJoined => Place.Joined is not { } joined ? [this]
        : [this, .. joined.Networks.Where((_, position) => position != Place.Position)];

    /// <summary>This network, as it is now, and those that it was read with, each in its place.</summary>
    internal IReadOnlyList<VpcNetwork> Picture => Place.Joined is not { } joined ? [this]
        : [.. joined.Networks.Select((network, position) => position == Place.Position ? this : network)];

    /// <summary>This network with another one in the place of one that it was read with, or of itself.</summary>
    internal VpcNetwork WithInPicture(int position, VpcNetwork changed) => Place.Joined is null ? changed
        : JoinedNetworks.Rejoin([.. Picture.Select((network, i) => i == position ? changed : network)], Place.Position);
}
