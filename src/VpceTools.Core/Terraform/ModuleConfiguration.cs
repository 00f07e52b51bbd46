using System.Text.Json;

namespace VpceTools.Terraform;

/// <summary>What a plan says of a module's code: expressions as bags of references. Locals, operators and branches are not in it.</summary>
internal sealed class ModuleConfiguration
{
    private readonly Dictionary<string, JsonElement> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (JsonElement Call, ModuleConfiguration Module)> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _outputs = new(StringComparer.Ordinal);

    private ModuleConfiguration()
    {
    }

    /// <summary>The configuration of a plan; one without any module where the plan has none.</summary>
    public static ModuleConfiguration Read(JsonElement plan) => plan.Member("configuration").Member("root_module") is var root
        ? Of(root) : new();

    /// <summary>The module of a path; null where the configuration does not hold it.</summary>
    public ModuleConfiguration? At(ModulePath path) => path.IsRoot ? this
        : At(path.Parent!) is { } parent && parent._calls.TryGetValue(path.Name, out var called) ? called.Module : null;

    /// <summary>A resource or data source by what the configuration calls it; undefined where there is none.</summary>
    public JsonElement Resource(string block) => _resources.TryGetValue(block, out var resource) ? resource : default;

    /// <summary>The call of a module; undefined where there is none.</summary>
    public JsonElement Call(string name) => _calls.TryGetValue(name, out var call) ? call.Call : default;

    /// <summary>The expression of an output; undefined where there is none.</summary>
    public JsonElement Output(string name) => _outputs.TryGetValue(name, out var output) ? output.Member("expression") : default;

    /// <summary>The references of an expression, of an object or a list of such too.</summary>
    public static IEnumerable<string> ReferencesOf(JsonElement expression)
    {
        switch (expression.ValueKind)
        {
            case JsonValueKind.Object when expression.TryGetProperty("references", out var references)
                && references.ValueKind == JsonValueKind.Array:
                foreach (var reference in references.EnumerateArray())
                    if (reference.ValueKind == JsonValueKind.String)
                        yield return reference.GetString()!;
                break;
            case JsonValueKind.Object when !expression.TryGetProperty("constant_value", out _):
                foreach (var reference in expression.EnumerateObject().SelectMany(property => ReferencesOf(property.Value)))
                    yield return reference;
                break;
            case JsonValueKind.Array:
                foreach (var reference in expression.EnumerateArray().SelectMany(ReferencesOf))
                    yield return reference;
                break;
        }
    }

    private static ModuleConfiguration Of(JsonElement module)
    {
        var result = new ModuleConfiguration();
        foreach (var resource in module.Member("resources").Items())
            if (resource.Text("address") is { } address)
                result._resources[address] = resource;
        foreach (var call in module.Member("module_calls").Members())
            result._calls[call.Name] = (call.Value, Of(call.Value.Member("module")));
        foreach (var output in module.Member("outputs").Members())
            result._outputs[output.Name] = output.Value;
        return result;
    }
}
