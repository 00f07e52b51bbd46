namespace VpceTools.Probing;

/// <summary>What can be behind an observation.</summary>
public enum CauseKind : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>A check of the configuration has found it; <see cref="ProbableCause.Check"/> names it.</summary>
    Configuration,

    /// <summary>A check that bears on it could not be decided.</summary>
    Undecided,

    /// <summary>Private DNS of the endpoint is off.</summary>
    PrivateDnsOff,

    /// <summary>The VPC's DNS attributes are off.</summary>
    VpcDnsAttributes,

    /// <summary>The machine asks a resolver that is not the VPC's.</summary>
    CustomResolver,

    /// <summary>The machine is outside the VPC.</summary>
    HostOutsideVpc,

    /// <summary>The hosts file answers.</summary>
    HostsFile,

    /// <summary>A cache still holds an old answer.</summary>
    StaleCache,

    /// <summary>A private hosted zone or a resolver rule answers in place of the endpoint's.</summary>
    HostedZone,

    /// <summary>The name is misspelt, or of another Region.</summary>
    WrongName,

    /// <summary>The resolver is unreachable or broken.</summary>
    Resolver,

    /// <summary>A security group.</summary>
    SecurityGroup,

    /// <summary>A network ACL.</summary>
    NetworkAcl,

    /// <summary>A route.</summary>
    Route,

    /// <summary>The machine and the endpoint have no address family in common.</summary>
    AddressFamily,

    /// <summary>A firewall on the machine itself.</summary>
    HostFirewall,

    /// <summary>A firewall or other middlebox on the way.</summary>
    Middlebox,

    /// <summary>The path takes smaller packets than the machine sends.</summary>
    PathMtu,

    /// <summary>The address belongs to something else.</summary>
    NotAnEndpoint,

    /// <summary>The service does not answer behind one of the endpoint's interfaces, and does behind another.</summary>
    UnhealthyZone,

    /// <summary>The service listens on another port.</summary>
    WrongPort,

    /// <summary>An endpoint-specific name is used where the service's name is needed.</summary>
    EndpointSpecificName,

    /// <summary>A proxy opens TLS connections and signs with a certificate of its own.</summary>
    InterceptingProxy,

    /// <summary>The machine's clock or list of authorities is out of date.</summary>
    HostTrust,

    /// <summary>The service behind the endpoint has a bad certificate.</summary>
    ServiceCertificate,

    /// <summary>The policy of the endpoint.</summary>
    EndpointPolicy,

    /// <summary>The proxy variables of the environment.</summary>
    ProxyVariables,

    /// <summary>The configuration was read at another time, or the address was translated on the way.</summary>
    StaleDiagnosis,
}
