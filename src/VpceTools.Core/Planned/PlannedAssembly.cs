using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>
/// Puts the resources of a world together as EC2 would describe them once it is deployed, with what comes by itself: default groups, main
/// route tables, local routes, default network ACLs, interfaces. What is open counts as not seen.
/// </summary>
internal sealed class PlannedAssembly
{
    private readonly PlannedGround _ground;
    private readonly Choices _choices;
    private readonly Dictionary<string, List<PropertyReader>> _byType;
    private readonly Dictionary<string, PropertyReader> _vpcs;
    private readonly Dictionary<string, PropertyReader> _subnets;
    private readonly Dictionary<string, OpenValue> _standIns;
    private readonly HashSet<string> _withdrawnAcls = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withdrawnTables = new(StringComparer.Ordinal);

    public PlannedAssembly(PlannedGround ground, Choices choices)
    {
        (_ground, _choices) = (ground, choices);
        _standIns = ground.World.StandIns.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        _byType = ground.World.Resources.Select(resource => PlannedExistence.Under(resource, choices)).OfType<PlannedResource>()
            .GroupBy(resource => resource.Type, StringComparer.Ordinal)
            .ToDictionary(alike => alike.Key, alike => alike.Select(resource => new PropertyReader(resource, choices)).ToList(),
                StringComparer.Ordinal);
        _vpcs = ById(PlannedTypes.Vpc);
        _subnets = ById(PlannedTypes.Subnet);
        Groups = new(this);
        Routes = new(this);
        Acls = new(this);
        Endpoints = new(this, Routes);
        Places = new(this);
        Names = new(this);
        Ways = new(this);
        Transit = new(this);
    }

    public GroupAssembly Groups { get; }

    public RouteAssembly Routes { get; }

    public AclAssembly Acls { get; }

    public EndpointAssembly Endpoints { get; }

    public PlaceAssembly Places { get; }

    public NameAssembly Names { get; }

    public WayAssembly Ways { get; }

    public TransitAssembly Transit { get; }

    /// <summary>The main tables that are not those that came with their VPCs.</summary>
    public Dictionary<string, string> MainTables { get; } = new(StringComparer.Ordinal);

    /// <summary>The open values that ids stand in for.</summary>
    public IReadOnlyDictionary<string, OpenValue> StandIns => _standIns;

    /// <summary>The interfaces that are yet to be made, each with its endpoint's address and its subnet.</summary>
    public Dictionary<string, string> NewInterfaces { get; } = new(StringComparer.Ordinal);

    public PlannedAssembly Assemble()
    {
        Groups.Assemble();
        Routes.Assemble();
        Acls.Assemble();
        Endpoints.Assemble();
        Places.Assemble();
        Names.Assemble();
        Transit.Assemble();
        return this;
    }

    /// <summary>The resources of a type; those that are removed only where they add to others.</summary>
    public IReadOnlyList<PropertyReader> Of(string type) => _byType.TryGetValue(type, out var found) ? found : [];

    /// <summary>The resources of a type that will be there.</summary>
    public IEnumerable<PropertyReader> There(string type) => Of(type).Where(reader => !reader.Resource.IsRemoved);

    /// <summary>The VPCs that the code makes.</summary>
    public IEnumerable<PropertyReader> Made => _vpcs.Values;

    /// <summary>An id that is nobody's, in the place of a value that is open.</summary>
    public string StandIn(string prefix, OpenValue open)
    {
        var id = PlannedId.Of(prefix, "open: " + open.Name);
        _standIns[id] = open;
        return id;
    }

    /// <summary>Whether the network as it is has a route table.</summary>
    public bool HasTable(string id) => _ground.Base?.RouteTables.Any(table => table.Id == id) == true;

    /// <summary>Whether the network as it is counts, to which the code can add.</summary>
    public bool HasBase => _ground.Base is not null;

