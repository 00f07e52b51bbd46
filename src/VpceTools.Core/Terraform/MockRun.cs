using System.Text;
using System.Text.Json;
using VpceTools.Sources;

namespace VpceTools.Terraform;

/// <summary>
/// What a run of the test file came to that <c>Export-VpcEndpointPlanTest</c> writes: Terraform evaluated all of the configuration over
/// made-up ids, one for each resource, so that they tell exactly what refers to what. No other value of it counts: they are made up.
/// </summary>
internal sealed class MockRun : IDisposable
{
    private readonly JsonDocument _document;
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Address, string Attribute)> _owners = new(StringComparer.Ordinal);

    private MockRun(JsonDocument document)
    {
        _document = document;
        foreach (var resource in new TerraformIndex(document.RootElement).Resources)
        {
            _values[resource.Address] = resource.Values;
            foreach (var attribute in IdKinds.AttributesOf(resource.Type))
                if (IdKinds.IsId(IdKinds.Of(resource.Type, attribute)!) && resource.Values.Text(attribute) is { Length: > 0 } id)
                    _owners[id] = (resource.Address, attribute);
        }
    }

    /// <summary>The addresses that the run made.</summary>
    public IReadOnlyCollection<string> Addresses => _values.Keys;

    /// <summary>Reads the output of <c>terraform test -json -verbose</c>, or one line of it.</summary>
    public static MockRun Open(string path)
    {
        try
        {
            if (!File.Exists(path))
                throw new NetworkSourceException("CodeNotFound", $"There is no file '{path}'.", path);
            // The state is one line of many; a file may also hold that one alone.
            foreach (var line in File.ReadLines(path, Encoding.UTF8).Reverse())
                if (line.Contains("\"test_state\"") && From(line) is { } run)
                    return run;
            return From(File.ReadAllText(path)) ?? throw Invalid(path);
        }
        catch (JsonException e)
        {
            throw new NetworkSourceException("GraphInvalid", Invalid(path).Message, path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NetworkSourceException("CodeUnreadable", $"'{path}' cannot be read: {e.Message}", path, e);
        }
    }

    /// <summary>The made-up value of an attribute; undefined where the run has none.</summary>
    public JsonElement Value(string address, string attribute) =>
        _values.TryGetValue(address, out var values) ? values.Member(attribute) : default;

    /// <summary>The resource that a made-up id is of; null where it is no resource's.</summary>
    public (string Address, string Attribute)? OwnerOf(string id) => _owners.TryGetValue(id, out var owner) ? owner : null;

    /// <summary>A text with ids of another kind in the place of the made-up ones.</summary>
    public string Rewritten(string text, Func<(string Address, string Attribute), string?> idOf)
    {
        foreach (var (id, owner) in _owners.Where(one => text.Contains(one.Key)).Select(one => (one.Key, one.Value)).ToList())
            if (idOf(owner) is { } other)
                text = text.Replace(id, other);
        return text;
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    private static MockRun? From(string json)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = 512 });
        if (JsonElements.HoldsNoText(Encoding.UTF8.GetBytes(json), document.RootElement))
            throw new JsonException("Half of a surrogate pair is no text.");
        var state = document.RootElement.Member("test_state");
        return state.Member("root_module").IsSet() ? new(Wrapped(state)) : null;
    }

    // The state of a run has its modules where a state of "show -json" has "values".
    private static JsonDocument Wrapped(JsonElement state)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("values");
            state.WriteTo(writer);
            writer.WriteEndObject();
        }

        return JsonDocument.Parse(stream.ToArray(), new() { MaxDepth = 1024 });
    }

    private static NetworkSourceException Invalid(string path) => new("GraphInvalid",
        $"'{path}' holds no state of a test run. Run 'terraform init', then 'terraform test -json -verbose > graph.jsonl' with the file that "
            + "Export-VpcEndpointPlanTest writes, and give graph.jsonl.", path);
}
