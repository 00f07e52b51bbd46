using VpceTools.Model;
using Sdk = Amazon.EC2.Model;

namespace VpceTools.Aws.Mapping;

/// <summary>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ServiceDetail.html</summary>
internal static class ServiceMapper
{
    /// <summary>The service as the model has it.</summary>
    public static VpcEndpointService Map(Sdk.ServiceDetail service) => new()
    {
        ServiceName = service.ServiceName,
        ServiceTypes = (service.ServiceType ?? []).Select(t => t.ServiceType?.Value).OfType<string>().ToValueList(),
        AvailabilityZones = (service.AvailabilityZones ?? []).ToValueList(),
        AvailabilityZoneIds = (service.AvailabilityZoneIds ?? []).ToValueList(),
        PrivateDnsNames = service.PrivateDnsNames is { Count: > 0 } names
            ? names.Select(n => n.PrivateDnsName).ToValueList()
            : string.IsNullOrEmpty(service.PrivateDnsName) ? [] : [service.PrivateDnsName],
        PrivateDnsNameVerificationState = service.PrivateDnsNameVerificationState?.Value,
        VpcEndpointPolicySupported = service.VpcEndpointPolicySupported,
        SupportedIpAddressTypes = (service.SupportedIpAddressTypes ?? []).ToValueList(),
        Owner = service.Owner,
        ServiceRegion = service.ServiceRegion,
    };
}
