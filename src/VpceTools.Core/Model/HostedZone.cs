namespace VpceTools.Model;

/// <summary>A Route 53 hosted zone, as GetHostedZone or ListHostedZones gives it.</summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html</remarks>
public sealed record HostedZone
{
    /// <summary>The id without <c>/hostedzone/</c>, for example <c>Z0123456789ABCDEFGHIJ</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The domain, with or without the final dot.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the zone answers only in its associated VPCs; null where Route 53 did not say.</summary>
    public bool? IsPrivate { get; init; }

    /// <summary>The account that owns the zone.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The service that made the zone, for example <c>servicediscovery.amazonaws.com</c>.</summary>
    public string? LinkedService { get; init; }

    /// <summary>The number of record sets, SOA and NS included; null where Route 53 did not say.</summary>
    public long? ResourceRecordSetCount { get; init; }

    /// <summary>
    /// The VPCs that the zone is associated with, of any account; null where only ListHostedZones was asked, which does not tell them.
    /// VPCs that have the zone from a Route 53 Profile are not among them.
    /// </summary>
    public ValueList<HostedZoneVpc>? Vpcs { get; init; }
}

/// <summary>A VPC that a private hosted zone is associated with.</summary>
/// <param name="VpcId">The VPC.</param>
/// <param name="Region">Its Region.</param>
public sealed record HostedZoneVpc(string VpcId, string? Region);
