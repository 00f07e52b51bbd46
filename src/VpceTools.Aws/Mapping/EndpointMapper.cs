using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html</summary>
internal static class EndpointMapper
{
    /// <summary>The endpoint as the model has it.</summary>
    public static VpcEndpoint Map(Sdk.VpcEndpoint endpoint) => new()
    {
        Id = endpoint.VpcEndpointId,
        // Before interface endpoints existed, no type was named.
        TypeName = endpoint.VpcEndpointType?.Value ?? (endpoint.RouteTableIds is { Count: > 0 } ? "Gateway"
            : endpoint.SubnetIds is { Count: > 0 } || endpoint.NetworkInterfaceIds is { Count: > 0 } ? "Interface" : ""),
        ServiceName = endpoint.ServiceName ?? "",
        ServiceRegion = endpoint.ServiceRegion,
        VpcId = endpoint.VpcId ?? "",
        StateName = State(endpoint.State?.Value),
        PolicyDocument = endpoint.PolicyDocument,
        RouteTableIds = (endpoint.RouteTableIds ?? []).ToValueList(),
        SubnetIds = (endpoint.SubnetIds ?? []).ToValueList(),
        GroupIds = (endpoint.Groups ?? []).Select(g => g.GroupId).ToValueList(),
        NetworkInterfaceIds = (endpoint.NetworkInterfaceIds ?? []).ToValueList(),
        DnsEntries = (endpoint.DnsEntries ?? []).Where(d => d.DnsName is not null).Select(d => new DnsEntry(d.DnsName, d.HostedZoneId))
            .ToValueList(),
        IpAddressType = endpoint.IpAddressType?.Value,
        DnsRecordIpType = endpoint.DnsOptions?.DnsRecordIpType?.Value,
        PrivateDnsPreference = endpoint.DnsOptions?.PrivateDnsPreference,
        PrivateDnsSpecifiedDomains = (endpoint.DnsOptions?.PrivateDnsSpecifiedDomains ?? []).ToValueList(),
        PrivateDnsOnlyForInboundResolverEndpoint = endpoint.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint,
        PrivateDnsEnabled = endpoint.PrivateDnsEnabled,
        RequesterManaged = endpoint.RequesterManaged ?? false,
        OwnerId = endpoint.OwnerId,
        LastError = endpoint.LastError is { } error
            ? string.Join(": ", new[] { error.Code, error.Message }.Where(t => !string.IsNullOrEmpty(t))) : null,
        FailureReason = endpoint.FailureReason,
        ResourceConfigurationArn = endpoint.ResourceConfigurationArn,
        ServiceNetworkArn = endpoint.ServiceNetworkArn,
        Tags = (endpoint.Tags ?? []).Select(tag => new ResourceTag(tag.Key ?? "", tag.Value ?? "")).ToValueList(),
    };

    // EC2 answers "available", of which the SDK makes its constant "Available"; this takes it back.
    private static string State(string? value) => string.IsNullOrEmpty(value) ? "" : char.ToLowerInvariant(value![0]) + value.Substring(1);
}
