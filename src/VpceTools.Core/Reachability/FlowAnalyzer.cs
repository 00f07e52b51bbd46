using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// Computes exactly which packets get from clients to an endpoint and back: the set of (client address, client port) that every place on
/// the way lets through. Pure; what cannot be told is in <see cref="Hop.Missing"/>.
/// </summary>
/// <param name="filters">The packet sets of the network's groups and ACLs.</param>
/// <param name="port">The port of the service.</param>
/// <param name="clientPorts">The ports that clients send from.</param>
public sealed class FlowAnalyzer(NetworkFilters filters, Port port, IntervalSet<Port> clientPorts)
{
    /// <summary>The port of the service.</summary>
    public Port Port { get; } = port;

    /// <summary>The ports that clients send from.</summary>
    public IntervalSet<Port> ClientPorts { get; } = clientPorts;

    private readonly ConcurrentDictionary<(ClientClass Clients, Target Target), Journey?> _journeys = new(ByInstance.Comparer);

    private NetworkIndex Index => filters.Index;

    /// <summary>All packets that the clients could send to the target.</summary>
    public PacketSet Universe(ClientClass clients, Target target) => clients.Universe(target.Family, ClientPorts);

    /// <summary>The addresses that a list of security groups on an interface in a VPC admits on the service port.</summary>
    public IntervalSet<IpAddress> Admitted(ValueList<string> groupIds, string vpcId) =>
        filters.GroupPeers(new(groupIds, vpcId, IsEgress: false), Port);

    /// <summary>What one place lets through; null where packets between these clients and this target do not meet it.</summary>
    public Hop? At(HopKind kind, ClientClass clients, Target target) => kind switch
    {
        // What a NAT gateway sends in the place of clients is judged as the gateway's own.
        HopKind.EndpointSecurityGroup or HopKind.EndpointAclInbound or HopKind.EndpointAclOutbound
            when clients.Shared.NatGatewayId is not null && JourneyOf(clients, target) is { IsTranslated: true } => null,
        HopKind.ClientSecurityGroup => ClientSecurityGroup(clients, target),
        HopKind.EndpointSecurityGroup => EndpointSecurityGroup(clients, target),
        HopKind.ClientAclOutbound or HopKind.ClientAclInbound => clients.Shared.SubnetId is { } subnet && Crosses(clients, target)
            ? ClientAcl(kind, subnet, clients, target) : null,
        HopKind.EndpointAclInbound or HopKind.EndpointAclOutbound => target.SubnetId is { } subnet && Crosses(clients, target)
            ? EndpointAcl(kind, subnet, clients, target) : null,
        HopKind.RouteToEndpoint or HopKind.RouteToClient when JourneyOf(clients, target) is { } journey => journey.At(kind, target),
        HopKind.RouteToEndpoint => RouteToEndpoint(clients, target),
        HopKind.RouteToClient => RouteToClient(clients, target),
        HopKind.PeeringToEndpoint or HopKind.PeeringToClient or HopKind.TransitGatewayToEndpoint or HopKind.TransitGatewayToClient =>
            JourneyOf(clients, target)?.At(kind, target),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a hop."),
    };

    /// <summary>Network ACLs judge only what crosses the edge of a subnet.</summary>
    private static bool Crosses(ClientClass clients, Target target) => target.IsGateway || clients.Shared.SubnetId != target.SubnetId;

    /// <summary>The way between VPCs; null for clients inside the endpoint's.</summary>
    internal Journey? JourneyOf(ClientClass clients, Target target) =>
        // Nearly all of them; looking a target up costs more than to see that it is one of these.
        target.IsGateway || (clients.Shared.VpcId is { } vpc && vpc == target.VpcId) ? null
            : _journeys.GetOrAdd((clients, target), key =>
                Journey.IsOne(key.Clients, key.Target, filters) ? filters.JourneyOf(key.Clients, key.Target, Port, ClientPorts) : null);

    /// <summary>Whether requests come over a transit gateway, which does not carry groups to interface endpoints.</summary>
    private bool LosesGroups(ClientClass clients, Target target) => JourneyOf(clients, target) is { There: { TransitGateway: not null } };

