using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>
/// Computes what a client is answered for a name, from evidence alone: a pure function. An answer is known only where nothing that is
/// missing could change it; else it is <see cref="NameStatus.Unknown"/> and names all that is missing.
/// </summary>
public static class NameResolver
{
    /// <summary>The answer to a client's question.</summary>
    /// <param name="index">The evidence.</param>
    /// <param name="client">Who asks.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">What is asked for.</param>
    public static NameAnswer Resolve(NameIndex index, NameClient client, DomainName name, NameType type = NameType.A) => type switch
    {
        NameType.A => new Resolution(index, client, IpFamily.IPv4).Answer(name),
        NameType.AAAA => ResolveIPv6(index, client, name, null),
        _ => ResolveBoth(index, client, name),
    };

    private static NameAnswer ResolveIPv6(NameIndex index, NameClient client, DomainName name, NameAnswer? ofIPv4)
    {
        var answer = new Resolution(index, client, IpFamily.IPv6).Answer(name);
        // DNS64 is for names that exist and have no IPv6 address, asked from a subnet that has it switched on:
        // https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html
        if (answer.Status != NameStatus.NoData || client.SubnetId is not { } id || client.InboundEndpointId is not null)
            return answer;
        var subnet = index.Evidence.Subnets.TryGetValue(id, out var found) ? found.Item : null;
        if (subnet is { EnableDns64: not true })
            return answer;
        ofIPv4 ??= new Resolution(index, client, IpFamily.IPv4).Answer(name);
        if (ofIPv4.Status is NameStatus.NoData or NameStatus.NxDomain or NameStatus.NoAnswer)
            return answer;
        if (subnet is null || answer.Source == NameSource.DnsFirewall)
        {
            var missing = subnet is null
                ? new MissingNameEvidence(NameEvidenceKind.Subnet, id, null, $"Whether DNS64 is on in subnet {id} is not known.")
                : new(NameEvidenceKind.Undocumented, id, null,
                    $"Whether DNS64 of subnet {id} makes up addresses for a name that DNS Firewall blocks is not documented.");
            return answer with { Status = NameStatus.Unknown, Missing = [missing], Presumed = answer with { Chain = [] } };
        }

        var text = ofIPv4.Status == NameStatus.Resolved
            ? $"DNS64 of subnet {id} makes IPv6 addresses of the IPv4 ones." : $"DNS64 of subnet {id} has the name's IPv4 answer decide.";
        return ofIPv4 with
        {
            Type = NameType.AAAA,
            Addresses = ofIPv4.Addresses.Select(a => a with { Address = Nat64Prefix.Embed(a.Address) }).ToValueList(),
            Presumed = null,
            Chain = [.. answer.Chain, new(NameStepKind.Dns64, NameStepOutcome.Decided, name.ToString(), id, client.VpcId, text),
                .. ofIPv4.Chain],
        };
    }

    /// <summary>
    /// What a program gets that asks for both: no data of one family is the other's answer; an unknown one leaves the whole unknown. Where
    /// both are known and differ otherwise, addresses stand before their lack.
    /// </summary>
    private static NameAnswer ResolveBoth(NameIndex index, NameClient client, DomainName name)
    {
        var ofIPv4 = new Resolution(index, client, IpFamily.IPv4).Answer(name);
        var ofIPv6 = ResolveIPv6(index, client, name, ofIPv4);
        var chain = ofIPv4.Chain.Concat(ofIPv6.Chain.Except(ofIPv4.Chain)).ToValueList();
        var result = Merge(ofIPv4, ofIPv6);
        return result with
        {
            Type = NameType.Any,
            Chain = chain,
            Presumed = result.Status == NameStatus.Unknown && (ofIPv4.Presumed ?? Known(ofIPv4)) is { } one
                && (ofIPv6.Presumed ?? Known(ofIPv6)) is { } other
                ? Merge(one, other) with { Type = NameType.Any, Chain = [] } : null,
        };

        static NameAnswer? Known(NameAnswer answer) => answer.Status == NameStatus.Unknown ? null : answer;
    }

    private static NameAnswer Merge(NameAnswer one, NameAnswer other)
    {
        if (one.Status == NameStatus.Unknown || other.Status == NameStatus.Unknown)
        {
            var unknown = one.Status == NameStatus.Unknown ? one : other;
            return unknown with { Missing = one.Missing.Union(other.Missing).ToValueList() };
        }

        if (one.Status == NameStatus.Resolved && other.Status == NameStatus.Resolved)
        {
            return one with
            {
                Addresses = one.Addresses.Union(other.Addresses).ToValueList(),
                HasAllAddresses = one.HasAllAddresses && other.HasAllAddresses,
                EndpointId = one.EndpointId == other.EndpointId ? one.EndpointId : null,
                Ttl = NameResult.Shorter(one.Ttl, other.Ttl),
            };
        }

        return Rank(one.Status) >= Rank(other.Status) ? one : other;
    }

    private static int Rank(NameStatus status) => status switch
    {
        NameStatus.Resolved => 5,
        NameStatus.Public => 4,
        NameStatus.Overridden => 3,
        NameStatus.NoAnswer => 2,
        NameStatus.NxDomain => 1,
        _ => 0,
    };
}
