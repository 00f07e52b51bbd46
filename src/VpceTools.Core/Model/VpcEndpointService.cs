namespace VpceTools.Model;

/// <summary>A service that endpoints can be made for, as DescribeVpcEndpointServices gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ServiceDetail.html</remarks>
public sealed record VpcEndpointService
{
    /// <summary>The service name.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The endpoint types that the service offers, as EC2 writes them.</summary>
    public ValueList<string> ServiceTypes { get; init; } = [];

    /// <summary>The names of the Availability Zones in which the service is offered (this account's names).</summary>
    public ValueList<string> AvailabilityZones { get; init; } = [];

    /// <summary>The ids of the Availability Zones in which the service is offered (the same in every account).</summary>
    public ValueList<string> AvailabilityZoneIds { get; init; } = [];

    /// <summary>The service's private DNS names, wildcards included.</summary>
    public ValueList<string> PrivateDnsNames { get; init; } = [];

    /// <summary>The verification state of the private name: <c>verified</c>, <c>pendingVerification</c>, <c>failed</c>.</summary>
    public string? PrivateDnsNameVerificationState { get; init; }

    /// <summary>Whether endpoints of the service carry a policy; null where EC2 did not say.</summary>
    public bool? VpcEndpointPolicySupported { get; init; }

    /// <summary>The IP address types that the service supports: <c>ipv4</c>, <c>ipv6</c>.</summary>
    public ValueList<string> SupportedIpAddressTypes { get; init; } = [];

    /// <summary>The owner: <c>amazon</c> or an account id.</summary>
    public string? Owner { get; init; }

    /// <summary>The Region that hosts the service.</summary>
    public string? ServiceRegion { get; init; }

    /// <summary>
    /// What two descriptions of one service say together. S3 and DynamoDB are listed twice under one name: as a gateway and as an
    /// interface service.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html</remarks>
    public VpcEndpointService CombinedWith(VpcEndpointService other) => Equals(other) ? this : this with
    {
        ServiceTypes = Union(ServiceTypes, other.ServiceTypes),
        AvailabilityZones = Union(AvailabilityZones, other.AvailabilityZones),
        AvailabilityZoneIds = Union(AvailabilityZoneIds, other.AvailabilityZoneIds),
        PrivateDnsNames = Union(PrivateDnsNames, other.PrivateDnsNames),
        PrivateDnsNameVerificationState = PrivateDnsNameVerificationState ?? other.PrivateDnsNameVerificationState,
        VpcEndpointPolicySupported = VpcEndpointPolicySupported is { } mine && other.VpcEndpointPolicySupported is { } others
            ? mine || others : VpcEndpointPolicySupported ?? other.VpcEndpointPolicySupported,
        SupportedIpAddressTypes = Union(SupportedIpAddressTypes, other.SupportedIpAddressTypes),
        Owner = Owner ?? other.Owner,
        ServiceRegion = ServiceRegion ?? other.ServiceRegion,
    };

    private static ValueList<string> Union(ValueList<string> first, ValueList<string> second) =>
        first.Equals(second) ? first : first.Union(second, StringComparer.Ordinal).ToValueList();
}
