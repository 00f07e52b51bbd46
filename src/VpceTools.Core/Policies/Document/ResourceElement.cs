using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>The <c>Resource</c> or <c>NotResource</c> element of a statement.</summary>
/// <param name="IsNegated">Whether it is <c>NotResource</c>.</param>
/// <param name="Patterns">The resources, in the order of the text.</param>
/// <param name="Position">Where the element's name stands.</param>
public sealed record ResourceElement(bool IsNegated, ValueList<ResourcePattern> Patterns, TextPosition Position)
{
    /// <summary>The element's name in the document.</summary>
    public string Name => IsNegated ? "NotResource" : "Resource";

    public override string ToString() => string.Join(", ", Patterns);
}

/// <summary>A resource that a statement names: <c>*</c> or an ARN with wildcards and policy variables.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html</remarks>
public sealed class ResourcePattern
{
    private readonly bool _isCutShort;

    // Made when it is first needed: reading a policy must not cost what deciding with it does.
    private GlobPattern? _widestPattern;

    internal ResourcePattern(string text, TextPosition position, PolicyVersion version)
    {
        Text = text;
        Position = position;
        // "You can use a policy variable in the Resource element, but only in the resource portion of the ARN", which follows the fifth
        // colon.
        var resourcePart = Arn.IndexOfResource(text);
        Template = version == PolicyVersion.V2012
            && resourcePart >= 0 ? PolicyTemplate.Parse(text, resourcePart) : PolicyTemplate.Plain(text);
        MatchesEverything = text.Length > 0 && text.All(character => character == '*');
        // "Resource ARNs must include at least 6 fields" (Access Analyzer, "Missing ARN field"); a star at the end stands for the missing
        // ones.
        _isCutShort = resourcePart < 0 && text.StartsWith("arn:", StringComparison.Ordinal)
            && !text.EndsWith("*", StringComparison.Ordinal);
    }

    public string Text { get; }

    public TextPosition Position { get; }

    /// <summary>Whether it is <c>*</c>.</summary>
    public bool MatchesEverything { get; }

    /// <summary>Whether the resources that match depend on the request's context.</summary>
    public bool HasVariables => Template.HasVariables;

    public override string ToString() => Text;

    internal PolicyTemplate Template { get; }

    /// <summary>The pattern with variables taken as "anything", for questions about what could ever match.</summary>
    internal GlobPattern WidestPattern => _widestPattern ??= _isCutShort
        ? GlobPattern.Nothing
        : PolicyTemplate.ToGlob(HasVariables ? Array.ConvertAll(Template.Parts, Widen) : Template.Parts).BuildResource();

    /// <summary>Whether the pattern matches the resource; unknown keys of its variables are added to the list.</summary>
    internal Truth Compare(RequestName resource, EvaluationContext context, List<string>? unknownKeys)
    {
        var widest = resource.IsIn(WidestPattern);
        if (!HasVariables || widest == Truth.False)
            return widest;
        var parts = Template.Resolve(context, out var isUnknown, unknownKeys);
        // "The resource that includes a policy variable with no value will not match any resource."
        if (parts is null)
            return isUnknown ? Truth.Unknown : Truth.False;
        return resource.IsIn(PolicyTemplate.ToGlob(parts).BuildResource());
    }

    private static TemplatePart Widen(TemplatePart part) =>
        part.Kind == TemplatePartKind.Variable ? new TemplatePart(TemplatePartKind.Pattern, "*") : part;
}
