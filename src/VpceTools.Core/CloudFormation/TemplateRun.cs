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

    /// <summary>CloudFormation takes a stack with so many resources of nested stacks.</summary>
    /// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html</remarks>
    private const int MostNested = 2_500;

    private readonly List<StackEvaluator> _stacks = [];
    private readonly List<string> _remarks = [];
    private readonly HashSet<string> _parameters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _searched = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Template> _read = new(StringComparer.Ordinal);
    private Dictionary<string, TemplateValue>? _exports;
    private int _nested;

    /// <summary>What a reader should know of the templates.</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <summary>Adds a stack.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="isAlone">Whether it is the only one, so that logical ids are addresses enough.</param>
    public void Add(AssemblyStack stack, bool isAlone)
    {
        var template = files.Read(stack.TemplatePath, given);
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
        var isWithinItself = path is not null && parent.Files.Contains(path);
        if (path is null || !File.Exists(path) || isWithinItself || parent.Files.Count > DeepestNesting)
        {
            if (_searched.Add(inputs.Prefix + resource.LogicalId))
                _remarks.Add($"The nested stack {inputs.Prefix}{resource.LogicalId} is not judged: its template "
                    + (isRemote ? "is not a file here." : isWithinItself ? $"'{name}' would be a part of itself."
                        : $"'{name}' is not in the folder of the template that names it."));
            return null;
        }

        if (++_nested > MostNested)
            throw new TemplateException(TemplateException.TooLarge, $"There are more than {MostNested} nested stacks.", resource.Line);
        // What a template says where it is written out can depend on its parameters.
        var texts = Texts(parameters);
        var key = string.Join("\n", texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")
            .Prepend(path));
        if (!_read.TryGetValue(key, out var template))
            _read[key] = template = files.Read(path, texts);
        return new(template, inputs with
        {
            File = path,
            Around = parent.Files,
            Prefix = $"{inputs.Prefix}{resource.LogicalId}/",
            StackName = null,
            Parameters = parameters,
        });
    }

    /// <summary>The parameters whose values are known, as texts.</summary>
    private static Dictionary<string, string> Texts(IReadOnlyDictionary<string, TemplateValue> parameters)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parameters)
            if (pair.Value is KnownText known)
                texts[pair.Key] = known.Text;
            else if (pair.Value is ItemList { Items: var items } && items.All(item => item is KnownText))
                texts[pair.Key] = string.Join(",", items.OfType<KnownText>().Select(item => item.Text));
        return texts;
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
