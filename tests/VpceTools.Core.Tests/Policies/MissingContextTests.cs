using CsCheck;
using VpceTools.Core.Tests.Policies.Differential;
using VpceTools.Policies;
using Xunit;

namespace VpceTools.Core.Tests.Policies;

/// <summary>
/// The three-valued answers are held against the two-valued ones: what is decided without a key must stay so whatever the key is.
/// </summary>
public class MissingContextTests
{
    [Fact]
    public void A_decision_stays_when_hidden_keys_come_to_light() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.UInt).Sample((seed, hidden) =>
        {
            foreach (var (document, request, full) in Cases(seed))
            {
                var partial = PolicyEvaluator.Evaluate(document, request with { Context = Hide(request.Context, hidden) });
                var stays = partial.Decision switch
                {
                    PolicyDecisionKind.Allowed or PolicyDecisionKind.ExplicitDeny => full == partial.Decision,
                    // What nothing allows may turn out to be denied on top of it.
                    PolicyDecisionKind.ImplicitDeny => full is PolicyDecisionKind.ImplicitDeny or PolicyDecisionKind.ExplicitDeny,
                    _ => partial.MissingContextKeys.Count > 0,
                };
                if (!stays)
                    return false;
            }

            return true;
        }, iter: 1_500);

    [Fact]
    public void The_keys_that_a_conditional_decision_names_are_enough_to_decide() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.UInt).Sample((seed, hidden) =>
        {
            foreach (var (document, request, full) in Cases(seed))
            {
                var context = Hide(request.Context, hidden);
                var partial = PolicyEvaluator.Evaluate(document, request with { Context = context });
                foreach (var missing in partial.MissingContextKeys)
                    context = request.Context.Values.TryGetValue(missing.Key, out var values) ? context.With(missing.Key, values)
                        : context.With(missing.Key);
                var completed = PolicyEvaluator.Evaluate(document, request with { Context = context }).Decision;
                if (completed == PolicyDecisionKind.Conditional
                    || (completed == PolicyDecisionKind.Allowed) != (full == PolicyDecisionKind.Allowed))
                    return false;
            }

            return true;
        }, iter: 1_500);

    private static IEnumerable<(PolicyDocument Document, PolicyRequest Request, PolicyDecisionKind Full)> Cases(int seed)
    {
        var generated = new PolicyGenerator(seed).Next(requests: 4);
        var document = TestPolicy.Parse(generated.Policy.ToJsonString());
        foreach (var request in generated.Requests.Select(request => request.ToPolicyRequest()))
            yield return (document, request, PolicyEvaluator.Evaluate(document, request).Decision);
    }

    // The context without the keys whose bit is set; the others that the request has not are known to be absent.
    private static PolicyContext Hide(PolicyContext context, uint hidden)
    {
        var visible = PolicyContext.Empty;
        var bit = 0;
        foreach (var key in PolicyGenerator.KeyNames)
        {
            if ((hidden & (1u << (bit++ % 32))) == 0)
                visible = context.Values.TryGetValue(key, out var values) ? visible.With(key, values) : visible.With(key);
        }

        return visible;
    }
}
