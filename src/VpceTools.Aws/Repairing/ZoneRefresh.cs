using System.Text.Json;
using VpceTools.Aws.Calling;
using VpceTools.Aws.Names;
using VpceTools.Evidence;
using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Repairs.Actions;
using VpceTools.Sources;

namespace VpceTools.Aws.Repairing;

/// <summary>Reads a hosted zone anew: its VPCs, or the records of the names that an action changes.</summary>
internal sealed class ZoneRefresh(NameCalls calls)
{
    /// <summary>The network with the zone as it is now; without it where it is gone, or not one of this account.</summary>
    /// <exception cref="CallFailedException">It could not be read.</exception>
    /// <exception cref="FormatException">It cannot be understood.</exception>
    public async Task<VpcNetwork> ReadAsync(VpcNetwork network, HostedZoneAction action)
    {
        var id = action.HostedZoneId;
        var zone = (await AskAsync(NameOperation.Zone, id).ConfigureAwait(false))?.HostedZones.FirstOrDefault();
        network = network with { HostedZones = network.HostedZones.With(id, zone, z => NameEvidence.ZoneId(z.Id)) };
        if (zone is null)
            return Without(network, id);
        return action switch
        {
            HostedZoneVpcAction { VpcId: var vpcId } => WithVpc(network, vpcId, zone),
            ChangeResourceRecordSets change => await WithRecordsAsync(network, id, change.Names).ConfigureAwait(false),
            _ => network,
        };
    }

    /// <summary>The network with the list of a VPC's zones as it is now.</summary>
    /// <exception cref="NetworkSourceException">It could not be read.</exception>
    public async Task<VpcNetwork> ZonesOfVpcAsync(VpcNetwork network, string vpcId)
    {
        VpcHostedZones? now;
        try
        {
            var read = await AskAsync(NameOperation.ZonesOfVpc, vpcId, ("VPCRegion", calls.Region)).ConfigureAwait(false);
            now = read?.HostedZonesOfVpcs.FirstOrDefault(list => list.VpcId == vpcId);
        }
        catch (CallFailedException e)
        {
            throw NetworkErrors.Of(e.Error);
        }
        catch (FormatException e)
        {
            throw new NetworkSourceException(ErrorIds.AnswerInvalid,
                $"What AWS says about the hosted zones of {vpcId} cannot be read: {e.Message}");
        }

        if (now is null)
            throw new NetworkSourceException(ErrorIds.AnswerInvalid, $"The answer does not hold the hosted zones of {vpcId}.");
        // The order of the answer means nothing, and what has not changed has to stay equal.
        return network with
        {
            HostedZonesOfVpcs = [.. network.HostedZonesOfVpcs.Select(list => list.VpcId != vpcId || AreSame(list, now) ? list : now)],
        };
    }

    private static bool AreSame(VpcHostedZones one, VpcHostedZones other) =>
        one.Zones.Count == other.Zones.Count && one.Zones.All(zone => other.Zones.Contains(zone));

    private static VpcNetwork Without(VpcNetwork network, string id) => network with
    {
        HostedZonesOfVpcs = network.HostedZonesOfVpcs
            .Select(list => list.Zones.Any(z => NameEvidence.ZoneId(z.HostedZoneId) == id)
                ? list with { Zones = list.Zones.Where(z => NameEvidence.ZoneId(z.HostedZoneId) != id).ToValueList() } : list)
                    .ToValueList(),
        HostedZoneRecords = network.HostedZoneRecords.Where(part => NameEvidence.ZoneId(part.HostedZoneId) != id).ToValueList(),
    };

    /// <summary>The VPC's own list says what the zone's says.</summary>
    private static VpcNetwork WithVpc(VpcNetwork network, string vpcId, HostedZone zone)
    {
        var isAssociated = zone.Vpcs?.Any(v => v.VpcId == vpcId) == true;
        return network with
        {
            HostedZonesOfVpcs = network.HostedZonesOfVpcs.Select(list =>
                list.VpcId != vpcId || list.Zones.Any(z => NameEvidence.ZoneId(z.HostedZoneId) == zone.Id) == isAssociated ? list
                : list with
                {
                    Zones = isAssociated ? list.Zones.Add(new(zone.Id, zone.Name, network.AccountId))
                        : list.Zones.Where(z => NameEvidence.ZoneId(z.HostedZoneId) != zone.Id).ToValueList(),
                }).ToValueList(),
        };
    }

    private async Task<VpcNetwork> WithRecordsAsync(VpcNetwork network, string id, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var read = await AskAsync(NameOperation.Records, id, ("StartRecordName", name), ("MaxItems", "100")).ConfigureAwait(false);
            if (read?.HostedZoneRecords.FirstOrDefault(part => RecordSets.Holds(part, name)) is not { } now)
                throw new FormatException($"the answer does not hold all records of {name}.");
            var parts = network.HostedZoneRecords;
            network = network with
            {
                HostedZoneRecords = parts.Any(part => IsOfZone(part, id) && RecordSets.Holds(part, name))
                    ? parts.Select(part => IsOfZone(part, id) ? Replaced(part, name, now) : part).ToValueList() : parts.Add(now),
            };
        }

        return network;
    }

    /// <summary>What has not changed stays where it is.</summary>
    private static HostedZoneRecords Replaced(HostedZoneRecords part, string name, HostedZoneRecords now)
    {
        var (former, sets) = (Of(part, name), Of(now, name));
        return !RecordSets.Holds(part, name)
            || (former.Count == sets.Count && former.TrueForAll(set => sets.Exists(other => RecordSets.AreSame(set, other)))) ? part
            : part with { RecordSets = [.. part.RecordSets.Where(set => !former.Contains(set)), .. sets] };
    }

    private static List<ResourceRecordSet> Of(HostedZoneRecords part, string name) =>
        [.. part.RecordSets.Where(set => DomainName.Normalize(set.Name) == name)];

    private static bool IsOfZone(HostedZoneRecords part, string id) => NameEvidence.ZoneId(part.HostedZoneId) == id;

    /// <summary>An answer as evidence; null where the zone is gone.</summary>
    private async Task<VpcNetwork?> AskAsync(NameOperation operation, string id, params (string Name, string Value)[] further)
    {
        JsonElement document;
        try
        {
            document = await calls.AskAsync(operation, id, further).ConfigureAwait(false);
        }
        catch (CallFailedException e) when (e.Error.Code == "NoSuchHostedZone")
        {
            return null;
        }

        var contents = new EvidenceContents("Route 53");
        try
        {
            new DocumentWalk(contents, CancellationToken.None).Read(DocumentNode.Root(document));
        }
        catch (MalformedDocumentException e)
        {
            throw new FormatException(e.Message, e);
        }

        return contents.ToNetwork();
    }
}
