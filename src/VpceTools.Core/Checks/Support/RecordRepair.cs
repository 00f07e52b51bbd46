using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Repairs.Actions;

namespace VpceTools.Checks.Support;

/// <summary>
/// The records that a private hosted zone lacks, or that lead nowhere any more, as aliases of the endpoint. A record is replaced only where
/// what it holds is proven to be gone; one that leads to something else that works is somebody's decision.
/// </summary>
internal sealed class RecordRepair(CheckContext context)
{
    /// <summary>One batch for the names that a zone keeps from the endpoint; nothing where a person has to look.</summary>
    public ValueList<RepairAction> Of(IReadOnlyList<AskedName> asked)
    {
        if (asked[0].Answer is not { Source: NameSource.PrivateHostedZone, ResourceId: { } id }
            || context.Endpoint.State != EndpointState.Available || Target() is not { } target
            || context.Names.Zone(id) is not { Domain: { } domain, OwningService: null, Records: { } records } zone
            || Ownership.WhyForeign(context.Index.Network, "The zone", zone.OwnerAccount) is not null)
            return [];
        var (deleted, created) = (new List<ResourceRecordSet>(), new List<ResourceRecordSet>());
        foreach (var name in asked)
        {
            if (!DomainName.TryParse(name.Listed, out var owner) || !owner!.IsIn(domain))
                return [];
            var found = records.Find(owner);
            if (found.Kind == ZoneLookupKind.Unknown)
                return [];
            var sets = found.Kind == ZoneLookupKind.Found && found.Owner == owner.ToString() ? found.Sets : [];
            foreach (var type in AskedName.TypesOf(context.Endpoint))
            {
                var answer = NameResolver.Resolve(context.Names, name.Place.Asker, name.Answer.Name, type);
                if (answer.LeadsTo(context.Endpoint.Id) == true)
                    continue;
                var ofType = sets.FindAll(set => set.Type == type.ToString());
                if (!IsMendable(answer, id) || ofType.Count > 1 || sets.Exists(set => set.Type == "CNAME") || !ofType.TrueForAll(MayGo))
                    return [];
                deleted.AddRange(ofType);
                created.Add(new() { Name = owner.ToString(), Type = type.ToString(), AliasTarget = target });
            }
        }

        return created.Count == 0 ? []
            : [new ChangeResourceRecordSets(id) { Deleted = [.. deleted], Created = [.. created], Region = context.Region }];

        bool MayGo(ResourceRecordSet set) => RecordSets.IsSimple(set) && (set.AliasTarget is not null || AreVpcsKnown(id));
    }

    private AliasTarget? Target() =>
        context.Endpoint.DnsEntries.FirstOrDefault(e => e.DnsName.Length > 0 && EndpointNames.IsOwn(context.Endpoint, e.DnsName))
            is { HostedZoneId: { Length: > 0 } zone, DnsName: var name } && DomainName.TryParse(name, out var target)
            ? new(NameEvidence.ZoneId(zone), EndpointNames.AliasOf(target!.ToString())) : null;

    /// <summary>
    /// Whether nobody loses anything by another answer: the zone itself has none, or only addresses that are this endpoint's or nobody's.
    /// </summary>
    private bool IsMendable(NameAnswer answer, string zoneId)
    {
        if (answer is not { Source: NameSource.PrivateHostedZone } || answer.ResourceId != zoneId
            || answer.Chain.Any(step => step is { Kind: NameStepKind.Cname, Outcome: NameStepOutcome.Decided }))
            return false;
        return answer.Status is NameStatus.NxDomain or NameStatus.NoData
            || (answer is { Status: NameStatus.Resolved, HasAllAddresses: true, Addresses.Count: > 0 }
                && answer.Addresses.All(a => a.Owner == AddressOwner.Nobody || a.EndpointId == context.Endpoint.Id));
    }

    /// <summary>An address that nobody has in one VPC may be somebody's in another one that the zone answers in.</summary>
    private bool AreVpcsKnown(string zoneId) =>
        context.Index.Network.HostedZones.FirstOrDefault(z => NameEvidence.ZoneId(z.Id) == zoneId)?.Vpcs is { } vpcs
        && vpcs.All(v => context.Index.Vpcs.ContainsKey(v.VpcId));
}
