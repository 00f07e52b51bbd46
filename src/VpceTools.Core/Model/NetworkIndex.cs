using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>
/// Look-ups over a <see cref="VpcNetwork"/>, built once and read by every check. Kept apart from the network so that a changed copy of
/// the network can never carry look-ups of its former self.
/// </summary>
public sealed class NetworkIndex
{
    private readonly HashSet<ResourceKind> _described;
    private readonly NetworkIndex? _beyond;
    private TransitIndex? _transit;
    private IpAddress[]? _edges;
    private readonly Dictionary<string, RouteTable> _routeTableOfSubnet = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RouteTable> _mainRouteTableOfVpc = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RouteTable> _routeTableOfGateway = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkAcl> _networkAclOfSubnet = new(StringComparer.Ordinal);

    /// <summary>Builds the look-ups of a network.</summary>
    public NetworkIndex(VpcNetwork network)
    {
        Network = network;
        _beyond = network.Place.Joined?.Index;
        _described = [.. network.Described];
        Endpoints = ById(network.Endpoints, e => e.Id, i => i.Endpoints);
        Services = ById(network.Services, s => s.ServiceName);
        ServicesOfName = network.Services.ToLookup(s => s.ServiceName, StringComparer.Ordinal);
        Vpcs = ById(network.Vpcs, v => v.Id, i => i.Vpcs);
        VpcAttributes = ById(network.VpcAttributes, a => a.VpcId, i => i.VpcAttributes);
        Subnets = ById(network.Subnets, s => s.Id, i => i.Subnets);
        SecurityGroups = ById(network.SecurityGroups, g => g.Id, i => i.SecurityGroups);
        NetworkAcls = ById(network.NetworkAcls, a => a.Id, i => i.NetworkAcls);
        RouteTables = ById(network.RouteTables, t => t.Id, i => i.RouteTables);
        NetworkInterfaces = ById(network.NetworkInterfaces, n => n.Id, i => i.NetworkInterfaces);
        Instances = ById(network.Instances, i => i.Id, i => i.Instances);
        PrefixLists = ById(network.PrefixLists, p => p.Id, i => i.PrefixLists);
        DhcpOptions = ById(network.DhcpOptions, d => d.Id, i => i.DhcpOptions);
        PeeringConnections = ById(network.PeeringConnections, p => p.Id, i => i.PeeringConnections);
        PeeringConnectionsOfVpc = Layer(
            network.PeeringConnections
                .SelectMany(p => new[] { p.Requester.VpcId, p.Accepter.VpcId }.OfType<string>().Distinct(), (p, vpc) => (p, vpc))
                .ToLookup(pair => pair.vpc, pair => pair.p, StringComparer.Ordinal), i => i.PeeringConnectionsOfVpc, p => p.Id);
        NatGateways = ById(network.NatGateways, g => g.Id, i => i.NatGateways);
        EndpointsOfVpc = Layer(network.Endpoints.ToLookup(e => e.VpcId, StringComparer.Ordinal), i => i.EndpointsOfVpc);
        SubnetsOfVpc = Layer(network.Subnets.ToLookup(s => s.VpcId, StringComparer.Ordinal), i => i.SubnetsOfVpc);
        RouteTablesOfVpc = Layer(network.RouteTables.ToLookup(t => t.VpcId ?? "", StringComparer.Ordinal), i => i.RouteTablesOfVpc);
        InterfacesOfVpc = Layer(network.NetworkInterfaces.ToLookup(n => n.VpcId, StringComparer.Ordinal), i => i.InterfacesOfVpc);
        InterfacesOfInstance = Layer(network.NetworkInterfaces.Where(n => n.InstanceId is not null)
            .ToLookup(n => n.InstanceId!, StringComparer.Ordinal), i => i.InterfacesOfInstance);
        InterfacesOfGroup = Layer(
            network.NetworkInterfaces.SelectMany(n => n.GroupIds, (n, group) => (n, group))
                .ToLookup(p => p.group, p => p.n, StringComparer.Ordinal), i => i.InterfacesOfGroup, n => n.Id);
        EndpointOfInterface = Layer(network.Endpoints.SelectMany(e => e.NetworkInterfaceIds, (e, id) => (e, id))
            .GroupBy(p => p.id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().e, StringComparer.Ordinal),
            i => i.EndpointOfInterface);
        foreach (var table in network.RouteTables)
        {
            if (table.IsMain && table.VpcId is not null)
                _mainRouteTableOfVpc[table.VpcId] = table;
            foreach (var subnet in table.SubnetIds)
                _routeTableOfSubnet[subnet] = table;
            foreach (var gateway in table.GatewayIds)
                _routeTableOfGateway[gateway] = table;
        }

        foreach (var acl in network.NetworkAcls)
            foreach (var subnet in acl.SubnetIds)
                _networkAclOfSubnet[subnet] = acl;
    }

