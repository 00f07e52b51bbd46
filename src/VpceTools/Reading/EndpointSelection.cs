using VpceTools.Model;
using VpceTools.Parameters;

namespace VpceTools.Reading;

/// <summary>The endpoints that one call, or one object of the pipeline, names. What is left out selects everything.</summary>
internal sealed class EndpointSelection(string[]? ids, string[]? vpcIds = null, string[]? serviceNames = null, string[]? regions = null)
{
    /// <summary>Endpoints by id, or by their address in code.</summary>
    public IReadOnlyList<EndpointPattern> Ids { get; } = [.. Given(ids).Select(id => new EndpointPattern(id))];

    /// <summary>Endpoints by VPC.</summary>
    public IReadOnlyList<NamePattern> VpcIds { get; } = [.. Given(vpcIds).Select(id => new NamePattern(id))];

    /// <summary>Endpoints by service.</summary>
    public IReadOnlyList<ServiceNamePattern> ServiceNames { get; } = [.. Given(serviceNames).Select(name => new ServiceNamePattern(name))];

    /// <summary>The Regions, where a source may hold several.</summary>
    public IReadOnlyList<NamePattern> Regions { get; } = [.. Given(regions).Select(region => new NamePattern(region))];

    /// <summary>The filters, all of which have to fit.</summary>
    public IReadOnlyList<EndpointFilter> Filters { get; init; } = [];

    /// <summary>Whether it selects every endpoint.</summary>
    public bool IsEverything => Ids.Count + VpcIds.Count + ServiceNames.Count + Regions.Count + Filters.Count == 0;

    public bool Matches(VpcEndpoint endpoint, VpcNetwork network) => MatchesId(endpoint, network) && MatchesPlace(endpoint, network);

    private bool MatchesId(VpcEndpoint endpoint, VpcNetwork network) =>
        Ids.Count == 0 || Ids.Any(id => id.Matches(endpoint, network));

    /// <summary>Whether all but the id fits.</summary>
    public bool MatchesPlace(VpcEndpoint endpoint, VpcNetwork network) =>
        (VpcIds.Count == 0 || VpcIds.Any(id => id.Matches(endpoint.VpcId)))
        && (ServiceNames.Count == 0 || ServiceNames.Any(name => name.Matches(endpoint.ServiceName)))
        && Filters.All(filter => filter.Matches(endpoint))
        && (Regions.Count == 0 || (network.Region is { } name && Regions.Any(region => region.Matches(name))));

    // An object of the pipeline may have a property without a value: an endpoint for a resource has no service name.
    private static IEnumerable<string> Given(string[]? values) => (values ?? []).Where(value => !string.IsNullOrWhiteSpace(value));
}
