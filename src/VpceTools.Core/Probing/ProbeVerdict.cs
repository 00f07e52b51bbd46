using VpceTools.Findings;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>What the observations of one step mean.</summary>
public sealed record ProbeVerdict
{
    /// <summary>The verdict's name.</summary>
    public required VerdictName Name { get; init; }

    /// <summary>The step that it is about.</summary>
    public required ProbeStep Step { get; init; }

    /// <summary>What it means for the endpoint; <c>Unknown</c> where it cannot be told from this machine.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>The observation and what it says, in a sentence or two.</summary>
    public required string Reading { get; init; }

    /// <summary>The probable causes, the most probable first.</summary>
    public ValueList<ProbableCause> Causes { get; init; } = [];

    /// <summary>Where the wire and the configuration disagree.</summary>
    public ValueList<string> Contradictions { get; init; } = [];

    /// <summary>What to do, or how to find out more.</summary>
    public string Advice { get; init; } = "";

    /// <summary>Whether something is wrong, or may be.</summary>
    public bool IsProblem => Status is CheckStatus.Failed or CheckStatus.Warning;
}
