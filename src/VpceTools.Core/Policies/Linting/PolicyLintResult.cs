namespace VpceTools.Policies;

/// <summary>Something about a policy that its author should know.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Position">Where in the text.</param>
/// <param name="Statement">The statement; null for the document as a whole.</param>
public sealed record PolicyLintResult(
    PolicyLintRule Rule, PolicyLintSeverity Severity, string Message, TextPosition Position, PolicyStatement? Statement)
{
    /// <summary>The line, counted from 1.</summary>
    public int Line => Position.Line;

    /// <summary>The column in characters, counted from 1.</summary>
    public int Column => Position.Column;

    /// <summary>The AWS page behind the rule.</summary>
    public Uri Page => PolicyLintRules.PageOf(Rule);

    public override string ToString() => $"{Position} {Severity} {Rule}: {Message}";
}

/// <summary>How much a <see cref="PolicyLintResult"/> matters.</summary>
public enum PolicyLintSeverity : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Worth knowing; the default policy has such results too.</summary>
    Information,

    /// <summary>The policy hardly does what its author meant.</summary>
    Warning,

    /// <summary>AWS refuses it, or a part of the policy cannot have any effect.</summary>
    Error,
}
