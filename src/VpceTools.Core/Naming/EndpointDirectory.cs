using System.Collections.Concurrent;
using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>The endpoints of all networks: their private names, their own names, and the addresses behind these.</summary>
internal sealed class EndpointDirectory(NameIndex index)
{
    private readonly ConcurrentDictionary<string, PrivateDnsZones> _privateDns = new(StringComparer.Ordinal);
    private readonly Lazy<Dictionary<string, OwnName>> _ownNames = new(() => OwnNamesOf(index.Evidence));

    /// <summary>The zones behind an endpoint's private names.</summary>
    public PrivateDnsZones PrivateDns(string endpointId) => _privateDns.GetOrAdd(endpointId, id =>
    {
        var endpoint = index.Evidence.Endpoints[id];
        var service = index.Evidence.Services.TryGetValue(endpoint.Item.ServiceName, out var found) ? found : null;
        var associations = index.Evidence.EndpointAssociations[id].Select(a => a.Item).ToValueList();
        var isListed = index.Evidence.Has(NameEvidenceKind.VpcEndpointAssociation, endpoint.Network);
        return PrivateDnsZones.Of(endpoint.Item, service, isListed || associations.Count > 0 ? associations : null);
    });

    /// <summary>The endpoint that has a public name, or one above it with a wildcard (S3 lists <c>*.vpce-…</c>); null for none.</summary>
    public OwnName? FindOwnName(DomainName name)
    {
        if (_ownNames.Value.TryGetValue(name.ToString(), out var exact))
            return exact;
        for (var labels = name.LabelCount - 1; labels > 1; labels--)
        {
            if (_ownNames.Value.TryGetValue("*." + name.Suffix(labels), out var wildcard))
                return wildcard;
        }

        return null;
    }

    /// <summary>The id of the endpoint that a name of public DNS is about, whoever has it; null where the name is no endpoint's.</summary>
    public static string? EndpointIdIn(string name)
    {
        if (!name.Contains(".vpce.") && !name.Contains(".vpc-lattice-rsc."))
            return null;
        var label = Array.Find(name.Split('.'), l =>
            l.StartsWith("vpce-", StringComparison.Ordinal) && !l.StartsWith("vpce-svc-", StringComparison.Ordinal));
        if (label is null)
            return null;
        var dash = label.IndexOf('-', "vpce-".Length);
        return dash < 0 ? label : label.Substring(0, dash);
    }

    /// <summary>The addresses that a name of an endpoint is answered with.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="family">The family that is asked for.</param>
    /// <param name="name">The name that is asked for, which decides with DNS records that the service defines.</param>
    /// <param name="zone">The Availability Zone of a zonal name; null for all.</param>
    public EndpointAddresses AddressesOf(VpcEndpoint endpoint, IpFamily family, string name, string? zone)
    {
        // https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
        var records = Records(endpoint, family, name);
        if (records == false)
            return new(false, [], true, null);
        var found = new List<NameAddress>();
        var (isSeen, unseen) = (false, (string?)null);
        foreach (var id in endpoint.NetworkInterfaceIds)
        {
            if (!index.Evidence.Interfaces.TryGetValue(id, out var described))
            {
                unseen = id;
                continue;
            }

            if (zone is not null && ZoneOf(described.Item) is var itsZone && itsZone != zone)
            {
                unseen = itsZone is null ? id : unseen;
                continue;
            }

            isSeen = true;
            foreach (var address in described.Item.Addresses.Where(a => a.Family == family))
                found.Add(new(address, AddressOwner.NetworkInterface, id, endpoint.Id, described.Item.VpcId, described.Network.AccountId));
        }

        // Addresses of a resource come from prefixes of the interfaces, and nothing tells which.
        if (endpoint.ServiceName.Length == 0)
            return new(endpoint.NetworkInterfaceIds.Count > 0 ? records : null, [], false, Missing(endpoint, null));
        if (records is null && unseen is null && isSeen)
            records = found.Count == 0 ? false : endpoint.DnsRecordIpType is null && HasOneFamily(endpoint) ? true : null;
        if (records == true && unseen is null && found.Count == 0)
            return new(false, [], true, null);
        // A zone of which no interface is known may have none.
        if (records == true && zone is not null && found.Count == 0)
            records = null;
        return new(records, found.ToValueList(), unseen is null, Missing(endpoint, unseen));
    }

