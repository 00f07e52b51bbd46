using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Calls that an AWS service makes behind the scenes through an endpoint whose owner does not think of them.</summary>
/// <param name="Name">What needs the calls.</param>
/// <param name="EndpointService">The endpoint service that the calls go through, for example <c>s3</c>.</param>
/// <param name="Symptom">What fails when the policy stops them.</param>
/// <param name="Page">The AWS page that says so.</param>
/// <param name="NeededBy">Endpoint services whose presence in the VPC says that the calls are made; none where every client may make
/// them.</param>
/// <param name="Calls">The calls, with <c>{region}</c>, <c>{regionWithoutDashes}</c> and <c>{partition}</c> open.</param>
public sealed record ServiceTrap(
    string Name, string EndpointService, string Symptom, Uri Page, ValueList<string> NeededBy, ValueList<ServiceTrapCall> Calls)
{
    /// <summary>The requests that the calls are in a Region.</summary>
    public ValueList<PolicyRequest> RequestsIn(string region, bool isGatewayEndpoint) =>
        Calls.Select(call => RequestIn(call, region, isGatewayEndpoint)).ToValueList();

    /// <summary>The decisions of a policy that do not surely let the calls pass.</summary>
    /// <param name="document">The policy.</param>
    /// <param name="region">The Region.</param>
    /// <param name="isGatewayEndpoint">Whether the endpoint is a gateway.</param>
    /// <param name="context">Context keys that all calls through the endpoint share.</param>
    /// <param name="essentialOnly">Whether to leave out calls without which only some features fail.</param>
    public ValueList<PolicyDecision> FindBlocked(
        PolicyDocument document, string region, bool isGatewayEndpoint, PolicyContext? context = null, bool essentialOnly = false) => Calls
        .Where(call => call.IsEssential || !essentialOnly)
        .Select(call => PolicyEvaluator.Evaluate(
            document, RequestIn(call, region, isGatewayEndpoint) with { Context = context ?? PolicyContext.Empty }))
        .Where(decision => decision.Decision != PolicyDecisionKind.Allowed)
        .ToValueList();

    private static PolicyRequest RequestIn(ServiceTrapCall call, string region, bool isGatewayEndpoint) => new()
    {
        Action = call.Action,
        Resource = call.Resource
            .Replace("{regionWithoutDashes}", region.Replace("-", ""))
            .Replace("{region}", region)
            .Replace("{partition}", AwsPartition.Of(region)),
        IsGatewayEndpoint = isGatewayEndpoint,
    };
}

/// <summary>A call of a <see cref="ServiceTrap"/>.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">The resource, with <c>{region}</c>, <c>{regionWithoutDashes}</c> and <c>{partition}</c> open.</param>
/// <param name="IsEssential">Whether the service fails without it, and not only some of its features.</param>
public sealed record ServiceTrapCall(string Action, string Resource, bool IsEssential = true);
