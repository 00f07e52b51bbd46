using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>What of an endpoint matters to its policy.</summary>
public sealed record PolicyTarget
{
    /// <summary>The target of which nothing is known; only what holds for every endpoint policy is checked.</summary>
    public static PolicyTarget Unknown { get; } = new();

    /// <summary>The IAM prefixes of the calls that the endpoint carries, for example <c>s3</c>; none where they are not known.</summary>
    public ValueList<string> ServicePrefixes { get; init; } = [];

    /// <summary>The Region of the service; null where it is not known.</summary>
    public string? Region { get; init; }

    /// <summary>The partition of the Region; null where it is not known.</summary>
    public string? Partition => Region is null ? null : AwsPartition.Of(Region);

    public bool IsGateway { get; init; }

    /// <summary>Actions of other services that the endpoint's policy decides as well.</summary>
    internal ValueList<string> OtherActions { get; init; } = [];

    /// <summary>
    /// The prefixes of services that are used only together with the endpoint's, so that one policy is written for all of them.
    /// </summary>
    internal ValueList<string> RelatedPrefixes { get; init; } = [];

    /// <summary>The target that an endpoint is.</summary>
    public static PolicyTarget Of(VpcEndpoint endpoint) => new()
    {
        ServicePrefixes = EndpointServices.PrefixesOf(endpoint.ServiceName),
        Region = endpoint.ServiceRegion ?? EndpointServices.Parse(endpoint.ServiceName)?.Region,
        IsGateway = endpoint.Type == EndpointType.Gateway,
        OtherActions = EndpointServices.OtherActionsOf(endpoint.ServiceName),
        RelatedPrefixes = EndpointServices.RelatedPrefixesOf(endpoint.ServiceName),
    };

    /// <summary>
    /// Whether calls of the action, or of some that the pattern matches, come through the endpoint; true where its service is not known.
    /// </summary>
    public bool Carries(string action)
    {
        var pattern = new ActionPattern(action, default);
        return ServicePrefixes.Count == 0 || ServicePrefixes.Any(pattern.CanMatchService) || OtherActions.Any(pattern.IsMatch);
    }
}

/// <summary>Whether an endpoint has a policy that decides.</summary>
public static class EndpointPolicies
{
    /// <summary>
    /// Whether the endpoint shows no policy because it takes none. EC2 shows one for every interface and gateway endpoint whose service
    /// takes policies, the default one where nobody wrote another.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="service">What AWS says about its service; null where that is not known.</param>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html</remarks>
    public static bool TakesNone(VpcEndpoint endpoint, VpcEndpointService? service) =>
        service?.VpcEndpointPolicySupported == false
        || (string.IsNullOrWhiteSpace(endpoint.PolicyDocument) && endpoint.Type is not (EndpointType.Interface or EndpointType.Gateway));
}
