using System.Management.Automation;
using VpceTools.Addressing;
using VpceTools.Checks;
using VpceTools.Checks.Support;
using VpceTools.Errors;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;
using VpceTools.Sources;

namespace VpceTools.Reading;

/// <summary>Endpoints of the networks that were read, and what the checks say about them.</summary>
internal sealed class Diagnosis
{
    /// <summary>Below this number, starting the parallel machinery costs more than it saves.</summary>
    private const int FewEndpoints = 16;

    private readonly EndpointSet _endpoints;
    private readonly CheckRunner?[] _runners;

    public Diagnosis(EndpointSet endpoints, Question question)
    {
        _endpoints = endpoints;
        Options = question.Options with { Origin = endpoints.Origin };
        _runners = new CheckRunner?[Networks.Count];
        foreach (var network in Endpoints.Select(e => e.Network).Distinct())
            _runners[network] = new(Networks[network], Options, question.Checks);
    }

    /// <summary>The accounts and Regions that were named together, or the snapshots; these networks may be some of them.</summary>
    public ReadScope Scope => _endpoints.Scope;

    /// <summary>The way to the account and Region; null for snapshots.</summary>
    public AwsConnection? Connection => _endpoints.Origin.Connection;

    /// <summary>The networks that were read.</summary>
    public IReadOnlyList<VpcNetwork> Networks => _endpoints.Networks;

    /// <summary>The endpoints in the order of the results.</summary>
    public IReadOnlyList<SelectedEndpoint> Endpoints => _endpoints.Endpoints;

    /// <summary>What is asked, and where the networks came from.</summary>
    public CheckOptions Options { get; }

    /// <summary>The clients that the user named and that no network of any of the diagnoses holds.</summary>
    public static IReadOnlyList<string> ClientsNotFound(IEnumerable<Diagnosis> diagnoses)
    {
        bool IsNamed(Diagnosis diagnosis, string id) => diagnosis.Options.Clients.Ids.Contains(id, StringComparer.Ordinal);
        var missing = diagnoses
            .SelectMany(diagnosis => diagnosis.Endpoints.Select(e => (e.Network, e.Endpoint.VpcId)).Distinct()
                .Select(place => diagnosis._runners[place.Network]!.ClientsOf(place.VpcId)).Select(clients =>
                    clients.NotFound.Except(clients.Outside ?? []).Select(client => client.ResourceId)
                    .OfType<string>().Where(id => IsNamed(diagnosis, id))))
            .ToList();
        return missing.Count == 0 ? []
            : [.. missing.Aggregate((all, more) => all.Intersect(more, StringComparer.Ordinal)).OrderBy(id => id, StringComparer.Ordinal)];
    }

    /// <summary>The network of a selected endpoint.</summary>
    public VpcNetwork NetworkOf(SelectedEndpoint selected) => Networks[selected.Network];

    /// <summary>What AWS says about the service of a selected endpoint; null where the evidence does not hold it.</summary>
    public VpcEndpointService? ServiceOf(SelectedEndpoint selected) => _runners[selected.Network]!.Index.ServiceOf(selected.Endpoint);

    /// <summary>The clients of a selected endpoint.</summary>
    public ClientSet ClientsOf(SelectedEndpoint selected) => _runners[selected.Network]!.ClientsOf(selected.Endpoint);

    /// <summary>Everything that is known of a selected endpoint.</summary>
    public CheckContext ContextOf(SelectedEndpoint selected) => _runners[selected.Network]!.ContextOf(selected.Endpoint);

    /// <summary>The results of each endpoint, computed in parallel; an error in place of the results where a check broke down.</summary>
    /// <param name="observations">What probes saw, by endpoint; null where nothing was probed.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public IEnumerable<(IReadOnlyList<EndpointTestResult> Results, ErrorRecord? Error)> Run(
        IReadOnlyDictionary<string, ProbeObservation>? observations, CancellationToken cancellationToken)
    {
        (IReadOnlyList<EndpointTestResult> Results, ErrorRecord? Error) RunOne(SelectedEndpoint selected)
        {
            try
            {
                var observation = observations is not null && observations.TryGetValue(selected.Endpoint.Id, out var seen) ? seen : null;
                return ([.. _runners[selected.Network]!.Run(selected.Endpoint, observation)], null);
            }
#pragma warning disable CA1031 // Whatever one endpoint brings up must not cost the results of the others.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                return ([], CommandErrors.EndpointUndiagnosed(selected.Endpoint.Id, e));
            }
        }

        return Endpoints.Count < FewEndpoints ? Endpoints.Select(RunOne)
            : Endpoints.AsParallel().AsOrdered().WithCancellation(cancellationToken).WithMergeOptions(ParallelMergeOptions.AutoBuffered)
                .Select(RunOne);
    }
}

/// <summary>What is asked of endpoints.</summary>
/// <param name="Checks">The checks, in the order of the results; none where no check runs.</param>
/// <param name="Options">The clients, the ports and what else a user can say.</param>
internal sealed record Question(IReadOnlyList<ICheck> Checks, CheckOptions Options)
{
    /// <summary>Whether the endpoints are all that is read.</summary>
    public bool EndpointsOnly { get; init; }

    /// <summary>Whether VPCs that are named are read though they have no endpoint.</summary>
    public bool WholeVpcs { get; init; }

    /// <summary>Whether what decides names is read too: only where a check asks about names, or the user does.</summary>
    public bool DecidesNames { get; init; } = Checks.Any(check => check.Descriptor.Layer == CheckLayer.Name);

    /// <summary>The instances, interfaces and subnets that are named as clients, whose VPCs are read too.</summary>
    public ValueList<string> ClientIds { get; init; } = Options.Clients.PlacedIds.ToValueList();

    /// <summary>The blocks that are named as clients: what lies between them and the endpoints is read where it decides.</summary>
    public ValueList<CidrBlock> ClientBlocks { get; init; } = Options.Clients.CidrBlocks;

    /// <summary>The kinds of evidence that the answer can depend on; null for those of every diagnosis.</summary>
    public ValueList<ResourceKind>? Kinds { get; init; }

    /// <summary>The same question, for which no more is read than its checks can depend on.</summary>
    public Question ForItsChecks() => this with { Kinds = ReadKinds.Of(Checks, Options.Clients) };

    /// <summary>Whether the VPCs are read that are joined with the endpoints', whose subnets are clients.</summary>
    public bool ReadsRemoteClients { get; init; } = Options.Clients.IncludesRemote;

    /// <summary>Whether other accounts or Regions are read by other commands, whose endpoints clients here may use.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>Further names that are asked for.</summary>
    public ValueList<string> Names { get; init; } = [];

    /// <summary>As these, by the Region; null for none.</summary>
    public Func<string, IEnumerable<string>>? NamesIn { get; init; }

    /// <summary>Whether a Boolean is wanted for each answer, false for what nobody could decide: a gate must not open for that.</summary>
    public bool IsQuiet { get; init; }
}
