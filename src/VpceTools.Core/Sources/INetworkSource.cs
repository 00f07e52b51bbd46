using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Sources;

/// <summary>Where a network comes from: live EC2, or a snapshot.</summary>
public interface INetworkSource
{
    /// <summary>Reads what the query needs; one network for each account and Region that the source holds.</summary>
    /// <exception cref="NetworkSourceException">Nothing at all could be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<IReadOnlyList<VpcNetwork>> ReadAsync(NetworkQuery query, IProgress<SourceProgress>? progress, CancellationToken cancellationToken);
}

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

    /// <summary>Whether the VPCs that are named are wanted though they have no endpoint; a source may give more.</summary>
    public bool WholeVpcs { get; init; }

    /// <summary>
    /// Endpoints that code will make: a live source reads their VPCs, services and names as if they were there; a source may give more.
    /// </summary>
    public ValueList<VpcEndpoint> PlannedEndpoints { get; init; } = [];

    /// <summary>Kinds of evidence that are wanted beyond those of every diagnosis; a source may give more.</summary>
    public ValueList<ResourceKind> Further { get; init; } = [];

    /// <summary>
    /// The kinds of evidence that the question can depend on, beside the endpoints and what decides names; null for all of those of every
    /// diagnosis. A source may give more.
    /// </summary>
    public ValueList<ResourceKind>? Kinds { get; init; }

    /// <summary>
    /// Whether what decides names is wanted too: of the names of the endpoints in their VPCs, and of <see cref="Names"/>. A live source
    /// reads no more than that takes.
    /// </summary>
    public bool DecidesNames { get; init; }

    /// <summary>Further names that are asked for in the VPCs of the endpoints; only with <see cref="DecidesNames"/>.</summary>
    public ValueList<string> Names { get; init; } = [];

    /// <summary>As <see cref="Names"/>, where they depend on the Region; null for none.</summary>
    public Func<string, IEnumerable<string>>? NamesIn { get; init; }

    /// <summary>
    /// The instances, interfaces and subnets that are named as clients: a live source reads their VPCs too where these are others than the
    /// endpoints'.
    /// </summary>
    public ValueList<string> ClientIds { get; init; } = [];

    /// <summary>
    /// The address blocks that are named as clients; what lies between them and the endpoints is read where it is asked about.
    /// </summary>
    public ValueList<CidrBlock> ClientBlocks { get; init; } = [];

    /// <summary>
    /// Whether every subnet of the VPCs that are joined with the endpoints' is a client: a live source reads those of the account too.
    /// </summary>
    public bool IncludesRemoteClients { get; init; }

    /// <summary>
    /// Whether other accounts or Regions are read beside: then any VPC that is joined with another may hold clients of endpoints there.
    /// </summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>Whether the query is about an endpoint.</summary>
    public bool Selects(VpcEndpoint endpoint) =>
        (EndpointIds.Count == 0 || EndpointIds.Contains(endpoint.Id))
        && (VpcIds.Count == 0 || VpcIds.Contains(endpoint.VpcId))
        && (ServiceNames.Count == 0 || ServiceNames.Contains(endpoint.ServiceName));
}

/// <summary>What a source did just now; for progress bars and verbose lines. Never holds a secret.</summary>
/// <param name="Activity">The stage, for example <c>Reading EC2</c>.</param>
/// <param name="Detail">One line, for example the operation, its filter, the number of items and the milliseconds it took.</param>
/// <param name="Completed">How many steps are done.</param>
/// <param name="Total">How many steps there are; 0 where not known.</param>
public sealed record SourceProgress(string Activity, string Detail, int Completed, int Total)
{
    public string Activity { get; init => field = ShownText.Error(value); } = ShownText.Error(Activity);

    public string Detail { get; init => field = ShownText.Error(value); } = ShownText.Error(Detail);
}

/// <summary>A source could not be read at all: no credentials, no such folder, broken JSON, an unreachable service.</summary>
public sealed class NetworkSourceException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="errorId">The stable id of the error, for example <c>SnapshotInvalid</c>.</param>
    /// <param name="message">One clear sentence or two.</param>
    /// <param name="target">What the error is about: a path, a URL, an id.</param>
    /// <param name="innerException">The cause.</param>
    public NetworkSourceException(string errorId, string message, string? target = null, Exception? innerException = null)
        : base(ShownText.Error(message), innerException)
    {
        ErrorId = errorId;
        Target = ShownText.LineOrNull(target);
    }

    /// <summary>The stable id of the error.</summary>
    public string ErrorId { get; }

    /// <summary>What the error is about.</summary>
    public string? Target { get; }
}
