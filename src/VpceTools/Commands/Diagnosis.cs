using System.Management.Automation;
using VpceTools.Checks;
using VpceTools.Errors;
using VpceTools.Evidence;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Probing;
using VpceTools.Reachability;
using VpceTools.Resources;
using VpceTools.Selection;

namespace VpceTools.Commands;

/// <summary>The selected endpoints of the networks that were read, and what the checks say about them.</summary>
internal sealed class Diagnosis
{
    /// <summary>Below this number, starting the parallel machinery costs more than it saves.</summary>
    private const int FewEndpoints = 16;

    private readonly CheckRunner?[] _runners;

    public Diagnosis(IReadOnlyList<VpcNetwork> networks, SelectionSet selection, CheckOptions options, IReadOnlyList<ICheck> checks, LiveScope? scope)
    {
        Networks = networks;
        Options = options;
        Scope = scope;
        Endpoints = selection.Select(networks);
        _runners = new CheckRunner?[networks.Count];
        foreach (var network in Endpoints.Select(e => e.Network).Distinct())
            _runners[network] = new(networks[network], options, checks);
    }

    /// <summary>The networks that were read.</summary>
    public IReadOnlyList<VpcNetwork> Networks { get; }

    /// <summary>The accounts and Regions that were named together, of which these networks are some; null for a snapshot.</summary>
    public LiveScope? Scope { get; }

    /// <summary>What is asked.</summary>
    public CheckOptions Options { get; }

    /// <summary>The endpoints in the order of the results.</summary>
    public IReadOnlyList<SelectedEndpoint> Endpoints { get; }

    /// <summary>The network of a selected endpoint.</summary>
    public VpcNetwork NetworkOf(SelectedEndpoint selected) => Networks[selected.Network];

    /// <summary>What AWS says about the service of a selected endpoint; null where the evidence does not hold it.</summary>
    public VpcEndpointService? ServiceOf(SelectedEndpoint selected) => _runners[selected.Network]!.Index.ServiceOf(selected.Endpoint);

    /// <summary>The clients of a selected endpoint.</summary>
    public ClientSet ClientsOf(SelectedEndpoint selected) => _runners[selected.Network]!.ClientsOf(selected.Endpoint.VpcId);

    /// <summary>The results of each endpoint, computed in parallel; an error in place of the results where a check broke down.</summary>
    public IEnumerable<(IReadOnlyList<EndpointTestResult> Results, ErrorRecord? Error)> Run(CancellationToken cancellationToken) =>
        Endpoints.Count < FewEndpoints ? Endpoints.Select(Run)
        : Endpoints.AsParallel().AsOrdered().WithCancellation(cancellationToken).WithMergeOptions(ParallelMergeOptions.AutoBuffered).Select(Run);

    /// <summary>What probes saw, by endpoint; empty where nothing was probed.</summary>
    public IReadOnlyDictionary<string, ProbeObservation> Observations { get; set; } = new Dictionary<string, ProbeObservation>(StringComparer.Ordinal);

    /// <summary>Everything that is known of a selected endpoint.</summary>
    public CheckContext ContextOf(SelectedEndpoint selected) => _runners[selected.Network]!.ContextOf(selected.Endpoint);

    /// <summary>The clients that the user named and that none of the networks of any of the diagnoses holds.</summary>
    public static IReadOnlyList<string> ClientsNotFound(IEnumerable<Diagnosis> diagnoses)
    {
        HashSet<string>? missing = null;
        foreach (var diagnosis in diagnoses)
        {
            foreach (var (network, vpcId) in diagnosis.Endpoints.Select(e => (e.Network, e.Endpoint.VpcId)).Distinct())
            {
                var notFound = diagnosis._runners[network]!.ClientsOf(vpcId).NotFound.Select(client => client.ResourceId!);
                if (missing is null)
                    missing = new(notFound, StringComparer.Ordinal);
                else
                    missing.IntersectWith(notFound);
            }
        }

        return [.. (missing ?? []).OrderBy(id => id, StringComparer.Ordinal)];
    }

    /// <summary>What a reader should know about the evidence before the results.</summary>
    public IEnumerable<string> Warnings()
    {
        foreach (var network in Networks)
        {
            foreach (var failure in network.Failures)
                yield return failure.IsAccessDenied
                    ? MessageText.Of(Messages.ReadDenied, DescribeCall.For(failure.Kind).Operation, failure.IamAction)
                    : MessageText.Of(Messages.ReadFailed, DescribeCall.For(failure.Kind).Operation, failure.Message);
            foreach (var remark in network.Remarks)
                yield return remark;
        }
    }

    private (IReadOnlyList<EndpointTestResult> Results, ErrorRecord? Error) Run(SelectedEndpoint selected)
    {
        try
        {
            return ([.. _runners[selected.Network]!.Run(selected.Endpoint, Observations.TryGetValue(selected.Endpoint.Id, out var seen) ? seen : null)], null);
        }
#pragma warning disable CA1031 // Whatever one endpoint brings up must not cost the results of the others.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return ([], CommandErrors.EndpointUndiagnosed(selected.Endpoint.Id, e));
        }
    }
}
