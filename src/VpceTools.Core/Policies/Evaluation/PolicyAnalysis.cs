using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>What can be said of a policy without a request.</summary>
public static class PolicyAnalysis
{
    private const string Any = "*";

    /// <summary>Whether the policy is the default policy in effect: it allows everything to everybody and denies nothing.</summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy</remarks>
    public static bool IsDefaultPolicy(PolicyDocument document) =>
        document.Statements.Count > 0
        && document.Statements.All(statement => statement.Effect == PolicyEffect.Allow)
        && document.Statements.Any(IsUnconditional);

    /// <summary>
    /// Whether no request at all can pass: no statement allows, those that do can never match, or a deny covers everything.
    /// </summary>
    public static bool AllowsNothing(PolicyDocument document) => !CanAllow(document, Any, PolicyTarget.Unknown, PolicyContext.Empty);

    /// <summary>Whether some call of the target's service can pass; true where the service is not known and anything can.</summary>
    /// <param name="document">The policy.</param>
    /// <param name="target">The endpoint.</param>
    /// <param name="context">Context keys that all calls through the endpoint share, such as <c>aws:SourceVpce</c>.</param>
    public static bool CanAllowService(PolicyDocument document, PolicyTarget target, PolicyContext? context = null)
    {
        context ??= PolicyContext.Empty;
        return target.ServicePrefixes.Count == 0
            ? CanAllow(document, Any, target, context)
            : target.ServicePrefixes.Any(prefix =>
                CanAllow(document, prefix + ":*", target, context) && CanAllowOne(document, prefix, target, context))
                || target.OtherActions.Any(action => CanAllow(document, action, target, context));
    }

    /// <summary>
    /// The resources of a policy that are of another service, Region or partition than the target's, so that no call through it can be
    /// about them.
    /// </summary>
    public static ValueList<ResourceMismatch> FindResourceMismatches(PolicyDocument document, PolicyTarget target) =>
        document.Statements
            .Where(statement => !statement.Resource.IsNegated)
            .SelectMany(statement => statement.Resource.Patterns.Select(pattern => Compare(statement, pattern, target)))
            .OfType<ResourceMismatch>()
            .ToValueList();

    /// <summary>Whether the statement matches every request.</summary>
    internal static bool IsUnconditional(PolicyStatement statement) =>
        statement.Conditions.Count == 0
        && statement.Principal.IsEveryone
        && !statement.Action.IsNegated && statement.Action.Patterns.Any(pattern => pattern.MatchesEverything)
        && !statement.Resource.IsNegated && statement.Resource.Patterns.Any(pattern => pattern.MatchesEverything);

    // What an action takes, and what all denies together cover, is seen only of single actions: those that IAM is known to have, and those
    // that the policy names besides, because AWS adds actions.
    private static bool CanAllowOne(PolicyDocument document, string prefix, PolicyTarget target, PolicyContext context) =>
        ServiceAuthorization.ActionsOf(prefix).Concat(document.Statements.SelectMany(statement => statement.Action.Patterns)
            .Where(pattern => pattern.CanMatchService(prefix) && !ServiceAuthorization.HasAction(prefix, pattern.Pattern))
            .Select(pattern => pattern.Text))
        .Any(action => CanAllow(document, action, target, context));

    // A request about all resources of a kind is denied only when every single one is.
    private static bool CanAllow(PolicyDocument document, string action, PolicyTarget target, PolicyContext context)
    {
        var request = new PolicyRequest { Action = action, AssumedContext = context, IsGatewayEndpoint = target.IsGateway };
        var resources = ServiceAuthorization.ResourcesOf(action) is { } takes
            ? RequestedResources.AnyOf(action, takes, target.Region)
            : [.. AllIn(target).Select(RequestName.OfResource), RequestName.Exactly(Any)];
        return resources.Any(resource => PolicyEvaluator.Decide(document, new EvaluationContext(request, [resource]))
            is PolicyDecisionKind.Allowed or PolicyDecisionKind.Conditional);
    }

    // ARNs without a Region (S3 buckets, IAM roles) can be named in every Region.
    private static string[] AllIn(PolicyTarget target) => target.Region is null
        ? ["arn:*"]
        : [$"arn:{target.Partition}:*:{target.Region}:*:*", $"arn:{target.Partition}:*::*:*"];

    private static ResourceMismatch? Compare(PolicyStatement statement, ResourcePattern pattern, PolicyTarget target)
    {
        if (Arn.TryParse(pattern.Text) is not { } arn)
            return null;
        if (target.Partition is { } partition && !GlobPattern.Parse(arn.Partition).IsMatch(partition))
            return new ResourceMismatch(statement, pattern, ResourceMismatchKind.Partition, partition, arn.Partition);
        if (target.Region is { } region && arn.Region.Length > 0 && !GlobPattern.Parse(arn.Region).IsMatch(region))
            return new ResourceMismatch(statement, pattern, ResourceMismatchKind.Region, region, arn.Region);
        var service = GlobPattern.Parse(arn.Service);
        return target.ServicePrefixes.Count > 0
            && !target.ServicePrefixes.Concat(target.RelatedPrefixes)
                .Any(prefix => ServiceAuthorization.CanNameResourcesOf(prefix, service))
            ? new ResourceMismatch(statement, pattern, ResourceMismatchKind.Service, target.ServicePrefixes[0], arn.Service)
            : null;
    }
}
