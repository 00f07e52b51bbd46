using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Evaluates a policy as AWS does: an explicit deny, else an allow, else an implicit deny.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html</remarks>
public static class PolicyEvaluator
{
    /// <summary>Decides a request. What the request leaves open makes the decision conditional only where it matters.</summary>
    public static PolicyDecision Evaluate(PolicyDocument document, PolicyRequest request)
    {
        var context = new EvaluationContext(request);
        var outcomes = new StatementOutcome[document.Statements.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var missing = new MissingKeys(document.Statements[i]);
            var truth = StatementMatcher.Match(document.Statements[i], context, missing);
            outcomes[i] = new StatementOutcome(document.Statements[i], truth, truth == Truth.Unknown ? missing.ToList() : [], context);
        }

        var decision = Decide(outcomes);
        Func<StatementOutcome, bool> decides = decision switch
        {
            PolicyDecisionKind.ExplicitDeny => outcome => Is(outcome, PolicyEffect.Deny, StatementMatch.Yes),
            PolicyDecisionKind.Allowed => outcome => Is(outcome, PolicyEffect.Allow, StatementMatch.Yes),
            PolicyDecisionKind.Conditional => outcome => outcome.Match == StatementMatch.Yes
                || (outcome.Match == StatementMatch.Conditional && (outcome.Statement.Effect == PolicyEffect.Deny || !IsAllowed(outcomes))),
            _ => _ => false,
        };
        var deciding = outcomes.Where(decides).ToValueList();
        return new PolicyDecision(
            decision, request, deciding, outcomes.Where(outcome => !decides(outcome)).ToValueList(),
            decision == PolicyDecisionKind.Conditional ? deciding.SelectMany(outcome => outcome.MissingContextKeys).ToValueList() : [],
            context.Assumed.ToValueList());
    }

    private static PolicyDecisionKind Decide(StatementOutcome[] outcomes)
    {
        if (Array.Exists(outcomes, outcome => Is(outcome, PolicyEffect.Deny, StatementMatch.Yes)))
            return PolicyDecisionKind.ExplicitDeny;
        var allowed = IsAllowed(outcomes);
        // Without an allow the request is denied whether or not an open deny matches.
        if (!allowed && !Array.Exists(outcomes, outcome => Is(outcome, PolicyEffect.Allow, StatementMatch.Conditional)))
            return PolicyDecisionKind.ImplicitDeny;
        return allowed && !Array.Exists(outcomes, outcome => Is(outcome, PolicyEffect.Deny, StatementMatch.Conditional))
            ? PolicyDecisionKind.Allowed
            : PolicyDecisionKind.Conditional;
    }

    private static bool IsAllowed(StatementOutcome[] outcomes) =>
        Array.Exists(outcomes, outcome => Is(outcome, PolicyEffect.Allow, StatementMatch.Yes));

    private static bool Is(StatementOutcome outcome, PolicyEffect effect, StatementMatch match) =>
        outcome.Statement.Effect == effect && outcome.Match == match;
}
