using VpceTools.Model;

namespace VpceTools.Policies;

/// <summary>The context keys that an endpoint fixes for all calls through it.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
/// </remarks>
public static class EndpointContext
{
    /// <summary>
    /// <c>aws:SourceVpce</c>, <c>aws:SourceVpc</c>, <c>aws:RequestedRegion</c> where the service's name tells the Region,
    /// <c>aws:VpceAccount</c> and <c>aws:SourceVpcArn</c> where the endpoint's owner is known, and no <c>aws:SourceIp</c>: that key is
    /// "always present in the request context, except when the requester uses a VPC endpoint to make the request". Which services' calls
    /// have the two keys of the owner is the evaluator's business.
    /// </summary>
    public static PolicyContext For(VpcEndpoint endpoint)
    {
        var context = PolicyContext.Empty.With("aws:SourceVpce", endpoint.Id).With("aws:SourceIp");
        var region = PolicyTarget.Of(endpoint).Region;
        if (endpoint.VpcId.Length > 0)
            context = context.With("aws:SourceVpc", endpoint.VpcId);
        if (endpoint.OwnerId is { Length: > 0 } owner)
        {
            context = context.With("aws:VpceAccount", owner);
            // Only the VPC's owner makes endpoints in it; the VPC is in another Region than the service where the endpoint says so.
            if (endpoint.VpcId.Length > 0 && endpoint.ServiceRegion is null && region is not null)
                context = context.With("aws:SourceVpcArn", $"arn:{AwsPartition.Of(region)}:ec2:{region}:{owner}:vpc/{endpoint.VpcId}");
        }

        return region is null ? context : context.With("aws:RequestedRegion", region);
    }

    /// <summary>The request as it comes through the endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="request">The request.</param>
    /// <param name="clientAddress">The private address of the client, for <c>aws:VpcSourceIp</c>; null where it is not known.</param>
    /// <param name="accountId">The account that the endpoint was described in; null where it is not known.</param>
    public static PolicyRequest Through(VpcEndpoint endpoint, PolicyRequest request, string? clientAddress = null, string? accountId = null)
    {
        var context = For(endpoint);
        return request with
        {
            AssumedContext = clientAddress is null ? context : context.With("aws:VpcSourceIp", clientAddress),
            IsGatewayEndpoint = endpoint.Type == EndpointType.Gateway,
            OwnAccounts = new[] { endpoint.OwnerId, accountId }.OfType<string>().Where(account => account.Length > 0)
                .Distinct().ToValueList(),
        };
    }
}
