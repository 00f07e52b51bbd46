using System.Collections.Concurrent;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>
/// What decides names in one or more networks, joined by id: several accounts and Regions make one picture, and what an account sees of
/// another's zones, rules and Profiles is found whoever described it. Built once, immutable, safe for parallel use.
/// </summary>
/// <remarks>
/// A kind of evidence that a network says it holds is taken to be whole for every VPC in its list of VPCs that its account owns. Private
/// addresses beyond the client's own VPC are taken to be unique among the networks.
/// </remarks>
public sealed class NameIndex
{
    private readonly ConcurrentDictionary<string, VpcNames?> _vpcs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PrivateZone> _zones = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ProfileNames> _profiles = new(StringComparer.Ordinal);

    private NameIndex(IReadOnlyList<VpcNetwork> networks)
    {
        Networks = networks;
        Evidence = new(networks);
        Endpoints = new(this);
        Firewalls = new(Evidence);
        Addresses = new(Evidence);
        Resolvers = new(Evidence);
    }

    /// <summary>The networks.</summary>
    public IReadOnlyList<VpcNetwork> Networks { get; }

    /// <summary>The networks' lists by id.</summary>
    internal NameEvidence Evidence { get; }

    internal EndpointDirectory Endpoints { get; }

    internal FirewallRules Firewalls { get; }

    internal AddressOwners Addresses { get; }

    internal ResolverEndpoints Resolvers { get; }

    /// <summary>Joins networks.</summary>
    public static NameIndex From(IEnumerable<VpcNetwork> networks) => new([.. networks]);

    /// <summary>The index of one network.</summary>
    public static NameIndex From(VpcNetwork network) => new([network]);

    /// <summary>The names of a VPC; null where no network holds the VPC.</summary>
    internal VpcNames? Vpc(string id) =>
        _vpcs.GetOrAdd(id, key => Evidence.Vpcs.TryGetValue(key, out var vpc) ? VpcNames.Of(this, vpc) : null);

    /// <summary>A hosted zone; one that nobody describes has no name.</summary>
    internal PrivateZone Zone(string id) => _zones.GetOrAdd(id, key => PrivateZone.Of(Evidence, key));

    /// <summary>What a Route 53 Profile holds.</summary>
    internal ProfileNames Profile(string id) => _profiles.GetOrAdd(id, key => ProfileNames.Of(this, key));
}
