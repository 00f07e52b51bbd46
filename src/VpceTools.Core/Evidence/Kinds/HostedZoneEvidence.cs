using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The outputs of list-hosted-zones-by-vpc, which does not name the VPC; of list-hosted-zones, which does not name the zones' VPCs; and of
/// get-hosted-zone, which does.
/// </summary>
internal static class HostedZoneEvidence
{
    public static EvidenceKind<VpcHostedZones> OfVpc { get; } = new(ResourceKind.HostedZone, "route53", "ListHostedZonesByVPC")
    {
        IdOf = zones => zones.VpcId,
        Purpose = "the private hosted zones that may answer a name, one call a VPC, only where one may decide",
        Select = id => $"--vpc-id {id} --vpc-region REGION",
        CountsInPart = true,
        KeepsPages = true,
        Get = network => network.HostedZonesOfVpcs,
        With = (network, items) => network with { HostedZonesOfVpcs = items },
        Check = Check,
        WithPage = (known, page) => known with { Zones = [.. page.Zones, .. known.Zones] },
        Forms = slot =>
        [
            new ChildDocument<VpcHostedZones>(slot)
            {
                Completes = ResourceKind.HostedZone,
                Key = "HostedZoneSummaries",
                FileName = "list-hosted-zones-by-vpc",
                Parent = new("VPCId", IdForm.Vpc),
                Noun = "the private hosted zones of a VPC",
                Marker = "MaxItems",
                IsOurs = item => item.Has("HostedZoneId"),
                Items = network => network.HostedZonesOfVpcs,
                Read = (document, id) =>
                    new(id, document.List("HostedZoneSummaries", ReadSummary), document.Text("NextToken") is { Length: > 0 }),
                Writer = _ => (json, zones) =>
                {
                    json.WriteObjects("HostedZoneSummaries", zones.Zones, Write);
                    json.WriteTruncation(zones.IsTruncated);
                },
            },
        ],
    };

    public static EvidenceKind<HostedZone> Own { get; } = new(ResourceKind.OwnHostedZone, "route53", "ListHostedZones")
    {
        CallOfOne = new(ResourceKind.OwnHostedZone, "route53", "GetHostedZone")
        {
            Purpose = "only where a Route 53 Profile brings a hosted zone",
        },
        IdOf = zone => zone.Id,
        Select = id => $"--id {id}",
        Get = network => network.HostedZones,
        With = (network, items) => network with { HostedZones = items },
        Check = Check,
        Merge = Merge,
        Forms = slot =>
        [
            new ListDocument<HostedZone>(slot)
            {
                Completes = ResourceKind.OwnHostedZone,
                Key = "HostedZones",
                FileName = "list-hosted-zones",
                Items = network => network.HostedZones,
                // Other services have hosted zones too; those of Route 53 have a reference of whoever made them, or a count.
                Id = item => item.Has("Config") || item.Has("CallerReference") || item.Has("ResourceRecordSetCount") || item.Has("Name")
                    ? ZoneId(item) : null,
                Read = Read,
                Writer = _ => Write,
            },
            // Files are read in the order of their names: the list comes first, so that the order of the zones stays.
            new WholeDocument<HostedZone>(slot)
            {
                Key = "HostedZone",
                FileName = "route53-get-hosted-zone",
                Id = document => document.ObjectIfAny("HostedZone") is { } zone ? ZoneId(zone) : null,
                Items = network => network.HostedZones,
                Holds = zone => zone.Vpcs is not null,
                Read = document => Read(document.Object("HostedZone")!) with
                {
                    Vpcs = document.List("VPCs", vpc => new HostedZoneVpc(vpc.RequiredText("VPCId"), vpc.Text("VPCRegion"))),
                },
                Writer = _ => (json, zone) =>
                {
                    json.WriteStartObject("HostedZone");
                    Write(json, zone);
                    json.WriteEndObject();
                    json.WriteObjects("VPCs", zone.Vpcs ?? [], (w, vpc) =>
                    {
                        w.WriteText("VPCRegion", vpc.Region);
                        w.WriteText("VPCId", vpc.VpcId);
                    });
                },
            },
        ],
    };

