using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>What the policy of an endpoint, or a policy document by itself, decides about one call.</summary>
public sealed record EndpointPolicyDecision
{
    public required PolicyDecisionKind Decision { get; init; }

    public required string Action { get; init => field = ShownText.Line(value); }

    public required string Resource { get; init => field = ShownText.Line(value); }

    /// <summary>Who calls; null where the call does not say.</summary>
    public string? Principal { get; init => field = ShownText.LineOrNull(value); }

    /// <summary>The endpoint; null for a document by itself.</summary>
    public string? EndpointId { get; init; }

    public string? ServiceName { get; init => field = ShownText.LineOrNull(value); }

    public string? VpcId { get; init; }

    public string? Region { get; init; }

    /// <summary>The account that owns the endpoint.</summary>
    public string? AccountId { get; init; }

    /// <summary>Why, in a few words.</summary>
    public required string Reason { get; init => field = ShownText.Line(value); }

    /// <summary>
    /// The statements that decide: those that deny; else those that allow; for a conditional decision all whose match would change it.
    /// </summary>
    public ValueList<StatementVerdict> Statements { get; init; } = [];

    /// <summary>The other statements, each with the reason why it has no say.</summary>
    public ValueList<StatementVerdict> OtherStatements { get; init; } = [];

    /// <summary>What a conditional decision depends on; empty for the others.</summary>
    public ValueList<MissingContextKey> MissingContextKeys { get; init; } = [];

    /// <summary>
    /// The context values that the decision was made with and nobody gave: from the endpoint, its client and the principal.
    /// </summary>
    public ValueList<AssumedContextKey> AssumedContextKeys { get; init; } = [];

    /// <summary>The decision of a policy about a call that comes through no particular endpoint.</summary>
    public static EndpointPolicyDecision Of(PolicyDocument document, PolicyRequest call)
    {
        var decision = PolicyEvaluator.Evaluate(document, call);
        return new()
        {
            Decision = decision.Decision,
            Action = call.Action,
            Resource = call.Resource,
            Principal = call.Principal,
            Reason = decision.Reason,
            Statements = decision.Statements.Select(StatementVerdict.Of).ToValueList(),
            OtherStatements = decision.OtherStatements.Select(StatementVerdict.Of).ToValueList(),
            MissingContextKeys = decision.MissingContextKeys,
            AssumedContextKeys = decision.AssumedContextKeys,
        };
    }

    /// <summary>The decision about a call through an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="region">The endpoint's Region; null where it is not known.</param>
    /// <param name="document">The endpoint's policy; null where it can have none, so that everything may pass.</param>
    /// <param name="call">The call.</param>
    /// <param name="clientAddress">The private address of the client; null where it is not known.</param>
    /// <param name="accountId">The account that the endpoint was described in; null where it is not known.</param>
    public static EndpointPolicyDecision Of(
        VpcEndpoint endpoint, string? region, PolicyDocument? document, PolicyRequest call, string? clientAddress = null,
        string? accountId = null)
    {
        var target = PolicyTarget.Of(endpoint);
        var decision = !target.Carries(call.Action)
            ? Without(PolicyDecisionKind.NotApplicable, call, $"the endpoint carries calls of {target.ServicePrefixes} only")
            : document is null ? Without(PolicyDecisionKind.Allowed, call, "the endpoint takes no policy, so everything may pass")
            : Of(document, EndpointContext.Through(endpoint, call, clientAddress, accountId));
        return decision with { EndpointId = endpoint.Id, ServiceName = endpoint.ServiceName, VpcId = endpoint.VpcId, Region = region };
    }

    private static EndpointPolicyDecision Without(PolicyDecisionKind decision, PolicyRequest call, string reason) =>
        new() { Decision = decision, Action = call.Action, Resource = call.Resource, Principal = call.Principal, Reason = reason };

    public override string ToString() => $"{Decision}: {Action} on {Resource}, because {Reason}";
}

/// <summary>How a statement stands to a call, for people and scripts.</summary>
/// <param name="Index">The place of the statement in the document, counted from 0.</param>
/// <param name="Sid">The statement's own identifier.</param>
/// <param name="Effect">Whether it allows or denies.</param>
/// <param name="Match">Whether it is about the call.</param>
/// <param name="Line">The line of its opening brace, counted from 1.</param>
/// <param name="Column">The column of its opening brace in characters, counted from 1.</param>
/// <param name="Why">Why it matches, does not, or may.</param>
public sealed record StatementVerdict(int Index, string? Sid, PolicyEffect Effect, StatementMatch Match, int Line, int Column, string Why)
{
    public string? Sid { get; init => field = ShownText.LineOrNull(value); } = ShownText.LineOrNull(Sid);

    public string Why { get; init => field = ShownText.Line(value); } = ShownText.Line(Why);

    /// <summary>The verdict that an outcome is.</summary>
    public static StatementVerdict Of(StatementOutcome outcome) => new(
        outcome.Statement.Index, outcome.Statement.Sid, outcome.Statement.Effect, outcome.Match,
        outcome.Statement.Position.Line, outcome.Statement.Position.Column, outcome.Why);

    public override string ToString() =>
        $"statement {Index + 1}{(string.IsNullOrEmpty(Sid) ? "" : $" ('{Sid}')")} at {Line}:{Column}: {Why}";
}
