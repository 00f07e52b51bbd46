namespace VpceTools.Probing;

/// <summary>How far a probe goes on a connection.</summary>
public enum ProbeProtocol : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>TCP, TLS, and one HTTPS request.</summary>
    Https,

    /// <summary>TCP and TLS: services that speak another protocol over TLS.</summary>
    Tls,

    /// <summary>TCP alone.</summary>
    Tcp,
}
