using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Probing;

/// <summary>A TLS handshake with an address, for a name.</summary>
public sealed record TlsAttempt
{
    /// <summary>The address.</summary>
    public required IpAddress Address { get; init; }

    /// <summary>The name that was asked for (SNI, RFC 6066) and that the certificate was held against.</summary>
    public required string ServerName { get; init; }

    /// <summary>How it ended.</summary>
    public required TlsOutcome Outcome { get; init; }

    /// <summary>The protocol version, for example <c>TLS 1.3</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>The subject of the certificate.</summary>
    public string? Subject { get; init; }

    /// <summary>Who signed the certificate.</summary>
    public string? Issuer { get; init; }

    /// <summary>The names that the certificate is for.</summary>
    public ValueList<string> CertificateNames { get; init; } = [];

    /// <summary>The begin of the certificate's validity.</summary>
    public DateTimeOffset? Begins { get; init; }

    /// <summary>The end of the certificate's validity.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>How long it took.</summary>
    public Latency? Latency { get; init; }

    /// <summary>What the system said where it failed.</summary>
    public string? Detail { get; init; }
}
