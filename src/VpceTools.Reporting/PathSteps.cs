using VpceTools.Reports;

namespace VpceTools.Reporting;

/// <summary>The way of a packet as it is drawn: who sends it, what it meets, whom it is for.</summary>
internal static class PathSteps
{
    /// <summary>What the proof of a finding tells: its packet, and what drops it. Empty where the finding is not about packets.</summary>
    public static IReadOnlyList<PathStep> Of(ReportFinding finding) =>
        finding.Path is { } path ? Of(path) : finding.Packet is not { } packet ? [] :
    [
        new(packet.From, packet.IsReturnTraffic ? "the endpoint sends return traffic"
            : "the client sends a request", StepState.Passed, IsReached: true),
        new(finding.Component ?? finding.ResourceId, finding.Rule, StepState.Blocked, IsReached: true),
        new(packet.To, packet.IsReturnTraffic ? "the client" : "the endpoint", StepState.None, IsReached: false),
    ];

    /// <summary>Every place of a way, and both of its ends.</summary>
    public static IReadOnlyList<PathStep> Of(ReportPath path)
    {
        var steps = new List<PathStep> { new(path.From, null, StepState.Passed, IsReached: true) };
        var reached = true;
        foreach (var hop in path.Hops)
        {
            var state =
                hop.Decision switch
                {
                    "Passed" => StepState.Passed,
                    "Blocked" => StepState.Blocked,
                    "Partial" =>
                StepState.Partial,
                    _ => StepState.Unknown
                };
            steps.Add(new(hop.Direction.Length == 0 ? hop.Component : $"{hop.Component} ({hop.Direction})", hop.Detail, state, reached));
            reached &= state != StepState.Blocked;
        }

        steps.Add(new($"{path.To} on port {path.Port}", path.Verdict, path.IsReachable ? StepState.Passed : StepState.None, reached));
        return steps;
    }
}

/// <summary>A place on the way.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Detail">The rule, or what happens there; null for nothing to say.</param>
/// <param name="State">What becomes of the packet.</param>
/// <param name="IsReached">Whether the packet gets here.</param>
internal sealed record PathStep(string Text, string? Detail, StepState State, bool IsReached);

/// <summary>What becomes of a packet.</summary>
internal enum StepState
{
    None,
    Passed,
    Partial,
    Blocked,
    Unknown,
}
