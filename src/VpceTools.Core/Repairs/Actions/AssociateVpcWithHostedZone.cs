using System.Text;
using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Repairs.Actions;

/// <summary>Has a private hosted zone answer in a further VPC of the same account.</summary>
/// <param name="HostedZoneId">The zone.</param>
/// <param name="VpcId">The VPC.</param>
/// <param name="VpcRegion">The Region of the VPC.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html</remarks>
public sealed record AssociateVpcWithHostedZone(string HostedZoneId, string VpcId, string VpcRegion)
    : HostedZoneVpcAction(HostedZoneId, VpcId, VpcRegion)
{
    /// <inheritdoc/>
    public override string Operation => "AssociateVPCWithHostedZone";

    /// <inheritdoc/>
    public override string Description => $"associate the hosted zone with {VpcId}";

    /// <summary>
    /// Whether the zone sends clients to an endpoint whose policy is not the default, and nobody said which calls that policy has to allow.
    /// </summary>
    public bool IsOverPolicy { get; init; }

    /// <inheritdoc/>
    public override string SideEffect => IsOverPolicy ? $"{Effect} {ModifyVpcEndpoint.PolicyEffect}" : Effect;

    private string Effect => $"Every client of {VpcId} is then answered from the zone for its domain and all names below it: names that it "
        + "has no record for do not resolve there any more.";

    internal override bool IsDoneIn(VpcNetwork network) => IsAssociatedIn(network);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas)
    {
        if (base.ObstacleIn(network, quotas) is { } obstacle)
            return obstacle;
        if (!IsPresentIn(network))
            return $"Hosted zone {HostedZoneId} is not in the evidence.";
        if (ListIn(network) is not { IsTruncated: false } list)
            return $"The private hosted zones of {VpcId} are not in the evidence, and Route 53 refuses a second one of the same name.";
        var (domain, owner) = (DomainIn(network), OwnerIn(network));
        if (network.Vpcs.FirstOrDefault(v => v.Id == VpcId)?.OwnerId is { Length: > 0 } other && owner is not null && other != owner)
            return $"VPC {VpcId} belongs to account {other}, and hosted zone {HostedZoneId} to account {owner}: both have to agree.";
        // Route 53 answers ConflictingDomainExists.
        var same = list.Zones.FirstOrDefault(z => !IsZone(z) && DomainName.Normalize(z.Name) == domain);
        return same is null ? null
            : $"{VpcId} has a private hosted zone {NameEvidence.ZoneId(same.HostedZoneId)} of the same name, {domain}: a VPC can have one.";
    }

    internal override VpcNetwork ApplyTo(VpcNetwork network) => WithVpc(network, isAssociated: true);

    internal override RepairAction Inverse(VpcNetwork before) =>
        new DisassociateVpcFromHostedZone(HostedZoneId, VpcId, VpcRegion) { Region = Region };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    private protected override void AppendAwsCli(StringBuilder line) => line.Append($"associate-vpc-with-hosted-zone {CliArguments}");

    private protected override void AppendPowerShell(StringBuilder line) =>
        line.Append($"Register-R53VPCWithHostedZone {PowerShellArguments}");
}

/// <summary>Takes a private hosted zone from a VPC again.</summary>
/// <param name="HostedZoneId">The zone.</param>
/// <param name="VpcId">The VPC.</param>
/// <param name="VpcRegion">The Region of the VPC.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_DisassociateVPCFromHostedZone.html</remarks>
public sealed record DisassociateVpcFromHostedZone(string HostedZoneId, string VpcId, string VpcRegion)
    : HostedZoneVpcAction(HostedZoneId, VpcId, VpcRegion)
{
    /// <inheritdoc/>
    public override string Operation => "DisassociateVPCFromHostedZone";

    /// <inheritdoc/>
    public override string Description => $"disassociate the hosted zone from {VpcId}";

    /// <inheritdoc/>
    public override string SideEffect => $"Clients of {VpcId} are no longer answered from the zone.";

    internal override bool IsDoneIn(VpcNetwork network) => !IsAssociatedIn(network);

    internal override string? ObstacleIn(VpcNetwork network, RepairQuotas quotas) => base.ObstacleIn(network, quotas)
        // Route 53 answers LastVPCAssociation.
        ?? (ZoneIn(network)?.Vpcs is { Count: 1 } vpcs && vpcs[0].VpcId == VpcId
            ? $"{VpcId} is the last VPC of hosted zone {HostedZoneId}: a private hosted zone keeps one." : null);

    internal override VpcNetwork ApplyTo(VpcNetwork network) => WithVpc(network, isAssociated: false);

    internal override RepairAction Inverse(VpcNetwork before) =>
        new AssociateVpcWithHostedZone(HostedZoneId, VpcId, VpcRegion) { Region = Region };

    internal override bool IsUndoneBy(RepairAction undo) => undo == Inverse(new());

    private protected override void AppendAwsCli(StringBuilder line) => line.Append($"disassociate-vpc-from-hosted-zone {CliArguments}");

    private protected override void AppendPowerShell(StringBuilder line) =>
        line.Append($"Unregister-R53VPCFromHostedZone {PowerShellArguments}");
}
