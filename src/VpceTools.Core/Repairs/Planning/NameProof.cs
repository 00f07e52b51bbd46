using VpceTools.Model;
using VpceTools.Naming;
using VpceTools.Needs;
using VpceTools.Repairs.Actions;

namespace VpceTools.Repairs.Planning;

/// <summary>
/// Proves that a change of what decides names takes no answer from anybody: every name that it can touch is asked for before and after it,
/// in every VPC that it touches, whoever the repair is for.
/// </summary>
internal static class NameProof
{
    /// <summary>Any label below a wildcard that no record of its own is likely to have.</summary>
    private const string Below = "name-below.";

    /// <summary>The first answer that would be lost; null where none is.</summary>
    /// <param name="before">The network before the actions.</param>
    /// <param name="after">The network after them.</param>
    /// <param name="actions">The actions.</param>
    /// <param name="endpointId">The endpoint that names may be led to: whether clients get through there is proven apart.</param>
    public static string? WhyWorse(VpcNetwork before, VpcNetwork after, IReadOnlyCollection<RepairAction> actions, string endpointId)
    {
        var (was, now) = (new Lazy<NameIndex>(() => NameIndex.From(before)), new Lazy<NameIndex>(() => NameIndex.From(after)));
        foreach (var (vpcId, name) in actions.SelectMany(action => Questions(action, before)).Distinct())
        {
            if (!DomainName.TryParse(name, out var parsed))
                continue;
            var client = Naming.NameClient.InVpc(vpcId) with { AsksVpcResolver = true };
            var (former, then) = (NameResolver.Resolve(was.Value, client, parsed!, NameType.Any),
                NameResolver.Resolve(now.Value, client, parsed!, NameType.Any));
            if (IsWorse(former, then, endpointId))
            {
                return $"Clients of {vpcId} that ask for {name} {Describe(former)} now, and would be worse off: "
                    + (then.Chain.LastOrDefault(step => step.Outcome == NameStepOutcome.Decided)?.Text
                        ?? "what they would get is not known.");
            }
        }

        return null;
    }

    private static bool IsWorse(NameAnswer was, NameAnswer now, string endpointId)
    {
        if (was.Status == NameStatus.Unknown)
        {
            // Where nothing tells what clients get, nothing tells what they would lose.
            return now.Status != NameStatus.Unknown || was.Source != now.Source || was.ResourceId != now.ResourceId;
        }

        var works = was.Status is NameStatus.Public or NameStatus.Overridden
            || (was.Status == NameStatus.Resolved && was.Addresses.Any(a => a.Owner != AddressOwner.Nobody && a.EndpointId != endpointId))
            || (was.Status == NameStatus.Resolved && was.EndpointId == endpointId);
        if (!works || (was.Status == now.Status && was.EndpointId == now.EndpointId && was.Addresses.Equals(now.Addresses)))
            return false;
        if (now.Status is not (NameStatus.Resolved or NameStatus.Public))
            return true;
        // A name that leads to something else that works is somebody's decision.
        return was.Status == NameStatus.Resolved && !(was.EndpointId == endpointId && now.EndpointId == endpointId);
    }

    private static string Describe(NameAnswer answer) => answer.Status switch
    {
        NameStatus.Unknown => "may get an answer",
        NameStatus.Public => "get public addresses",
        NameStatus.Overridden => $"are led to {answer.OverrideName}",
        _ => answer.EndpointId is { } id ? $"are led to endpoint {id}" : $"get {answer.Addresses}",
    };

    /// <summary>What an action can change the answer of, and where; nothing for actions that names do not depend on.</summary>
    private static IEnumerable<(string VpcId, string Name)> Questions(RepairAction action, VpcNetwork network) => action switch
    {
        AssociateVpcWithHostedZone zone => In(network, zone.VpcId, NamesIn(network, [DomainOf(network, zone.HostedZoneId)])),
        ChangeResourceRecordSets records => In(network, null, NamesBeside(network, records)),
        ModifyVpcEndpoint { PrivateDnsEnabled: true } endpoint when network.FindEndpoint(endpoint.EndpointId) is { } found =>
            In(network, found.VpcId, NamesIn(network, PrivateNames.Of(found, ServiceOf(network, found)).Select(Apex))),
        // Whatever is associated with the VPC begins to answer: private DNS, zones, Profiles.
        ModifyVpcAttribute { Value: true } attribute => In(network, attribute.VpcId, NamesIn(network, [""])),
        _ => [],
    };

