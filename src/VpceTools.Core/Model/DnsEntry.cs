namespace VpceTools.Model;

/// <summary>A DNS name of an endpoint.</summary>
/// <param name="DnsName">The name.</param>
/// <param name="HostedZoneId">The hosted zone that holds it.</param>
public sealed record DnsEntry(string DnsName, string? HostedZoneId);
