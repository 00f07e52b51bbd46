namespace VpceTools.Policies;

/// <summary>The rules of <see cref="PolicyLinter"/>. Their names are stable.</summary>
public enum PolicyLintRule : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The text has more than 20,480 characters.</summary>
    PolicyTooLong,

    /// <summary>The policy has no version, or the old one, so that policy variables are plain text.</summary>
    OldVersion,

    /// <summary>The policy language has no such element.</summary>
    UnknownElement,

    /// <summary>An element is duplicated.</summary>
    RepeatedElement,

    /// <summary>Two statements have the same Sid.</summary>
    RepeatedSid,

    /// <summary>No request can pass.</summary>
    AllowsNothing,

    /// <summary>No call of the endpoint's service can pass.</summary>
    NeverMatchesService,

    /// <summary>The statement cannot match any request.</summary>
    NeverMatches,

    /// <summary>Another statement denies all that the statement allows.</summary>
    Unreachable,

    /// <summary>Another statement does all that the statement does, or nothing allows what it denies.</summary>
    Redundant,

    /// <summary>Another value of the same element covers the value.</summary>
    RedundantValue,

    /// <summary>Everybody is allowed, under no condition.</summary>
    BroadPrincipal,

    /// <summary>The text is not a principal.</summary>
    InvalidPrincipal,

    /// <summary>The principal was deleted, and with it the statement's effect.</summary>
    DeletedPrincipal,

    /// <summary>Gateway endpoints take only <c>*</c>.</summary>
    GatewayPrincipal,

    /// <summary>Allow with NotPrincipal, or Deny with a NotPrincipal that lacks the account of what it exempts.</summary>
    NotPrincipal,

    /// <summary>The text is not an action.</summary>
    InvalidAction,

    /// <summary>IAM knows no such service prefix.</summary>
    UnknownService,

    /// <summary>The service has no such action.</summary>
    UnknownAction,

    /// <summary>The action is not of the endpoint's service.</summary>
    ForeignAction,

    /// <summary>The text is not an ARN.</summary>
    InvalidResource,

    /// <summary>The resource is of another service, Region or partition than the endpoint.</summary>
    ForeignResource,

    /// <summary>No action of the statement is about resources of that service.</summary>
    ResourceWithoutAction,

    /// <summary>The action takes none of the statement's resources.</summary>
    ActionWithoutResource,

    /// <summary>A policy variable stands where it is not replaced, or is not well formed.</summary>
    InvalidVariable,

    /// <summary>The value is not of the operator's type.</summary>
    InvalidConditionValue,

    /// <summary>IAM knows no such condition key.</summary>
    UnknownConditionKey,

    /// <summary>No call of the endpoint's service has the condition key.</summary>
    KeyNotInRequest,

    /// <summary>The condition is there and has nothing to compare with.</summary>
    EmptyCondition,

    /// <summary>The key can have several values and the operator has no qualifier.</summary>
    MissingQualifier,

    /// <summary>A qualifier makes the condition true, or false, whatever the request says.</summary>
    MisleadingQualifier,

    /// <summary>A wildcard stands in a value of an operator that has none.</summary>
    WildcardWithoutLike,

    /// <summary>Wildcards and numeric operators are not for keys of system-generated identifiers.</summary>
    SystemIdentifierPattern,

    /// <summary>A wildcard has fewer than six characters before and after it.</summary>
    ShortWildcardText,

    /// <summary>Requests through endpoints have no aws:SourceIp.</summary>
    SourceIp,
}

/// <summary>The AWS pages behind the lint rules.</summary>
internal static class PolicyLintRules
{
    private const string Guide = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
    private const string EndpointPolicies = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html";
    private const string Checks = Guide + "access-analyzer-reference-policy-checks.html";
    private const string Operators = Guide + "reference_policies_elements_condition_operators.html";
    private const string Actions =
        "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";

    /// <summary>The page of a rule.</summary>
    public static Uri PageOf(PolicyLintRule rule) => new(rule switch
    {
        PolicyLintRule.PolicyTooLong or PolicyLintRule.SystemIdentifierPattern or PolicyLintRule.ShortWildcardText =>
            EndpointPolicies + "#vpc-endpoint-policy-considerations",
        PolicyLintRule.GatewayPrincipal => EndpointPolicies + "#vpc-endpoint-policies-gateway",
        PolicyLintRule.BroadPrincipal => EndpointPolicies + "#default-endpoint-policy",
        PolicyLintRule.AllowsNothing or PolicyLintRule.NeverMatches or PolicyLintRule.NeverMatchesService or PolicyLintRule.Unreachable =>
            Guide + "reference_policies_evaluation-logic.html",
        PolicyLintRule.OldVersion => Guide + "reference_policies_elements_version.html",
        PolicyLintRule.UnknownElement => Guide + "reference_policies_grammar.html",
        PolicyLintRule.RepeatedElement => Guide + "troubleshoot_policies.html#duplicateelement",
        PolicyLintRule.InvalidPrincipal or PolicyLintRule.DeletedPrincipal => Guide + "reference_policies_elements_principal.html",
        PolicyLintRule.NotPrincipal => Guide + "reference_policies_elements_notprincipal.html",
        PolicyLintRule.InvalidAction => Guide + "reference_policies_elements_action.html",
        PolicyLintRule.UnknownService or PolicyLintRule.UnknownAction or PolicyLintRule.ResourceWithoutAction
            or PolicyLintRule.ActionWithoutResource =>
            Actions,
        PolicyLintRule.ForeignAction => EndpointPolicies,
        PolicyLintRule.InvalidResource or PolicyLintRule.ForeignResource => Guide + "reference_policies_elements_resource.html",
        PolicyLintRule.InvalidVariable => Guide + "reference_policies_variables.html",
        PolicyLintRule.InvalidConditionValue => Operators,
        PolicyLintRule.UnknownConditionKey or PolicyLintRule.KeyNotInRequest => Guide + "reference_policies_condition-keys.html",
        PolicyLintRule.MissingQualifier => Guide + "reference_policies_condition-single-vs-multi-valued-context-keys.html",
        PolicyLintRule.SourceIp => "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
        PolicyLintRule.RepeatedSid or PolicyLintRule.Redundant or PolicyLintRule.RedundantValue or PolicyLintRule.EmptyCondition
            or PolicyLintRule.MisleadingQualifier or PolicyLintRule.WildcardWithoutLike => Checks,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "The rule has no page."),
    });
}
