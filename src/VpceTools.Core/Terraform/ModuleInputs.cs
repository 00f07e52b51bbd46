using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Terraform;

/// <summary>
/// Which inputs of somebody else's module make the attributes of a resource in it: what the author of the configuration can change. Behind
/// locals and operators a plan shows nothing.
/// </summary>
internal sealed class ModuleInputs
{
    private ModuleInputs(bool isOwn, string? source, IReadOnlyDictionary<string, string> inputs) =>
        (IsOwn, Source, Inputs) = (isOwn, source, inputs);

    private bool IsOwn { get; }

    private string? Source { get; }

    private IReadOnlyDictionary<string, string> Inputs { get; }

    /// <summary>What a plan tells of the module of a resource.</summary>
    public static ModuleInputs Of(TerraformIndex index, TerraformResource resource)
    {
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        if (resource.Module.IsRoot)
            return new(false, null, none);
        var foreign = Outermost(index, resource.Module);
        if (foreign is null)
            return new(index.Configuration.At(resource.Module) is not null, null, none);
        var configuration = index.ConfigurationOf(resource);
        foreach (var attribute in configuration.Member("expressions").Members())
            if (InputOf(index, resource.Module, foreign, configuration, ModuleConfiguration.ReferencesOf(attribute.Value)) is { } input)
                none[attribute.Name] = input;
        var call = CallOf(index, foreign);
        return new(false, call.Text("source") is { } source ? source + (call.Text("version_constraint") is { } version ? " " + version : "")
            : null, none);
    }

    /// <summary>An origin with what is known of its module.</summary>
    public CodeOrigin In(CodeOrigin origin) => origin with { IsOwnModule = IsOwn, ModuleSource = Source, ModuleInputs = Inputs };

    /// <summary>The outermost module that is not in the author's own folders; null where all are.</summary>
    private static ModulePath? Outermost(TerraformIndex index, ModulePath path)
    {
        ModulePath? found = null;
        for (var at = path; !at.IsRoot; at = at.Parent!)
            if (CallOf(index, at).Text("source") is not { } source
                || !(source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal)))
                found = at;
        return found;
    }

    private static string? InputOf(
        TerraformIndex index, ModulePath module, ModulePath foreign, JsonElement resource, IEnumerable<string> references)
    {
        foreach (var reference in references)
        {
            var steps = reference.Split('.', '[');
            if (steps is ["each", "value" or "key", ..] && resource.ValueKind == JsonValueKind.Object
                && InputOf(index, module, foreign, default, ModuleConfiguration.ReferencesOf(resource.Member("for_each_expression")))
                    is { } input)
                return input;
            if (steps is not ["var", var name, ..])
                continue;
            if (module.Equals(foreign))
                return name;
            return InputOf(index, module.Parent!, foreign, default,
                ModuleConfiguration.ReferencesOf(CallOf(index, module).Member("expressions").Member(name)));
        }

        return null;
    }

    private static JsonElement CallOf(TerraformIndex index, ModulePath path) =>
        index.Configuration.At(path.Parent!) is { } parent ? parent.Call(path.Name) : default;
}
