namespace VpceTools.Model;

/// <summary>
/// What a resource or service-network endpoint gives access to, and by which names, as DescribeVpcEndpointAssociations gives it.
/// </summary>
/// <param name="VpcEndpointId">The endpoint.</param>
/// <param name="DnsEntry">The endpoint's own name for the resource.</param>
/// <param name="PrivateDnsEntry">The resource's custom domain name, with private DNS on.</param>
/// <param name="AssociatedResourceArn">The resource configuration or service.</param>
/// <param name="Accessibility"><c>Accessible</c>, or why not.</param>
/// <param name="Id">The id, <c>vpce-rsc-asc-…</c>; null where EC2 did not say.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointAssociation.html</remarks>
public sealed record VpcEndpointAssociation(
    string VpcEndpointId, DnsEntry? DnsEntry, DnsEntry? PrivateDnsEntry = null,
    string? AssociatedResourceArn = null, string? Accessibility = null, string? Id = null);
