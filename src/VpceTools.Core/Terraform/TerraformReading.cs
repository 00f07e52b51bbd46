using System.Text.Json;
using VpceTools.Model;
using VpceTools.Planned;
using VpceTools.Sources;

namespace VpceTools.Terraform;

/// <summary>Reads the worlds of a plan or state: one for each Region that its providers name.</summary>
internal sealed class TerraformReading
{
    private const string OverAdvice = "Lay it over the network as it is, with -SnapshotPath or -Live.";
    private const string GraphAdvice = "What it refers to tells a run of the test file that Export-VpcEndpointPlanTest writes, given as "
        + "-GraphPath.";

    private readonly JsonElement _root;
    private readonly CodeInput _input;
    private readonly TerraformIndex _index;
    private readonly TerraformEdges _edges;
    private readonly HclPlaces _places;
    private readonly TerraformProviders _providers;

    public TerraformReading(JsonElement root, CodeInput input, MockRun? graph)
    {
        (_root, _input, _index) = (root, input, new(root, input.IsBefore));
        _providers = new(root.Member("configuration").Member("provider_config"), _index);
        _places = new(Path.GetDirectoryName(Path.GetFullPath(input.Path)) ?? "");
        if (graph is not null && !_index.Resources.Any(resource => !resource.IsData && graph.Addresses.Contains(resource.Address)))
            throw new NetworkSourceException("GraphInvalid",
                $"'{input.GraphPath}' is of another configuration than '{input.Path}': they have no resource in common.", input.GraphPath);
        _edges = new(_index, graph, input.Kind == CodeKind.Plan && graph is null ? GraphAdvice : OverAdvice, _places);
    }

    /// <summary>How what attributes refer to was found; complete once everything is read.</summary>
    public IReadOnlyList<TerraformEdge> Edges => _edges.Edges;

    public IReadOnlyList<PlannedWorld> Read(CancellationToken cancellationToken)
    {
        var byPlace = new Dictionary<TerraformPlace, List<PlannedResource>>();
        var everywhere = new List<PlannedResource>();
        foreach (var resource in _index.Resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parts = PartsOf(resource).ToList();
            if (parts.Count == 0)
                continue;
            if (TerraformMapping.IsSeenFromEverywhere(resource.Type))
            {
                everywhere.AddRange(parts);
                continue;
            }

            var place = _providers.PlaceOf(resource);
            if (!byPlace.TryGetValue(place, out var list))
                byPlace[place] = list = [];
            list.AddRange(parts);
        }

        if (byPlace.Count == 0 && everywhere.Count > 0)
            byPlace[new(null, null, "")] = [];
        var remarks = Remarks().ToValueList();
        return byPlace.Count == 0 ? [new() { Advice = OverAdvice, Remarks = remarks }]
            : [.. byPlace.OrderBy(pair => pair.Key.Region, StringComparer.Ordinal)
                .ThenBy(pair => pair.Key.Credentials, StringComparer.Ordinal).Select(pair => new PlannedWorld
            {
                Resources = [.. pair.Value, .. everywhere],
                Region = pair.Key.Region,
                AccountId = pair.Key.AccountId,
                Advice = OverAdvice,
                Remarks = remarks,
                IsPart = _root.Member("complete").ValueKind == JsonValueKind.False,
            })];
    }

    private IEnumerable<PlannedResource> PartsOf(TerraformResource resource)
    {
        var attributes = new TerraformAttributes(_edges, resource);
        var parts = TerraformMapping.Of(attributes).ToList();
        var place = _places.Find(resource);
        var origin = ModuleInputs.Of(_index, resource).In(new CodeOrigin(resource.Address)
        {
            Provenance = attributes.Provenance,
            File = place?.File,
            Line = place?.Line,
        });
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var id = part.IdPrefix is { } prefix ? PlannedId.Of(prefix, $"{resource.Address}#{i}")
                : parts.Count == 1 ? _edges.IdOf(resource) : PlannedId.Of("tf", $"{resource.Address}#{i}");
            yield return new(part.Type, id, origin)
            {
                Properties = part.Properties,
                IsDeployed = resource.IsDeployed,
                IsRemoved = resource.IsRemoved,
            };
        }
    }

    private IEnumerable<string> Remarks()
    {
        if (_root.Member("complete").ValueKind == JsonValueKind.False)
            yield return $"'{_input.Path}' is not the whole plan (it says complete: false): what the rest brings is not known, so that nothing "
                + "passes that depends on it.";
    }
}