    /// <summary>The id without its path, which Route 53 writes before it: <c>/hostedzone/Z0123456789ABCDEFGHIJ</c>.</summary>
    public static string? ZoneId(DocumentNode item, string property = "Id") =>
        item.Text(property) is { } id ? id.Substring(id.LastIndexOf('/') + 1) : null;

    private static void Check(VpcHostedZones zones)
    {
        IdForm.Vpc.Check("VPCId", zones.VpcId);
        foreach (var zone in zones.Zones)
        {
            IdForm.HostedZone.Check("HostedZoneId", zone.HostedZoneId);
            IdForm.Domain.Check("Name", zone.Name);
            IdForm.Owner.Check("OwningAccount", zone.OwningAccount);
            IdForm.Service.Check("OwningService", zone.OwningService);
        }
    }

    private static HostedZoneSummary ReadSummary(DocumentNode item)
    {
        var owner = item.Object("Owner");
        return new(ZoneId(item, "HostedZoneId") is { Length: > 0 } id ? id : throw item.Missing("HostedZoneId"),
            item.RequiredText("Name"), owner?.Text("OwningAccount"), owner?.Text("OwningService"));
    }

    private static void Write(Utf8JsonWriter json, HostedZoneSummary zone)
    {
        json.WriteText("HostedZoneId", zone.HostedZoneId);
        json.WriteText("Name", zone.Name);
        json.WriteStartObject("Owner");
        json.WriteText("OwningAccount", zone.OwningAccount);
        json.WriteText("OwningService", zone.OwningService);
        json.WriteEndObject();
    }

    private static void Check(HostedZone zone)
    {
        IdForm.HostedZone.Check("Id", zone.Id);
        IdForm.Domain.Check("Name", zone.Name);
        IdForm.Owner.Check("OwningAccount", zone.OwnerId);
        foreach (var vpc in zone.Vpcs ?? [])
        {
            IdForm.Vpc.Check("VPCId", vpc.VpcId);
            IdForm.Place.Check("VPCRegion", vpc.Region);
        }
    }

    /// <summary>The two calls may be some time apart, in which records come and go: the answer that has the VPCs counts.</summary>
    private static HostedZone? Merge(HostedZone first, HostedZone second)
    {
        if (first.Name != second.Name || first.IsPrivate != second.IsPrivate
            || (first.Vpcs is not null && second.Vpcs is not null && !first.Vpcs.Equals(second.Vpcs)))
            return null;
        var (whole, other) = second.Vpcs is null ? (first, second) : (second, first);
        return whole with
        {
            OwnerId = whole.OwnerId ?? other.OwnerId,
            LinkedService = whole.LinkedService ?? other.LinkedService,
            ResourceRecordSetCount = whole.ResourceRecordSetCount ?? other.ResourceRecordSetCount,
        };
    }

    private static HostedZone Read(DocumentNode item) => new()
    {
        Id = ZoneId(item) is { Length: > 0 } id ? id : throw item.Missing("Id"),
        Name = item.Text("Name") ?? "",
        IsPrivate = item.Object("Config")?.Flag("PrivateZone"),
        OwnerId = item.Object("Owner")?.Text("OwningAccount"),
        LinkedService = item.Object("LinkedService")?.Text("ServicePrincipal"),
        ResourceRecordSetCount = item.Number("ResourceRecordSetCount"),
    };

    private static void Write(Utf8JsonWriter json, HostedZone zone)
    {
        json.WriteText("Id", "/hostedzone/" + zone.Id);
        json.WriteText("Name", zone.Name);
        if (zone.IsPrivate is { } isPrivate)
        {
            json.WriteStartObject("Config");
            json.WriteFlag("PrivateZone", isPrivate);
            json.WriteEndObject();
        }

        json.WriteNumber("ResourceRecordSetCount", zone.ResourceRecordSetCount);
        WriteObject(json, "Owner", "OwningAccount", zone.OwnerId);
        WriteObject(json, "LinkedService", "ServicePrincipal", zone.LinkedService);
    }

    private static void WriteObject(Utf8JsonWriter json, string name, string property, string? value)
    {
        if (value is null)
            return;
        json.WriteStartObject(name);
        json.WriteText(property, value);
        json.WriteEndObject();
    }
}
