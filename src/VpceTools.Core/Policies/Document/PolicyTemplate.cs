namespace VpceTools.Policies;

/// <summary>A text of a policy in which policy variables may stand.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html</remarks>
internal sealed class PolicyTemplate
{
    private PolicyTemplate(string text, TemplatePart[] parts)
    {
        Text = text;
        Parts = parts;
        HasVariables = Array.Exists(parts, part => part.Kind is TemplatePartKind.Variable or TemplatePartKind.Malformed);
    }

    /// <summary>The text as the policy has it.</summary>
    public string Text { get; }

    public TemplatePart[] Parts { get; }

    /// <summary>Whether the text depends on the request.</summary>
    public bool HasVariables { get; }

    /// <summary>A text without variables: what version 2008-10-17 and the operators that take none have.</summary>
    public static PolicyTemplate Plain(string text) => new(text, [new TemplatePart(TemplatePartKind.Pattern, text)]);

    /// <summary>Finds the variables from a place of the text on.</summary>
    public static PolicyTemplate Parse(string text, int from = 0)
    {
        var parts = new List<TemplatePart>();
        var start = 0;
        var at = from;
        while (at < text.Length && (at = text.IndexOf("${", at, StringComparison.Ordinal)) >= 0)
        {
            var end = text.IndexOf('}', at);
            if (end < 0)
                break;
            if (at > start)
                parts.Add(new TemplatePart(TemplatePartKind.Pattern, text.Substring(start, at - start)));
            parts.Add(ParseVariable(text.Substring(at + 2, end - at - 2)));
            start = at = end + 1;
        }

        if (start < text.Length || parts.Count == 0)
            parts.Add(new TemplatePart(TemplatePartKind.Pattern, text.Substring(start)));
        return new PolicyTemplate(text, [.. parts]);
    }

    /// <summary>
    /// The text with its variables replaced, as parts that are patterns or literals. Null when a variable has no value: then the text
    /// matches nothing (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value). A value
    /// stands for itself, so that a star in a user's name or tag is not a wildcard. Keys with several values are no variables
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
    /// </summary>
    public TemplatePart[]? Resolve(EvaluationContext context, out bool isUnknown, List<string>? unknownKeys)
    {
        isUnknown = false;
        if (!HasVariables)
            return Parts;
        HashSet<string>? unknown = null;
        var resolved = new TemplatePart[Parts.Length];
        for (var i = 0; i < Parts.Length; i++)
        {
            var part = Parts[i];
            if (part.Kind == TemplatePartKind.Malformed)
                return null;
            if (part.Kind != TemplatePartKind.Variable)
            {
                resolved[i] = part;
                continue;
            }

            var value = ConditionKeys.IsMultivalued(part.Text) ? ContextValue.Absent : context.Lookup(part.Text);
            if (value.IsUnknown)
                (unknown ??= new(StringComparer.OrdinalIgnoreCase)).Add(part.Text);
            else if (value.SingleText is { Length: > 0 } text)
                resolved[i] = new TemplatePart(TemplatePartKind.Literal, text);
            else if (part.Default is not null)
                resolved[i] = new TemplatePart(TemplatePartKind.Literal, part.Default);
            else
                return null;
        }

        if (unknown is null)
            return resolved;
        isUnknown = true;
        unknownKeys?.AddRange(unknown);
        return null;
    }

    /// <summary>Resolved parts as one text, wildcards taken literally.</summary>
    public static string Join(TemplatePart[] parts) => parts.Length == 1 ? parts[0].Text : string.Concat(parts.Select(part => part.Text));

    /// <summary>Resolved parts as the beginning of a pattern.</summary>
    public static GlobBuilder ToGlob(TemplatePart[] parts)
    {
        var builder = new GlobBuilder();
        foreach (var part in parts)
        {
            if (part.Kind == TemplatePartKind.Pattern)
                builder.AddPattern(part.Text);
            else
                builder.AddLiteral(part.Text);
        }

        return builder;
    }

    private static TemplatePart ParseVariable(string inner)
    {
        if (inner is "*" or "?" or "$")
            return new TemplatePart(TemplatePartKind.Literal, inner);
        var comma = inner.IndexOf(',');
        var key = comma < 0 ? inner : inner.Substring(0, comma);
        if (key.Length == 0 || key.Any(char.IsWhiteSpace))
            return new TemplatePart(TemplatePartKind.Malformed, inner);
        if (comma < 0)
            return new TemplatePart(TemplatePartKind.Variable, key);
        // "Surround the default value with single quotes, and separate the variable text and the default value with a comma and space."
        var rest = inner.Substring(comma);
        return rest.Length >= 4 && rest.StartsWith(", '", StringComparison.Ordinal) && rest[rest.Length - 1] == '\''
            ? new TemplatePart(TemplatePartKind.Variable, key, rest.Substring(3, rest.Length - 4))
            : new TemplatePart(TemplatePartKind.Malformed, inner);
    }
}

/// <summary>A piece of a <see cref="PolicyTemplate"/>.</summary>
/// <param name="Kind">How to read the text.</param>
/// <param name="Text">The text, or the context key of a variable.</param>
/// <param name="Default">What a variable without value stands for.</param>
internal readonly record struct TemplatePart(TemplatePartKind Kind, string Text, string? Default = null);

/// <summary>How to read a <see cref="TemplatePart"/>.</summary>
internal enum TemplatePartKind
{
    /// <summary>Text in which wildcards may stand.</summary>
    Pattern,

    /// <summary>Text that stands for itself.</summary>
    Literal,

    /// <summary>The value of a context key.</summary>
    Variable,

    /// <summary><c>${…}</c> with something inside that is not a variable; it has no value.</summary>
    Malformed,
}