    /// <summary>
    /// Whether nothing but this code can have put something into the VPCs that it makes: they are not there yet, and all of it is here.
    /// </summary>
    public bool SeesWholeVpcs => _vpcs.Count > 0 && !IsPart && _vpcs.Values.All(vpc => !vpc.Resource.IsDeployed);

    /// <summary>Whether there is more code than this.</summary>
    public bool IsPart => _ground.World.IsPart;

    /// <summary>The blocks of a VPC, which may be one that the code does not make.</summary>
    public (IReadOnlyList<string> Known, OpenValue? Open) AllBlocksOf(string vpcId) => IsMade(vpcId) ? BlocksOf(vpcId)
        : _ground.Base?.Vpcs.FirstOrDefault(vpc => vpc.Id == vpcId) is { } known
            ? ([.. known.CidrBlocks.Select(block => block.ToString())], null) : ([], Unseen(vpcId, "its blocks"));

    /// <summary>The table that a transit gateway which is there gives to attachments by default; null where it is not known.</summary>
    public string? BaseDefaultTransitTable(string gatewayId, bool isForAssociation) => _ground.Base?.TransitGatewayRouteTables
        .FirstOrDefault(table => table.TransitGatewayId == gatewayId
            && (isForAssociation ? table.IsDefaultAssociation : table.IsDefaultPropagation) == true)?.Id;

    /// <summary>Whether a transit gateway that is there is the account's own.</summary>
    public bool OwnsTransitGateway(string gatewayId) => _ground.Base is { AccountId: { } account } known
        && known.TransitGateways.Any(gateway => gateway.Id == gatewayId && gateway.OwnerId == account);

    /// <summary>The entries of a prefix list that is there; null where they are not known.</summary>
    public IReadOnlyList<string>? BaseEntriesOf(string listId) => _ground.Base?.PrefixLists.FirstOrDefault(list => list.Id == listId)?
        .CidrBlocks is { } blocks ? [.. blocks.Select(block => block.ToString())] : null;

    /// <summary>The domain of a hosted zone that is there already; null where it is not known.</summary>
    public string? NameOfZone(string id) => (_ground.Base?.HostedZones.FirstOrDefault(zone => zone.Id == id)?.Name
        ?? _ground.Base?.HostedZonesOfVpcs.SelectMany(list => list.Zones).FirstOrDefault(zone => zone.HostedZoneId == id)?.Name)
            is { Length: > 0 } name ? name : null;

    /// <summary>The VPC of a subnet; null where it is not known.</summary>
    public string? VpcOfSubnet(string id) => _subnets.TryGetValue(id, out var subnet) ? subnet.Text("VpcId")
        : _ground.Base?.Subnets.FirstOrDefault(known => known.Id == id)?.VpcId;

    /// <summary>Whether the code makes a VPC, so that all that is in it is known.</summary>
    public bool IsMade(string vpcId) => _vpcs.ContainsKey(vpcId);

    public string DefaultGroupOf(string vpcId) => _vpcs.TryGetValue(vpcId, out var vpc)
        ? vpc.Text("DefaultSecurityGroup") ?? PlannedId.DefaultGroupOf(vpcId)
        : _ground.Base?.SecurityGroups.FirstOrDefault(group => group.VpcId == vpcId && group.Name == "default")?.Id
            ?? StandIn("sg", Unseen(vpcId, "its default security group"));

    public string DefaultAclOf(string vpcId) => _vpcs.TryGetValue(vpcId, out var vpc)
        ? vpc.Text("DefaultNetworkAcl") ?? PlannedId.DefaultAclOf(vpcId)
        : _ground.Base?.NetworkAcls.FirstOrDefault(acl => acl.VpcId == vpcId && acl.IsDefault)?.Id
            ?? StandIn("acl", Unseen(vpcId, "its default network ACL"));

    /// <summary>The main table that comes with a VPC.</summary>
    public string MainTableOf(string vpcId) => _vpcs.TryGetValue(vpcId, out var vpc)
        ? vpc.Text("MainRouteTable") ?? PlannedId.MainRouteTableOf(vpcId) : PlannedId.MainRouteTableOf(vpcId);

