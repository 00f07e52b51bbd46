using VpceTools.Model;

namespace VpceTools.Templates;

/// <summary>
/// Evaluates a template: what its conditions, references and functions come to, as far as parameters and what AWS decides are known. What
/// is not known has a name, by which two uses of it are known to be equal.
/// </summary>
internal sealed partial class StackEvaluator
{
    /// <summary>More values lie in or lead to each other in no template, and far fewer than a stack of calls holds.</summary>
    private const int Deepest = 200;

    private const int LargestParameter = 10_000;

    private readonly Template _template;
    private readonly TemplateInputs _inputs;
    private readonly Dictionary<string, TemplateResource> _resources;
    private readonly Dictionary<string, TemplateValue> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TemplateCondition> _conditions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TemplateValue> _properties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StackEvaluator?> _nested = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);
    private int _depth;

    public StackEvaluator(Template template, TemplateInputs inputs)
    {
        (_template, _inputs) = (template, inputs);
        _resources = template.Resources.ToDictionary(resource => resource.LogicalId, StringComparer.Ordinal);
    }

    /// <summary>What it is evaluated with.</summary>
    public TemplateInputs Inputs => _inputs;

    /// <summary>Its file and those of the stacks around it.</summary>
    public IReadOnlyList<string> Files => [.. _inputs.Around, _inputs.File.Length == 0 ? "" : Path.GetFullPath(_inputs.File)];

    /// <summary>The resources, with those of nested stacks after the resource that makes them.</summary>
    public IEnumerable<EvaluatedResource> Resources() => _template.Resources.SelectMany(resource =>
    {
        var existence = resource.Condition is null ? TemplateCondition.Yes : Condition(resource.Condition, resource.Line);
        if (existence.Value == false)
            return [];
        var evaluated = new EvaluatedResource(
            AddressOf(resource), resource.LogicalId, resource.Type, existence, PropertiesOf(resource), _inputs.File, resource.Line,
            ConstructPathOf(resource))
        { StackName = _inputs.RootStackName };
        var inner = NestedIn(resource)?.Resources() ?? [];
        return inner.Select(child => child with { Existence = TemplateCondition.All([existence, child.Existence]) }).Prepend(evaluated);
    });

    /// <summary>The exports, by name, where that is known.</summary>
    public IEnumerable<(string Name, TemplateValue Value)> Exports() => _template.Outputs.Values
        .Select(output => (Name: output["Export"]?["Name"], Value: output["Value"]))
        .Where(output => output.Name is not null && output.Value is not null)
        .Select(output => (Name: Evaluate(output.Name!) as KnownText, Value: Evaluate(output.Value!)))
        .Where(output => output.Name is not null).Select(output => (output.Name!.Text, output.Value));

    /// <summary>What an output gives; null where there is none of the name.</summary>
    public TemplateValue? Output(string name) =>
        _template.Outputs.TryGetValue(name, out var output) && output["Value"] is { } value ? Evaluate(value) : null;

    /// <summary>What a part of the template comes to.</summary>
    public TemplateValue Evaluate(TemplateNode node)
    {
        if (++_depth > Deepest)
            throw new TemplateException(TemplateException.TooLarge, "Values lie too deep in each other here.", node.Line);
        try
        {
            if (FunctionOf(node) is { } call)
                return Call(call.Name, call.Argument, node) is var result && result.Line == 0 ? result with { Line = node.Line } : result;
            return node.Kind switch
            {
                TemplateNodeKind.Text => new KnownText(node.Text) { Line = node.Line },
                TemplateNodeKind.Nothing => NoValue.Instance,
                TemplateNodeKind.List => new ItemList(
                    node.Items.Select(Evaluate).Where(item => item is not NoValue).ToValueList())
                { Line = node.Line },
                _ => new MemberMap(node.Members.Select(member => new MapMember(member.Name, Evaluate(member.Value), member.Line))
                    .Where(member => member.Value is not NoValue).ToValueList())
                { Line = node.Line },
            };
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>A condition of the template.</summary>
    public TemplateCondition Condition(string name, int line)
    {
        if (_conditions.TryGetValue(name, out var known))
            return known;
        if (!_template.Conditions.TryGetValue(name, out var node))
            throw new TemplateException(TemplateException.Invalid, $"There is no condition '{name}'.", line);
        var condition = Guarded($"condition '{name}'", line, () => Truth(node));
        return _conditions[name] = condition.Size <= MostComparisons ? condition
            : new TemplateCondition.Comparison($"condition {_inputs.Prefix}{name}", "true", false);
    }

    /// <summary>The function that a part of a template calls; null where it is none.</summary>
    private static (string Name, TemplateNode Argument)? FunctionOf(TemplateNode node)
    {
        if (node.Tag is { } tag)
            return (tag switch { "!Ref" => "Ref", "!Condition" => "Condition", _ => $"Fn::{tag.Substring(1)}" }, node with { Tag = null });
        if (node.Kind != TemplateNodeKind.Mapping || node.Members.Count != 1)
            return null;
        var member = node.Members[0];
        return member.Name == "Ref" || member.Name.StartsWith("Fn::", StringComparison.Ordinal) ? (member.Name, member.Value) : null;
    }

    private string AddressOf(TemplateResource resource) => _inputs.Prefix + resource.LogicalId;

    private string? ConstructPathOf(TemplateResource resource) =>
        _inputs.ConstructPaths.TryGetValue(resource.LogicalId, out var path) ? path : resource.Metadata?["aws:cdk:path"]?.Text;

    private MemberMap PropertiesOf(TemplateResource resource)
    {
        if (resource.Properties is not { } node || node.Kind == TemplateNodeKind.Nothing)
            return MemberMap.Empty;
        if (node.Kind != TemplateNodeKind.Mapping)
            throw new TemplateException(
                TemplateException.Invalid, $"The properties of '{resource.LogicalId}' are {node.Description} and should be a mapping.",
                node.Line);
        return new(node.Members.Select(member => new MapMember(member.Name, Property(resource, member.Name)!, member.Line))
            .Where(member => member.Value is not NoValue).ToValueList())
        { Line = node.Line };
    }

    /// <summary>A property of a resource; null where it has none of the name.</summary>
    private TemplateValue? Property(TemplateResource resource, string name)
    {
        if (resource.Properties?[name] is not { } node)
            return null;
        var key = resource.LogicalId + "." + name;
        if (!_properties.TryGetValue(key, out var value))
            _properties[key] = value = Guarded($"property {name} of '{resource.LogicalId}'", node.Line, () => Evaluate(node));
        return value;
    }

    private StackEvaluator? NestedIn(TemplateResource resource)
    {
        if (resource.Type != "AWS::CloudFormation::Stack")
            return null;
        if (!_nested.TryGetValue(resource.LogicalId, out var stack))
        {
            var parameters = (Property(resource, "Parameters") as MemberMap)?.Members ?? [];
            // Lists of lists that go from stack to stack would grow without end.
            if (parameters.FirstOrDefault(member => TemplateText.Size(member.Value, LargestParameter) > LargestParameter) is { } large)
                throw new TemplateException(TemplateException.TooLarge, $"The parameter '{large.Name}' has too many values.", large.Line);
            stack = Guarded($"nested stack '{resource.LogicalId}'", resource.Line, () => _inputs.Nested(
                this, resource, parameters.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal)));
            _nested[resource.LogicalId] = stack;
        }

        return stack;
    }

    /// <summary>Runs what must not come back to itself.</summary>
    private T Guarded<T>(string what, int line, Func<T> work)
    {
        if (!_open.Add(what))
            throw new TemplateException(TemplateException.Cycle, $"The {what} depends on itself.", line);
        try
        {
            return work();
        }
        finally
        {
            _open.Remove(what);
        }
    }
}