    /// <summary>
    /// The groups that rules of the endpoint name and clients carry in vain: a transit gateway does not carry groups to interface
    /// endpoints, and a peering connection not between Regions.
    /// </summary>
    internal LostGroups LostReferences(ClientClass clients, Target target) =>
        target.GroupIds is { } groups && clients.Shared.GroupIds is { } own && clients.Shared.VpcId != target.VpcId
            ? new(Named(new(groups, target.VpcId, IsEgress: false), own), LosesGroups(clients, target)) : LostGroups.None;

    /// <summary>The groups that rules of clients name as destinations and the endpoint carries in vain.</summary>
    internal LostGroups LostDestinations(ClientClass clients, Target target) =>
        clients.Shared.GroupIds is { } groups && target.GroupIds is { } theirs && clients.Shared.VpcId != target.VpcId
            ? new(Named(new(groups, clients.Shared.VpcId, IsEgress: true), theirs), LosesGroups(clients, target)) : LostGroups.None;

    /// <summary>Whether clients get in only because a rule names their group, over a peering connection.</summary>
    internal bool NeedsPeeredGroup(ClientClass clients, Target target)
    {
        if (target.GroupIds is not { } groups || clients.Shared.GroupIds is null
            || JourneyOf(clients, target) is not { IsTranslated: false, There.Peering: not null })
            return false;
        var rules = new GroupRules(groups, target.VpcId, IsEgress: false, CrossesPeering: true);
        var addresses = clients.AddressesOf(target.Family);
        return filters.GroupPeers(rules, Port).IsSupersetOf(addresses)
            && !filters.GroupPeers(rules with { CrossesPeering = false }, Port).IsSupersetOf(addresses);
    }

    private ValueList<string> Named(GroupRules rules, ValueList<string> carried) => [.. filters.Groups(rules).GroupPeers
        .Where(peer => peer.Ports.Contains(Port) && carried.Contains(peer.GroupId)).Select(peer => peer.GroupId).Distinct()];

    private Hop? ClientSecurityGroup(ClientClass clients, Target target)
    {
        if (clients.Shared.GroupIds is not { } groups)
            return null;
        var rules = new GroupRules(groups, clients.Shared.VpcId, IsEgress: true, !LosesGroups(clients, target));
        return ByDestination(HopKind.ClientSecurityGroup, groups.Count > 0 ? groups[0]
            : null, filters.GroupPeers(rules, Port), clients, target)
            with
        { Missing = OfOwner(filters.Groups(rules).Unresolved, clients) };
    }

    /// <summary>What is missing of a client's groups is for its own account to tell.</summary>
    private ValueList<MissingEvidence> OfOwner(ValueList<MissingEvidence> missing, ClientClass clients)
    {
        var owner = Index.NetworkInterfaces.TryGetValue(clients.Shared.Id, out var own) && own.OwnerId is not null ? own.OwnerId
            : clients.Shared.VpcId is { } vpc && Index.Vpcs.TryGetValue(vpc, out var known) ? known.OwnerId : null;
        return missing.Count == 0 || owner is null || owner == Index.Network.AccountId ? missing
            : missing.Select(m => m.Kind is ResourceKind.SecurityGroup or ResourceKind.PrefixList ? m.In(owner, null) : m).ToValueList();
    }

    private Hop? EndpointSecurityGroup(ClientClass clients, Target target)
    {
        if (target.GroupIds is not { } groups)
            return null;
        var losesGroups = LosesGroups(clients, target);
        var rules = new GroupRules(groups, target.VpcId, IsEgress: false, !losesGroups);
        var filter = filters.Groups(rules);
        return new()
        {
            Kind = HopKind.EndpointSecurityGroup,
            ResourceId = groups.Count > 0 ? groups[0] : null,
            Passed = From(clients, target, filters.GroupRequests(rules, clients, target.Family, Port)),
            AdmittedGroups = clients.Shared.GroupIds is null && !losesGroups
                ? [.. filter.GroupPeers.Where(p => p.Ports.Contains(Port)).Select(p => p.GroupId).Distinct()]
                : [],
            Missing = filter.Unresolved,
        };
    }

