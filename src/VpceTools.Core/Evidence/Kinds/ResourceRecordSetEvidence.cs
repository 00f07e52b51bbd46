using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// The output of list-resource-record-sets, one document a zone or part of one, which does not name the zone.
/// </summary>
internal static class ResourceRecordSetEvidence
{
    private const string Failover = "failover ";
    private const string Latency = "latency ";

    public static EvidenceKind<HostedZoneRecords> Row { get; } = new(ResourceKind.ResourceRecordSet, "route53", "ListResourceRecordSets")
    {
        Purpose = "the records of the hosted zones that a name lies in",
        IdOf = IdOf,
        Select = id => $"--hosted-zone-id {id}",
        CountsInPart = true,
        Get = network => network.HostedZoneRecords,
        With = (network, items) => network with { HostedZoneRecords = items },
        Check = Check,
        Settle = HostedZoneRecordParts.Remark,
        Collect = HostedZoneRecordParts.Collect,
        Forms = slot =>
        [
            new ChildDocument<HostedZoneRecords>(slot)
            {
                Completes = ResourceKind.ResourceRecordSet,
                Key = "ResourceRecordSets",
                FileName = "list-resource-record-sets",
                Parent = new("HostedZoneId", IdForm.HostedZone),
                Noun = "the record sets of a hosted zone",
                IsOurs = item => item.Has("Name") && item.Has("Type"),
                StandIn = HostedZoneRecordParts.StandIn,
                Part = records => records.IsComplete ? null : IdOf(records),
                Items = network => network.HostedZoneRecords,
                Read = Read,
                Writer = _ => Write,
            },
        ],
    };

    /// <summary>The zone's id; with the names at which a part begins and ends.</summary>
    public static string IdOf(HostedZoneRecords records) => records.IsComplete ? records.HostedZoneId
        : $"{records.HostedZoneId}/{records.StartRecordName}/{records.NextRecordName}{(records.IsStartInferred ? "/" : "")}";

    private static void Check(HostedZoneRecords records)
    {
        if (!HostedZoneRecordParts.IsStandIn(records.HostedZoneId))
            IdForm.HostedZone.Check("HostedZoneId", records.HostedZoneId);
        IdForm.Domain.Check("StartRecordName", records.StartRecordName);
        IdForm.Domain.Check("NextRecordName", records.NextRecordName);
        foreach (var set in records.RecordSets)
        {
            IdForm.Domain.Check("Name", set.Name);
            IdForm.Any.Check("Type", set.Type);
            IdForm.Domain.Check("DNSName", set.AliasTarget?.DnsName);
            IdForm.HostedZone.Check("HostedZoneId", set.AliasTarget?.HostedZoneId);
            IdForm.Any.Check("HealthCheckId", set.HealthCheckId);
        }
    }

    /// <summary>
    /// Route 53 itself says where a page ends; with <c>--max-items</c> the CLI says only that it does. Where a page begins only its first
    /// record tells: every zone has an SOA record at its apex, which comes before all other names.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html</remarks>
    private static HostedZoneRecords Read(DocumentNode document, string id)
    {
        var sets = document.List("ResourceRecordSets", ReadSet);
        var start = document.Text("StartRecordName");
        var isInferred = start is null && sets.Count > 0 && !sets.Any(set => set.Type == "SOA");
        var goesOn = document.Text("NextToken") is { Length: > 0 } || document.Flag("IsTruncated") == true;
        return new()
        {
            HostedZoneId = id,
            RecordSets = sets,
            StartRecordName = isInferred ? sets[0].Name : start,
            IsStartInferred = isInferred,
            NextRecordName = document.Text("NextRecordName") ?? (!goesOn ? null : sets.Count > 0 ? sets[sets.Count - 1].Name : "."),
        };
    }

    private static ResourceRecordSet ReadSet(DocumentNode item) => new()
    {
        Name = item.RequiredText("Name"),
        Type = item.RequiredText("Type"),
        Ttl = item.Number("TTL"),
        Values = item.List("ResourceRecords", record => record.Text("Value") ?? ""),
        AliasTarget = item.Object("AliasTarget") is { } alias ? new(
            HostedZoneEvidence.ZoneId(alias, "HostedZoneId") is { Length: > 0 } zone ? zone : throw alias.Missing("HostedZoneId"),
            alias.RequiredText("DNSName"), alias.Flag("EvaluateTargetHealth") ?? false) : null,
        SetIdentifier = item.Text("SetIdentifier"),
        Weight = item.Number("Weight"),
        MultiValueAnswer = item.Flag("MultiValueAnswer"),
        RoutingPolicy = ReadPolicy(item),
        HealthCheckId = item.Text("HealthCheckId"),
    };

    private static string? ReadPolicy(DocumentNode item)
    {
        if (item.Text("Failover") is { } failover)
            return Failover + failover;
        if (item.Text("Region") is { } region)
            return Latency + region;
        foreach (var (name, policy) in new[]
            { ("GeoLocation", "geolocation"), ("GeoProximityLocation", "geoproximity"), ("CidrRoutingConfig", "IP-based") })
            if (item.Object(name) is { } place)
                return policy + " " + string.Join(" ", place.Properties().Select(property => property.Value.ToString()));
        return item.Text("RoutingPolicy");
    }

    private static void Write(Utf8JsonWriter json, HostedZoneRecords records)
    {
        json.WriteObjects("ResourceRecordSets", records.RecordSets, Write);
        json.WriteText("StartRecordName", records.StartRecordName);
        if (records.NextRecordName is null)
            return;
        json.WriteFlag("IsTruncated", true);
        json.WriteText("NextRecordName", records.NextRecordName);
    }

    private static void Write(Utf8JsonWriter json, ResourceRecordSet set)
    {
        json.WriteText("Name", set.Name);
        json.WriteText("Type", set.Type);
        json.WriteText("SetIdentifier", set.SetIdentifier);
        json.WriteNumber("Weight", set.Weight);
        if (set.RoutingPolicy is { } policy)
        {
            var (name, value) = policy.StartsWith(Failover, StringComparison.Ordinal) ? ("Failover", policy.Substring(Failover.Length))
                : policy.StartsWith(Latency, StringComparison.Ordinal) ? ("Region", policy.Substring(Latency.Length))
                // What people read of the others does not tell the fields that Route 53 has for them.
                : ("RoutingPolicy", policy);
            json.WriteText(name, value);
        }

        json.WriteFlag("MultiValueAnswer", set.MultiValueAnswer);
        json.WriteNumber("TTL", set.Ttl);
        if (set.Values.Count > 0)
            json.WriteObjects("ResourceRecords", set.Values, (w, value) => w.WriteText("Value", value));
        if (set.AliasTarget is { } alias)
        {
            json.WriteStartObject("AliasTarget");
            json.WriteText("HostedZoneId", alias.HostedZoneId);
            json.WriteText("DNSName", alias.DnsName);
            json.WriteFlag("EvaluateTargetHealth", alias.EvaluateTargetHealth);
            json.WriteEndObject();
        }

        json.WriteText("HealthCheckId", set.HealthCheckId);
    }
}
