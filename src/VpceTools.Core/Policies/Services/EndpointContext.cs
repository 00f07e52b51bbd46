using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>The context keys that an endpoint fixes for all calls through it.</summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html</remarks>
public static class EndpointContext
{
    /// <summary>
    /// <c>aws:SourceVpce</c>, <c>aws:SourceVpc</c>, <c>aws:RequestedRegion</c> where the service's name tells the Region, and no
    /// <c>aws:SourceIp</c>: that key is "always present in the request context, except when the requester uses a VPC endpoint to make the
    /// request".
    /// </summary>
    public static PolicyContext Of(VpcEndpoint endpoint)
    {
        var context = PolicyContext.Empty.With("aws:SourceVpce", endpoint.Id).With("aws:SourceIp");
        if (endpoint.VpcId.Length > 0)
            context = context.With("aws:SourceVpc", endpoint.VpcId);
        return PolicyTarget.Of(endpoint).Region is { } region ? context.With("aws:RequestedRegion", region) : context;
    }

    /// <summary>The same with <c>aws:VpcSourceIp</c>, the private address of the client.</summary>
    public static PolicyContext Of(VpcEndpoint endpoint, string clientAddress) => Of(endpoint).With("aws:VpcSourceIp", clientAddress);

    /// <summary>The request as it comes through the endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="request">The request.</param>
    /// <param name="clientAddress">The private address of the client; null where it is not known.</param>
    public static PolicyRequest Through(VpcEndpoint endpoint, PolicyRequest request, string? clientAddress = null) => request with
    {
        AssumedContext = clientAddress is null ? Of(endpoint) : Of(endpoint, clientAddress),
        IsGatewayEndpoint = endpoint.Type == EndpointType.Gateway,
    };
}
