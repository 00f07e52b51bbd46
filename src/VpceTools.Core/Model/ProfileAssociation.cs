namespace VpceTools.Model;

/// <summary>A Route 53 Profile at work in a VPC.</summary>
/// <param name="Id">The id, <c>rpassoc-…</c>.</param>
/// <param name="ProfileId">The Profile, <c>rp-…</c>.</param>
/// <param name="VpcId">The VPC (Route 53 calls it the resource).</param>
/// <param name="Status"><c>COMPLETE</c>, <c>CREATING</c>, <c>UPDATING</c>, <c>DELETING</c>, <c>DELETED</c>, <c>FAILED</c>; null where Route
/// 53 did not say.</param>
/// <param name="Priority">Its place among the Profiles of the VPC: the lowest wins; null where Route 53 did not say.</param>
/// <param name="OwnerId">The account that made the association.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53profiles_ProfileAssociation.html</remarks>
public sealed record ProfileAssociation(string Id, string ProfileId, string VpcId, string? Status = null, int? Priority = null,
    string? OwnerId = null);

/// <summary>What one Route 53 Profile holds: one answer of ListProfileResourceAssociations.</summary>
/// <param name="ProfileId">The Profile.</param>
/// <param name="Resources">Its resources.</param>
/// <param name="IsTruncated">Whether there are more resources than the answer holds.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53profiles_ListProfileResourceAssociations.html</remarks>
public sealed record ProfileResources(string ProfileId, ValueList<ProfileResourceAssociation> Resources, bool IsTruncated = false);

/// <summary>
/// A hosted zone, Resolver rule, DNS Firewall rule group or interface endpoint that a Route 53 Profile brings to its VPCs.
/// </summary>
/// <param name="ResourceArn">The resource.</param>
/// <param name="Status"><c>COMPLETE</c>, <c>CREATING</c>, <c>UPDATING</c>, <c>DELETING</c>, <c>DELETED</c>, <c>FAILED</c>; null where Route
/// 53 did not say.</param>
/// <param name="Priority">The priority of a DNS Firewall rule group, which stands in ResourceProperties; null for the rest.</param>
/// <param name="OwnerId">The account of the Profile.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53profiles_ProfileResourceAssociation.html</remarks>
public sealed record ProfileResourceAssociation(string ResourceArn, string? Status = null, int? Priority = null, string? OwnerId = null)
{
    /// <summary>The id at the ARN's end: <c>Z…</c>, <c>rslvr-rr-…</c>, <c>rslvr-frg-…</c>, <c>vpce-…</c>.</summary>
    public string ResourceId => ResourceArn.Substring(ResourceArn.LastIndexOf('/') + 1);
}
