namespace VpceTools.Model;

/// <summary>
/// The private hosted zones of one VPC, whoever owns them: one answer of ListHostedZonesByVPC. The answer itself does not name the VPC.
/// </summary>
/// <param name="VpcId">The VPC that was asked about.</param>
/// <param name="Zones">The zones.</param>
/// <param name="IsTruncated">Whether there are more zones than the answer holds (it came with a NextToken).</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByVPC.html</remarks>
public sealed record VpcHostedZones(string VpcId, ValueList<HostedZoneSummary> Zones, bool IsTruncated = false);

/// <summary>A private hosted zone as the VPC that it is associated with sees it.</summary>
/// <param name="HostedZoneId">The zone.</param>
/// <param name="Name">Its domain.</param>
/// <param name="OwningAccount">The account that owns it; null where a service does.</param>
/// <param name="OwningService">The AWS service that owns it; null where an account does.</param>
public sealed record HostedZoneSummary(string HostedZoneId, string Name, string? OwningAccount = null, string? OwningService = null);
