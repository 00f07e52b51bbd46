using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>Whether an endpoint has a policy that decides.</summary>
public static class EndpointPolicies
{
    /// <summary>
    /// Whether the endpoint shows no policy because it takes none. EC2 shows one for every interface and gateway endpoint whose service takes policies, the
    /// default one where nobody wrote another.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="service">What AWS says about its service; null where that is not known.</param>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html</remarks>
    public static bool TakesNone(VpcEndpoint endpoint, VpcEndpointService? service) =>
        service?.VpcEndpointPolicySupported == false
        || (string.IsNullOrWhiteSpace(endpoint.PolicyDocument) && endpoint.Type is not (EndpointType.Interface or EndpointType.Gateway));
}
