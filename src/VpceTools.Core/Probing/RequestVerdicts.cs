using VpceTools.Findings;

namespace VpceTools.Probing;

/// <summary>What the HTTPS requests mean.</summary>
internal static class RequestVerdicts
{
    /// <summary>The verdict; null where no request was sent.</summary>
    public static ProbeVerdict? Of(ProbeContext context)
    {
        var attempts = context.Observation.HttpAttempts.Where(h => ConnectionVerdicts.IsOfEndpoint(context, h.Address)).ToList();
        if (attempts.Count == 0)
            return null;
        if (attempts.Find(h => h.PolicyMessage is not null) is { } denied)
            return Denied(context, denied);
        var answered = attempts.Where(h => h.Outcome == HttpOutcome.Answered).ToList();
        return answered.Count < attempts.Count ? Unanswered(context, attempts.First(h => h.Outcome != HttpOutcome.Answered), answered.Count > 0) : Answered(context, answered);
    }

    private static ProbeVerdict Answered(ProbeContext context, List<HttpAttempt> attempts)
    {
        var proof = attempts.Find(h => h.RequestId is not null);
        var shown = proof ?? attempts[0];
        return new()
        {
            Name = context.Configuration is null ? VerdictName.ServiceAnswers : VerdictName.EndpointAnswers,
            Step = ProbeStep.Http,
            Status = CheckStatus.Passed,
            // An unauthenticated request is turned down by most services; any answer shows that the way is open.
            Reading = proof is not null
                ? $"An AWS service answered: HTTP {shown.StatusCode}, request id {proof.RequestId}."
                : $"The service answered HTTP {shown.StatusCode}, without a request id of AWS.",
        };
    }

    private static ProbeVerdict Denied(ProbeContext context, HttpAttempt attempt)
    {
        var shown = context.Policy?.Result;
        var finding = shown?.Findings.FirstOrDefault(f => f.Severity > Severity.Information);
        return new()
        {
            Name = VerdictName.EndpointPolicyDenies,
            Step = ProbeStep.Http,
            Status = context.FailedFromHere,
            Reading = $"HTTP {attempt.StatusCode} from {context.Classifier.Classify(attempt.Address)}: {attempt.PolicyMessage}" + (context.Caveat is { } caveat ? $". {caveat}" : ""),
            Causes =
            [
                .. context.MayBeOutside,
                new()
                {
                    Kind = CauseKind.EndpointPolicy,
                    Text = finding?.Summary ?? "The policy of the endpoint does not allow the request.",
                    Check = shown?.Check,
                    ResourceId = finding?.ResourceId,
                    Rule = finding?.Evidence.Rule,
                    IsConfirmed = true,
                },
            ],
            Contradictions = shown?.Status == CheckStatus.Passed && finding is null
                ? ["The configuration says that the endpoint's policy lets calls pass; the service blames a policy of an endpoint: of another endpoint on the way, or the policy was changed after it was read."]
                : [],
        };
    }

    private static ProbeVerdict Unanswered(ProbeContext context, HttpAttempt attempt, bool othersAnswer) => new()
    {
        Name = VerdictName.RequestUnanswered,
        Step = ProbeStep.Http,
        Status = othersAnswer ? CheckStatus.Warning : context.FailedFromHere,
        Reading = $"TLS works with {context.Classifier.Classify(attempt.Address)}, but the request "
            + attempt.Outcome switch { HttpOutcome.TimedOut => "is not answered in time.", HttpOutcome.Closed => "ends in a closed connection.", _ => $"is not answered in HTTP{(attempt.Detail is { } d ? $" ({d})" : "")}." }
            + (context.Caveat is { } caveat && !othersAnswer ? $" {caveat}" : ""),
        Causes =
        [
            .. context.MayBeOutside,
            new() { Kind = CauseKind.Middlebox, Text = "A proxy or firewall on the way ends TLS and then finds no service behind it." },
            new() { Kind = CauseKind.PathMtu, Text = "Large packets are lost on the way." },
        ],
    };
}
