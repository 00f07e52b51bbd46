namespace VpceTools.Templates;

/// <summary>What a template is evaluated with.</summary>
internal sealed record TemplateInputs
{
    /// <summary>The file, for findings and messages.</summary>
    public string File { get; init; } = "";

    /// <summary>The files of the stacks around it.</summary>
    public IReadOnlyList<string> Around { get; init; } = [];

    /// <summary>
    /// What stands before logical ids in addresses: the path of a nested stack, or the name of one of several; mostly empty.
    /// </summary>
    public string Prefix { get; init; } = "";

    /// <summary>The name of the stack; null where it is not known.</summary>
    public string? StackName { get; init; }

    /// <summary>The name of the outermost stack; null where it is not known.</summary>
    public string? RootStackName { get; init; }

    /// <summary>The Region; null where it is not known.</summary>
    public string? Region { get; init; }

    /// <summary>The account; null where it is not known.</summary>
    public string? AccountId { get; init; }

    /// <summary>The zones of the Region as Fn::GetAZs gives them; none where they are not known.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>The values of parameters, by name.</summary>
    public IReadOnlyDictionary<string, TemplateValue> Parameters { get; init; } = new Dictionary<string, TemplateValue>();

    /// <summary>The paths of its resources among CDK constructs, by logical id, where the CDK wrote them beside the template.</summary>
    public IReadOnlyDictionary<string, string> ConstructPaths { get; init; } = new Dictionary<string, string>();

    /// <summary>What an export of another stack of the run is; null where none has the name.</summary>
    public Func<string, TemplateValue?> Export { get; init; } = _ => null;

    /// <summary>
    /// The stack of a nested template, by the resource that is one and its evaluated parameters; null where the template is not at hand.
    /// </summary>
    public Func<StackEvaluator, TemplateResource, IReadOnlyDictionary<string, TemplateValue>, StackEvaluator?> Nested { get; init; } =
        (_, _, _) => null;
}
