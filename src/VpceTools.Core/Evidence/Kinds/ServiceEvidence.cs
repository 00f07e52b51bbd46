using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-vpc-endpoint-services.</summary>
internal static class ServiceEvidence
{
    public static EvidenceKind<VpcEndpointService> Row { get; } = new(ResourceKind.VpcEndpointService, "ec2", "DescribeVpcEndpointServices")
    {
        Purpose = "zones, private DNS names and policy support of the services",
        Key = "ServiceDetails",
        IdProperty = "ServiceName",
        IdOf = item => item.ServiceName,
        Select = id => $"--service-names {id}",
        Get = network => network.Services,
        With = (network, items) => network with { Services = items },
        Check = Check,
        Read = Read,
        Write = Write,
        Merge = (first, second) => first.CombinedWith(second),
    };

    public static void Write(Utf8JsonWriter json, VpcEndpointService service)
    {
        json.WriteText("ServiceName", service.ServiceName);
        json.WriteObjects("ServiceType", service.ServiceTypes, (w, type) => w.WriteText("ServiceType", type));
        json.WriteText("ServiceRegion", service.ServiceRegion);
        json.WriteTexts("AvailabilityZoneIds", service.AvailabilityZoneIds);
        json.WriteTexts("AvailabilityZones", service.AvailabilityZones);
        json.WriteText("Owner", service.Owner);
        json.WriteText("PrivateDnsName", service.PrivateDnsNames.Count > 0 ? service.PrivateDnsNames[0] : null);
        json.WriteObjects("PrivateDnsNames", service.PrivateDnsNames, (w, name) => w.WriteText("PrivateDnsName", name));
        json.WriteFlag("VpcEndpointPolicySupported", service.VpcEndpointPolicySupported);
        json.WriteText("PrivateDnsNameVerificationState", service.PrivateDnsNameVerificationState);
        json.WriteTexts("SupportedIpAddressTypes", service.SupportedIpAddressTypes);
    }

    private static void Check(VpcEndpointService service)
    {
        IdForm.Service.Check("ServiceName", service.ServiceName);
        IdForm.Place.Check("ServiceRegion", service.ServiceRegion);
        IdForm.Place.Check("AvailabilityZones", service.AvailabilityZones);
        IdForm.Place.Check("AvailabilityZoneIds", service.AvailabilityZoneIds);
    }

    private static VpcEndpointService Read(DocumentNode item)
    {
        var names = item.List("PrivateDnsNames", n => n.RequiredText("PrivateDnsName"));
        return new()
        {
            ServiceName = item.RequiredText("ServiceName"),
            ServiceTypes = item.List("ServiceType", t => t.RequiredText("ServiceType")),
            ServiceRegion = item.Text("ServiceRegion"),
            AvailabilityZoneIds = item.Texts("AvailabilityZoneIds"),
            AvailabilityZones = item.Texts("AvailabilityZones"),
            Owner = item.Text("Owner"),
            // Older outputs have the one name only.
            PrivateDnsNames = names.Count == 0 && item.Text("PrivateDnsName") is { Length: > 0 } name ? [name] : names,
            VpcEndpointPolicySupported = item.Flag("VpcEndpointPolicySupported"),
            PrivateDnsNameVerificationState = item.Text("PrivateDnsNameVerificationState"),
            SupportedIpAddressTypes = item.Texts("SupportedIpAddressTypes"),
        };
    }
}
