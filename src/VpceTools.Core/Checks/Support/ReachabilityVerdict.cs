using VpceTools.Findings;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// Turns what gets through of the clients' packets into status, severity and words: all pass, some are affected, none gets through.
/// </summary>
internal sealed class ReachabilityVerdict
{
    public ReachabilityVerdict(ClientReachability reachability)
    {
        Reachability = reachability;
        var counted = reachability.Outcomes.Where(o =>
            o.Outcome is ClientOutcome.Full or ClientOutcome.Partial or ClientOutcome.None or ClientOutcome.Unknown).ToList();
        Total = counted.Count;
        Blocked = reachability.Count(ClientOutcome.None);
        Partial = reachability.Count(ClientOutcome.Partial);
        var namedBlocked = reachability.Outcomes.Any(o => o.Outcome == ClientOutcome.None && o.Client.IsNamed);
        (Status, Severity) = (Blocked, Partial) switch
        {
            (0, 0) => (reachability.Missing.Count > 0 ? CheckStatus.Unknown : CheckStatus.Passed, Severity.Information),
            _ when Blocked == Total => (CheckStatus.Failed, Severity.Critical),
            _ when namedBlocked => (CheckStatus.Failed, Severity.High),
            _ when 2 * Blocked >= Total => (CheckStatus.Warning, Severity.High),
            _ => (CheckStatus.Warning, Severity.Medium),
        };
    }

    public ClientReachability Reachability { get; }

    public CheckStatus Status { get; }

    public Severity Severity { get; }

    /// <summary>The clients that count.</summary>
    public int Total { get; }

    public int Blocked { get; }

    public int Partial { get; }

    /// <summary>Whether no client is concerned at all.</summary>
    public bool IsEmpty => Total == 0 && Reachability.Count(ClientOutcome.Conditional) == 0;

    /// <summary>
    /// The outcome: the findings where there are any, else what evidence is missing, else what the check says when all is well.
    /// </summary>
    public CheckOutcome Conclude(CheckContext context, Finding[] findings, Func<CheckOutcome> otherwise)
    {
        return findings.Length > 0 || Reachability.Missing.Count > 0
            ? CheckOutcome.From(context.Index, [.. findings.Select(f => (Status, f))], Reachability.Missing, "")
            : otherwise();
    }

    /// <summary>For example <c>2 of 7 clients are blocked and 1 loses some packets</c>.</summary>
    public string Counts
    {
        get
        {
            var blocked = Blocked == 0 ? null : Blocked == Total
                ? (Total == 1 ? "the only client is blocked" : $"all {Total} clients are blocked")
                : $"{Blocked} of {Total} clients {(Blocked == 1 ? "is" : "are")} blocked";
            var some = Blocked == 0 ? $"{Partial} of {Total} clients" : $"{Partial}";
            var partial = Partial == 0 ? null : Total == 1 ? "the only client loses some packets"
                : $"{some} {(Partial == 1 ? "loses" : "lose")} some packets";
            return string.Join(" and ", new[] { blocked, partial }.Where(p => p is not null));
        }
    }
}
