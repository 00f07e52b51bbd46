using System.Management.Automation;

namespace VpceTools.HelpBuilder.Pages;

/// <summary>What the compiler knows of a parameter, so that no page has to say it.</summary>
/// <param name="Metadata">The engine's own reading of the attributes.</param>
public sealed record CompiledParameter(ParameterMetadata Metadata)
{
    private ParameterSetMetadata AnySet => Metadata.ParameterSets.Values.First();

    /// <summary>The name.</summary>
    public string Name => Metadata.Name;

    /// <summary>The aliases, with a comma between; <c>none</c> where there is none.</summary>
    public string Aliases => Metadata.Aliases.Count == 0 ? "none" : string.Join(", ", Metadata.Aliases);

    /// <summary>Whether it takes wildcards.</summary>
    public bool SupportsWildcards => Metadata.Attributes.OfType<SupportsWildcardsAttribute>().Any();

    /// <summary>Whether it is a switch.</summary>
    public bool IsSwitch => Metadata.SwitchParameter;

    /// <summary>The position, from 0; null where it has to be named.</summary>
    public int? Position => AnySet.Position >= 0 ? AnySet.Position : null;

    /// <summary>The type that a user gives.</summary>
    public Type Type => Nullable.GetUnderlyingType(Metadata.ParameterType) ?? Metadata.ParameterType;

    /// <summary>The words that it takes: an enumeration's, without those that the cmdlet refuses; empty where it takes anything.</summary>
    public IReadOnlyList<string> Words =>
        Metadata.Attributes.OfType<ValidateSetAttribute>().SingleOrDefault() is { } allowed ? [.. allowed.ValidValues]
        : Type.IsEnum ? Enum.GetNames(Type)
        : [];

    /// <summary>What of the pipeline it takes, in the engine's words.</summary>
    public string PipelineInput => (AnySet.ValueFromPipeline, AnySet.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    /// <summary>Whether it takes whole objects from the pipeline.</summary>
    public bool TakesPipeline => AnySet.ValueFromPipeline;

    /// <summary>Whether it belongs to a parameter set.</summary>
    public bool IsIn(string? set) =>
        set is null || Metadata.ParameterSets.ContainsKey(set) || Metadata.ParameterSets.ContainsKey(ParameterAttribute.AllParameterSets);

    /// <summary>Whether it must be given in a set; without a set, in every one that it belongs to.</summary>
    public bool IsMandatory(string? set) =>
        set is not null && Metadata.ParameterSets.TryGetValue(set, out var inSet) ? inSet.IsMandatory
            : Metadata.ParameterSets.Values.All(s => s.IsMandatory);
}
