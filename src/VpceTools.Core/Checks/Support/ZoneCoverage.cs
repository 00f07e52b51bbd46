using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>The zones of an endpoint, of its clients and of its service.</summary>
internal sealed class ZoneCoverage
{
    /// <summary>The zones that hold no endpoint for a service of another Region.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html#endpoint-service-cross-region
    /// </remarks>
    private static readonly string[] WithoutRemoteAccess = ["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"];

    private readonly CheckContext _context;
    private readonly List<MissingEvidence> _missing = [];
    private readonly List<Zone> _endpoint = [];
    private readonly List<(Zone Zone, List<Client> Clients)> _clients = [];

    public ZoneCoverage(CheckContext context)
    {
        _context = context;
        foreach (var id in context.Endpoint.SubnetIds)
            if (ZoneOf(id) is { } zone && !_endpoint.Exists(z => z.Is(zone)))
                _endpoint.Add(zone);
        foreach (var client in ClientSubnets.ThatRun(context))
            if (ZoneOf(client.SubnetId!) is { } zone)
                Add(zone, client);
        _clients.Sort((a, b) => string.CompareOrdinal(a.Zone.ToString(), b.Zone.ToString()));
    }

    /// <summary>The zones in which the endpoint has a subnet.</summary>
    public IReadOnlyList<Zone> Endpoint => _endpoint;

    /// <summary>The zones in which clients run and the endpoint has no subnet.</summary>
    public IEnumerable<(Zone Zone, List<Client> Clients)> Uncovered => _clients.Where(c => !_endpoint.Exists(z => z.Is(c.Zone)));

    /// <summary>What would have to be known to say more.</summary>
    public IReadOnlyCollection<MissingEvidence> Missing => _missing;

    /// <summary>Whether the service is one of another Region, whose description lists that Region's zones.</summary>
    public bool IsOfAnotherRegion => (_context.Endpoint.ServiceRegion ?? _context.Service?.ServiceRegion) is { } region
        && _context.Region is { } own && region != own;

    /// <summary>Whether the service is offered in a zone; null where that is not known.</summary>
    public bool? IsOffered(Zone zone)
    {
        if (IsOfAnotherRegion)
            return zone.Id is null ? null : !WithoutRemoteAccess.Contains(zone.Id);
        if (_context.Service is not { } service)
            return null;
        if (zone.Id is not null && service.AvailabilityZoneIds.Count > 0)
            return service.AvailabilityZoneIds.Contains(zone.Id);
        return zone.Name is not null && service.AvailabilityZones.Count > 0 ? service.AvailabilityZones.Contains(zone.Name) : null;
    }

    /// <summary>
    /// Whether the service may be absent from a zone for all that is known. A resource endpoint has no service.
    /// </summary>
    public bool IsUndetermined(Zone zone) => _context.Endpoint.ServiceName.Length > 0 && IsOffered(zone) is null;

    /// <summary>The zones of the VPC's subnets that can hold an interface of the endpoint.</summary>
    public IEnumerable<Zone> Offered() => _context.Index.SubnetsOfVpc[_context.Endpoint.VpcId]
        .Select(s => new Zone(s.AvailabilityZone, s.AvailabilityZoneId)).Where(zone => IsOffered(zone) == true)
        .Distinct().OrderBy(z => z.ToString(), StringComparer.Ordinal);

    /// <summary>
    /// The subnet of a zone that suits an interface of the endpoint best: of the account, with free addresses of the endpoint's type, with
    /// clients of its own, the emptiest; null where there is none.
    /// </summary>
    public Subnet? Best(Zone zone)
    {
        var withClients = new HashSet<string>(ClientSubnets.ThatRun(_context).Select(c => c.SubnetId!), StringComparer.Ordinal);
        return Candidates().Where(s => new Zone(s.AvailabilityZone, s.AvailabilityZoneId).Is(zone))
            .OrderByDescending(s => withClients.Contains(s.Id)).ThenByDescending(s => s.AvailableIpAddressCount ?? 0)
            .ThenBy(s => s.Id, StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>The zones with a suitable subnet in which the endpoint is not yet and the service is not known to be absent.</summary>
    public IEnumerable<Zone> Free() => Candidates().Select(s => new Zone(s.AvailabilityZone, s.AvailabilityZoneId))
        .Where(zone => !_endpoint.Exists(z => z.Is(zone)) && IsOffered(zone) != false)
        .Distinct().OrderBy(z => z.ToString(), StringComparer.Ordinal);

    private IEnumerable<Subnet> Candidates() => _context.Index.SubnetsOfVpc[_context.Endpoint.VpcId].Where(s =>
        s.State is null or "available" && s.AvailableIpAddressCount != 0 && Ownership.CanHold(s, _context) && Fits(s));

    /// <remarks>
    /// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#aws-service-ip-address-type
    /// </remarks>
    private bool Fits(Subnet subnet) => AddressFamilies.NeededBy(_context.Endpoint.IpAddressType).All(subnet.Has);

    private Zone? ZoneOf(string subnetId)
    {
        if (_context.Index.Subnets.TryGetValue(subnetId, out var subnet)
            && (subnet.AvailabilityZone ?? subnet.AvailabilityZoneId) is not null)
            return new(subnet.AvailabilityZone, subnet.AvailabilityZoneId);
        if (_context.Index.InterfacesOfVpc[_context.Endpoint.VpcId]
            .FirstOrDefault(n => n.SubnetId == subnetId)?.AvailabilityZone is { } name)
            return new(name, null);
        _missing.Add(_context.Missing(ResourceKind.Subnet, subnetId));
        return null;
    }

    private void Add(Zone zone, Client client)
    {
        var index = _clients.FindIndex(c => c.Zone.Is(zone));
        if (index < 0)
            _clients.Add((zone, [client]));
        else
            _clients[index].Clients.Add(client);
    }
}
