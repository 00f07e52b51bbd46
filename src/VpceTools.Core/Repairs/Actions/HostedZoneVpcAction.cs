using System.Text.Json;
using VpceTools.Model;

namespace VpceTools.Repairs.Actions;

/// <summary>A call that makes a private hosted zone answer in a VPC, or no longer.</summary>
/// <param name="HostedZoneId">The zone.</param>
/// <param name="VpcId">The VPC.</param>
/// <param name="VpcRegion">The Region of the VPC.</param>
public abstract record HostedZoneVpcAction(string HostedZoneId, string VpcId, string VpcRegion) : HostedZoneAction(HostedZoneId)
{
    internal override RepairPhase Phase => RepairPhase.HostedZoneVpcs;

    private protected bool IsAssociatedIn(VpcNetwork network) => ZoneIn(network)?.Vpcs?.Any(v => v.VpcId == VpcId) == true
        || ListIn(network)?.Zones.Any(IsZone) == true;

    private protected VpcHostedZones? ListIn(VpcNetwork network) => network.HostedZonesOfVpcs.FirstOrDefault(list => list.VpcId == VpcId);

    /// <summary>The zone's own list of VPCs, and the VPC's list of zones: whichever is known tells it.</summary>
    private protected VpcNetwork WithVpc(VpcNetwork network, bool isAssociated)
    {
        var zone = ZoneIn(network);
        if (isAssociated && zone?.Vpcs is null && ListIn(network) is null)
        {
            network = network with
            {
                HostedZones =
                [
                    .. network.HostedZones.Where(z => !IsZone(z)),
                    (zone ?? new HostedZone { Id = HostedZoneId, Name = DomainIn(network) ?? "", IsPrivate = true }) with { Vpcs = [] },
                ],
            };
        }

        var summary = SummaryIn(network) ?? new(HostedZoneId, DomainIn(network) ?? "", OwnerIn(network));
        return network with
        {
            HostedZones = network.HostedZones.Select(z => !IsZone(z) || z.Vpcs is not { } vpcs ? z
                : z with { Vpcs = Changed(vpcs, isAssociated, v => v.VpcId == VpcId, new(VpcId, VpcRegion)) }).ToValueList(),
            HostedZonesOfVpcs = network.HostedZonesOfVpcs.Select(list => list.VpcId != VpcId ? list
                : list with { Zones = Changed(list.Zones, isAssociated, IsZone, summary) }).ToValueList(),
        };
    }

    private protected sealed override void WriteParameters(Utf8JsonWriter json)
    {
        json.WriteString(nameof(HostedZoneId), HostedZoneId);
        json.WriteStartObject("VPC");
        json.WriteString("VPCRegion", VpcRegion);
        json.WriteString("VPCId", VpcId);
        json.WriteEndObject();
    }

    private protected string CliArguments => $"--hosted-zone-id {CommandText.Posix(HostedZoneId)} "
        + $"--vpc VPCRegion={CommandText.Posix(VpcRegion)},VPCId={CommandText.Posix(VpcId)}";

    private protected string PowerShellArguments => $"-HostedZoneId {CommandText.PowerShell(HostedZoneId)} "
        + $"-VPC_VPCRegion {CommandText.PowerShell(VpcRegion)} -VPC_VPCId {CommandText.PowerShell(VpcId)}";

    private static ValueList<T> Changed<T>(ValueList<T> list, bool add, Func<T, bool> isIt, T item) =>
        list.Any(isIt) == add ? list : add ? list.Add(item) : list.Where(i => !isIt(i)).ToValueList();
}
