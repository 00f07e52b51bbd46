using VpceTools.Model;
using VpceTools.Naming;

namespace VpceTools.Checks.Support;

/// <summary>Why a name does not lead clients to an endpoint.</summary>
internal enum NameFault
{
    /// <summary>Nothing is wrong: it leads there.</summary>
    None,

    /// <summary>The evidence does not tell.</summary>
    Open,

    /// <summary>The name is public where the clients are: nothing there leads to the endpoint.</summary>
    Public,

    /// <summary>The DNS attributes of the clients' VPC keep what would lead there from working.</summary>
    VpcDns,

    /// <summary>It leads to another endpoint.</summary>
    OtherEndpoint,

    /// <summary>A record holds addresses that nothing has, or that are not the endpoint's.</summary>
    StaleRecord,

    /// <summary>Some of the addresses are the endpoint's and others are not.</summary>
    PartlyStale,

    /// <summary>A zone answers, and has nothing for the name.</summary>
    NoRecord,

    /// <summary>DNS Firewall blocks it.</summary>
    Blocked,

    /// <summary>A rule sends it to servers that are not AWS's.</summary>
    ForwardedAway,

    /// <summary>A rule or Resolver endpoint leads it astray.</summary>
    Misdirected,
}

/// <summary>Tells faults apart.</summary>
internal static class NameFaults
{
    public static NameFault Of(AskedName asked, string endpointId)
    {
        var answer = asked.Answer;
        if (asked.Leads == true)
            return NameFault.None;
        if (asked.Leads is null)
        {
            if (answer.Status == NameStatus.Resolved && answer.Addresses.Any(a => a.EndpointId == endpointId)
                && answer.Addresses.Any(a => a.EndpointId != endpointId && a.Owner != AddressOwner.Unknown))
                return NameFault.PartlyStale;
            return answer is { Status: NameStatus.Unknown, Source: NameSource.ResolverRule or NameSource.Profile }
                && answer.Missing.Any(m => m.Kind == NameEvidenceKind.DnsServer)
                // Whether the server is one of AWS's own after all may be open too.
                && answer.Missing.All(m => m.Kind
                    is NameEvidenceKind.DnsServer or NameEvidenceKind.ResolverEndpoint or NameEvidenceKind.ResolverEndpointAddress)
                        ? NameFault.ForwardedAway : NameFault.Open;
        }

        if (asked.OtherEndpointId is { } other && other != endpointId)
            return NameFault.OtherEndpoint;
        if (answer.Source == NameSource.VpcDns)
            return NameFault.VpcDns;
        if (answer.Source == NameSource.DnsFirewall)
            return NameFault.Blocked;
        return answer.Status switch
        {
            NameStatus.Public when answer.Source == NameSource.Public => NameFault.Public,
            NameStatus.Resolved => NameFault.StaleRecord,
            NameStatus.NoData or NameStatus.NxDomain => NameFault.NoRecord,
            _ => NameFault.Misdirected,
        };
    }

    /// <summary>The kind of what decided an answer, as CloudFormation names it.</summary>
    public static string ResourceTypeOf(NameAnswer answer) => answer.Source switch
    {
        NameSource.PrivateHostedZone => ResourceTypes.HostedZone,
        NameSource.ResolverRule => ResourceTypes.ResolverRule,
        NameSource.Profile => ResourceTypes.Profile,
        NameSource.DnsFirewall => ResourceTypes.FirewallRuleGroup,
        NameSource.DhcpOptions => ResourceTypes.DhcpOptions,
        NameSource.VpcDns => ResourceTypes.Vpc,
        NameSource.ResolverEndpoint => ResourceTypes.ResolverEndpoint,
        NameSource.EndpointPrivateDns or NameSource.EndpointPublicName => ResourceTypes.VpcEndpoint,
        _ => ResourceTypes.Vpc,
    };
}
