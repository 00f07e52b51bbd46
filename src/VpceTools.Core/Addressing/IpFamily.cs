namespace VpceTools.Addressing;

/// <summary>The two Internet Protocol versions that a VPC carries.</summary>
public enum IpFamily
{
    /// <summary>Internet Protocol version 4 (RFC 791).</summary>
    IPv4,

    /// <summary>Internet Protocol version 6 (RFC 8200).</summary>
    IPv6,
}
