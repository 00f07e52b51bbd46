using VpceTools.Addressing;
using VpceTools.Evidence;
using VpceTools.Model;

namespace VpceTools.Reachability;

/// <summary>
/// The way between clients outside an endpoint's VPC and one of its addresses, there and back, each by the routes that it meets: the two
/// need not be the same. What is not seen is said; a place that drops packets decides, whatever else was not seen.
/// </summary>
internal sealed class Journey
{
    private readonly NetworkFilters _filters;
    private readonly TransitGatewayWays _transit;
    private readonly Trip _there;
    private readonly Trip _back;

    public Journey(NetworkFilters filters, ClientClass clients, Target target, Port port, IntervalSet<Port> clientPorts)
    {
        (_filters, _transit) = (filters, new(filters));
        var addresses = clients.AddressesOf(target.Family);
        if (clients.Shared.NatGatewayId is { } nat && filters.Index.NatGateways.TryGetValue(nat, out var gateway))
        {
            _there = new(IsReturn: false, clients, target, addresses, port, clientPorts);
            _back = _there with { IsReturn = true };
            (There, Back) = (ToGateway(HopKind.RouteToEndpoint, _there, gateway), ToGateway(HopKind.RouteToClient, _back, gateway));
            return;
        }

        _there = new(IsReturn: false, clients, target, addresses, port, clientPorts);
        _back = _there with { IsReturn = true };
        // What comes back tells for clients outside AWS where they are attached.
        Back = Direction.From(_back, SubnetOf(_back), this);
        There = clients.Shared.VpcId is null ? FromOutside() : Direction.From(_there, SubnetOf(_there), this);
    }

    /// <summary>
    /// Whether it says nothing of its target's address, and nothing of the requests' way is unseen: then it is that of every target in the
    /// same subnet whose address all rules treat alike.
    /// </summary>
    public bool IsForAll => There.WasSeen && !There.NamesTarget(isReturn: false) && !Back.NamesTarget(isReturn: true);

    /// <summary>The clients' requests.</summary>
    public Direction There { get; }

    /// <summary>The return traffic.</summary>
    public Direction Back { get; }

    private NetworkIndex Index => _filters.Index;

    /// <summary>
    /// Whether clients are outside the endpoint's VPC. Addresses of the VPC that no subnet has are nobody's, unless a route leads them
    /// elsewhere.
    /// </summary>
    public static bool IsOne(ClientClass clients, Target target, NetworkFilters filters)
    {
        if (target.IsGateway || clients.Shared.VpcId == target.VpcId || clients.AddressesOf(target.Family).IsEmpty)
            return false;
        if (clients.Shared.VpcId is not null)
            return true;
        if (!filters.Index.Vpcs.TryGetValue(target.VpcId, out var home))
            return true;
        var own = IntervalSet<IpAddress>.Of(home.CidrBlocks.Select(b => b.Range));
        if (!own.IsSupersetOf(clients.Addresses))
            return true;
        return target.SubnetId is { } id && filters.Index.Subnets.TryGetValue(id, out var subnet)
            && filters.Index.RouteTableOf(subnet) is { } table && table.Routes.Any(route => !route.IsLocal
                && route.Destination is { } block && home.CidrBlocks.Any(b => b.Contains(block) && b.PrefixLength < block.PrefixLength)
                && clients.Addresses.Overlaps(block.Range));
    }

    /// <summary>What one place lets through; null where these packets do not meet it.</summary>
    /// <param name="kind">The place.</param>
    /// <param name="target">The target, of those whose journey this is.</param>
    public Hop? At(HopKind kind, Target target) => kind switch
    {
        HopKind.RouteToEndpoint => ReferenceEquals(target.Addresses, _there.Target.Addresses) ? There.Route : There.RouteTo(target),
        HopKind.PeeringToEndpoint => There.Peering ?? Unknown(kind, There, Back.Peering),
        HopKind.TransitGatewayToEndpoint => There.TransitGateway ?? Unknown(kind, There, Back.TransitGateway),
        HopKind.RouteToClient => Back.Route,
        HopKind.PeeringToClient => Back.Peering ?? Unknown(kind, Back, There.Peering),
        HopKind.TransitGatewayToClient => Back.TransitGateway ?? Unknown(kind, Back, There.TransitGateway),
        _ => null,
    };

