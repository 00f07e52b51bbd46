using VpceTools.Sources;
using VpceTools.Templates;

namespace VpceTools.CloudFormation;

/// <summary>
/// Evaluates the stacks of one run together: what one exports, another imports, and nested stacks are evaluated with what their parents
/// give them.
/// </summary>
/// <param name="files">Reads templates.</param>
/// <param name="given">The values that the user gave for parameters.</param>
/// <param name="region">The Region; null where nobody named it.</param>
/// <param name="accountId">The account; null where nobody named it.</param>
/// <param name="zones">The zones of the Region; none where they are not known.</param>
internal sealed class TemplateRun(
    TemplateFile files, IReadOnlyDictionary<string, string> given, string? region, string? accountId, IReadOnlyList<string> zones)
{
    /// <summary>Stacks do not nest deeper than their authors can follow.</summary>
    private const int DeepestNesting = 12;

    private readonly List<StackEvaluator> _stacks = [];
    private readonly List<string> _remarks = [];
    private readonly HashSet<string> _parameters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _searched = new(StringComparer.Ordinal);
    private Dictionary<string, TemplateValue>? _exports;

    /// <summary>What a reader should know of the templates.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Adds a stack.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="isAlone">Whether it is the only one, so that logical ids are addresses enough.</param>
    public void Add(AssemblyStack stack, bool isAlone)
    {
        var template = files.Read(stack.TemplatePath);
        foreach (var parameter in template.Parameters.Keys)
            _parameters.Add(parameter);
        _stacks.Add(new(template, new()
        {
            File = stack.TemplatePath,
            Prefix = isAlone ? "" : stack.Name + "/",
            StackName = stack.Name.Length > 0 ? stack.Name : null,
            RootStackName = stack.Name.Length > 0 ? stack.Name : null,
            Region = stack.Region ?? region,
            AccountId = stack.AccountId ?? accountId,
            Zones = zones,
            Parameters = given.Where(pair => template.Parameters.ContainsKey(pair.Key))
                .ToDictionary(pair => pair.Key, pair => (TemplateValue)new KnownText(pair.Value), StringComparer.Ordinal),
            Export = Export,
            Nested = Nested,
            ConstructPaths = stack.Paths,
        }));
    }

    /// <summary>The resources of each stack, with where it goes.</summary>
    /// <param name="takesAll">Whether values count that no template asks for, because another one does.</param>
    /// <exception cref="NetworkSourceException">
    /// A template says what CloudFormation would refuse, or a parameter is given that none has.
    /// </exception>
    public IReadOnlyList<EvaluatedStack> Evaluate(bool takesAll = false)
    {
        if (!takesAll && given.Keys.FirstOrDefault(name => !_parameters.Contains(name)) is { } unknown)
            throw new NetworkSourceException(
                TemplateException.ParameterInvalid, _parameters.Count == 0
                    ? $"The template has no parameter '{unknown}': it has none at all."
                    : $"The template has no parameter '{unknown}'. It has "
                        + string.Join(", ", _parameters.OrderBy(name => name, StringComparer.Ordinal).Take(20))
                        + (_parameters.Count > 20 ? ", …" : "."), unknown);
        return
        [
            .. _stacks.Select(stack => new EvaluatedStack(
                stack.Inputs.Region, stack.Inputs.AccountId, Of(stack, () => stack.Resources().ToList()))),
        ];
    }

    /// <summary>The exports are computed once, and what one of them imports itself is no help to it.</summary>
    private TemplateValue? Export(string name)
    {
        if (_exports is null)
        {
            _exports = new(StringComparer.Ordinal);
            foreach (var stack in _stacks)
                foreach (var (exported, value) in Of(stack, () => stack.Exports().ToList()))
                    _exports[exported] = value;
        }

        return _exports.TryGetValue(name, out var found) ? found : null;
    }

    /// <summary>
    /// The template of a nested stack, where it is at hand: beside its parent, before 'aws cloudformation package' replaced the path by an
    /// address, or in the folder that the CDK synthesized.
    /// </summary>
    private StackEvaluator? Nested(StackEvaluator parent, TemplateResource resource, IReadOnlyDictionary<string, TemplateValue> parameters)
    {
        var inputs = parent.Inputs;
        var name = resource.Metadata?["aws:asset:path"]?.Text
            ?? (resource.Properties?["TemplateURL"] is { Kind: TemplateNodeKind.Text, Tag: null } url ? url.Text : null);
        var folder = Path.GetDirectoryName(Path.GetFullPath(inputs.File)) ?? "";
        var isRemote = name is null || name.Contains("://");
        var path = isRemote ? null : CloudAssembly.Inside(folder, name!);
        if (path is null || !File.Exists(path) || inputs.Prefix.Count(sign => sign == '/') > DeepestNesting)
        {
            if (_searched.Add(inputs.Prefix + resource.LogicalId))
                _remarks.Add($"The nested stack {inputs.Prefix}{resource.LogicalId} is not judged: its template "
                    + (isRemote ? "is not a file here." : $"'{name}' is not in the folder of the template that names it."));
            return null;
        }

        return new(files.Read(path), inputs with
        {
            File = path,
            Prefix = $"{inputs.Prefix}{resource.LogicalId}/",
            StackName = null,
            Parameters = parameters,
        });
    }

    private static T Of<T>(StackEvaluator stack, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (TemplateException error)
        {
            throw TemplateFile.ErrorOf(stack.Inputs.File, error);
        }
    }
}

/// <summary>A stack whose resources are evaluated.</summary>
/// <param name="Region">The Region that it goes to; null where nobody named one.</param>
/// <param name="AccountId">The account likewise.</param>
/// <param name="Resources">Its resources.</param>
internal sealed record EvaluatedStack(string? Region, string? AccountId, IReadOnlyList<EvaluatedResource> Resources);
