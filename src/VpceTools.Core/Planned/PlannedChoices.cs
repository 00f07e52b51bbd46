using VpceTools.Model;

namespace VpceTools.Planned;

/// <summary>What is open in a world, and which of it concerns an endpoint: its own values first, then those that all share.</summary>
internal sealed class PlannedChoices
{
    private readonly PlannedGround _ground;
    private readonly ILookup<string, PlannedChoice> _ofEndpoints;
    private readonly IReadOnlyList<PlannedChoice> _shared;
    private readonly Dictionary<string, PlannedResource> _endpoints;
    private readonly PlannedAssembly _places;

    public PlannedChoices(PlannedGround ground)
    {
        _ground = ground;
        _places = new(ground, Choices.None);
        var resources = ground.World.Resources.Where(resource => !resource.IsRemoved).ToList();
        _endpoints = resources.Where(resource => resource.Type == PlannedTypes.VpcEndpoint)
            .GroupBy(resource => resource.Id, StringComparer.Ordinal)
            .ToDictionary(alike => alike.Key, alike => alike.Last(), StringComparer.Ordinal);
        var found = resources.SelectMany(resource => ValuesOf(resource).SelectMany(In), (resource, value) => (resource, value)).ToList();
        // What is added to an endpoint is the endpoint's.
        AllOpen =
        [
            .. found.Select(f => (f.value is PlannedChoice choice ? choice.Open : ((PlannedOpen)f.value).Open) with
            {
                ResourceId = OwnerOf(f.resource) ?? f.resource.Id,
            }).Distinct(),
        ];
        var choices = found.Where(f => f.value is PlannedChoice).Select(f => (f.resource, Choice: (PlannedChoice)f.value)).ToList();
        _ofEndpoints = choices.Where(c => OwnerOf(c.resource) is not null)
            .ToLookup(c => OwnerOf(c.resource)!, c => c.Choice, StringComparer.Ordinal);
        // Not all can be tried: what lies beyond VPCs, and names, concern the fewest. Whether an endpoint is there concerns others too:
        // they can lack it, or contend with it for a name.
        _shared =
        [
            .. choices.Where(c => OwnerOf(c.resource) is null).OrderBy(c => PlannedTypes.IsBeyondVpcs(c.resource.Type))
                .Select(c => c.Choice),
            .. choices.Where(c => OwnerOf(c.resource) is not null && ReferenceEquals(c.resource.Existence, c.Choice))
                .Select(c => c.Choice),
        ];
    }

    /// <summary>All that is open.</summary>
    public IReadOnlyList<OpenValue> AllOpen { get; }

    /// <summary>The choices that concern some endpoints.</summary>
    public IReadOnlyList<PlannedChoice> Of(IEnumerable<VpcEndpoint> endpoints) => [.. endpoints.SelectMany(Own), .. _shared];

    /// <summary>Whether some of them are its own.</summary>
    public bool HasOwn(VpcEndpoint endpoint) => Own(endpoint).Any();

    private IEnumerable<PlannedChoice> Own(VpcEndpoint endpoint) => _ofEndpoints[endpoint.Id].Concat(AddressesOf(endpoint.Id));

    private IEnumerable<PlannedChoice> AddressesOf(string endpointId)
    {
        if (!_endpoints.TryGetValue(endpointId, out var endpoint))
            return [];
        var reader = new PropertyReader(endpoint, Choices.None);
        var subnets = _ground.World.Resources.Where(r => r.Id == endpointId || OwnerOf(r) == endpointId)
            .SelectMany(r => r.Properties.TryGetValue("SubnetIds", out var value) ? TextsIn(value) : []).Distinct(StringComparer.Ordinal);
        return subnets.Where(subnet => !_ground.InterfacesOf(endpointId).Any(n => n.SubnetId == subnet))
            .SelectMany(subnet => _ground.Addresses.ChoicesOf(reader, subnet, _places.Places.BlocksOfSubnet(subnet).Known))
            .Where(choice => choice.Alternatives.Count > 1);
    }

    private static string? OwnerOf(PlannedResource resource) => resource.Type == PlannedTypes.VpcEndpoint ? resource.Id
        : resource.Type == PlannedTypes.VpcEndpointAddition && resource.Properties.TryGetValue("VpcEndpointId", out var id)
            && id is PlannedText text ? text.Text : null;

    private static IEnumerable<PlannedValue> ValuesOf(PlannedResource resource) =>
        resource.Existence is null ? resource.Properties.Values : resource.Properties.Values.Prepend(resource.Existence);

    private static IEnumerable<PlannedValue> In(PlannedValue value) => value switch
    {
        PlannedOpen => [value],
        PlannedChoice choice => [value, .. choice.Alternatives.SelectMany(In)],
        PlannedList list => list.Items.SelectMany(In),
        PlannedMap map => map.Properties.Values.SelectMany(In),
        _ => [],
    };

    private static IEnumerable<string> TextsIn(PlannedValue value) => value switch
    {
        PlannedText text => [text.Text],
        PlannedChoice choice => choice.Alternatives.SelectMany(TextsIn),
        PlannedList list => list.Items.SelectMany(TextsIn),
        _ => [],
    };
}
