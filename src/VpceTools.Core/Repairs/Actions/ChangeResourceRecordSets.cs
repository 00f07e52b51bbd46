using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Repairs.Actions;

/// <summary>
/// Creates records of a private hosted zone, or puts others in the place of records that are named whole. Route 53 makes all of a batch or
/// nothing: it refuses to delete a record that is not just so any more, and to create one that is there, so that nothing is overwritten
/// that somebody changed meanwhile, and no other record is touched.
/// </summary>
/// <param name="HostedZoneId">The zone.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html</remarks>
public sealed partial record ChangeResourceRecordSets(string HostedZoneId) : HostedZoneAction(HostedZoneId)
{
    /// <summary>The records that go, as they are.</summary>
    public ValueList<ResourceRecordSet> Deleted { get; init; } = [];

    /// <summary>The records that come.</summary>
    public ValueList<ResourceRecordSet> Created { get; init; } = [];

    /// <inheritdoc/>
    public override string Operation => "ChangeResourceRecordSets";

    /// <inheritdoc/>
    public override string Description => string.Join(" and ", new[]
    {
        Deleted.Count > 0 ? $"delete {string.Join(", ", Deleted.Select(Label))}" : null,
        Created.Count > 0 ? $"create {string.Join(", ", Created.Select(Label))}" : null,
    }.Where(part => part is not null));

    /// <inheritdoc/>
    public override string SideEffect => "Every VPC that the zone is associated with gets the answer, those of other accounts included; "
        + "clients may hold the former one for its time to live, and that there was none for 15 minutes.";

    internal override RepairPhase Phase => RepairPhase.HostedZoneRecords;

    /// <summary>The names whose records change, in normal form.</summary>
    internal IEnumerable<string> Names =>
        Deleted.Concat(Created).Select(set => DomainName.Normalize(set.Name)).Distinct(StringComparer.Ordinal);

    internal override bool IsDoneIn(VpcNetwork network) => Names.All(name => Knows(network, name))
        && Created.All(set => Held(network, set)) && !Deleted.Any(set => Held(network, set));

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas)
    {
        if (base.ObstacleIn(network, quotas) is { } obstacle)
            return obstacle;
        if (Names.FirstOrDefault(name => !Knows(network, name)) is { } unread)
            return $"What hosted zone {HostedZoneId} holds for {unread} is not in the evidence.";
        if (Deleted.FirstOrDefault(set => !Held(network, set)) is { } changed)
            return $"Hosted zone {HostedZoneId} no longer has {Label(changed)}.";
        foreach (var set in Created)
        {
            // A name with a CNAME has no other record: RFC 1034 section 3.6.2.
            if (At(network, set).FirstOrDefault(other => !Deleted.Any(gone => RecordSets.AreSame(gone, other))
                && (other.Type == set.Type || other.Type == "CNAME" || set.Type == "CNAME")) is { } other)
                return $"Hosted zone {HostedZoneId} has {Label(other)}, which is not replaced.";
        }

        return null;
    }

    internal override VpcNetwork ApplyTo(VpcNetwork network) => network with
    {
        HostedZoneRecords = network.HostedZoneRecords.Select(part => !IsOfZone(part) ? part : part with
        {
            RecordSets =
            [
                .. part.RecordSets.Where(set => !Deleted.Any(gone => RecordSets.AreSame(gone, set))),
                .. Created.Where(set => RecordSets.Holds(part, DomainName.Normalize(set.Name))),
            ],
        }).ToValueList(),
        HostedZones = network.HostedZones.Select(zone => !IsZone(zone) || zone.ResourceRecordSetCount is not { } count ? zone
            : zone with { ResourceRecordSetCount = count + Created.Count - Deleted.Count }).ToValueList(),
    };

    internal override RepairAction Inverse(VpcNetwork before) => this with { Deleted = Created, Created = Deleted };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    private static string Label(ResourceRecordSet set) => $"the {set.Type} record {DomainName.Normalize(set.Name)} "
        + (set.AliasTarget is { } alias ? $"(alias of {DomainName.Normalize(alias.DnsName)})" : $"({set.Values})");

    private bool IsOfZone(HostedZoneRecords part) => NameEvidence.ZoneId(part.HostedZoneId) == HostedZoneId;

    private bool Knows(VpcNetwork network, string name) =>
        network.HostedZoneRecords.Any(part => IsOfZone(part) && RecordSets.Holds(part, name));

    private IEnumerable<ResourceRecordSet> At(VpcNetwork network, ResourceRecordSet set) => network.HostedZoneRecords.Where(IsOfZone)
        .SelectMany(part => part.RecordSets).Where(other => DomainName.Normalize(other.Name) == DomainName.Normalize(set.Name));

    private bool Held(VpcNetwork network, ResourceRecordSet set) => At(network, set).Any(other => RecordSets.AreSame(set, other));
}
