namespace VpceTools.Model;

/// <summary>
/// Record sets of one hosted zone: one answer of ListResourceRecordSets, which does not name the zone. It holds the whole zone, or the part
/// between two names in the order of Route 53 (labels reversed: <c>com.example.www.</c>).
/// </summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html</remarks>
public sealed record HostedZoneRecords
{
    /// <summary>The zone.</summary>
    public required string HostedZoneId { get; init; }

    /// <summary>The record sets.</summary>
    public ValueList<ResourceRecordSet> RecordSets { get; init; } = [];

    /// <summary>The name that was asked to start at; null for the zone's first.</summary>
    public string? StartRecordName { get; init; }

    /// <summary>The name at which the answer breaks off, itself not wholly held; null where it goes to the zone's end.</summary>
    public string? NextRecordName { get; init; }

    /// <summary>
    /// Whether <see cref="StartRecordName"/> is only where the record sets begin, so that the first name may lack some. A reader settles
    /// it.
    /// </summary>
    internal bool IsStartInferred { get; init; }

    /// <summary>Whether every record set of the zone is here.</summary>
    public bool IsComplete => StartRecordName is null && NextRecordName is null;
}
