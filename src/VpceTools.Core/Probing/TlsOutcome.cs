namespace VpceTools.Probing;

/// <summary>How a TLS handshake ended.</summary>
public enum TlsOutcome : long // ConvertTo-Json writes enums of this size by name, others as numbers.
{
    /// <summary>The handshake was completed, the certificate is valid for the name.</summary>
    Completed,

    /// <summary>The certificate is for other names.</summary>
    NameMismatch,

    /// <summary>The certificate is over.</summary>
    Expired,

    /// <summary>The validity of the certificate has not begun.</summary>
    NotYetValid,

    /// <summary>The certificate leads to no trusted authority.</summary>
    Untrusted,

    /// <summary>The connection was accepted, and then nothing came.</summary>
    TimedOut,

    /// <summary>The other side closed or reset the connection.</summary>
    Closed,

    /// <summary>What came back is not TLS, or no common version was found.</summary>
    Failed,
}