    /// <summary>Whether the endpoint's names have records of a family; null where the evidence does not tell.</summary>
    private static bool? Records(VpcEndpoint endpoint, IpFamily family, string name) =>
        (endpoint.DnsRecordIpType?.ToLowerInvariant(), endpoint.IpAddressType?.ToLowerInvariant()) switch
        {
            ("ipv4", _) => family == IpFamily.IPv4,
            ("ipv6", _) => family == IpFamily.IPv6,
            // An endpoint without addresses of the family has no records of it, whatever the type would have.
            (_, "ipv4") when family == IpFamily.IPv6 => false,
            (_, "ipv6") when family == IpFamily.IPv4 => false,
            ("dualstack", _) => true,
            ("service-defined", _) when IsDualstackName(name) => true,
            ("service-defined", _) => family == IpFamily.IPv4 ? true : null,
            (null or "", "ipv4" or "ipv6") => true,
            _ => null,
        };

    /// <remarks>https://docs.aws.amazon.com/general/latest/gr/rande.html</remarks>
    private static bool IsDualstackName(string name) =>
        name.EndsWith(".api.aws", StringComparison.Ordinal) || name.Split('.').Contains("dualstack");

    private bool HasOneFamily(VpcEndpoint endpoint) => endpoint.NetworkInterfaceIds
        .SelectMany(id => index.Evidence.Interfaces[id].Item.Addresses).Select(a => a.Family).Distinct().Count() == 1;

    private string? ZoneOf(NetworkInterface networkInterface) => networkInterface.AvailabilityZone
        ?? (index.Evidence.Subnets.TryGetValue(networkInterface.SubnetId, out var subnet) ? subnet.Item.AvailabilityZone : null);

    private static MissingNameEvidence Missing(VpcEndpoint endpoint, string? unseen) =>
        unseen is not null || endpoint.DnsRecordIpType is null
        ? new(NameEvidenceKind.NetworkInterface, unseen, endpoint.OwnerId,
            $"Whether {endpoint.Id} has addresses that answer the question is not known.")
        : new(NameEvidenceKind.Undocumented, endpoint.Id, endpoint.OwnerId,
            $"Which records {endpoint.Id} gives is not known: its DNS record type is '{endpoint.DnsRecordIpType}'.");

    private static Dictionary<string, OwnName> OwnNamesOf(NameEvidence evidence)
    {
        var names = new Dictionary<string, OwnName>(StringComparer.Ordinal);
        foreach (var endpoint in evidence.Endpoints.Values.Select(e => e.Item))
        {
            foreach (var name in EndpointNames.OwnNames(endpoint))
                names[name] = new(endpoint, ZoneIn(name, endpoint.Id));
            foreach (var association in evidence.EndpointAssociations[endpoint.Id].Select(a => a.Item.DnsEntry).OfType<DnsEntry>()
                .Where(d => d.DnsName.Length > 0))
                names[DomainName.Normalize(association.DnsName)] = new(endpoint, null);
        }

        return names;
    }

    /// <summary>The zone in <c>vpce-0abc-1d2e3f4g-us-east-1a.sqs.…</c>: what follows the id and eight characters.</summary>
    private static string? ZoneIn(string name, string endpointId)
    {
        var label = Array.Find(name.Split('.'), l => l.StartsWith(endpointId + "-", StringComparison.Ordinal));
        var dash = label?.IndexOf('-', endpointId.Length + 1) ?? -1;
        return dash < 0 ? null : label!.Substring(dash + 1);
    }
}

/// <summary>A public name of an endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="AvailabilityZone">The zone of a zonal name; null for the regional one.</param>
internal sealed record OwnName(VpcEndpoint Endpoint, string? AvailabilityZone);

/// <summary>The addresses that an endpoint's name is answered with.</summary>
/// <param name="HasRecords">Whether there are records of the type; null where that is not known.</param>
/// <param name="Addresses">Those that the evidence holds.</param>
/// <param name="IsWhole">Whether these are all.</param>
/// <param name="Missing">What would tell whether there are records, where that is not known.</param>
internal sealed record EndpointAddresses(bool? HasRecords, ValueList<NameAddress> Addresses, bool IsWhole, MissingNameEvidence? Missing);
