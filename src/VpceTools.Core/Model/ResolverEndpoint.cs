namespace VpceTools.Model;

/// <summary>An inbound or outbound endpoint of the Route 53 Resolver.</summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverEndpoint.html</remarks>
public sealed record ResolverEndpoint
{
    /// <summary>The id, <c>rslvr-in-…</c> or <c>rslvr-out-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>INBOUND</c>, <c>OUTBOUND</c> or <c>INBOUND_DELEGATION</c>.</summary>
    public string Direction { get; init; } = "";

    /// <summary>The VPC that holds its interfaces.</summary>
    public string? HostVpcId { get; init; }

    /// <summary>
    /// <c>OPERATIONAL</c>, <c>CREATING</c>, <c>UPDATING</c>, <c>AUTO_RECOVERING</c>, <c>ACTION_NEEDED</c>, <c>DELETING</c>; null where
    /// Route 53 did not say.
    /// </summary>
    public string? Status { get; init; }

    /// <summary>The security groups of its interfaces.</summary>
    public ValueList<string> SecurityGroupIds { get; init; } = [];

    /// <summary><c>Do53</c>, <c>DoH</c>, <c>DoH-FIPS</c>; empty where Route 53 did not say, which means Do53.</summary>
    public ValueList<string> Protocols { get; init; } = [];

    /// <summary>The endpoint's name, for people.</summary>
    public string? Name { get; init; }
}

/// <summary>
/// The addresses of one Resolver endpoint: one answer of ListResolverEndpointIpAddresses, which does not name the endpoint.
/// </summary>
/// <param name="ResolverEndpointId">The endpoint.</param>
/// <param name="Addresses">Its addresses.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ListResolverEndpointIpAddresses.html</remarks>
public sealed record ResolverEndpointAddresses(string ResolverEndpointId, ValueList<ResolverEndpointAddress> Addresses);

/// <summary>An address of a Resolver endpoint.</summary>
/// <param name="Ip">The IPv4 address.</param>
/// <param name="Ipv6">The IPv6 address.</param>
/// <param name="SubnetId">The subnet.</param>
/// <param name="Status"><c>ATTACHED</c> where it works; null where Route 53 did not say.</param>
public sealed record ResolverEndpointAddress(string? Ip, string? Ipv6 = null, string? SubnetId = null, string? Status = null);

/// <summary>How the Resolver behaves in a VPC.</summary>
/// <param name="ResourceId">The VPC.</param>
/// <param name="AutodefinedReverse">Whether it answers reverse names of private addresses itself: <c>ENABLED</c>, <c>DISABLED</c> or on its
/// way there.</param>
/// <param name="OwnerId">The account of the VPC.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverConfig.html</remarks>
public sealed record ResolverConfig(string ResourceId, string? AutodefinedReverse, string? OwnerId = null);