    /// <summary>
    /// Where it is not known which way packets take, those of the other direction tell that they may come by here too.
    /// </summary>
    private static Hop? Unknown(HopKind kind, Direction direction, Hop? other) => direction.IsUnseen && other is not null
        ? direction.Route! with { Kind = kind } : null;

    /// <summary>Clients behind a NAT gateway come as far as that; the rest of the way is the gateway's.</summary>
    private Direction ToGateway(HopKind kind, Trip trip, NatGateway gateway) => new()
    {
        Route = Direction.HopOf(kind, kind == HopKind.RouteToEndpoint && SubnetOf(trip) is { } subnet ? Index.RouteTableOf(subnet)?.Id
            : null,
            PrivateNat.ToGateway(trip, gateway, _filters), trip.Universe),
    };

    private Subnet? SubnetOf(Trip trip) =>
        trip.FromSubnetId is { } id && Index.Subnets.TryGetValue(id, out var subnet) ? subnet : null;

    /// <summary>Requests from outside AWS come in where return traffic goes out.</summary>
    private Direction FromOutside()
    {
        var exits = Back.Exits.Distinct().ToList();
        return exits.Count == 0 ? new() : new()
        {
            TransitGateway = Direction.HopOf(HopKind.TransitGatewayToEndpoint, null,
                Way.Either([.. exits.Select(exit => _transit.FromOutside(_there, exit))]), _there.Universe),
        };
    }

    /// <summary>What the packets of one direction meet between the two subnets.</summary>
    internal sealed record Direction
    {
        /// <summary>Whether all of it was seen.</summary>
        public bool WasSeen => !IsUnseen && Hops.All(hop => hop.Missing.Count == 0);

        /// <summary>Whether what is said of a place that drops packets names the target's address.</summary>
        public bool NamesTarget(bool isReturn) => Hops.Any(hop => hop.Faults.Any(fault => fault.NamesTarget ?? !isReturn));

        private IEnumerable<Hop> Hops => new[] { Route, Peering, TransitGateway }.OfType<Hop>();

        /// <summary>The route table; null where it is not asked.</summary>
        public Hop? Route { get; init; }

        /// <summary>Whether it is not known by which routes the packets leave.</summary>
        public bool IsUnseen { get; init; }

        /// <summary>The peering connection; null where no route leads to one.</summary>
        public Hop? Peering { get; init; }

        /// <summary>The transit gateways; null where no route leads to one.</summary>
        public Hop? TransitGateway { get; init; }

        /// <summary>Where packets leave AWS.</summary>
        public IReadOnlyList<WayExit> Exits { get; init; } = [];

        /// <summary>The attachment subnets where packets can arrive from a transit gateway; none where they come another way.</summary>
        public ValueList<string> Arrivals { get; init; } = [];

        /// <summary>The route table as another target meets it, which it sends the same way.</summary>
        public Hop? RouteTo(Target target) => Route is { Routes.Count: > 0 } route
            ? route with { Routes = [.. route.Routes.Select(r => r with { Addresses = target.Addresses })] } : Route;

