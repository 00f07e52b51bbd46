using System.Management.Automation;
using VpceTools.Checks;
using VpceTools.Errors;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Sources;

namespace VpceTools.Reading;

/// <summary>The endpoints that were asked for in what one scope gave, and what is to be said of those that are not there.</summary>
internal sealed class ScopeEndpoints
{
    private readonly ReadScope _scope;
    private readonly IReadOnlyList<SourceReading> _sources;
    private readonly List<ErrorRecord> _errors = [];
    private readonly List<string> _warnings = [];
    private readonly List<EndpointSet> _sets = [];

    /// <summary>Selects endpoints.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="reading">What was read of it; null where nothing was, because only ids are named that cannot exist.</param>
    /// <param name="selection">What was asked for.</param>
    public ScopeEndpoints(ReadScope scope, ScopeReading? reading, SelectionSet selection)
    {
        (_scope, _sources) = (scope, reading?.Sources ?? []);
        NoteFailures();
        foreach (var (origin, networks) in Sources())
        {
            if (networks.Count > 0 && networks.All(n => n.Endpoints.Count == 0 && !n.Described.Contains(ResourceKind.VpcEndpoint)))
            {
                var missing = CheckOutcome.Explain(new(networks[0]), [MissingEvidence.Of(ResourceKind.VpcEndpoint)]);
                _errors.Add(CommandErrors.EndpointsUnknown(scope.Describe(networks), missing));
            }
            else
            {
                _sets.Add(new(origin, scope, networks, selection.Select(networks)));
            }
        }

        if (_sets.Count == 0 && reading is not null)
            return;
        NoteRemarks();
        var all = _sets.SelectMany(set => set.Networks).ToList();
        Name = scope.Describe(all);
        _errors.AddRange(selection.NotFound(all, [.. _sets.SelectMany(set => set.Endpoints)], Name));
        if (selection.IsEverything && _sets.Where(set => set.Networks.Count > 0 && set.Endpoints.Count == 0)
            .ToList() is { Count: > 0 } empty)
            _warnings.Add($"There is no VPC endpoint in {scope.Describe(empty.SelectMany(set => set.Networks))}."
                + SharedVpcs.Note(empty.SelectMany(set => set.Networks)));
    }

    /// <summary>How messages call the scope.</summary>
    public string Name { get; } = "";

    /// <summary>Errors, each of which leaves a question without an answer.</summary>
    public IReadOnlyList<ErrorRecord> Errors => _errors;

    /// <summary>What a reader should know about the evidence before the results.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The endpoints, by account and Region; those of snapshots together.</summary>
    public IReadOnlyList<EndpointSet> Sets => _sets;

    /// <summary>What could be read. Endpoints are taken in one order out of all snapshots, so they are one source.</summary>
    private IEnumerable<(DiagnosisOrigin Origin, IReadOnlyList<VpcNetwork> Networks)> Sources()
    {
        var read = _sources.Where(source => source.Error is null);
        if (_scope is not SnapshotScope snapshot)
            return read.Select(source => (source.Origin, source.Networks));
        IReadOnlyList<VpcNetwork> networks = [.. read.SelectMany(source => source.Networks)];
        var code = _sources.SelectMany(source => source.Origin.CodePaths).Distinct().ToValueList();
        return networks.Count == 0 ? [] : [(DiagnosisOrigin.Snapshot(snapshot.Paths) with { CodePaths = code }, networks)];
    }

    private void NoteFailures()
    {
        foreach (var alike in _sources.Where(source => source.Error is not null)
            .GroupBy(source => (source.Error!.ErrorId, source.Error.Message)))
        {
            var error = alike.First().Error!;
            var places = string.Join("; ", alike.Select(NameOf).Where(name => name.Length > 0));
            _errors.Add(places.Length == 0 ? CommandErrors.From(error) : CommandErrors.From(error, places));
        }
    }

    private void NoteRemarks()
    {
        foreach (var set in _sets)
        {
            var place = _sources.Count > 1 && set.Origin.Connection is { } connection ? $"{((LiveScope)_scope).NameOf(connection)}: " : "";
            foreach (var remark in set.Networks.SelectMany(Remarks).Select(remark => place + remark)
                .Where(remark => !_warnings.Contains(remark)))
                _warnings.Add(remark);
        }
    }

    /// <summary>The name of a source among others; a snapshot's error names it by itself.</summary>
    private string NameOf(SourceReading source) => source.Origin.Connection is { } connection ? ((LiveScope)_scope).NameOf(connection) : "";

    private static IEnumerable<string> Remarks(VpcNetwork network) => network.Failures.Select(failure => failure.IsAccessDenied
        ? $"Access to {DescribeCall.For(failure.Kind).Operation} was denied: the caller needs {failure.IamAction}. "
            + "What depends on it is Unknown."
        : $"{DescribeCall.For(failure.Kind).Operation} failed: {failure.Message} What depends on it is Unknown.").Concat(network.Remarks);
}

/// <summary>The endpoints that were asked for in one account and Region, or in snapshots.</summary>
/// <param name="Origin">The way there.</param>
/// <param name="Scope">The scope, of which this may be a part.</param>
/// <param name="Networks">The networks that were read.</param>
/// <param name="Endpoints">The endpoints in the order of the results.</param>
internal sealed record EndpointSet(
    DiagnosisOrigin Origin, ReadScope Scope, IReadOnlyList<VpcNetwork> Networks, IReadOnlyList<SelectedEndpoint> Endpoints);

/// <summary>An endpoint that is to be diagnosed.</summary>
/// <param name="Network">The position of its network among those that were read.</param>
/// <param name="Endpoint">The endpoint.</param>
internal readonly record struct SelectedEndpoint(int Network, VpcEndpoint Endpoint);
