using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Repairs.Actions;

/// <summary>A call of Route 53 that changes a private hosted zone: its VPCs, or its records.</summary>
/// <param name="HostedZoneId">The zone, without <c>/hostedzone/</c>.</param>
public abstract record HostedZoneAction(string HostedZoneId) : RepairAction
{
    /// <inheritdoc/>
    public override string Service => "route53";

    /// <inheritdoc/>
    public override string ResourceId => HostedZoneId;

    /// <inheritdoc/>
    public override RepairRisk Risk => RepairRisk.Caution;

    internal override bool IsPresentIn(VpcNetwork network) => network.HostedZones.Any(IsZone)
        || SummaryIn(network) is not null || network.HostedZoneRecords.Any(r => NameEvidence.ZoneId(r.HostedZoneId) == HostedZoneId);

    /// <summary>GetHostedZone answers for zones of one's own alone, so that a zone among them belongs to the network's account.</summary>
    internal override string? OwnerIn(VpcNetwork network) => ZoneIn(network) is { } zone ? zone.OwnerId ?? network.AccountId
        : SummaryIn(network)?.OwningAccount;

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) =>
        (ZoneIn(network)?.LinkedService ?? SummaryIn(network)?.OwningService) is { Length: > 0 } service
            ? $"Hosted zone {HostedZoneId} belongs to the service {service}, which alone can change it."
            : ZoneIn(network)?.IsPrivate == false ? $"Hosted zone {HostedZoneId} is public." : null;

    private protected HostedZone? ZoneIn(VpcNetwork network) => network.HostedZones.FirstOrDefault(IsZone);

    private protected HostedZoneSummary? SummaryIn(VpcNetwork network) =>
        network.HostedZonesOfVpcs.SelectMany(list => list.Zones).FirstOrDefault(IsZone);

    private protected string? DomainIn(VpcNetwork network) =>
        (ZoneIn(network)?.Name ?? SummaryIn(network)?.Name) is { Length: > 0 } name ? DomainName.Normalize(name) : null;

    private protected bool IsZone(HostedZone zone) => NameEvidence.ZoneId(zone.Id) == HostedZoneId;

    private protected bool IsZone(HostedZoneSummary zone) => NameEvidence.ZoneId(zone.HostedZoneId) == HostedZoneId;
}
