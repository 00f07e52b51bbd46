namespace VpceTools.Model;

/// <summary>What a diagnosis is about; a live source narrows its calls by it. Everything empty means every endpoint.</summary>
public sealed record NetworkQuery
{
    /// <summary>The endpoints by id; wildcards are the caller's business and not passed here.</summary>
    public ValueList<string> EndpointIds { get; init; } = [];

    /// <summary>The VPCs whose endpoints are wanted.</summary>
    public ValueList<string> VpcIds { get; init; } = [];

    /// <summary>The services whose endpoints are wanted, by full name.</summary>
    public ValueList<string> ServiceNames { get; init; } = [];

    /// <summary>Whether the endpoints are all that is wanted, as for a completion; a source may give more.</summary>
    public bool EndpointsOnly { get; init; }

    /// <summary>Whether the query is about an endpoint.</summary>
    public bool Selects(VpcEndpoint endpoint) =>
        (EndpointIds.Count == 0 || EndpointIds.Contains(endpoint.Id))
        && (VpcIds.Count == 0 || VpcIds.Contains(endpoint.VpcId))
        && (ServiceNames.Count == 0 || ServiceNames.Contains(endpoint.ServiceName));
}