    /// <summary>The names in a VPC; in all of them where one may answer for another through a Resolver endpoint.</summary>
    private static IEnumerable<(string VpcId, string Name)> In(VpcNetwork network, string? vpcId, IEnumerable<string> names)
    {
        var vpcs = vpcId is not null && network.ResolverEndpoints.Count == 0 ? [vpcId] : network.Vpcs.Select(v => v.Id).ToList();
        return names.Distinct(StringComparer.Ordinal).SelectMany(name => vpcs.Select(vpc => (vpc, name)));
    }

    /// <summary>
    /// The names in some domains (the empty one holds all) that are known to be asked for: private names of endpoints and services, those
    /// by which clients call AWS services, and those of records.
    /// </summary>
    private static IEnumerable<string> NamesIn(VpcNetwork network, IEnumerable<string?> domains)
    {
        var inside = domains.OfType<string>().ToList();
        var region = network.Region;
        var hosts = region is null ? [] : ServiceCatalog.Services.SelectMany(s => ServiceCatalog.HostsOf(s.Code, region, network.AccountId))
            .Select(host => Example(host.Text));
        return network.Endpoints.SelectMany(e => PrivateNames.Of(e, ServiceOf(network, e)))
            .Concat(network.Services.SelectMany(s => s.PrivateDnsNames)).Concat(hosts)
            .Concat(network.HostedZoneRecords.SelectMany(part => part.RecordSets).Where(IsAnswer).Select(set => set.Name))
            .Select(name => Example(DomainName.Normalize(name)))
            .Where(name => inside.Exists(domain => domain.Length == 0 || name == domain
                || name.EndsWith("." + domain, StringComparison.Ordinal)));
    }

    /// <summary>
    /// The names of the records; those below and above them, since a new record ends what a wildcard answered beside it (RFC 4592); and the
    /// records that may lead to them.
    /// </summary>
    private static IEnumerable<string> NamesBeside(VpcNetwork network, ChangeResourceRecordSets change)
    {
        var domain = DomainOf(network, change.HostedZoneId);
        foreach (var name in change.Names)
        {
            yield return Example(name);
            yield return Below + Apex(name);
            for (var dot = name.IndexOf('.'); dot >= 0 && domain is not null && name.Length - dot - 1 >= domain.Length;
                dot = name.IndexOf('.', dot + 1))
            {
                yield return name.Substring(dot + 1);
                yield return $"{Below}{name.Substring(dot + 1)}";
            }
        }

        foreach (var set in network.HostedZoneRecords.SelectMany(part => part.RecordSets))
            if (set.Type == "CNAME" || set.AliasTarget is not null)
                yield return Example(DomainName.Normalize(set.Name));
    }

    private static bool IsAnswer(ResourceRecordSet set) => set.Type is "A" or "AAAA" or "CNAME";

    private static string Apex(string name) => name.StartsWith("*.", StringComparison.Ordinal) ? name.Substring(2) : name;

    /// <summary>A name that a wildcard, or a pattern with variables, stands for.</summary>
    private static string Example(string name)
    {
        if (name.StartsWith("*.", StringComparison.Ordinal))
            return $"{Below}{name.Substring(2)}";
        var parts = name.Split('{');
        for (var i = 1; i < parts.Length; i++)
            parts[i] = $"name-below{parts[i].Substring(parts[i].IndexOf('}') + 1)}";
        return string.Concat(parts);
    }

    private static string? DomainOf(VpcNetwork network, string zoneId) =>
        (network.HostedZones.FirstOrDefault(z => NameEvidence.ZoneId(z.Id) == zoneId)?.Name
            ?? network.HostedZonesOfVpcs.SelectMany(list => list.Zones)
                .FirstOrDefault(z => NameEvidence.ZoneId(z.HostedZoneId) == zoneId)?.Name) is { Length: > 0 } name
            ? DomainName.Normalize(name) : null;

    private static VpcEndpointService? ServiceOf(VpcNetwork network, VpcEndpoint endpoint) =>
        network.Services.FirstOrDefault(s => s.ServiceName == endpoint.ServiceName);
}
