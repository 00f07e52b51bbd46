namespace VpceTools.Naming;

/// <summary>What a client is answered.</summary>
public enum NameStatus : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The evidence does not tell; <see cref="NameAnswer.Missing"/> says what would.</summary>
    Unknown,

    /// <summary>Addresses that the evidence holds: an endpoint's, or those of a record.</summary>
    Resolved,

    /// <summary>The name does not exist.</summary>
    NxDomain,

    /// <summary>The name exists and has no address of the type.</summary>
    NoData,

    /// <summary>What public DNS says: nothing in the VPC answers the name.</summary>
    Public,

    /// <summary>No answer comes at all, or an error such as SERVFAIL.</summary>
    NoAnswer,

    /// <summary>DNS Firewall sends the client to another name.</summary>
    Overridden,
}

/// <summary>What decides an answer.</summary>
public enum NameSource : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Public DNS: nothing in the VPC answers the name.</summary>
    Public,

    /// <summary>The private DNS names of an endpoint of the VPC.</summary>
    EndpointPrivateDns,

    /// <summary>The endpoint's own public names, <c>vpce-….vpce.amazonaws.com</c>.</summary>
    EndpointPublicName,

    /// <summary>A private hosted zone that is associated with the VPC.</summary>
    PrivateHostedZone,

    /// <summary>A Resolver rule that forwards.</summary>
    ResolverRule,

    /// <summary>A zone, rule or endpoint of a Route 53 Profile.</summary>
    Profile,

    /// <summary>Route 53 Resolver DNS Firewall.</summary>
    DnsFirewall,

    /// <summary>The DHCP option set names another resolver than the VPC's.</summary>
    DhcpOptions,

    /// <summary>The DNS attributes of the VPC.</summary>
    VpcDns,

    /// <summary>The names that the Resolver answers itself: host names of instances, localhost, reverse names.</summary>
    Autodefined,

    /// <summary>An inbound or outbound Resolver endpoint.</summary>
    ResolverEndpoint,
}
