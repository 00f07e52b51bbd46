namespace VpceTools.Probing;

/// <summary>What a probe, or a step of it, came to. The names never change.</summary>
public enum VerdictName : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The endpoint answers.</summary>
    EndpointAnswers,

    /// <summary>Something answers as it should; no configuration says whether it is an endpoint.</summary>
    ServiceAnswers,

    /// <summary>The name leads to another endpoint of the VPC.</summary>
    OtherEndpointAnswers,

    /// <summary>The service's name leads to public addresses.</summary>
    PrivateDnsNotInForce,

    /// <summary>The name leads to the endpoint and elsewhere, or one resolver, name or zone differs from another.</summary>
    SplitAnswers,

    /// <summary>The name leads to an address that is no endpoint's.</summary>
    WrongAddress,

    /// <summary>NXDOMAIN.</summary>
    NameNotFound,

    /// <summary>The name has no address.</summary>
    NameWithoutAddress,

    /// <summary>SERVFAIL.</summary>
    ResolverFailed,

    /// <summary>The resolver turns the query down.</summary>
    ResolverRefused,

    /// <summary>The resolver does not answer, or cannot be asked.</summary>
    ResolverTimedOut,

    /// <summary>Connections time out.</summary>
    ConnectionTimedOut,

    /// <summary>Connections are refused.</summary>
    ConnectionRefused,

    /// <summary>There is no way to the address.</summary>
    ConnectionUnreachable,

    /// <summary>Connections fail in another way.</summary>
    ConnectionFailed,

    /// <summary>Some addresses of the endpoint answer, others do not.</summary>
    SomeConnectionsFail,

    /// <summary>The connection opens, and then nothing comes.</summary>
    HandshakeTimedOut,

    /// <summary>The connection opens and is closed in the handshake.</summary>
    HandshakeClosed,

    /// <summary>What answers does not speak TLS.</summary>
    HandshakeFailed,

    /// <summary>The certificate is for other names.</summary>
    CertificateNameMismatch,

    /// <summary>The certificate is over.</summary>
    CertificateExpired,

    /// <summary>The validity of the certificate has not begun.</summary>
    CertificateNotYetValid,

    /// <summary>The certificate is not to be trusted.</summary>
    CertificateUntrusted,

    /// <summary>The policy of the endpoint turned the request down.</summary>
    EndpointPolicyDenies,

    /// <summary>TLS works, but the request is not answered.</summary>
    RequestUnanswered,

    /// <summary>The request is answered, but nothing shows that AWS answered it: a proxy on the way would look the same.</summary>
    AnswerUnproven,

    /// <summary>The environment sends requests to a proxy, past the endpoint.</summary>
    ProxyBypassesEndpoint,

    /// <summary>The machine is outside the VPC, from where the question cannot be answered.</summary>
    HostOutsideVpc,

    /// <summary>The machine could not be made to probe, or there was nothing to probe.</summary>
    NotProbed,
}