    private Hop? ClientAcl(HopKind kind, string subnetId, ClientClass clients, Target target)
    {
        var arrivals = kind == HopKind.ClientAclInbound ? JourneyOf(clients, target)?.Back.Arrivals ?? [] : [];
        if (ArrivesOnlyIn(subnetId, arrivals))
            return null;
        if (Index.NetworkAclOf(subnetId) is not { } acl)
            return NotKnown(kind, MissingEvidence.Of(ResourceKind.NetworkAcl, subnetId));
        if (kind == HopKind.ClientAclOutbound)
            return ByDestination(kind, acl.Id, filters.AclPeers(acl, egress: true, Port), clients, target);
        // Return traffic comes from the target's addresses to the client's port: what passes is the same for every address of the client,
        // and only the ports on which every address that gets through at all does are sure to work.
        var (through, unheard) = filters.AclReturnPorts(acl, target.Addresses, ClientPorts);
        return OrPast(new()
        {
            Kind = kind,
            ResourceId = acl.Id,
            Passed = ClientPorts.Equals(through) ? Universe(clients, target)
                : PacketSet.Of(clients.AddressesOf(target.Family), through),
            BlockedDestinations = unheard,
        }, subnetId, arrivals, Universe(clients, target));
    }

    /// <summary>
    /// Whether packets from a transit gateway come out in the very subnet of the host, where no ACL judges them
    /// (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-nacls.html).
    /// </summary>
    private static bool ArrivesOnlyIn(string subnetId, ValueList<string> arrivals) =>
        arrivals.Count > 0 && arrivals.All(arrival => arrival == subnetId);

    /// <summary>An ACL that packets meet only where AWS brings them into another subnet than the host's.</summary>
    private static Hop OrPast(Hop acl, string subnetId, ValueList<string> arrivals, PacketSet universe) =>
        !arrivals.Contains(subnetId) || (acl.Passed.Equals(universe) && acl.BlockedDestinations.IsEmpty) ? acl : acl with
        {
            Passed = universe,
            Certain = acl.Passed,
            BlockedDestinations = IntervalSet<IpAddress>.Empty,
            IsUnsteady = true,
        };

    private Hop? EndpointAcl(HopKind kind, string subnetId, ClientClass clients, Target target)
    {
        var arrivals = kind == HopKind.EndpointAclInbound ? JourneyOf(clients, target)?.There.Arrivals ?? [] : [];
        if (ArrivesOnlyIn(subnetId, arrivals))
            return null;
        if (Index.NetworkAclOf(subnetId) is not { } acl)
            return NotKnown(kind, MissingEvidence.Of(ResourceKind.NetworkAcl, subnetId));
        return OrPast(new()
        {
            Kind = kind,
            ResourceId = acl.Id,
            Passed = kind == HopKind.EndpointAclInbound
                ? From(clients, target, filters.AclRequests(acl, clients, target.Family, Port))
                : filters.AclReturnTraffic(acl, clients, Universe(clients, target)),
        }, subnetId, arrivals, Universe(clients, target));
    }

    private Hop? RouteToEndpoint(ClientClass clients, Target target)
    {
        if (clients.Shared.SubnetId is not { } subnetId || !Index.Subnets.TryGetValue(subnetId, out var subnet))
            return null;
        if (Index.RouteTableOf(subnet) is not { } table)
            return NotKnown(HopKind.RouteToEndpoint, MissingEvidence.Of(ResourceKind.RouteTable, subnetId));
        var routes = filters.RoutesThere(table, target.Addresses);
        var dropped = Dropped(routes);
        return new()
        {
            Kind = HopKind.RouteToEndpoint,
            ResourceId = table.Id,
            Passed = target.Addresses.Except(dropped).IsEmpty ? PacketSet.Empty : Universe(clients, target),
            BlockedDestinations = dropped,
            Routes = routes,
            Missing = target.IsGateway ? [] : Unresolved(table),
        };
    }

