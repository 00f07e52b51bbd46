using VpceTools.Addressing;
using VpceTools.Findings;
using VpceTools.Model;
using VpceTools.Reachability;

namespace VpceTools.Checks.Support;

/// <summary>
/// Lets a check judge each port of an endpoint and says what that means: every port that the user named has to pass; one of those that AWS
/// documents is enough; and where only the owner knows the port, nothing fails or passes on a guess.
/// </summary>
internal static class PortJudgement
{
    /// <summary>Runs a check that depends on ports.</summary>
    public static CheckOutcome Run(ICheck check, CheckContext context)
    {
        if (context.Ports.IsOne)
            return check.Run(context);
        var numbers = new Dictionary<(string Acl, bool Egress), HashSet<int>>();
        var parts = PortIntervals.Of(context, check.Descriptor.PortRules)
            .Select(range => (Range: range, Outcome: check.Run(context.At(range, numbers)))).ToList();
        if (parts.TrueForAll(p => p.Outcome.Status == CheckStatus.NotApplicable))
            return parts[0].Outcome;
        return context.Ports.Knowledge switch
        {
            PortKnowledge.Named => Every(parts),
            PortKnowledge.Documented => Any(parts, context),
            _ => Undecided(check, context, parts),
        };
    }

    /// <summary>The user asked about each of them.</summary>
    private static CheckOutcome Every(List<(Interval<Port> Range, CheckOutcome Outcome)> parts)
    {
        var status = parts.Max(p => Rank(p.Outcome.Status));
        var worst = parts.First(p => Rank(p.Outcome.Status) == status).Outcome.Status;
        var bad = parts.Where(p => p.Outcome.Status is not (CheckStatus.Passed or CheckStatus.NotApplicable)).ToList();
        var good = parts.Except(bad).ToList();
        var message = bad.Count == 0 ? Messages(good)
            : Messages(bad) + (good.Count == 0 ? "" : $" Nothing is wrong on TCP {Join(good.Select(g => g.Range))}.");
        return new(worst, message, FindingsOf(parts));
    }

    /// <summary>A client chooses one of them; which it is, it alone knows.</summary>
    private static CheckOutcome Any(List<(Interval<Port> Range, CheckOutcome Outcome)> parts, CheckContext context)
    {
        var passing = parts.Where(p => p.Outcome.Status == CheckStatus.Passed).ToList();
        if (passing.Count == 0)
            return (parts.Find(p => p.Outcome.Status != CheckStatus.NotApplicable) is { Outcome: not null } first
                ? first : parts[0]).Outcome;
        var closed = parts.Where(p => p.Outcome.Status is CheckStatus.Failed or CheckStatus.Warning).ToList();
        var note = closed.Count == 0 ? ""
            : $" That is not so on TCP {Join(closed.Select(c => c.Range))}, where the service listens too: ask with -Port if clients use "
                + "it.";
        var remark = closed.Count > 0 && context.PortRemark is { } text ? " " + text : "";
        return CheckOutcome.Passed(passing[0].Outcome.Message + note + remark);
    }

    private static CheckOutcome Undecided(ICheck check, CheckContext context, List<(Interval<Port> Range, CheckOutcome Outcome)> parts)
    {
        var whole = context.Ports.Ranges.Count == 1 ? context.Ports.Ranges[0] : parts[0].Range;
        if (parts.TrueForAll(p => p.Outcome.Status == parts[0].Outcome.Status))
        {
            var outcome = check.Run(context.At(whole));
            // Which port to open is for those to say who know where the service listens.
            return parts[0].Outcome.Status == CheckStatus.Passed ? outcome with { Findings = [] } : outcome with
            {
                Message = $"{outcome.Message} {AskForPort(context)}",
                Findings = [.. outcome.Findings.Select(f => f with
                { Repair = [], Recommendation = $"{AskForPort(context)} Then open those ports." })],
            };
        }

        return new(CheckStatus.Unknown, $"{Ignorance(context)} {check.Descriptor.Title}: "
            + $"{Said(parts, "for all clients", CheckStatus.Passed)}{Said(parts, "for some", CheckStatus.Warning)}"
            + $"{Said(parts, "unknown", CheckStatus.Unknown)}{Said(parts, "not at all", CheckStatus.Failed)}. {AskForPort(context)}", []);
    }

    private static string Said(List<(Interval<Port> Range, CheckOutcome Outcome)> parts, string how, CheckStatus status)
    {
        var ranges = parts.Where(p => p.Outcome.Status == status || (status == CheckStatus.Passed && p.Outcome.Status
            == CheckStatus.NotApplicable)).Select(p => p.Range).ToList();
        return ranges.Count == 0 ? "" : $"{(Leads(parts, status) ? "" : "; ")}{how} on TCP {Join(ranges)}";
    }

    /// <summary>Whether nothing of what is said before has a port.</summary>
    private static bool Leads(List<(Interval<Port> Range, CheckOutcome Outcome)> parts, CheckStatus status)
    {
        CheckStatus[] order = [CheckStatus.NotApplicable, CheckStatus.Passed, CheckStatus.Warning, CheckStatus.Unknown, CheckStatus.Failed];
        return !parts.Exists(p => Array.IndexOf(order, p.Outcome.Status) < Array.IndexOf(order, status)
            && !(status == CheckStatus.Passed));
    }

    private static string Ignorance(CheckContext context) => context.Ports.Knowledge == PortKnowledge.Offered
        ? $"The resource configuration offers TCP {Join(context.Ports.Ranges)}; on which of these ports something listens is not known."
        : context.Endpoint.ServiceName.Length > 0 ? "Only the owner of the service knows on which TCP ports it listens."
        : "Only the owner of the resource knows on which TCP ports it listens.";

    private static string AskForPort(CheckContext context)
    {
        var call = context.Ports.Knowledge == PortKnowledge.Unknown && context.Endpoint.ResourceConfigurationArn is { } arn
            ? $", or add the answer of aws vpc-lattice get-resource-configuration --resource-configuration-identifier "
                + CommandText.Posix(arn.Substring(arn.LastIndexOf('/') + 1)) + " to the evidence"
            : "";
        return $"Name the ports with -Port (several if need be: -Port 443, 8443){call}.";
    }

    private static string Messages(List<(Interval<Port> Range, CheckOutcome Outcome)> parts) =>
        string.Join(" ", parts.Select(p => p.Outcome.Message).Distinct());

    /// <summary>The same group or ACL may have to be opened for several ports: each is a finding of its own.</summary>
    private static ValueList<Finding> FindingsOf(List<(Interval<Port> Range, CheckOutcome Outcome)> parts) =>
        parts.SelectMany(p => p.Outcome.Findings, (part, finding) => finding with { Aspect = $"{finding.Aspect} {part.Range}".Trim() })
            .ToValueList();

    private static string Join(IEnumerable<Interval<Port>> ranges)
    {
        var set = IntervalSet<Port>.Of(ranges);
        return string.Join(", ", set.Intervals.ToArray());
    }

    private static int Rank(CheckStatus status) => status switch
    {
        CheckStatus.Failed => 4,
        CheckStatus.Warning => 3,
        CheckStatus.Unknown => 2,
        CheckStatus.Passed => 1,
        _ => 0,
    };
}
