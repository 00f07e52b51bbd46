namespace VpceTools.Policies;

/// <summary>A resource that a statement names: <c>*</c> or an ARN with wildcards and policy variables.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html</remarks>
public sealed class ResourcePattern
{
    private readonly PolicyTemplate _template;
    private readonly GlobPattern? _pattern;
    private readonly GlobPattern _widestPattern;

    internal ResourcePattern(string text, TextPosition position, PolicyVersion version)
    {
        Text = text;
        Position = position;
        // "You can use a policy variable in the Resource element, but only in the resource portion of the ARN", which follows the fifth colon.
        var resourcePart = Arn.IndexOfResource(text);
        _template = version == PolicyVersion.V2012 && resourcePart >= 0 ? PolicyTemplate.Parse(text, resourcePart) : PolicyTemplate.Plain(text);
        // "Resource ARNs must include at least 6 fields" (Access Analyzer, "Missing ARN field"); a star at the end stands for the missing ones.
        var isCutShort = resourcePart < 0 && text.StartsWith("arn:", StringComparison.Ordinal) && !text.EndsWith("*", StringComparison.Ordinal);
        if (isCutShort)
            _pattern = GlobPattern.Nothing;
        else if (!_template.HasVariables)
            _pattern = PolicyTemplate.ToGlob(_template.Parts).BuildResource();
        _widestPattern = _pattern ?? PolicyTemplate.ToGlob(Array.ConvertAll(_template.Parts, Widen)).BuildResource();
        MatchesEverything = _pattern is { MatchesEverything: true };
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Where the text stands.</summary>
    public TextPosition Position { get; }

    /// <summary>Whether it is <c>*</c>.</summary>
    public bool MatchesEverything { get; }

    /// <summary>Whether the resources that match hang on the request's context.</summary>
    public bool HasVariables => _template.HasVariables;

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal PolicyTemplate Template => _template;

    /// <summary>The pattern with variables taken as "anything", for questions about what could ever match.</summary>
    internal GlobPattern WidestPattern => _widestPattern;

    /// <summary>Whether the pattern matches the resource; unknown keys of its variables are added to the list.</summary>
    internal Truth Compare(RequestName resource, EvaluationContext context, List<string>? unknownKeys)
    {
        if (_pattern is not null)
            return resource.IsIn(_pattern);
        if (resource.IsIn(_widestPattern) == Truth.False)
            return Truth.False;
        var parts = _template.Resolve(context, out var isUnknown, unknownKeys);
        // "The resource that includes a policy variable with no value will not match any resource."
        if (parts is null)
            return isUnknown ? Truth.Unknown : Truth.False;
        return resource.IsIn(PolicyTemplate.ToGlob(parts).BuildResource());
    }

    private static TemplatePart Widen(TemplatePart part) =>
        part.Kind == TemplatePartKind.Variable ? new TemplatePart(TemplatePartKind.Pattern, "*") : part;
}