    private Hop? RouteToClient(ClientClass clients, Target target)
    {
        if (target.SubnetId is not { } subnetId || !Index.Subnets.TryGetValue(subnetId, out var subnet))
            return null;
        if (Index.RouteTableOf(subnet) is not { } table)
            return NotKnown(HopKind.RouteToClient, MissingEvidence.Of(ResourceKind.RouteTable, subnetId));
        var addresses = clients.AddressesOf(target.Family);
        var routes = filters.RoutesBack(table, clients, target.Family);
        return new()
        {
            Kind = HopKind.RouteToClient,
            ResourceId = table.Id,
            Passed = From(clients, target, addresses.Except(Dropped(routes))),
            Routes = routes,
            Missing = Unresolved(table),
        };
    }

    /// <summary>
    /// All packets from some of the clients' addresses; the universe itself where it is all of them, which makes comparing cheap.
    /// </summary>
    private PacketSet From(ClientClass clients, Target target, IntervalSet<IpAddress> addresses) =>
        addresses.Equals(clients.AddressesOf(target.Family)) ? Universe(clients, target) : PacketSet.Of(addresses, ClientPorts);

    /// <summary>A rule set that judges by destination only: either all of the clients' packets towards an address pass, or none.</summary>
    private Hop ByDestination(HopKind kind, string? resourceId, IntervalSet<IpAddress> admitted, ClientClass clients, Target target)
    {
        var blocked = target.Addresses.Except(admitted);
        return new()
        {
            Kind = kind,
            ResourceId = resourceId,
            Passed = blocked.Equals(target.Addresses) ? PacketSet.Empty : Universe(clients, target),
            BlockedDestinations = blocked,
        };
    }

    private static IntervalSet<IpAddress> Dropped(ValueList<RoutedAddresses> routes)
    {
        var dropped = IntervalSet<IpAddress>.Empty;
        foreach (var routed in routes)
            if (routed.Route is null or { IsBlackhole: true })
                dropped = dropped.Union(routed.Addresses);
        return dropped;
    }

    /// <summary>
    /// A prefix list with unknown entries could hold a more specific route. The AWS-managed lists behind gateway endpoints hold public
    /// addresses only and cannot touch traffic inside VPCs.
    /// </summary>
    private ValueList<MissingEvidence> Unresolved(RouteTable table) =>
    [
        .. filters.Routes(table).Unresolved.Where(r => !r.Target.StartsWith("vpce-", StringComparison.Ordinal))
            .Select(r => MissingEvidence.Of(ResourceKind.PrefixList, r.DestinationPrefixListId!)),
    ];

    /// <summary>A class of clients is itself only; it may hold thousands of them.</summary>
    private sealed class ByInstance : IEqualityComparer<(ClientClass Clients, Target Target)>
    {
        public static readonly ByInstance Comparer = new();

        public bool Equals((ClientClass Clients, Target Target) x, (ClientClass Clients, Target Target) y) =>
            ReferenceEquals(x.Clients, y.Clients) && x.Target.Equals(y.Target);

        public int GetHashCode((ClientClass Clients, Target Target) obj) =>
            unchecked((RuntimeHelpers.GetHashCode(obj.Clients) * 31) + obj.Target.GetHashCode());
    }

    private static Hop NotKnown(HopKind kind, MissingEvidence missing) =>
        new() { Kind = kind, Passed = PacketSet.Empty, Missing = [missing] };
}

/// <summary>Groups that rules name and the other side carries, and that do not count there.</summary>
/// <param name="Ids">The groups.</param>
/// <param name="IsOverTransitGateway">
/// Whether a transit gateway lies between; else it is another VPC that is not peered in one Region.
/// </param>
internal sealed record LostGroups(ValueList<string> Ids, bool IsOverTransitGateway)
{
    /// <summary>None.</summary>
    public static LostGroups None { get; } = new(ValueList<string>.Empty, false);

    /// <summary>Why they do not count.</summary>
    public string Why => IsOverTransitGateway ? "a transit gateway does not carry groups to interface endpoints"
        : "groups of another VPC count over an active peering connection within one Region only";

    /// <summary>Several of them together.</summary>
    public static LostGroups All(IEnumerable<LostGroups> lost) => lost.Aggregate(None, (all, next) =>
        new([.. all.Ids.Concat(next.Ids).Distinct()], all.IsOverTransitGateway || (next.Ids.Count > 0 && next.IsOverTransitGateway)));
}
