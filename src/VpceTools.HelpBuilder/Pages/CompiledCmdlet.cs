using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Reflection;

namespace VpceTools.HelpBuilder.Pages;

/// <summary>A cmdlet as it was compiled.</summary>
/// <param name="Type">Its class.</param>
public sealed record CompiledCmdlet(Type Type)
{
    private readonly CmdletAttribute _attribute = Type.GetCustomAttribute<CmdletAttribute>()!;

    /// <summary>Its name.</summary>
    public string Name => $"{Verb}-{Noun}";

    /// <summary>Its verb.</summary>
    public string Verb => _attribute.VerbName;

    /// <summary>Its noun.</summary>
    public string Noun => _attribute.NounName;

    /// <summary>Its parameters, without the common ones; with -WhatIf and -Confirm where it asks before it changes something.</summary>
    public IReadOnlyList<CompiledParameter> Parameters { get; } =
    [
        .. ParameterMetadata.GetParameterMetadata(Type).Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name))
            .Concat(Type.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess
                ? ParameterMetadata.GetParameterMetadata(typeof(ShouldProcessParameters)).Values : [])
            .Select(p => new CompiledParameter(p)),
    ];

    /// <summary>Its parameter sets, the default one first; one null where it has none by name.</summary>
    public IReadOnlyList<string?> Sets
    {
        get
        {
            var named = Parameters.SelectMany(p => p.Metadata.ParameterSets.Keys).Where(s => s != ParameterAttribute.AllParameterSets)
                .Distinct(StringComparer.Ordinal);
            var sets = named.OrderBy(s => s != _attribute.DefaultParameterSetName).ToList<string?>();
            return sets.Count > 0 ? sets : [null];
        }
    }

    /// <summary>The types that it gives.</summary>
    public IReadOnlyList<string> OutputTypes =>
        [.. Type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(a => a.Type).Select(t => t.Name)];

    /// <summary>The types that it takes whole from the pipeline.</summary>
    public IReadOnlyList<string> InputTypes =>
        [.. Parameters.Where(p => p.TakesPipeline).Select(p => (p.Type.GetElementType() ?? p.Type).FullName!)
        .Distinct(StringComparer.Ordinal)];

    /// <summary>The cmdlets of an assembly.</summary>
    public static IReadOnlyList<CompiledCmdlet> In(Assembly assembly) =>
        [.. assembly.GetExportedTypes().Where(t => !t.IsAbstract && t.GetCustomAttribute<CmdletAttribute>() is not null)
            .Select(t => new CompiledCmdlet(t)).OrderBy(c => c.Name, StringComparer.Ordinal)];
}
