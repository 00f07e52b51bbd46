using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Finds the calls that two policies decide differently, whatever their texts look like.</summary>
public static class PolicyComparison
{
    private const string Any = "*";

    /// <summary>What changes from one policy to the other for calls through no particular endpoint.</summary>
    /// <param name="reference">The policy that is compared with.</param>
    /// <param name="document">The policy.</param>
    /// <param name="calls">The calls; none for all those that one of the policies tells apart.</param>
    /// <param name="isGateway">Whether the policies are a gateway endpoint's.</param>
    public static ValueList<EndpointPolicyChange> Compare(
        PolicyDocument reference, PolicyDocument document, IReadOnlyCollection<PolicyRequest> calls, bool isGateway) => Compare(
            reference, document, calls, PolicyTarget.Unknown with { IsGateway = isGateway }, call =>
                call with { IsGatewayEndpoint = isGateway });

    /// <summary>What changes from one policy to the other for calls through an endpoint.</summary>
    /// <param name="reference">The policy that is compared with.</param>
    /// <param name="document">The policy.</param>
    /// <param name="calls">The calls; none for all those that one of the policies tells apart. Those of other services are left
    /// out.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="region">The endpoint's Region; null where it is not known.</param>
    /// <param name="accountId">The account that owns the endpoint; null where it is not known.</param>
    /// <param name="clientAddress">The private address of the client; null where it is not known.</param>
    public static ValueList<EndpointPolicyChange> Compare(
        PolicyDocument reference, PolicyDocument document, IReadOnlyCollection<PolicyRequest> calls, VpcEndpoint endpoint, string? region,
        string? accountId, string? clientAddress = null)
    {
        var target = PolicyTarget.Of(endpoint);
        return Compare(
                reference, document, calls, target, call => EndpointContext.Through(endpoint, call, clientAddress, accountId))
            .Select(change => change with
            {
                EndpointId = endpoint.Id,
                ServiceName = endpoint.ServiceName,
                VpcId = endpoint.VpcId,
                Region = region,
                AccountId = accountId,
            })
            .ToValueList();
    }

    private static ValueList<EndpointPolicyChange> Compare(
        PolicyDocument reference, PolicyDocument document, IReadOnlyCollection<PolicyRequest> calls, PolicyTarget target,
        Func<PolicyRequest, PolicyRequest> through)
    {
        var compared = (calls.Count > 0 ? calls.Where(call => target.Carries(call.Action)) : ComparedCalls.Of(target, reference, document))
            .Select(call =>
                (Call: call, Old: PolicyEvaluator.Evaluate(reference, through(call)),
                New: PolicyEvaluator.Evaluate(document, through(call))))
            .Where(found => Outcome(found.Old) != Outcome(found.New))
            .ToList();
        // What changes for everything and everybody is not said of each resource and principal again.
        var settled = new HashSet<(string, string?, PolicyDecisionKind, PolicyDecisionKind)>(compared
            .Where(found => IsSettled(found.Old) && IsSettled(found.New))
            .Select(found => (Key(found.Call.Action, found.Call.Resource), found.Call.Principal, found.Old.Decision, found.New.Decision)));
        return compared
            .Where(found => !IsCovered(found.Call, found.Old.Decision, found.New.Decision))
            .GroupBy(found => (
                found.Call.Resource, found.Call.Principal, Old: found.Old.Decision, New: found.New.Decision, OldReason: Reason(found.Old),
                NewReason: Reason(found.New)))
            .Select(group => new EndpointPolicyChange
            {
                ReferenceDecision = group.Key.Old,
                Decision = group.Key.New,
                Action = group.Select(found => found.Call.Action).Distinct(StringComparer.OrdinalIgnoreCase).ToValueList(),
                Resource = group.Key.Resource,
                Principal = group.Key.Principal,
                ReferenceReason = group.Key.OldReason,
                Reason = group.Key.NewReason,
            })
            .ToValueList();

        bool IsCovered(PolicyRequest call, PolicyDecisionKind old, PolicyDecisionKind @new) =>
            (call.Resource != Any && settled.Contains((Key(call.Action, Any), call.Principal, old, @new)))
            || (call.Principal is not null && (settled.Contains((Key(call.Action, call.Resource), null, old, @new))
                || settled.Contains((Key(call.Action, Any), null, old, @new))));
    }

    private static string Key(string action, string resource) => $"{action.ToLowerInvariant()} {resource}";

    // Which keys it is that two conditional decisions depend on may be all that changes.
    private static string Reason(PolicyDecision decision) => decision.Decision == PolicyDecisionKind.Conditional
        ? $"it depends on {string.Join(", ", decision.MissingContextKeys.Select(key => key.ToString()).Distinct(StringComparer.Ordinal))}"
        : decision.Reason;

    private static bool IsSettled(PolicyDecision decision) => decision.Decision != PolicyDecisionKind.Conditional;

    // Two conditional decisions are the same where they depend on the same keys and values, whichever statements these are in.
    private static string Outcome(PolicyDecision decision) => decision.Decision == PolicyDecisionKind.Conditional
        ? string.Join("\n", decision.MissingContextKeys.Select(key => $"{key.Effect} {key}").Distinct(StringComparer.Ordinal)
            .OrderBy(key => key, StringComparer.Ordinal))
        : decision.Decision.ToString();
}
