using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>The output of describe-vpc-endpoint-associations.</summary>
internal static class VpcEndpointAssociationEvidence
{
    public static EvidenceKind<VpcEndpointAssociation> Row { get; } =
        new(ResourceKind.VpcEndpointAssociation, "ec2", "DescribeVpcEndpointAssociations")
        {
            Purpose = "only for resource and service-network endpoints",
            NeedsEveryItem = true,
            IdOf = association => association.Id ?? $"{association.VpcEndpointId}/{association.AssociatedResourceArn}"
                + $"/{association.DnsEntry?.DnsName}/{association.PrivateDnsEntry?.DnsName}",
            Select = id => $"--vpc-endpoint-ids {id}",
            Get = network => network.EndpointAssociations,
            With = (network, items) => network with { EndpointAssociations = items },
            Check = Check,
            Forms = slot =>
            [
                new ListDocument<VpcEndpointAssociation>(slot)
            {
                Completes = ResourceKind.VpcEndpointAssociation,
                Key = "VpcEndpointAssociations",
                FileName = "describe-vpc-endpoint-associations",
                Items = network => network.EndpointAssociations,
                Id = item => item.Text("VpcEndpointId") is { Length: > 0 } ? slot.IdOf(Read(item)) : null,
                Read = Read,
                Writer = _ => Write,
            },
        ],
        };

    private static void Check(VpcEndpointAssociation association)
    {
        IdForm.Any.Check("Id", association.Id);
        IdForm.VpcEndpoint.Check("VpcEndpointId", association.VpcEndpointId);
        IdForm.Arn.Check("AssociatedResourceArn", association.AssociatedResourceArn);
        foreach (var entry in new[] { association.DnsEntry, association.PrivateDnsEntry })
        {
            IdForm.Domain.Check("DnsName", entry?.DnsName);
            IdForm.HostedZone.Check("HostedZoneId", entry?.HostedZoneId);
        }
    }

    private static VpcEndpointAssociation Read(DocumentNode item) => new(
        item.Text("VpcEndpointId") ?? "", ReadEntry(item.Object("DnsEntry")), ReadEntry(item.Object("PrivateDnsEntry")),
        item.Text("AssociatedResourceArn"), item.Text("AssociatedResourceAccessibility"), item.Text("Id"));

    private static DnsEntry? ReadEntry(DocumentNode? entry) =>
        entry?.Text("DnsName") is { Length: > 0 } name ? new(name, entry.Text("HostedZoneId")) : null;

    private static void Write(Utf8JsonWriter json, VpcEndpointAssociation association)
    {
        json.WriteText("Id", association.Id);
        json.WriteText("VpcEndpointId", association.VpcEndpointId);
        json.WriteText("AssociatedResourceAccessibility", association.Accessibility);
        WriteEntry(json, "DnsEntry", association.DnsEntry);
        WriteEntry(json, "PrivateDnsEntry", association.PrivateDnsEntry);
        json.WriteText("AssociatedResourceArn", association.AssociatedResourceArn);
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, DnsEntry? entry)
    {
        if (entry is null)
            return;
        json.WriteStartObject(name);
        json.WriteText("DnsName", entry.DnsName);
        json.WriteText("HostedZoneId", entry.HostedZoneId);
        json.WriteEndObject();
    }
}
