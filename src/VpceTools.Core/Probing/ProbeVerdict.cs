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
    public required string Reading { get; init => field = ShownText.Line(value); }

    /// <summary>The probable causes, the most probable first.</summary>
    public ValueList<ProbableCause> Causes { get; init; } = [];

    /// <summary>Where the wire and the configuration disagree.</summary>
    public ValueList<string> Contradictions { get; init; } = [];

    /// <summary>What to do, or how to find out more.</summary>
    public string Advice { get; init => field = ShownText.Line(value); } = "";

    /// <summary>Whether something is wrong, or may be.</summary>
    public bool IsProblem => Status is CheckStatus.Failed or CheckStatus.Warning;

    /// <summary>The reading and the cause to look at first, unless the reading says it already.</summary>
    internal string ReadingWithCause => Causes.Count == 0 || Reading.Contains(Causes[0].Text) ? Reading
        : $"{Reading} {(Causes[0].IsConfirmed ? "Cause" : "Most probable")}: {Causes[0]}";

    /// <summary>All that a single text has to say: the reading, its cause, and where the wire and the configuration disagree.</summary>
    internal string Explanation => string.Join(" ", [ReadingWithCause, .. Contradictions]);
}
