using VpceTools.Findings;
using VpceTools.Probing;

namespace VpceTools.Checks.Support;

/// <summary>Turns what a probe concluded on some steps into the outcome of a check.</summary>
internal static class ProbeOutcome
{
    public static CheckOutcome From(ICheck check, CheckContext context, params ProbeStep[] steps)
    {
        if (context.Conclusion is not { } conclusion)
            return CheckOutcome.NotApplicable("Only a probe can tell: Test-VpcEndpoint -Probe, or Test-VpcEndpointConnection.");
        if (conclusion.Observation.Request is { Protocol: ProbeProtocol.Tcp, Port: var port } && !steps.Contains(ProbeStep.Dns)
            && !steps.Contains(ProbeStep.Tcp))
            return CheckOutcome.NotApplicable($"The protocol on TCP {port} does not begin with TLS, so the probe "
                + "ends with the connection.");
        var verdicts = conclusion.Verdicts.Where(v => steps.Contains(v.Step)).ToList();
        if (verdicts.Count == 0)
            return new(CheckStatus.Unknown, Before(conclusion, steps), []);
        var problems = verdicts.Where(v => v.IsProblem).ToList();
        var message = string.Join(" ", (problems.Count > 0 ? problems : verdicts).Select(v => v.Explanation));
        var status = verdicts.Exists(v => v.Status == CheckStatus.Failed) ? CheckStatus.Failed
            : problems.Count > 0 ? CheckStatus.Warning
            : verdicts.Exists(v => v.Status == CheckStatus.Unknown) ? CheckStatus.Unknown
            : CheckStatus.Passed;
        return new(status, message, [.. problems.Select(v => Describe(check, context, conclusion, v))]);
    }

    /// <summary>
    /// Why a step was not taken: what the step before it came to. What came before that did not stop the probe, which connects to the
    /// endpoint whatever its names lead to.
    /// </summary>
    private static string Before(ProbeConclusion conclusion, ProbeStep[] steps)
    {
        if (conclusion.Primary.Name == VerdictName.NotProbed)
            return conclusion.Primary.Reading;
        var before = conclusion.Verdicts.Where(v => v.Step < steps.Min()).OrderBy(v => v.Step).DefaultIfEmpty(conclusion.Primary).Last();
        return $"The probe ended before this step: {before.Reading}";
    }

    private static Finding Describe(ICheck check, CheckContext context, ProbeConclusion conclusion, ProbeVerdict verdict)
    {
        var cause = verdict.Causes.FirstOrDefault();
        var blamed = cause?.ResourceId is null ? null : cause;
        return context.Finding(check, verdict.Status == CheckStatus.Failed ? Severity.High : Severity.Medium, blamed?.ResourceId
            ?? context.Endpoint.Id,
            blamed?.ResourceType ?? ResourceTypes.VpcEndpoint, verdict.Reading) with
        {
            Evidence = new()
            {
                Component = cause is null ? null : $"{(cause.IsConfirmed ? "cause" : "most probable")}: {cause.Text}",
                Rule = cause?.Rule,
                AffectedClients = [conclusion.Observation.Vantage.Name],
                Detail = Join([.. verdict.Contradictions, .. verdict.Causes.Skip(1).Select(c => $"Or: {c.Text}")]),
            },
            Recommendation = verdict.Advice.Length > 0 ? verdict.Advice : blamed?.Check is { } other ? $"Fix what {other} found."
                : "Check the causes in the order in which they are listed.",
        };
    }

    private static string? Join(IReadOnlyList<string> parts) => parts.Count == 0 ? null : string.Join(" ", parts);
}
