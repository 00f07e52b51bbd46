using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Paths;

namespace VpceTools.Intents;

/// <summary>Whether what somebody intends is so.</summary>
public sealed record EndpointIntentResult
{
    /// <summary>The name of the expectation.</summary>
    public required string Name { get; init => field = ShownText.Line(value); }

    /// <summary>Whether it holds.</summary>
    public required IntentStatus Status { get; init; }

    /// <summary>The clients, as the file names them; none stands for all.</summary>
    public ValueList<string> From { get; init => field = value.Select(ShownText.Line).ToValueList(); } = [];

    /// <summary>What they call, or the tasks that they do, as the file names them.</summary>
    public ValueList<string> To { get; init => field = value.Select(ShownText.Line).ToValueList(); } = [];

    /// <summary>The port; null for the one after a colon, else the service's own.</summary>
    public int? Port { get; init; }

    /// <summary>The actions that they call.</summary>
    public ValueList<string> Action { get; init => field = value.Select(ShownText.Line).ToValueList(); } = [];

    /// <summary>How it is to be reached.</summary>
    public required IntentReach Expected { get; init; }

    /// <summary>How it is reached: by the path that decides.</summary>
    public required PathVerdict Verdict { get; init; }

    /// <summary>Why, in one or two sentences.</summary>
    public required string Message { get; init => field = ShownText.Line(value); }

    /// <summary>What is wrong where something is not reached that should be, or by another way.</summary>
    public ValueList<Finding> Findings { get; init; } = [];

    /// <summary>The paths that are not as they should be, or cannot be told; none where it holds.</summary>
    public ValueList<EndpointPath> Paths { get; init; } = [];

    /// <summary>How many paths were judged.</summary>
    public required int PathCount { get; init; }

    /// <summary>What would have to be known to tell: commands, or why something is not known.</summary>
    public ValueList<string> Missing { get; init => field = value.Select(ShownText.Line).ToValueList(); } = [];

    /// <summary>The file, as it was named.</summary>
    public required string IntentPath { get; init => field = ShownText.Line(value); }

    /// <summary>The line in the file at which the expectation begins, counted from 1.</summary>
    public required int Line { get; init; }
}

/// <summary>Whether an expectation holds.</summary>
public enum IntentStatus : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The evidence does not tell.</summary>
    Unknown,

    /// <summary>It holds for every path.</summary>
    Passed,

    /// <summary>It does not hold for at least one path.</summary>
    Failed,
}
