using VpceTools.Model;

namespace VpceTools.Evidence.Kinds;

/// <summary>
/// Puts the answers of ListResourceRecordSets together: pages that follow each other become one part of the zone, and answers that nothing
/// names the zone of find it by the name of their SOA record, where exactly one private zone that is known has that name.
/// </summary>
internal static class HostedZoneRecordParts
{
    private const string Unnamed = "zone of ";

    /// <summary>What stands for the id of a zone that nothing names: the name of its apex.</summary>
    public static string? StandIn(DocumentNode document)
    {
        foreach (var item in document.Items("ResourceRecordSets"))
            if (item.Text("Type") == "SOA")
                return Unnamed + item.Text("Name");
        return null;
    }

    /// <summary>Whether an id is such a stand-in.</summary>
    public static bool IsStandIn(string id) => id.StartsWith(Unnamed, StringComparison.Ordinal);

    /// <summary>The parts of the zones, and what could not be read.</summary>
    public static (IEnumerable<HostedZoneRecords> Items, IEnumerable<string> Unreadable) Collect(EvidenceContents contents)
    {
        var set = contents.Of(ResourceRecordSetEvidence.Row.Slot);
        var zones = new Lazy<ILookup<string, string>>(() => ZonesByName(contents));
        var items = set.Items.Select(records => IsStandIn(records.HostedZoneId) ? Named(records, zones.Value, contents) : records)
            .OfType<HostedZoneRecords>().ToList();
        return (items.Exists(records => !records.IsComplete)
            ? items.GroupBy(records => records.HostedZoneId, StringComparer.Ordinal).SelectMany(Joined) : items, set.Unreadable);
    }

    /// <summary>Says which answers belong to no zone that is known.</summary>
    public static void Remark(EvidenceContents contents)
    {
        var zones = new Lazy<ILookup<string, string>>(() => ZonesByName(contents));
        foreach (var records in contents.Of(ResourceRecordSetEvidence.Row.Slot).Items.Where(r => IsStandIn(r.HostedZoneId)))
            if (Named(records, zones.Value, contents) is null)
                contents.Remarks.Add($"The record sets of a zone {NameOf(records)} are left out, because nothing says of which zone they "
                    + "are: put the id into the file's name, or into the document as \"HostedZoneId\".");
    }

    private static string NameOf(HostedZoneRecords records) => records.HostedZoneId.Substring(Unnamed.Length);

    private static HostedZoneRecords? Named(HostedZoneRecords records, ILookup<string, string> zones, EvidenceContents contents)
    {
        var ids = zones[Normal(NameOf(records))].Distinct(StringComparer.Ordinal).Take(2).ToList();
        if (ids.Count != 1)
            return null;
        var known = contents.Of(HostedZoneEvidence.Own.Slot).Items.FirstOrDefault(zone => zone.Id == ids[0]);
        // A count that does not fit tells another zone of the same name, one of another account perhaps.
        return known?.ResourceRecordSetCount is { } count && records.IsComplete && records.RecordSets.Count != count
            ? null : records with { HostedZoneId = ids[0] };
    }

    private static ILookup<string, string> ZonesByName(EvidenceContents contents) =>
        contents.Of(HostedZoneEvidence.Own.Slot).Items.Where(zone => zone.IsPrivate != false).Select(zone => (zone.Name, zone.Id))
            .Concat(contents.Of(HostedZoneEvidence.OfVpc.Slot).Items.SelectMany(v => v.Zones).Select(z => (z.Name, Id: z.HostedZoneId)))
            .ToLookup(zone => Normal(zone.Name), zone => zone.Id, StringComparer.Ordinal);

    private static string Normal(string name) => name.TrimEnd('.').ToLowerInvariant();

    /// <summary>The whole zone where it was read whole; else its parts, pages that follow each other as one.</summary>
    private static IEnumerable<HostedZoneRecords> Joined(IEnumerable<HostedZoneRecords> ofZone)
    {
        var parts = ofZone.ToList();
        if (parts.Exists(part => part.IsComplete))
            return parts.Where(part => part.IsComplete);
        for (var i = 0; i < parts.Count; i++)
        {
            while (parts.FindIndex(part => part.IsStartInferred && part != parts[i] && part.StartRecordName == parts[i].NextRecordName)
                is var next and >= 0)
            {
                parts[i] = parts[i] with
                {
                    RecordSets = [.. parts[i].RecordSets, .. parts[next].RecordSets.Where(set => !parts[i].RecordSets.Contains(set))],
                    NextRecordName = parts[next].NextRecordName,
                };
                parts.RemoveAt(next);
                i -= next < i ? 1 : 0;
            }
        }

        return parts.Exists(part => part.IsComplete) ? parts.Where(part => part.IsComplete) : parts.Select(Settled);
    }

    /// <summary>
    /// A page that follows none that is known begins with the first name of which no record set can have been on the page before: record
    /// sets are in the order of their types, and CNAME stands alone.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html</remarks>
    private static HostedZoneRecords Settled(HostedZoneRecords part)
    {
        if (!part.IsStartInferred)
            return part;
        var first = part.RecordSets[0];
        if (first is { Type: "A" or "CNAME", SetIdentifier: null })
            return part with { IsStartInferred = false };
        var rest = part.RecordSets.Where(set => set.Name != first.Name).ToValueList();
        return part with
        {
            RecordSets = rest,
            StartRecordName = rest.Count > 0 ? rest[0].Name : part.NextRecordName ?? ".",
            IsStartInferred = false,
        };
    }
}