        public static Direction From(Trip trip, Subnet? subnet, Journey journey)
        {
            var kind = trip.IsReturn ? HopKind.RouteToClient : HopKind.RouteToEndpoint;
            if (subnet is null)
                return Unseen(kind, trip, trip.FromSubnetId is { } id ? MissingEvidence.Of(ResourceKind.Subnet, id)
                    : MissingEvidence.Of(ResourceKind.RouteTable) with { ResourceId = $"the route table of {trip.Clients.Shared.Label}" });
            // Every table has the local route of its VPC: one without any was not seen whole.
            if (journey.Index.RouteTableOf(subnet) is not { Routes.Count: > 0 } table)
                return Unseen(kind, trip, MissingEvidence.Of(ResourceKind.RouteTable, subnet.Id)
                    .In(subnet.OwnerId == journey.Index.Network.AccountId ? null : subnet.OwnerId, null));
            var routes = trip.IsReturn ? journey._filters.RoutesBack(table, trip.Clients, trip.Target.Family)
                : journey._filters.Routes(table).Evaluate(trip.Destinations);
            var (route, peering, transit) = (new List<Way>(), new List<Way>(), new List<Way>());
            foreach (var routed in routes)
            {
                var part = trip.IsReturn ? trip with { Addresses = routed.Addresses } : trip;
                var open = Way.Open(part.Universe);
                var target = routed.Route is { IsBlackhole: false } ? routed.Route.Target : "";
                var isPeering = target.StartsWith("pcx-", StringComparison.Ordinal);
                var isTransit = target.StartsWith("tgw-", StringComparison.Ordinal);
                route.Add(isPeering || isTransit ? open : RouteEnds.Judge(part, routed, table, journey.Index));
                peering.Add(isPeering ? PeeringWays.Follow(part, routed.Route!, journey.Index) : open);
                transit.Add(isTransit ? journey._transit.FromSubnet(part, routed.Route!, subnet) : open);
            }

            var (over, through) = (Together(peering, trip), Together(transit, trip));
            var unresolved = journey._filters.Routes(table).Unresolved
                .Where(r => !r.Target.StartsWith("vpce-", StringComparison.Ordinal))
                .Select(r => MissingEvidence.Of(ResourceKind.PrefixList, r.DestinationPrefixListId!)).ToArray();
            return new()
            {
                // A list of routes that was not seen can hold one that takes packets elsewhere, there or into nothing.
                Route = HopOf(kind, table.Id, Together(route, trip).Lacking(unresolved), trip.Universe)
                    with
                { Routes = routes, IsOpenDownwards = unresolved.Length == 0 },
                Peering = IsMet(routes, "pcx-") ? HopOf(trip.IsReturn ? HopKind.PeeringToClient : HopKind.PeeringToEndpoint,
                    ResourceOf(routes, "pcx-"), over, trip.Universe) : null,
                TransitGateway = IsMet(routes, "tgw-") ? HopOf(
                    trip.IsReturn ? HopKind.TransitGatewayToClient : HopKind.TransitGatewayToEndpoint,
                    ResourceOf(routes, "tgw-"), through, trip.Universe) : null,
                Exits = through.Exits.ToList(),
                Arrivals = through.Arrivals,
            };
        }

        /// <summary>A way as a hop. Where everything is dropped for certain, what was not seen does not matter.</summary>
        public static Hop HopOf(HopKind kind, string? resourceId, Way way, PacketSet universe) => new()
        {
            Kind = kind,
            ResourceId = resourceId,
            Passed = way.Possible.Equals(universe) ? universe : way.Possible,
            IsUnsteady = !way.Possible.Equals(way.Passed),
            IsOpenDownwards = true,
            Faults = way.Faults,
            Missing = way.Possible.IsEmpty || way.Missing.Count == 0 ? [] : way.Missing.Distinct().ToValueList(),
            Places = way.Places,
        };

        private static bool IsMet(ValueList<RoutedAddresses> routes, string prefix) => ResourceOf(routes, prefix) is not null;

        private static string? ResourceOf(ValueList<RoutedAddresses> routes, string prefix) => routes
            .Where(r => r.Route is { IsBlackhole: false } route && route.Target.StartsWith(prefix, StringComparison.Ordinal))
            .Select(r => r.Route!.Target).FirstOrDefault();

        private static Way Together(List<Way> ways, Trip trip) => trip.IsReturn ? Way.Beside(ways) : Way.All(ways);

        private static Direction Unseen(HopKind kind, Trip trip, MissingEvidence missing) => new()
        {
            Route = new() { Kind = kind, Passed = trip.Universe, IsOpenDownwards = true, Missing = [missing] },
            IsUnseen = true,
        };
    }
}
