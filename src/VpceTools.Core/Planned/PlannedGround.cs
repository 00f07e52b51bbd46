using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>A world and the network as it is, over which it comes: what all choices share.</summary>
internal sealed class PlannedGround
{
    private readonly Dictionary<string, PlannedResource> _byId = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, NetworkInterface>> _interfaces;

    /// <summary>Prepares a world.</summary>
    /// <param name="world">The world.</param>
    /// <param name="base">The network as it is; null where nobody read it.</param>
    public PlannedGround(PlannedWorld world, VpcNetwork? @base)
    {
        World = world;
        Base = @base;
        foreach (var resource in world.Resources)
            _byId[resource.Id] = resource;
        Addresses = new(world, @base);
        _interfaces = new(InterfacesByEndpoint);
    }

    public PlannedWorld World { get; }

    public VpcNetwork? Base { get; }

    public PlannedAddresses Addresses { get; }

    /// <summary>What code calls a resource; its id where no code does.</summary>
    public string NameOf(string id) => _byId.TryGetValue(id, out var resource) ? resource.Origin.Address : id;

    /// <summary>The interfaces that an endpoint has today.</summary>
    public IEnumerable<NetworkInterface> InterfacesOf(string endpointId) => _interfaces.Value[endpointId];

    private ILookup<string, NetworkInterface> InterfacesByEndpoint()
    {
        var owners = (Base?.Endpoints ?? []).SelectMany(e => e.NetworkInterfaceIds, (e, id) => (id, e.Id))
            .GroupBy(pair => pair.id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
        return (Base?.NetworkInterfaces ?? []).Where(n => owners.ContainsKey(n.Id)).ToLookup(n => owners[n.Id], StringComparer.Ordinal);
    }
}
