using System.Collections.Concurrent;
using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// The rule sets of a network in the form in which they are asked, each computed once on first use; safe for parallel use.
/// </summary>
public sealed class NetworkFilters(NetworkIndex index)
{
    private readonly ConcurrentDictionary<GroupRules, SecurityGroupFilter> _groups = new();
    private readonly ConcurrentDictionary<(GroupRules Rules, Port Port), IntervalSet<IpAddress>> _groupPeers = new();
    private readonly ConcurrentDictionary<(string Acl, bool Egress), PacketSet> _acls = new();
    private readonly ConcurrentDictionary<(string Acl, bool Egress, Port Port), IntervalSet<IpAddress>> _aclPeers = new();
    private readonly ConcurrentDictionary<(string Acl, ClientClass Clients, IpFamily Family), PacketSet> _aclReturnTraffic = new();
    private readonly ConcurrentDictionary<(string Acl, ClientClass Clients, IpFamily Family, Port Port),
        IntervalSet<IpAddress>> _aclRequests = new();
    private readonly ConcurrentDictionary<(GroupRules Rules, ClientClass Clients, IpFamily Family, Port Port),
        IntervalSet<IpAddress>> _groupRequests = new();
    private readonly ConcurrentDictionary<(string Table, ClientClass Clients, IpFamily Family),
        ValueList<RoutedAddresses>> _routesBack = new();
    private readonly ConcurrentDictionary<(string Table, IntervalSet<IpAddress> Destinations),
        ValueList<RoutedAddresses>> _routesThere = new();
    private readonly ConcurrentDictionary<(string Acl, IntervalSet<IpAddress> Senders, IntervalSet<Port> Ports),
        (IntervalSet<Port> Through, IntervalSet<IpAddress> Unheard)> _aclReturnPorts = new();
    private readonly ConcurrentDictionary<string, RouteEvaluator> _routes = new(StringComparer.Ordinal);


    private readonly ConcurrentDictionary<JourneyKey, Journey> _journeys = new();

    /// <summary>The network's look-ups.</summary>
    public NetworkIndex Index { get; } = index;

    /// <summary>What a list of security groups lets through.</summary>
    public SecurityGroupFilter Groups(GroupRules rules) =>
        _groups.GetOrAdd(rules, key => SecurityGroupEvaluator.Evaluate(key.GroupIds, key.IsEgress, key.VpcId, Index, key.CrossesPeering));

    /// <summary>The peers with which a list of security groups lets one destination port through.</summary>
    public IntervalSet<IpAddress> GroupPeers(GroupRules rules, Port port) =>
        _groupPeers.GetOrAdd((rules, port), key => Groups(key.Rules).Admitted.AddressesWith(key.Port));

    /// <summary>What a network ACL lets through.</summary>
    public PacketSet Acl(NetworkAcl acl, bool egress) =>
        _acls.GetOrAdd((acl.Id, egress), key => NetworkAclEvaluator.Evaluate(Index.NetworkAcls[key.Acl], key.Egress));

    /// <summary>The peers with which a network ACL lets one destination port through.</summary>
    public IntervalSet<IpAddress> AclPeers(NetworkAcl acl, bool egress, Port port) =>
        _aclPeers.GetOrAdd((acl.Id, egress, port), key => Acl(Index.NetworkAcls[key.Acl], key.Egress).AddressesWith(key.Port));

    /// <summary>What an ACL lets out of a subnet towards the clients of a class: the same for every interface behind that ACL.</summary>
    public PacketSet AclReturnTraffic(NetworkAcl acl, ClientClass clients, PacketSet universe) =>
        _aclReturnTraffic.GetOrAdd((acl.Id, clients, universe.IsEmpty ? IpFamily.IPv4 : universe.Boxes[0].Addresses.First.Family), key =>
        {
            var passed = Acl(Index.NetworkAcls[key.Acl], egress: true).Intersect(universe);
            return passed.Equals(universe) ? universe : passed;
        });

    /// <summary>The clients of a class whose requests to a port an ACL lets into a subnet.</summary>
    public IntervalSet<IpAddress> AclRequests(NetworkAcl acl, ClientClass clients, IpFamily family, Port port) =>
        _aclRequests.GetOrAdd((acl.Id, clients, family, port), key =>
            key.Clients.AddressesOf(key.Family).Intersect(AclPeers(Index.NetworkAcls[key.Acl], egress: false, key.Port)));

    /// <summary>The clients of a class whose requests to a port a list of security groups lets in.</summary>
    public IntervalSet<IpAddress> GroupRequests(GroupRules rules, ClientClass clients, IpFamily family, Port port) =>
        _groupRequests.GetOrAdd((rules, clients, family, port), key =>
            key.Clients.AddressesOf(key.Family).Intersect(GroupPeers(key.Rules, key.Port)));