    /// <summary>The network.</summary>
    public VpcNetwork Network { get; }

    /// <summary>Endpoints by id.</summary>
    public IReadOnlyDictionary<string, VpcEndpoint> Endpoints { get; }

    /// <summary>Services by name.</summary>
    public IReadOnlyDictionary<string, VpcEndpointService> Services { get; }

    /// <summary>
    /// Services by name, all of them: EC2 lists S3 and DynamoDB twice under one name, as a gateway and as an interface service.
    /// </summary>
    public ILookup<string, VpcEndpointService> ServicesOfName { get; }

    /// <summary>VPCs by id.</summary>
    public IReadOnlyDictionary<string, Vpc> Vpcs { get; }

    /// <summary>DNS attributes by VPC id.</summary>
    public IReadOnlyDictionary<string, VpcDnsAttributes> VpcAttributes { get; }

    /// <summary>Subnets by id.</summary>
    public IReadOnlyDictionary<string, Subnet> Subnets { get; }

    /// <summary>Security groups by id.</summary>
    public IReadOnlyDictionary<string, SecurityGroup> SecurityGroups { get; }

    /// <summary>Network ACLs by id.</summary>
    public IReadOnlyDictionary<string, NetworkAcl> NetworkAcls { get; }

    /// <summary>Route tables by id.</summary>
    public IReadOnlyDictionary<string, RouteTable> RouteTables { get; }

    /// <summary>Network interfaces by id.</summary>
    public IReadOnlyDictionary<string, NetworkInterface> NetworkInterfaces { get; }

    /// <summary>Instances by id.</summary>
    public IReadOnlyDictionary<string, Instance> Instances { get; }

    /// <summary>Prefix lists by id.</summary>
    public IReadOnlyDictionary<string, PrefixList> PrefixLists { get; }

    /// <summary>DHCP option sets by id.</summary>
    public IReadOnlyDictionary<string, DhcpOptions> DhcpOptions { get; }

    /// <summary>Peering connections by id.</summary>
    public IReadOnlyDictionary<string, VpcPeeringConnection> PeeringConnections { get; }

    /// <summary>The peering connections of each VPC.</summary>
    public ILookup<string, VpcPeeringConnection> PeeringConnectionsOfVpc { get; }

    /// <summary>NAT gateways by id.</summary>
    public IReadOnlyDictionary<string, NatGateway> NatGateways { get; }

    /// <summary>The endpoints of each VPC.</summary>
    public ILookup<string, VpcEndpoint> EndpointsOfVpc { get; }

    /// <summary>The subnets of each VPC.</summary>
    public ILookup<string, Subnet> SubnetsOfVpc { get; }

    /// <summary>The route tables of each VPC.</summary>
    public ILookup<string, RouteTable> RouteTablesOfVpc { get; }

    /// <summary>The network interfaces of each VPC.</summary>
    public ILookup<string, NetworkInterface> InterfacesOfVpc { get; }

    /// <summary>The network interfaces of each instance.</summary>
    public ILookup<string, NetworkInterface> InterfacesOfInstance { get; }

    /// <summary>The network interfaces that carry each security group.</summary>
    public ILookup<string, NetworkInterface> InterfacesOfGroup { get; }

    /// <summary>The endpoint that owns a network interface, by interface id.</summary>
    public IReadOnlyDictionary<string, VpcEndpoint> EndpointOfInterface { get; }

    /// <summary>
    /// Where an address stands among the edges of all blocks that routes, ACLs and VPCs name: two at one place are treated alike by all of
    /// them.
    /// </summary>
    internal (int Own, int Beyond) PlaceOf(IpAddress address) => (Rank(Edges, address), _beyond is null ? 0 : Rank(_beyond.Edges, address));

    private IpAddress[] Edges => _edges ?? LazyInitializer.EnsureInitialized(ref _edges, () => EdgesOf(Network))!;

