using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Evaluates a policy as AWS does: an explicit deny, else an allow, else an implicit deny.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html</remarks>
public static class PolicyEvaluator
{
    private static readonly PolicyDecisionKind[] FromWorst =
        [PolicyDecisionKind.ExplicitDeny, PolicyDecisionKind.ImplicitDeny, PolicyDecisionKind.Conditional, PolicyDecisionKind.Allowed];

    /// <summary>Decides a request. What the request leaves open makes the decision conditional only where it matters.</summary>
    public static PolicyDecision Evaluate(PolicyDocument document, PolicyRequest request)
    {
        var asked = AccessPoints.Asked(request);
        if (asked.Count == 1)
            return EvaluateOne(document, request);
        // All of them must pass, so that the worst decision is that of the call.
        var decisions = asked.Select(call => EvaluateOne(document, call)).ToList();
        var worst = decisions.OrderBy(decision => Array.IndexOf(FromWorst, decision.Decision)).First();
        return new(
            worst.Decision, request, worst.Statements, worst.OtherStatements,
            worst.Decision == PolicyDecisionKind.Conditional
                ? decisions.SelectMany(decision => decision.MissingContextKeys).Distinct().ToValueList() : [],
            decisions.SelectMany(decision => decision.AssumedContextKeys).Distinct().ToValueList(),
            worst.Decision == PolicyDecisionKind.Allowed ? null : worst.Request.Resource);
    }

    private static PolicyDecision EvaluateOne(PolicyDocument document, PolicyRequest request)
    {
        var context = new EvaluationContext(request);
        var outcomes = new StatementOutcome[document.Statements.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var missing = new MissingKeys(document.Statements[i]);
            var truth = StatementMatcher.Match(document.Statements[i], context, missing);
            outcomes[i] = new StatementOutcome(document.Statements[i], truth, truth == Truth.Unknown ? missing.ToList() : [], context);
        }

        var decision = Decide(Array.ConvertAll(outcomes, outcome => (outcome.Statement.Effect, outcome.Match)));
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

    /// <summary>The decision alone.</summary>
    internal static PolicyDecisionKind Decide(PolicyDocument document, EvaluationContext context) => Decide(
        [.. document.Statements.Select(statement =>
            (statement.Effect, (StatementMatch)(int)StatementMatcher.Match(statement, context, null)))]);

    private static PolicyDecisionKind Decide((PolicyEffect Effect, StatementMatch Match)[] outcomes)
    {
        if (Has(PolicyEffect.Deny, StatementMatch.Yes))
            return PolicyDecisionKind.ExplicitDeny;
        var allowed = Has(PolicyEffect.Allow, StatementMatch.Yes);
        // Without an allow the request is denied whether or not an open deny matches.
        if (!allowed && !Has(PolicyEffect.Allow, StatementMatch.Conditional))
            return PolicyDecisionKind.ImplicitDeny;
        return allowed && !Has(PolicyEffect.Deny, StatementMatch.Conditional) ? PolicyDecisionKind.Allowed : PolicyDecisionKind.Conditional;

        bool Has(PolicyEffect effect, StatementMatch match) => Array.IndexOf(outcomes, (effect, match)) >= 0;
    }

    private static bool IsAllowed(StatementOutcome[] outcomes) =>
        Array.Exists(outcomes, outcome => Is(outcome, PolicyEffect.Allow, StatementMatch.Yes));

    private static bool Is(StatementOutcome outcome, PolicyEffect effect, StatementMatch match) =>
        outcome.Statement.Effect == effect && outcome.Match == match;
}