    /// <summary>The blocks of a VPC.</summary>
    public (IReadOnlyList<string> Known, OpenValue? Open) BlocksOf(string vpcId) => Places.BlocksOfVpc(vpcId);

    public string? ZoneOf(string subnetId) => _subnets.TryGetValue(subnetId, out var subnet) ? subnet.Text("AvailabilityZone")
        : _ground.Base?.Subnets.FirstOrDefault(known => known.Id == subnetId)?.AvailabilityZone;

    /// <summary>The interfaces that an endpoint has in a subnet today.</summary>
    public IEnumerable<string?> InterfacesInPlace(string endpointId, string subnetId) =>
        _ground.InterfacesOf(endpointId).Where(n => n.SubnetId == subnetId).Select(n => n.Id);

    /// <summary>The prefix list of a service, with its entries, where they are known.</summary>
    public (string? Id, IReadOnlyList<string> Entries) PrefixListOf(string service)
    {
        if (Of(PlannedTypes.PrefixList).FirstOrDefault(list => list.Text("PrefixListName") == service) is { } planned)
            return (planned.Id, planned.Texts("Cidrs").Known);
        var known = _ground.Base?.PrefixLists.FirstOrDefault(list => list.Name == service);
        return (known?.Id, [.. (known?.CidrBlocks ?? []).Select(block => block.ToString())]);
    }

    /// <summary>The addresses that an interface of an endpoint in a subnet gets: fixed by the code, or one that stands for each part of
    /// the subnet that some rule tells from the rest.</summary>
    public PlannedAddresses Addresses => _ground.Addresses;

    public (IReadOnlyList<string> Known, OpenValue? Open) AddressesOf(PropertyReader endpoint, string subnetId)
    {
        var (blocks, open) = Places.BlocksOfSubnet(subnetId);
        return open is not null ? ([], open) : _ground.Addresses.Of(endpoint, subnetId, blocks, _choices);
    }

    public void NoteInterface(string id, PropertyReader endpoint, string subnetId) =>
        NewInterfaces[id] = $"{endpoint.Resource.Origin.Address} (interface in {_ground.NameOf(subnetId)})";

    /// <summary>Some subnet of a VPC, or of any, has an ACL that nobody knows: the default one is no answer there any more.</summary>
    public void WithdrawDefaultAcls(string? vpcId) => _withdrawnAcls.Add(vpcId ?? "");

    public bool IsDefaultAclWithdrawn(string vpcId) => _withdrawnAcls.Contains(vpcId) || _withdrawnAcls.Contains("");

    /// <summary>The same of route tables.</summary>
    public void WithdrawMainTables(string? vpcId) => _withdrawnTables.Add(vpcId ?? "");

    public bool IsMainTableWithdrawn(string? vpcId) => _withdrawnTables.Contains(vpcId ?? "") || _withdrawnTables.Contains("");

    public PropertyReader? Subnet(string id) => _subnets.TryGetValue(id, out var subnet) ? subnet : null;

    public PropertyReader? Vpc(string id) => _vpcs.TryGetValue(id, out var vpc) ? vpc : null;

    public IReadOnlyList<CidrBlock> BaseBlocksOfSubnet(string id) =>
        [.. _ground.Base?.Subnets.FirstOrDefault(subnet => subnet.Id == id)?.CidrBlocks ?? []];

    private OpenValue Unseen(string vpcId, string what) => new(vpcId, _ground.NameOf(vpcId), what)
    {
        Reason = "is not in the code",
        Advice = _ground.World.Advice,
    };

    private Dictionary<string, PropertyReader> ById(string type)
    {
        var found = new Dictionary<string, PropertyReader>(StringComparer.Ordinal);
        foreach (var reader in There(type))
            found[reader.Id] = reader;
        return found;
    }
}
