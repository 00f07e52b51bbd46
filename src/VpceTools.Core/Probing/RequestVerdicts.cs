using VpceTools.Findings;
using VpceTools.Policies;
using VpceTools.Reachability;

namespace VpceTools.Probing;

/// <summary>What the HTTPS requests mean.</summary>
internal static class RequestVerdicts
{
    private static readonly string[] AwsDomains = [".amazonaws.com", ".amazonaws.com.cn", ".amazonaws.eu", ".api.aws",
        ".api.amazonwebservices.com.cn"];

    /// <summary>The verdict; null where no request was sent.</summary>
    public static ProbeVerdict? Of(ProbeContext context)
    {
        var attempts = context.Observation.HttpAttempts.Where(h => ConnectionVerdicts.IsOfEndpoint(context, h.Address)).ToList();
        if (attempts.Count == 0)
            return null;
        if (attempts.Find(h => h.PolicyMessage is not null && h.RequestId is not null) is { } denied)
            return Denied(context, denied);
        var answered = attempts.Where(h => h.Outcome == HttpOutcome.Answered).ToList();
        if (answered.Count < attempts.Count)
            return Unanswered(context, attempts.First(h => h.Outcome != HttpOutcome.Answered), answered.Count > 0);
        return answered.Find(h => !IsProof(h, context.Observation, context.Configuration)) is { } doubtful
            ? Unproven(context, doubtful, answered) : Answered(context, answered);
    }

    /// <summary>
    /// Whether an answer is that of the service. One of AWS gives every request an id; a proxy or firewall that opens TLS does not, and
    /// turns requests down with statuses of its own. An answer without an id counts where the certificate is Amazon's and the status is
    /// none that proxies have, and of other services, which need no ids.
    /// </summary>
    public static bool IsProof(HttpAttempt attempt, ProbeObservation observation, EndpointView? configuration) =>
        attempt.RequestId is not null || !IsOfAws(attempt, configuration)
        || (attempt.StatusCode is not (>= 300 and < 400 or 403 or 407 or >= 500)
            && observation.TlsAttempts.Any(t =>
                t.Address == attempt.Address && t.ServerName == attempt.HostName && t.Outcome == TlsOutcome.Completed
                && IsOfAmazon(t.Issuer)));

    private static bool IsOfAws(HttpAttempt attempt, EndpointView? configuration) => configuration is { Endpoint.ServiceName.Length: > 0 }
        ? EndpointServices.CodeOf(configuration.Endpoint.ServiceName) is not null
        : AwsDomains.Any(domain => attempt.HostName.EndsWith(domain, StringComparison.OrdinalIgnoreCase))
            && !attempt.HostName.Contains("vpce-svc-");

    // https://www.amazontrust.com/repository/: the authorities of AWS's services have the name in them.
    private static bool IsOfAmazon(string? issuer) => issuer?.Contains("Amazon") == true;

    private static ProbeVerdict Unproven(ProbeContext context, HttpAttempt attempt, List<HttpAttempt> answered)
    {
        var proven = answered.Exists(h => h.RequestId is not null);
        var issuer = context.Observation.TlsAttempts.FirstOrDefault(t => t.Address == attempt.Address && t.Issuer is not null)?.Issuer;
        return new()
        {
            Name = VerdictName.AnswerUnproven,
            Step = ProbeStep.Http,
            Status = proven ? CheckStatus.Warning : CheckStatus.Unknown,
            Reading = $"HTTP {attempt.StatusCode} from {context.Classifier.Classify(attempt.Address)} has no request id, which every "
                + $"answer of an AWS service has{(proven ? ", as those of other addresses show" : "")}: "
                + "it does not show that the endpoint answered.",
            Causes =
            [
                new() { Kind = CauseKind.InterceptingProxy,
                    Text = "A proxy or firewall on the way opens TLS and answers itself"
                        + $"{(issuer is null ? "" : $" (issuer of the certificate: {issuer})")}." },
                new() { Kind = CauseKind.NotAnEndpoint,
                    Text = "The address is that of another service: a hosted zone, hosts file or cache leads to the wrong place." },
            ],
            Advice = $"Call the service with credentials from {context.Machine}: its answer has a request id.",
        };
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
            Reading = $"HTTP {attempt.StatusCode} from {context.Classifier.Classify(attempt.Address)}: {attempt.PolicyMessage}"
                + (context.Caveat is { } caveat ? $". {caveat}" : ""),
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
                ? ["The configuration says that the endpoint's policy lets calls pass; the service blames a policy of an endpoint: of "
                    + "another endpoint on the way, or the policy was changed after it was read."]
                : [],
        };
    }

    private static ProbeVerdict Unanswered(ProbeContext context, HttpAttempt attempt, bool othersAnswer) => new()
    {
        Name = VerdictName.RequestUnanswered,
        Step = ProbeStep.Http,
        Status = othersAnswer ? CheckStatus.Warning : context.FailedFromHere,
        Reading = $"TLS works with {context.Classifier.Classify(attempt.Address)}, but the request "
            + attempt.Outcome switch
            {
                HttpOutcome.TimedOut => "is not answered in time.",
                HttpOutcome.Closed =>
                "ends in a closed connection.",
                _ => $"is not answered in HTTP{(attempt.Detail is { } d ? $" ({d})" : "")}."
            }
            + (context.Caveat is { } caveat && !othersAnswer ? $" {caveat}" : ""),
        Causes =
        [
            .. context.MayBeOutside,
            new() { Kind = CauseKind.Middlebox, Text = "A proxy or firewall on the way ends TLS and then finds no service behind it." },
            new() { Kind = CauseKind.PathMtu, Text = "Large packets are lost on the way." },
        ],
    };
}
