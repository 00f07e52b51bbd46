using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What is probably behind an observation.</summary>
public sealed record ProbableCause
{
    /// <summary>The kind.</summary>
    public required CauseKind Kind { get; init; }

    /// <summary>The cause in a sentence.</summary>
    public required string Text { get; init => field = ShownText.Line(value); }

    /// <summary>Whether the evidence at hand shows it; else it is one of several that fit.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The check of the configuration that found it.</summary>
    public string? Check { get; init; }

    /// <summary>The resource at fault.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The kind of that resource as CloudFormation names it.</summary>
    public string? ResourceType { get; init; }

    /// <summary>The rule at fault.</summary>
    public string? Rule { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The sentence, with the rule where there is one.</summary>
    public override string ToString() => Rule is null ? Text : $"{Text.TrimEnd('.')} ({Rule}).";
}
