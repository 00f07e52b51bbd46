using VpceTools.Model;
using Xunit;

namespace VpceTools.Core.Tests.Snapshots;

public class ServiceDocumentTests
{
    [Fact]
    public void A_service_is_read_with_its_names_zones_and_address_types()
    {
        var network = SnapshotFolder.ReadOne("""
            {
                "ServiceDetails": [{
                    "ServiceName": "com.amazonaws.us-east-1.ecr.api", "ServiceId": "vpce-svc-1", "ServiceType": [{"ServiceType": "Interface"}], "ServiceRegion": "us-east-1",
                    "AvailabilityZoneIds": ["use1-az4"], "AvailabilityZones": ["us-east-1a"], "Owner": "amazon", "PrivateDnsName": "api.ecr.us-east-1.amazonaws.com",
                    "PrivateDnsNames": [{"PrivateDnsName": "api.ecr.us-east-1.amazonaws.com"}, {"PrivateDnsName": "ecr.us-east-1.api.aws"}],
                    "VpcEndpointPolicySupported": true, "PrivateDnsNameVerificationState": "verified", "SupportedIpAddressTypes": ["ipv4", "ipv6"]
                }],
                "ServiceNames": ["com.amazonaws.us-east-1.ecr.api"]
            }
            """);

        Assert.Equal(
            [
                new VpcEndpointService
                {
                    ServiceName = "com.amazonaws.us-east-1.ecr.api",
                    ServiceTypes = ["Interface"],
                    ServiceRegion = "us-east-1",
                    AvailabilityZoneIds = ["use1-az4"],
                    AvailabilityZones = ["us-east-1a"],
                    Owner = "amazon",
                    PrivateDnsNames = ["api.ecr.us-east-1.amazonaws.com", "ecr.us-east-1.api.aws"],
                    VpcEndpointPolicySupported = true,
                    PrivateDnsNameVerificationState = "verified",
                    SupportedIpAddressTypes = ["ipv4", "ipv6"],
                },
            ],
            network.Services);
        Assert.Empty(network.Remarks);
    }

    [Fact]
    public void The_gateway_and_the_interface_entry_of_S3_become_one_service()
    {
        var network = SnapshotFolder.ReadOne("""
            {"ServiceDetails": [
                {"ServiceName": "com.amazonaws.us-east-1.s3", "ServiceType": [{"ServiceType": "Gateway"}], "AvailabilityZones": ["us-east-1a"], "VpcEndpointPolicySupported": true},
                {"ServiceName": "com.amazonaws.us-east-1.s3", "ServiceType": [{"ServiceType": "Interface"}], "AvailabilityZones": ["us-east-1a", "us-east-1b"], "PrivateDnsName": "s3.us-east-1.amazonaws.com"}
            ]}
            """);

        var service = Assert.Single(network.Services);
        Assert.Equal(["Gateway", "Interface"], service.ServiceTypes);
        Assert.Equal(["us-east-1a", "us-east-1b"], service.AvailabilityZones);
        Assert.Equal(["s3.us-east-1.amazonaws.com"], service.PrivateDnsNames);
        Assert.True(service.VpcEndpointPolicySupported);
        Assert.Empty(network.Remarks);
    }
}
