using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-vpc-endpoint-services.</summary>
internal static class ServiceDocument
{
    public static bool Read(SnapshotNode item, SnapshotContents contents) => contents.Add(contents.Services, item, "ServiceName", Read);

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

    private static VpcEndpointService Read(SnapshotNode item)
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
