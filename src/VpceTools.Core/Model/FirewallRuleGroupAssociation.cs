namespace VpceTools.Model;

/// <summary>A rule group of Route 53 Resolver DNS Firewall at work in a VPC.</summary>
/// <param name="Id">The id, <c>rslvr-frgassoc-…</c>.</param>
/// <param name="FirewallRuleGroupId">The rule group.</param>
/// <param name="VpcId">The VPC.</param>
/// <param name="Priority">Its place among the groups of the VPC: the lowest is asked first.</param>
/// <param name="Status"><c>COMPLETE</c>, <c>UPDATING</c>, <c>DELETING</c>; null where Route 53 did not say.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_FirewallRuleGroupAssociation.html</remarks>
public sealed record FirewallRuleGroupAssociation(string Id, string FirewallRuleGroupId, string VpcId, int? Priority,
    string? Status = null);

/// <summary>The rules of one DNS Firewall rule group: one answer of ListFirewallRules.</summary>
/// <param name="FirewallRuleGroupId">The rule group.</param>
/// <param name="Rules">Its rules.</param>
/// <param name="IsTruncated">Whether there are more rules than the answer holds.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ListFirewallRules.html</remarks>
public sealed record FirewallRuleGroupRules(string FirewallRuleGroupId, ValueList<FirewallRule> Rules, bool IsTruncated = false);

/// <summary>A rule of DNS Firewall: what is done with queries for the names of a domain list.</summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_FirewallRule.html</remarks>
public sealed record FirewallRule
{
    /// <summary>The rule's name, for people.</summary>
    public string? Name { get; init; }

    /// <summary>Its place among the rules of the group: the lowest is asked first.</summary>
    public int? Priority { get; init; }

    /// <summary>The domain list; null for a rule of DNS Firewall Advanced.</summary>
    public string? FirewallDomainListId { get; init; }

    /// <summary><c>ALLOW</c>, <c>ALERT</c> or <c>BLOCK</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>What a blocked query is answered: <c>NODATA</c>, <c>NXDOMAIN</c> or <c>OVERRIDE</c>.</summary>
    public string? BlockResponse { get; init; }

    /// <summary>The name that <c>OVERRIDE</c> sends the client to.</summary>
    public string? BlockOverrideDomain { get; init; }

    /// <summary>The one query type that the rule is about, as a word or <c>TYPE28</c>; null for all.</summary>
    public string? Qtype { get; init; }

    /// <summary><c>INSPECT_REDIRECTION_DOMAIN</c>, which is the default, or <c>TRUST_REDIRECTION_DOMAIN</c>.</summary>
    public string? FirewallDomainRedirectionAction { get; init; }

    /// <summary>What DNS Firewall Advanced looks for in place of a list: <c>DGA</c>, <c>DNS_TUNNELING</c>, <c>DICTIONARY_DGA</c>.</summary>
    public string? DnsThreatProtection { get; init; }
}

/// <summary>A domain list of DNS Firewall.</summary>
/// <param name="Id">The id, <c>rslvr-fdl-…</c>.</param>
/// <param name="Name">The list's name.</param>
/// <param name="ManagedOwnerName">Who manages the list, for example <c>Route 53 Resolver DNS Firewall</c>; null for a list of the account's
/// own. What a managed list holds cannot be read.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_FirewallDomainListMetadata.html</remarks>
public sealed record FirewallDomainList(string Id, string? Name = null, string? ManagedOwnerName = null);

/// <summary>The names of one domain list: one answer of ListFirewallDomains, which does not name the list.</summary>
/// <param name="FirewallDomainListId">The list.</param>
/// <param name="Domains">Its names; <c>*.example.com</c> is everything below <c>example.com</c>, <c>*</c> every name.</param>
/// <param name="IsTruncated">Whether there are more names than the answer holds.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_ListFirewallDomains.html</remarks>
public sealed record FirewallDomains(string FirewallDomainListId, ValueList<string> Domains, bool IsTruncated = false);

/// <summary>What DNS Firewall does in a VPC when it fails itself.</summary>
/// <param name="ResourceId">The VPC.</param>
/// <param name="FirewallFailOpen"><c>ENABLED</c> lets queries through then.</param>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_FirewallConfig.html</remarks>
public sealed record FirewallConfig(string ResourceId, string? FirewallFailOpen);
