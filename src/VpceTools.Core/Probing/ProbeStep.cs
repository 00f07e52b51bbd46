namespace VpceTools.Probing;

/// <summary>What a result is about: one step of a probe, or the verdict over all of them.</summary>
public enum ProbeStep : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>Resolving a name.</summary>
    Dns,

    /// <summary>Opening a connection.</summary>
    Tcp,

    /// <summary>The TLS handshake with validation of the certificate.</summary>
    Tls,

    /// <summary>One unauthenticated HTTPS request.</summary>
    Http,

    /// <summary>What the steps mean together, and with the configuration.</summary>
    Verdict,
}
