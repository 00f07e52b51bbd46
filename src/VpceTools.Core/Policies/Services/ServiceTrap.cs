using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>
/// Calls that an AWS service or its clients make behind the scenes through an endpoint whose owner does not think of them.
/// </summary>
/// <param name="Name">What needs the calls.</param>
/// <param name="EndpointService">The endpoint service that the calls go through, for example <c>s3</c>.</param>
/// <param name="Symptom">What fails when the policy stops them.</param>
/// <param name="Page">The page that says so.</param>
/// <param name="NeededBy">Endpoint services whose presence in the VPC says that the calls are made.</param>
/// <param name="MadeBy">What runs in the VPC and may make the calls.</param>
/// <param name="Calls">The calls.</param>
internal sealed record ServiceTrap(
    string Name, string EndpointService, string Symptom, Uri Page, ValueList<string> NeededBy,
        TrapWorkload MadeBy, ValueList<ServiceTrapCall> Calls)
{
    /// <summary>Whether somebody may make the calls in whose VPC nothing tells of it.</summary>
    public bool IsForAnybody { get; init; }

    /// <summary>The decisions of a policy that do not surely let the calls pass.</summary>
    /// <param name="document">The policy.</param>
    /// <param name="region">The Region.</param>
    /// <param name="through">Makes of a call one that comes through the endpoint.</param>
    public ValueList<PolicyDecision> FindBlocked(PolicyDocument document, string region, Func<PolicyRequest, PolicyRequest> through) =>
        Calls
        .Where(call => call.IsMadeIn(region))
        .Select(call => (Call: call, Decision: PolicyEvaluator.Evaluate(document, through(call.RequestIn(region)))))
        .Where(found => found.Decision.Decision != PolicyDecisionKind.Allowed && (found.Call.Caller is not null || IsSure(found.Decision)))
        .Select(found => found.Decision)
        .ToValueList();

    /// <summary>Whether a decision stops the call whatever else holds.</summary>
    public static bool IsSure(PolicyDecision decision) =>
        decision.Decision is PolicyDecisionKind.ExplicitDeny or PolicyDecisionKind.ImplicitDeny;
}

/// <summary>What runs in a VPC and makes the calls of a <see cref="ServiceTrap"/>.</summary>
[Flags]
internal enum TrapWorkload
{
    None = 0,

    /// <summary>EC2 instances, of which nobody knows from outside which operating system and agents they have.</summary>
    Instance = 1,

    /// <summary>An EKS cluster.</summary>
    Kubernetes = 2,
}

/// <summary>A call of a <see cref="ServiceTrap"/>.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">The resource, with <c>{region}</c>, <c>{regionWithoutDashes}</c> and <c>{partition}</c> open.</param>
/// <param name="Caller">
/// Who calls where it is not a principal of the user's: then conditions on one's own account and organization are decided. A call of the
/// user's own principals that depends on who they are is what a condition is for, and no trap.
/// </param>
internal sealed record ServiceTrapCall(string Action, string Resource, RequestPrincipal? Caller = null)
{
    /// <summary>The Regions in which the call is made; none for all.</summary>
    public ValueList<string> Regions { get; init; } = [];

    public bool IsMadeIn(string region) => Regions.Count == 0 || Regions.Contains(region);

    public PolicyRequest RequestIn(string region) => new()
    {
        Action = Action,
        Resource = Resource
            .Replace("{regionWithoutDashes}", region.Replace("-", ""))
            .Replace("{region}", region)
            .Replace("{partition}", AwsPartition.Of(region)),
        Caller = Caller,
    };
}
