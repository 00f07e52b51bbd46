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

    public TerraformReading(JsonElement root, CodeInput input, MockRun? graph)
    {
        (_root, _input, _index) = (root, input, new(root, input.IsBefore));
        _places = new(Path.GetDirectoryName(Path.GetFullPath(input.Path)) ?? "");
        if (graph is not null && !_index.Resources.Any(resource => !resource.IsData && graph.Addresses.Contains(resource.Address)))
            throw new NetworkSourceException("GraphInvalid",
                $"'{input.GraphPath}' is of another configuration than '{input.Path}': they have no resource in common.", input.GraphPath);
        _edges = new(_index, graph, input.Kind == CodeKind.Plan && graph is null ? GraphAdvice : OverAdvice);
    }

    /// <summary>How what attributes refer to was found; complete once everything is read.</summary>
    public IReadOnlyList<TerraformEdge> Edges => _edges.Edges;

    public IReadOnlyList<PlannedWorld> Read(CancellationToken cancellationToken)
    {
        var byRegion = new Dictionary<string, List<PlannedResource>>(StringComparer.Ordinal);
        foreach (var resource in _index.Resources)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var parts = PartsOf(resource).ToList();
            if (parts.Count == 0)
                continue;
            var region = RegionOf(resource) ?? "";
            if (!byRegion.TryGetValue(region, out var list))
                byRegion[region] = list = [];
            list.AddRange(parts);
        }

        var remarks = Remarks().ToValueList();
        return byRegion.Count == 0 ? [new() { Advice = OverAdvice, Remarks = remarks }]
            : [.. byRegion.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new PlannedWorld
            {
                Resources = pair.Value,
                Region = pair.Key.Length == 0 ? null : pair.Key,
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

    /// <summary>The Region that a resource names itself (hashicorp/aws 6), or its provider does.</summary>
    private string? RegionOf(TerraformResource resource)
    {
        if (resource.Values.Text("region") is { Length: > 0 } own && AwsRegion.IsName(own))
            return own;
        var key = _index.ConfigurationOf(resource).Text("provider_config_key") ?? "aws";
        var region = _root.Member("configuration").Member("provider_config").Member(key).Member("expressions").Member("region");
        if (region.Text("constant_value") is { } constant)
            return constant;
        foreach (var reference in region.Member("references").Items().Select(one => one.AsText()).OfType<string>())
            if (reference.StartsWith("var.", StringComparison.Ordinal)
                && _index.Variables.Member(reference.Substring("var.".Length)).Text("value") is { } value && AwsRegion.IsName(value))
                return value;
        return null;
    }

    private IEnumerable<string> Remarks()
    {
        if (_root.Member("complete").ValueKind == JsonValueKind.False)
            yield return $"'{_input.Path}' is not the whole plan (it says complete: false): what the rest brings is not known, so that nothing "
                + "passes that depends on it.";
    }
}