    private static IpAddress[] EdgesOf(VpcNetwork network)
    {
        var edges = new HashSet<IpAddress>();
        foreach (var block in network.Vpcs.SelectMany(v => v.CidrBlocks)
            .Concat(network.PeeringConnections.SelectMany(p => p.Requester.CidrBlocks.Concat(p.Accepter.CidrBlocks)))
            .Concat(network.RouteTables.SelectMany(t => t.Routes).Select(r => r.Destination).OfType<CidrBlock>())
            .Concat(network.TransitGatewayRoutes.SelectMany(t => t.Routes).Select(r => r.Destination).OfType<CidrBlock>())
            .Concat(network.PrefixLists.SelectMany(l => l.CidrBlocks ?? []))
            .Concat(network.NetworkAcls.SelectMany(acl => acl.Entries).Select(e => e.Cidr)))
        {
            edges.Add(block.Range.First);
            if (block.Range.Last.TryGetNext(out var after))
                edges.Add(after);
        }

        var sorted = edges.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    private static int Rank(IpAddress[] edges, IpAddress address)
    {
        var at = Array.BinarySearch(edges, address);
        return at >= 0 ? at + 1 : ~at;
    }

    /// <summary>Whether this kind of evidence is at hand.</summary>
    public bool Has(ResourceKind kind) => _described.Contains(kind);

    /// <summary>What is known of transit gateways and VPNs.</summary>
    internal TransitIndex Transit => Network.Place.Joined?.Transit
        ?? LazyInitializer.EnsureInitialized(ref _transit, () => new TransitIndex(Network, [Network]))!;

    /// <summary>
    /// What AWS says about the service of an endpoint, as the endpoint's type has it; null where the evidence does not hold it.
    /// </summary>
    public VpcEndpointService? ServiceOf(VpcEndpoint endpoint)
    {
        var services = ServicesOfName[endpoint.ServiceName];
        return services.FirstOrDefault(s => s.ServiceTypes.Contains(endpoint.TypeName, StringComparer.OrdinalIgnoreCase))
            ?? services.FirstOrDefault();
    }

    /// <summary>The route table that a subnet uses: its own, else the VPC's main one; null where the evidence does not hold it.</summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html</remarks>
    public RouteTable? RouteTableOf(Subnet subnet) =>
        _routeTableOfSubnet.TryGetValue(subnet.Id, out var own) ? own
        : _mainRouteTableOfVpc.TryGetValue(subnet.VpcId, out var main) ? main : _beyond?.RouteTableOf(subnet);

    /// <summary>
    /// The route table that leads what arrives through a gateway (ingress routing); null where none is associated with it, which leaves the
    /// VPC's local route.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html</remarks>
    public RouteTable? RouteTableOfGateway(string gatewayId) =>
        _routeTableOfGateway.TryGetValue(gatewayId, out var table) ? table : _beyond?.RouteTableOfGateway(gatewayId);

    /// <summary>The network ACL that guards a subnet; null where the evidence does not hold it.</summary>
    /// <remarks>
    /// EC2 lists the association of every subnet, the default ACL's included:
    /// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
    /// </remarks>
    public NetworkAcl? NetworkAclOf(string subnetId) =>
        _networkAclOfSubnet.TryGetValue(subnetId, out var acl) ? acl : _beyond?.NetworkAclOf(subnetId);

    private IReadOnlyDictionary<string, T> ById<T>(ValueList<T> items, Func<T, string> id,
        Func<NetworkIndex, IReadOnlyDictionary<string, T>>? beyond = null)
    {
        var result = new Dictionary<string, T>(items.Count, StringComparer.Ordinal);
        foreach (var item in items)
            result[id(item)] = item;
        return beyond is null ? result : Layer(result, beyond);
    }

    private IReadOnlyDictionary<string, T> Layer<T>(
        Dictionary<string, T> own, Func<NetworkIndex, IReadOnlyDictionary<string, T>> beyond) =>
        _beyond is null ? own : new LayeredDictionary<T>(own, beyond(_beyond));

    private ILookup<string, T> Layer<T>(
        ILookup<string, T> own, Func<NetworkIndex, ILookup<string, T>> beyond, Func<T, string>? id = null) =>
        _beyond is null ? own : new LayeredLookup<T>(own, beyond(_beyond), id);
}
