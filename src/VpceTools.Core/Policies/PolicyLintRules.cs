namespace VpceTools.Policies;

/// <summary>The AWS pages behind the lint rules.</summary>
internal static class PolicyLintRules
{
    private const string Guide = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
    private const string EndpointPolicies = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html";
    private const string Checks = Guide + "access-analyzer-reference-policy-checks.html";
    private const string Operators = Guide + "reference_policies_elements_condition_operators.html";
    private const string Actions = "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html";

    /// <summary>The page of a rule.</summary>
    public static Uri PageOf(PolicyLintRule rule) => new(rule switch
    {
        PolicyLintRule.PolicyTooLong or PolicyLintRule.SystemIdentifierPattern or PolicyLintRule.ShortWildcardText => EndpointPolicies + "#vpc-endpoint-policy-considerations",
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
        PolicyLintRule.UnknownService or PolicyLintRule.UnknownAction or PolicyLintRule.ResourceWithoutAction => Actions,
        PolicyLintRule.ForeignAction => EndpointPolicies,
        PolicyLintRule.InvalidResource or PolicyLintRule.ForeignResource => Guide + "reference_policies_elements_resource.html",
        PolicyLintRule.InvalidVariable => Guide + "reference_policies_variables.html",
        PolicyLintRule.InvalidConditionValue => Operators,
        PolicyLintRule.UnknownConditionKey => Guide + "reference_policies_condition-keys.html",
        PolicyLintRule.MissingQualifier => Guide + "reference_policies_condition-single-vs-multi-valued-context-keys.html",
        PolicyLintRule.SourceIp => "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html",
        PolicyLintRule.RepeatedSid or PolicyLintRule.Redundant or PolicyLintRule.RedundantValue or PolicyLintRule.EmptyCondition
            or PolicyLintRule.MisleadingQualifier or PolicyLintRule.WildcardWithoutLike => Checks,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "The rule has no page."),
    });
}
