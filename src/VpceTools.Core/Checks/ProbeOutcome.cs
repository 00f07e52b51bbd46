using VpceTools.Findings;
using VpceTools.Probing;

namespace VpceTools.Checks;

/// <summary>Turns what a probe concluded on some steps into the outcome of a check.</summary>
internal static class ProbeOutcome
{
    public static CheckOutcome Of(ICheck check, CheckContext context, params ProbeStep[] steps)
    {
        if (context.Conclusion is not { } conclusion)
            return CheckOutcome.NotApplicable("Only a probe can tell: Test-VpcEndpoint -Probe, or Test-VpcEndpointConnection.");
        var verdicts = conclusion.Verdicts.Where(v => steps.Contains(v.Step)).ToList();
        if (verdicts.Count == 0)
        {
            return new(CheckStatus.Unknown, conclusion.Primary.Name == VerdictName.NotProbed
                ? conclusion.Primary.Reading
                : $"The probe did not come so far: {conclusion.Primary.Reading}", []);
        }

        var findings = verdicts.Where(v => v.IsProblem).Select(v => Describe(check, context, conclusion, v)).ToArray();
        if (findings.Length > 0)
            return new(verdicts.Exists(v => v.Status == CheckStatus.Failed) ? CheckStatus.Failed : CheckStatus.Warning, string.Join(" ", findings.Select(f => f.Summary)), [.. findings]);
        var words = string.Join(" ", verdicts.Select(v => v.Reading).Concat(verdicts.SelectMany(v => v.Contradictions)));
        return new(verdicts.Exists(v => v.Status == CheckStatus.Unknown) ? CheckStatus.Unknown : CheckStatus.Passed, words, []);
    }

    private static Finding Describe(ICheck check, CheckContext context, ProbeConclusion conclusion, ProbeVerdict verdict)
    {
        var cause = verdict.Causes.FirstOrDefault();
        var blamed = cause?.ResourceId is null ? null : cause;
        return context.Finding(check, verdict.Status == CheckStatus.Failed ? Severity.High : Severity.Medium, blamed?.ResourceId ?? context.Endpoint.Id,
            blamed?.ResourceType ?? ResourceTypes.VpcEndpoint, verdict.Reading) with
        {
            Evidence = new()
            {
                Component = cause is null ? null : $"{(cause.IsConfirmed ? "cause" : "most probable")}: {cause.Text}",
                Rule = cause?.Rule,
                AffectedClients = [conclusion.Observation.Vantage.Name],
                Detail = Join([.. verdict.Contradictions, .. verdict.Causes.Skip(1).Select(c => $"Or: {c.Text}")]),
            },
            Recommendation = verdict.Advice.Length > 0 ? verdict.Advice : blamed?.Check is { } other ? $"Mend what {other} found." : "Look at the causes in their order.",
        };
    }

    private static string? Join(IReadOnlyList<string> parts) => parts.Count == 0 ? null : string.Join(" ", parts);
}