    /// <summary>
    /// The ports, of those that clients use, on which an ACL lets the return traffic of all senders into a subnet from which it lets any
    /// in, and the senders from which it lets none in.
    /// </summary>
    public (IntervalSet<Port> Through, IntervalSet<IpAddress> Unheard) AclReturnPorts(
        NetworkAcl acl, IntervalSet<IpAddress> senders, IntervalSet<Port> ports) =>
        _aclReturnPorts.GetOrAdd((acl.Id, senders, ports), key =>
        {
            var (through, heard) = ((IntervalSet<Port>?)null, new List<Interval<IpAddress>>(1));
            foreach (var box in Acl(Index.NetworkAcls[key.Acl], egress: false).Within(key.Senders).Boxes)
            {
                var open = box.Ports.Intersect(key.Ports);
                if (open.IsEmpty)
                    continue;
                heard.Add(box.Addresses);
                through = through is null ? open : through.Intersect(open);
            }

            return (through ?? IntervalSet<Port>.Empty, key.Senders.Except(IntervalSet<IpAddress>.Of(heard)));
        });

    /// <summary>The routes of a table to destinations.</summary>
    public ValueList<RoutedAddresses> RoutesThere(RouteTable table, IntervalSet<IpAddress> destinations) =>
        _routesThere.GetOrAdd((table.Id, destinations), key => Routes(Index.RouteTables[key.Table]).Evaluate(key.Destinations));

    /// <summary>The routes of a table back to the clients of a class.</summary>
    public ValueList<RoutedAddresses> RoutesBack(RouteTable table, ClientClass clients, IpFamily family) =>
        _routesBack.GetOrAdd((table.Id, clients, family), key =>
            Routes(Index.RouteTables[key.Table]).Evaluate(key.Clients.AddressesOf(key.Family)));

    /// <summary>
    /// The way between clients and a target: computed once for all targets of a subnet that no rule tells apart, as those of a hub's
    /// endpoints are.
    /// </summary>
    internal Journey JourneyOf(ClientClass clients, Target target, Port port, IntervalSet<Port> clientPorts)
    {
        if (target.Addresses.Intervals is not [var only] || only.First != only.Last)
            return new(this, clients, target, port, clientPorts);
        var key = new JourneyKey(clients, target.VpcId, target.SubnetId, Index.PlaceOf(only.First), port, clientPorts);
        if (_journeys.TryGetValue(key, out var known))
            return known;
        var journey = new Journey(this, clients, target, port, clientPorts);
        if (journey.IsForAll)
            _journeys.TryAdd(key, journey);
        return journey;
    }

    /// <summary>The routes of a table in the order of preference.</summary>
    public RouteEvaluator Routes(RouteTable table) => _routes.TryGetValue(table.Id, out var known) ? known
        : _routes.GetOrAdd(table.Id, id => new(Index.RouteTables[id], Index));
}

/// <summary>What a way between clients and a target depends on. A class of clients is itself only.</summary>
internal readonly record struct JourneyKey(ClientClass Clients, string VpcId, string? SubnetId, (int Own, int Beyond) Place, Port Port,
    IntervalSet<Port> ClientPorts)
{
    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((((System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Clients) * 31)
        + StringComparer.Ordinal.GetHashCode(SubnetId ?? "")) * 31) + Place.Own);
}

/// <summary>The rules that judge the packets of an interface in one direction.</summary>
/// <param name="GroupIds">The groups that the interface carries.</param>
/// <param name="VpcId">
/// The VPC of the interface, not of its groups, which may belong to another VPC; null where it is not known.
/// </param>
/// <param name="IsEgress">Whether they are the outbound ones.</param>
/// <param name="CrossesPeering">
/// Whether a rule may name a group of a peered VPC: not for packets that come over a transit gateway, where interface endpoints do not
/// know groups of other VPCs (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html).
/// </param>
public sealed record GroupRules(ValueList<string> GroupIds, string? VpcId, bool IsEgress, bool CrossesPeering = true);

/// <summary>What a list of security groups lets through in one direction, over TCP.</summary>
/// <param name="Admitted">The pairs of peer address and destination port that some rule allows for certain.</param>
/// <param name="GroupPeers">The groups that rules name as peers, with the ports: a workload that carries one is admitted whatever its
/// address.</param>
/// <param name="Unresolved">What could allow more but cannot be told from the evidence, each with the call that would tell.</param>
public sealed record SecurityGroupFilter(PacketSet Admitted, ValueList<GroupPeer> GroupPeers, ValueList<MissingEvidence> Unresolved);

/// <summary>A security group that a rule admits, with the ports.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Ports">The destination ports.</param>
public sealed record GroupPeer(string GroupId, IntervalSet<Port> Ports);
