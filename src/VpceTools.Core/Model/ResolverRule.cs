namespace VpceTools.Model;

/// <summary>A rule of the Route 53 Resolver: where queries for a domain go.</summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverRule.html</remarks>
public sealed record ResolverRule
{
    /// <summary>The id, <c>rslvr-rr-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The domain, with or without the final dot; <c>.</c> is every name.</summary>
    public string? DomainName { get; init; }

    /// <summary><c>FORWARD</c>, <c>SYSTEM</c>, <c>DELEGATE</c> or, for the default that every VPC has, <c>RECURSIVE</c>.</summary>
    public string RuleType { get; init; } = "";

    /// <summary><c>COMPLETE</c>, <c>UPDATING</c>, <c>DELETING</c>, <c>FAILED</c>; null where Route 53 did not say.</summary>
    public string? Status { get; init; }

    /// <summary>The DNS servers that a FORWARD rule sends to; Resolver takes any of them.</summary>
    public ValueList<ResolverTarget> TargetIps { get; init; } = [];

    /// <summary>The outbound endpoint that queries leave by.</summary>
    public string? ResolverEndpointId { get; init; }

    /// <summary>The account that made the rule.</summary>
    public string? OwnerId { get; init; }

    /// <summary>The name of the NS record that a DELEGATE rule follows.</summary>
    public string? DelegationRecord { get; init; }

    /// <summary>The rule's name, for people.</summary>
    public string? Name { get; init; }
}

/// <summary>A DNS server that a rule forwards to.</summary>
/// <param name="Ip">Its IPv4 address.</param>
/// <param name="Ipv6">Its IPv6 address.</param>
/// <param name="Port">Its port; null means 53, for DNS over HTTPS 443.</param>
/// <param name="Protocol"><c>Do53</c>, <c>DoH</c> or <c>DoH-FIPS</c>; null means Do53.</param>
public sealed record ResolverTarget(string? Ip, string? Ipv6 = null, int? Port = null, string? Protocol = null);

/// <summary>A Resolver rule at work in a VPC.</summary>
/// <param name="Id">The id, <c>rslvr-rrassoc-…</c>.</param>
/// <param name="ResolverRuleId">The rule.</param>
/// <param name="VpcId">The VPC.</param>
/// <param name="Status"><c>COMPLETE</c>, <c>CREATING</c>, <c>DELETING</c>, <c>FAILED</c>, <c>OVERRIDDEN</c>; null where Route 53 did not
/// say.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ResolverRuleAssociation.html</remarks>
public sealed record ResolverRuleAssociation(string Id, string ResolverRuleId, string VpcId, string? Status = null);
