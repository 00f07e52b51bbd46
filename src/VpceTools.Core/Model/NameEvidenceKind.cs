namespace VpceTools.Model;

/// <summary>The kinds of evidence that decide what a name is answered, and what no call can tell.</summary>
public enum NameEvidenceKind : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>VPCs, with their DHCP options and CIDR blocks.</summary>
    Vpc,

    /// <summary>The DNS attributes of a VPC.</summary>
    VpcAttribute,

    /// <summary>DHCP option sets.</summary>
    DhcpOptions,

    /// <summary>Subnets, for DNS64.</summary>
    Subnet,

    /// <summary>VPC endpoints.</summary>
    VpcEndpoint,

    /// <summary>The private DNS names of the services behind the endpoints.</summary>
    VpcEndpointService,

    /// <summary>The names that resource and service-network endpoints give access to.</summary>
    VpcEndpointAssociation,

    /// <summary>Network interfaces, with the addresses of the endpoints.</summary>
    NetworkInterface,

    /// <summary>The security groups of Resolver endpoints.</summary>
    SecurityGroup,

    /// <summary>Prefix lists that those groups name.</summary>
    PrefixList,

    /// <summary>The private hosted zones of a VPC.</summary>
    HostedZone,

    /// <summary>The record sets of a hosted zone.</summary>
    ResourceRecordSet,

    /// <summary>Resolver rules.</summary>
    ResolverRule,

    /// <summary>Which Resolver rules are at work in which VPC.</summary>
    ResolverRuleAssociation,

    /// <summary>Resolver endpoints.</summary>
    ResolverEndpoint,

    /// <summary>The addresses of a Resolver endpoint.</summary>
    ResolverEndpointAddress,

    /// <summary>Whether the Resolver answers reverse names itself.</summary>
    ResolverConfig,

    /// <summary>Which DNS Firewall rule groups are at work in which VPC.</summary>
    FirewallRuleGroupAssociation,

    /// <summary>The rules of a DNS Firewall rule group.</summary>
    FirewallRule,

    /// <summary>DNS Firewall domain lists.</summary>
    FirewallDomainList,

    /// <summary>The names of a domain list.</summary>
    FirewallDomain,

    /// <summary>Which Route 53 Profiles are at work in which VPC.</summary>
    ProfileAssociation,

    /// <summary>What a Route 53 Profile holds.</summary>
    ProfileResourceAssociation,

    /// <summary>What a DNS server outside of AWS's evidence answers: asking it tells.</summary>
    DnsServer,

    /// <summary>What an AWS resource behind an alias record answers, which this product does not read.</summary>
    AliasTarget,

    /// <summary>What a domain list or detector that AWS manages holds: AWS does not show it.</summary>
    ManagedDomainList,

    /// <summary>Which of several records, servers or priorities AWS takes at the moment.</summary>
    Selection,

    /// <summary>Who asks: some clients get another answer than others.</summary>
    Client,

    /// <summary>Behaviour that AWS does not document.</summary>
    Undocumented,
}

/// <summary>What calls supply of it.</summary>
internal static class NameEvidenceKinds
{
    /// <summary>The evidence that a call supplies, which has the same name; null where no call of AWS does.</summary>
    public static ResourceKind? Resource(this NameEvidenceKind kind) =>
        Enum.TryParse<ResourceKind>(kind.ToString(), out var resource) ? resource : null;
}
