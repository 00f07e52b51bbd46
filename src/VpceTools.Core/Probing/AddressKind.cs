namespace VpceTools.Probing;

/// <summary>Whose an address is.</summary>
public enum AddressKind : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>An interface of the endpoint that is probed.</summary>
    ThisEndpoint,

    /// <summary>An interface of another endpoint.</summary>
    OtherEndpoint,

    /// <summary>Public, and in the prefix list that the probed gateway endpoint routes.</summary>
    GatewayService,

    /// <summary>Private: RFC 1918, RFC 6598, RFC 4193, or a range of the VPC; no interface of an endpoint that is known.</summary>
    Private,

    /// <summary>Reachable over the internet.</summary>
    Public,

    /// <summary>Link-local: RFC 3927, RFC 4291.</summary>
    LinkLocal,

    /// <summary>The machine itself, or no address that packets can be sent to.</summary>
    Loopback,
}
