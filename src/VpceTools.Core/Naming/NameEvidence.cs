using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>The lists of several networks by id. Where two describe one thing, the account that owns it has the last word.</summary>
internal sealed class NameEvidence
{
    private readonly Dictionary<VpcNetwork, HashSet<ResourceKind>> _kinds = new(ReferenceComparer.Instance);
    private readonly ILookup<string, VpcNetwork> _networksOfVpc;
    private readonly ILookup<(string, string), VpcNetwork> _networksOfRegion;

    public NameEvidence(IReadOnlyList<VpcNetwork> networks)
    {
        foreach (var network in networks)
            _kinds[network] = [.. network.Described];

        _networksOfVpc = networks.SelectMany(n => n.Vpcs.Select(v => v.Id).Distinct(StringComparer.Ordinal), (n, id) => (n, id))
            .ToLookup(p => p.id, p => p.n, StringComparer.Ordinal);
        _networksOfRegion = networks.Where(n => n.AccountId is not null && n.Region is not null).ToLookup(n => (n.AccountId!, n.Region!));
        Vpcs = Join(networks, n => n.Vpcs, v => v.Id, v => v.OwnerId);
        Endpoints = Join(networks, n => n.Endpoints, e => e.Id, e => e.OwnerId);
        // EC2 lists S3 and DynamoDB twice under one name, as a gateway and as an interface service.
        Services = networks.SelectMany(n => n.Services).GroupBy(s => s.ServiceName, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Aggregate((one, other) => one.CombinedWith(other)), StringComparer.Ordinal);
        AmazonNames = [.. Services.Values.Where(s => s.Owner is "amazon" or "Amazon").SelectMany(s => s.PrivateDnsNames)
            .Select(DomainName.Normalize).Where(n => n.Length > 0 && n[0] != '*')];
        Subnets = Join(networks, n => n.Subnets, s => s.Id, s => s.OwnerId);
        Interfaces = Join(networks, n => n.NetworkInterfaces, i => i.Id, i => i.OwnerId);
        SecurityGroups = Join(networks, n => n.SecurityGroups, g => g.Id, g => g.OwnerId);
        PrefixLists = Join(networks, n => n.PrefixLists, p => p.Id, _ => null);
        DhcpOptions = Join(networks, n => n.DhcpOptions, d => d.Id, _ => null);
        HostedZones = Join(networks, n => n.HostedZones, z => ZoneId(z.Id), z => z.OwnerId);
        Rules = Join(networks, n => n.ResolverRules, r => r.Id, r => r.OwnerId);
        ResolverEndpoints = Join(networks, n => n.ResolverEndpoints, e => e.Id, _ => null);
        ResolverConfigs = Join(networks, n => n.ResolverConfigs, c => c.ResourceId, c => c.OwnerId);
        DomainLists = Join(networks, n => n.FirewallDomainLists, l => l.Id, _ => null);
        FirewallRules = Whole(networks, n => n.FirewallRules, r => r.FirewallRuleGroupId, r => r.IsTruncated);
        Domains = Whole(networks, n => n.FirewallDomains, d => d.FirewallDomainListId, d => d.IsTruncated);
        ProfileResources = Whole(networks, n => n.ProfileResources, p => p.ProfileId, p => p.IsTruncated);
        ZonesOfVpc = Whole(networks, n => n.HostedZonesOfVpcs, z => z.VpcId, z => z.IsTruncated);
        ResolverEndpointAddresses = Whole(networks, n => n.ResolverEndpointAddresses, a => a.ResolverEndpointId, _ => false);
        Attributes = Lookup(networks, n => n.VpcAttributes, a => a.VpcId);
        Records = Lookup(networks, n => n.HostedZoneRecords, r => ZoneId(r.HostedZoneId));
        EndpointAssociations = Lookup(networks, n => n.EndpointAssociations, a => a.VpcEndpointId);
        RuleAssociations = Lookup(networks, n => n.ResolverRuleAssociations, a => a.VpcId);
        FirewallAssociations = Lookup(networks, n => n.FirewallRuleGroupAssociations, a => a.VpcId);
        ProfileAssociations = Lookup(networks, n => n.ProfileAssociations, a => a.VpcId);
        EndpointsOfVpc = Endpoints.Values.ToLookup(e => e.Item.VpcId, StringComparer.Ordinal);
        ZonesWithVpc = HostedZones.Values.Where(z => z.Item.Vpcs is not null)
            .SelectMany(z => z.Item.Vpcs!, (z, v) => (v.VpcId, Zone: ZoneId(z.Item.Id)))
                .ToLookup(p => p.VpcId, p => p.Zone, StringComparer.Ordinal);
        Summaries = networks.SelectMany(n => n.HostedZonesOfVpcs).SelectMany(z => z.Zones)
            .GroupBy(z => ZoneId(z.HostedZoneId), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        PeeringsOfVpc = networks.SelectMany(n => n.PeeringConnections)
            .SelectMany(p => new[] { (Id: p.Requester.VpcId, Peer: p.Accepter), (Id: p.Accepter.VpcId, Peer: p.Requester) })
            .Where(p => p.Id is not null).ToLookup(p => p.Id!, p => p.Peer, StringComparer.Ordinal);
    }

    public Dictionary<string, Described<Vpc>> Vpcs { get; }

    public ILookup<string, Described<VpcDnsAttributes>> Attributes { get; }

    public Dictionary<string, Described<VpcEndpoint>> Endpoints { get; }

    public ILookup<string, Described<VpcEndpoint>> EndpointsOfVpc { get; }

    public Dictionary<string, VpcEndpointService> Services { get; }

    /// <summary>The private names, without wildcards, of AWS's own services.</summary>
    public HashSet<string> AmazonNames { get; }

    public ILookup<string, Described<VpcEndpointAssociation>> EndpointAssociations { get; }

    public Dictionary<string, Described<Subnet>> Subnets { get; }

    public Dictionary<string, Described<NetworkInterface>> Interfaces { get; }

    public Dictionary<string, Described<SecurityGroup>> SecurityGroups { get; }

    public Dictionary<string, Described<PrefixList>> PrefixLists { get; }

    public Dictionary<string, Described<DhcpOptions>> DhcpOptions { get; }

    public Dictionary<string, Described<HostedZone>> HostedZones { get; }

    public Dictionary<string, HostedZoneSummary> Summaries { get; }

    public Dictionary<string, Described<VpcHostedZones>> ZonesOfVpc { get; }

    public ILookup<string, string> ZonesWithVpc { get; }

    public ILookup<string, Described<HostedZoneRecords>> Records { get; }

    public Dictionary<string, Described<ResolverRule>> Rules { get; }

    public ILookup<string, Described<ResolverRuleAssociation>> RuleAssociations { get; }

    public Dictionary<string, Described<ResolverEndpoint>> ResolverEndpoints { get; }

    public Dictionary<string, Described<ResolverEndpointAddresses>> ResolverEndpointAddresses { get; }

    public Dictionary<string, Described<ResolverConfig>> ResolverConfigs { get; }

    public ILookup<string, Described<FirewallRuleGroupAssociation>> FirewallAssociations { get; }

    public Dictionary<string, Described<FirewallRuleGroupRules>> FirewallRules { get; }

    public Dictionary<string, Described<FirewallDomainList>> DomainLists { get; }

    public Dictionary<string, Described<FirewallDomains>> Domains { get; }

    public ILookup<string, Described<ProfileAssociation>> ProfileAssociations { get; }

    public Dictionary<string, Described<ProfileResources>> ProfileResources { get; }

    public ILookup<string, PeeringVpc> PeeringsOfVpc { get; }

    /// <summary>Route 53 writes some ids with their path.</summary>
    public static string ZoneId(string id) => id.Substring(id.LastIndexOf('/') + 1);

    /// <summary>Whether a list on names is whole for a VPC: the VPC's owner alone sees what is at work in it.</summary>
    public bool Has(NameEvidenceKind kind, Described<Vpc> vpc) => NetworksOf(vpc).Any(n => Has(kind, n))
        // A VPC that is not there yet has what its code gives it.
        || (vpc.Network.Plan is { } plan && plan.IsPlanned(vpc.Item.Id) && kind.Resource() is { } resource
            && plan.SeenOfNewVpcs.Contains(resource));

    /// <summary>Whether a list of EC2 is whole for a VPC.</summary>
    public bool Has(ResourceKind kind, Described<Vpc> vpc) => NetworksOf(vpc).Any(n => _kinds[n].Contains(kind));

    /// <summary>Whether a list on names was read for the account of a network.</summary>
    public bool Has(NameEvidenceKind kind, VpcNetwork network) =>
        kind.Resource() is { } resource && _kinds[network].Contains(resource);

    private IEnumerable<VpcNetwork> NetworksOf(Described<Vpc> vpc)
    {
        var owner = vpc.Item.OwnerId;
        var networks = _networksOfVpc[vpc.Item.Id].Where(n => n.AccountId is null || owner is null || n.AccountId == owner);
        return owner is not null && vpc.Network.Region is { } region ? networks.Concat(_networksOfRegion[(owner, region)]) : networks;
    }

    private static Dictionary<string, Described<T>> Join<T>(
        IReadOnlyList<VpcNetwork> networks, Func<VpcNetwork, ValueList<T>> list, Func<T, string> id, Func<T, string?> owner)
    {
        var result = new Dictionary<string, Described<T>>(StringComparer.Ordinal);
        foreach (var network in networks)
        {
            foreach (var item in list(network))
            {
                var key = id(item);
                if (!result.TryGetValue(key, out var other)
                    || (owner(item) is { } account && network.AccountId == account && other.Network.AccountId != account))
                    result[key] = new(item, network);
            }
        }

        return result;
    }

    /// <summary>Answers about one parent each: a whole one before one that breaks off.</summary>
    private static Dictionary<string, Described<T>> Whole<T>(
        IReadOnlyList<VpcNetwork> networks, Func<VpcNetwork, ValueList<T>> list, Func<T, string> parent, Func<T, bool> isTruncated)
    {
        var result = new Dictionary<string, Described<T>>(StringComparer.Ordinal);
        foreach (var network in networks)
        {
            foreach (var item in list(network))
            {
                if (!result.TryGetValue(parent(item), out var other) || (isTruncated(other.Item) && !isTruncated(item)))
                    result[parent(item)] = new(item, network);
            }
        }

        return result;
    }

    private static ILookup<string, Described<T>> Lookup<T>(
        IReadOnlyList<VpcNetwork> networks, Func<VpcNetwork, ValueList<T>> list, Func<T, string> key) =>
        networks.SelectMany(n => list(n), (n, item) => new Described<T>(item, n)).ToLookup(d => key(d.Item), StringComparer.Ordinal);

    /// <summary>Networks are records: two with equal contents are still two, and hashing one would visit all of it.</summary>
    private sealed class ReferenceComparer : IEqualityComparer<VpcNetwork>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(VpcNetwork? x, VpcNetwork? y) => ReferenceEquals(x, y);

        public int GetHashCode(VpcNetwork obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}

/// <summary>A thing and the network that describes it.</summary>
internal readonly record struct Described<T>(T Item, VpcNetwork Network);
