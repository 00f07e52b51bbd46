using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>What a policy decides about a request, and by which statements.</summary>
public sealed class PolicyDecision
{
    internal PolicyDecision(
        PolicyDecisionKind decision, PolicyRequest request,
        ValueList<StatementOutcome> statements, ValueList<StatementOutcome> otherStatements,
        ValueList<MissingContextKey> missing, ValueList<AssumedContextKey> assumed, string? decidingResource = null)
    {
        Decision = decision;
        Request = request;
        Statements = statements;
        OtherStatements = otherStatements;
        MissingContextKeys = missing;
        AssumedContextKeys = assumed;
        DecidingResource = decidingResource;
    }

    public PolicyDecisionKind Decision { get; }

    public PolicyRequest Request { get; }

    /// <summary>
    /// The statements that decide: those that deny; else those that allow; for a conditional decision all whose match would change it.
    /// </summary>
    public ValueList<StatementOutcome> Statements { get; }

    /// <summary>The other statements, each with the reason why it has no say.</summary>
    public ValueList<StatementOutcome> OtherStatements { get; }

    /// <summary>What a conditional decision depends on; empty for the others.</summary>
    public ValueList<MissingContextKey> MissingContextKeys { get; }

    /// <summary>
    /// The context values that the decision was made with and the caller did not give: from the endpoint and the principal.
    /// </summary>
    public ValueList<AssumedContextKey> AssumedContextKeys { get; }

    /// <summary>The decision as a sentence.</summary>
    public string Reason => ReasonAlone
        + (DecidingResource is null ? ""
            : $", as far as it is about {DecidingResource}: calls through an access point are about it and the bucket behind it");

    private string? DecidingResource { get; }

    private string ReasonAlone => Decision switch
    {
        PolicyDecisionKind.ExplicitDeny => $"{Statements[0].Statement} denies it",
        PolicyDecisionKind.Allowed => $"{Statements[0].Statement} allows it and no statement denies it",
        PolicyDecisionKind.ImplicitDeny => "no statement allows it",
        _ => "it depends on "
            + string.Join(", ", MissingContextKeys.Select(missing => missing.Key).Distinct(StringComparer.OrdinalIgnoreCase)),
    };

    public override string ToString() => $"{Decision}: {Reason}";
}

/// <summary>What a policy decides about a request.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html</remarks>
public enum PolicyDecisionKind : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>A statement allows it and none denies it.</summary>
    Allowed,

    /// <summary>A statement denies it.</summary>
    ExplicitDeny,

    /// <summary>No statement allows it.</summary>
    ImplicitDeny,

    /// <summary>It is allowed for some values of what the request leaves open, and not for others.</summary>
    Conditional,

    /// <summary>The endpoint carries no such calls: its policy has no say in them.</summary>
    NotApplicable,
}
