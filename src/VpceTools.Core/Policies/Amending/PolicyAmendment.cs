using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>
/// The smallest addition to an endpoint policy that allows the calls which are required, or the reason why there is none. The rest of the
/// text stays as its author wrote it, character for character, unknown elements and white space included.
/// </summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record PolicyAmendment(PolicyAmendmentOutcome Outcome, string Reason)
{
    /// <summary>The new document; null exactly when <see cref="Outcome"/> is not <see cref="PolicyAmendmentOutcome.Amended"/>.</summary>
    public string? Document { get; init; }

    /// <summary>Amends a policy.</summary>
    /// <param name="policy">The text of the policy.</param>
    /// <param name="endpoint">The endpoint that the policy is on.</param>
    /// <param name="required">The calls that must pass.</param>
    public static PolicyAmendment Of(string? policy, VpcEndpoint endpoint, IEnumerable<PolicyRequest> required)
    {
        if (policy is null || string.IsNullOrWhiteSpace(policy))
            return new(PolicyAmendmentOutcome.Malformed, "There is no policy to add a statement to.");
        var parsed = PolicyDocument.Parse(policy);
        if (parsed.Document is not { } document)
            return new(PolicyAmendmentOutcome.Malformed, $"The policy is not well formed ({parsed.Errors[0]}).");
        var calls = required.Select(call => EndpointContext.Through(endpoint, call)).SelectMany(AccessPoints.Asked).ToList();
        var stopped = calls.Select(call => PolicyEvaluator.Evaluate(document, call))
            .Where(decision => decision.Decision != PolicyDecisionKind.Allowed).ToList();
        if (stopped.Count == 0)
            return new(PolicyAmendmentOutcome.NotNeeded, "The policy allows every required call.");
        if (FindDeny(stopped) is { } reason)
            return new(PolicyAmendmentOutcome.Denied, reason);
        if (calls.Find(AccessPoints.LeavesBucketOpen) is { } through)
            return new(
                PolicyAmendmentOutcome.Inexpressible,
                $"Which bucket is behind {through.Resource} is not known, and the policy must allow it too: "
                    + "require the call on the bucket's ARN, with the access point's as s3:DataAccessPointArn.");
        var statements = AmendmentStatement.For([.. stopped.Select(decision => decision.Request)], document.Version, out var problem);
        if (problem is not null)
            return new(PolicyAmendmentOutcome.Inexpressible, problem);
        var text = PolicyTextEditor.Append(policy, statements);
        if (text.Length > PolicyLinter.MaximumLength)
            return new(
                PolicyAmendmentOutcome.TooLong,
                $"With the statement added the policy would have {text.Length:N0} characters; "
                    + $"{PolicyLinter.MaximumLength:N0} are allowed, white space included.");
        // What was written is read again, so that no amendment is offered that does not do what it is for.
        var amended = PolicyDocument.Parse(text).Document;
        var open = amended is null ? calls[0]
            : calls.Find(call => PolicyEvaluator.Evaluate(amended, call).Decision != PolicyDecisionKind.Allowed);
        return open is null
            ? new(PolicyAmendmentOutcome.Amended, "A statement that allows the required calls is added.") { Document = text }
            : new(PolicyAmendmentOutcome.Inexpressible, $"No statement can be written that surely allows {open}.");
    }

    // An open deny counts as well: with it the call would depend on the deny's condition, whatever is allowed.
    private static string? FindDeny(List<PolicyDecision> stopped)
    {
        foreach (var decision in stopped)
        {
            var denies = decision.Statements.Concat(decision.OtherStatements)
                .Where(outcome => outcome.Statement.Effect == PolicyEffect.Deny).ToList();
            if (denies.Find(outcome => outcome.Match == StatementMatch.Yes) is { } sure)
                return $"{sure.Statement} at {sure.Statement.Position} denies {decision.Request}, and a deny wins over every allow.";
            if (denies.Find(outcome => outcome.Match == StatementMatch.Conditional) is { } open)
                return $"{open.Statement} at {open.Statement.Position} may deny {decision.Request}: "
                    + $"that depends on {open.MissingContextKeys}.";
        }

        return null;
    }
}

/// <summary>What became of a <see cref="PolicyAmendment"/>.</summary>
public enum PolicyAmendmentOutcome
{
    /// <summary>There is a new document that allows every required call.</summary>
    Amended,

    /// <summary>The document allows every required call as it is.</summary>
    NotNeeded,

    /// <summary>A statement denies a required call, or may. Denies are never edited: somebody wrote them on purpose.</summary>
    Denied,

    /// <summary>There is no document, or it is not well formed, so that nothing can be added to it.</summary>
    Malformed,

    /// <summary>The new document would be longer than AWS allows.</summary>
    TooLong,

    /// <summary>No statement allows the required calls and nothing else.</summary>
    Inexpressible,
}
