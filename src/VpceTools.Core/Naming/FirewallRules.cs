using System.Collections.Concurrent;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>The rules and domain lists of DNS Firewall, in the form in which they are asked.</summary>
internal sealed class FirewallRules(NameEvidence evidence)
{
    private readonly ConcurrentDictionary<string, ValueList<FirewallRule>> _rules = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DomainList> _lists = new(StringComparer.Ordinal);

    /// <summary>The rules of a group by ascending priority; empty where they were not read.</summary>
    public ValueList<FirewallRule> RulesOf(string groupId) => _rules.GetOrAdd(groupId, id =>
        evidence.FirewallRules.TryGetValue(id, out var rules)
            ? rules.Item.Rules.OrderBy(r => r.Priority ?? int.MinValue).ToValueList() : []);

    /// <summary>What is missing to know all rules of a group; null where nothing is.</summary>
    public MissingNameEvidence? MissingRulesOf(FirewallGroup group) =>
        evidence.FirewallRules.TryGetValue(group.Id, out var rules) && !rules.Item.IsTruncated ? null
        : new(NameEvidenceKind.FirewallRule, group.Id, group.AccountId,
            $"A rule of DNS Firewall rule group {group.Id} may block the name: not all of its rules are known.");

    /// <summary>Whether a rule is about a name; null, with what would tell, where that is not known.</summary>
    public (bool? Matches, MissingNameEvidence? Missing) Match(FirewallRule rule, FirewallGroup group, DomainName name)
    {
        if (rule.DnsThreatProtection is { Length: > 0 } threat)
            return Managed($"the detector {threat} of DNS Firewall Advanced", group, name);
        if (rule.FirewallDomainListId is not { Length: > 0 } id)
            return (null, new(NameEvidenceKind.FirewallRule, group.Id, group.AccountId,
                $"Rule '{rule.Name}' of {group.Id} names no domain list."));
        var list = _lists.GetOrAdd(id, key => DomainList.Of(evidence, key));
        if (list.Match(name) is { } known)
            return (known, null);
        if (list.ManagedBy is { } owner)
            return Managed($"the domain list {list.Name ?? id} that {owner} manages", group, name);
        return (null, list.IsWhole
            ? new(NameEvidenceKind.Undocumented, id, group.AccountId, $"Domain list {id} holds a pattern whose meaning is not documented.")
            : new(NameEvidenceKind.FirewallDomain, id, group.AccountId, $"Whether domain list {id} holds {name} is not known."));
    }

    /// <summary>
    /// What AWS's own lists hold cannot be read. They are about malware and botnets, so that a name of an AWS service is not among them; a
    /// name that somebody chose may be, be it below a service's.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html</remarks>
    private (bool? Matches, MissingNameEvidence? Missing) Managed(string what, FirewallGroup group, DomainName name) =>
        ServiceNames.Contains(evidence, name) ? (false, null)
            : (null, new(NameEvidenceKind.ManagedDomainList, group.Id, group.AccountId, $"Whether {what} matches {name} cannot be read."));
}

/// <summary>The names of one domain list.</summary>
internal sealed class DomainList
{
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    private readonly HashSet<string> _below = new(StringComparer.Ordinal);
    private readonly List<string> _odd = [];
    private bool _all;

    private DomainList(string? name, string? managedBy, bool isWhole)
    {
        Name = name;
        ManagedBy = managedBy;
        IsWhole = isWhole;
    }

    public string? Name { get; }

    /// <summary>Who manages the list; null for one of the account's own.</summary>
    public string? ManagedBy { get; }

    /// <summary>Whether every name is known.</summary>
    public bool IsWhole { get; }

    public static DomainList Of(NameEvidence evidence, string id)
    {
        var metadata = evidence.DomainLists.TryGetValue(id, out var list) ? list.Item : null;
        var domains = evidence.Domains.TryGetValue(id, out var found) ? found.Item : null;
        var managedBy = metadata?.ManagedOwnerName is { Length: > 0 } owner ? owner : null;
        var result = new DomainList(metadata?.Name, managedBy, domains is { IsTruncated: false });
        foreach (var domain in domains?.Domains ?? [])
            result.Add(DomainName.Normalize(domain));
        return result;
    }

    /// <summary>Whether the list holds a name; null where that is not known.</summary>
    public bool? Match(DomainName name)
    {
        var text = name.ToString();
        if (_all || _exact.Contains(text))
            return true;
        for (var labels = name.LabelCount - 1; labels > 0; labels--)
        {
            if (_below.Contains(name.Suffix(labels)))
                return true;
        }

        return IsWhole && !_odd.Exists(suffix => text.EndsWith(suffix, StringComparison.Ordinal)) ? false : null;
    }

    /// <summary>
    /// A leading asterisk alone is documented: <c>*.example.com</c> is taken for everything below <c>example.com</c>, not for that
    /// name itself.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_UpdateFirewallDomains.html</remarks>
    private void Add(string domain)
    {
        if (domain is "*" or "*.")
            _all = true;
        else if (domain.StartsWith("*.", StringComparison.Ordinal))
            _below.Add(domain.Substring(2));
        else if (domain.StartsWith("*", StringComparison.Ordinal))
            _odd.Add(domain.Substring(1));
        else
            _exact.Add(domain);
    }
}

/// <summary>A DNS Firewall rule group at work in a VPC.</summary>
/// <param name="Id">The rule group.</param>
/// <param name="Priority">Its place; null where not known.</param>
/// <param name="IsAtWork">True, or null where that is not known.</param>
/// <param name="ProfileId">The Profile that brings it.</param>
/// <param name="AccountId">The account that can read it.</param>
internal sealed record FirewallGroup(string Id, int? Priority, bool? IsAtWork, string? ProfileId, string? AccountId);

/// <summary>What DNS Firewall does with a query.</summary>
/// <param name="Response">How it is blocked: <c>NODATA</c>, <c>NXDOMAIN</c>, <c>OVERRIDE</c>; null where it passes.</param>
/// <param name="OverrideDomain">Where OVERRIDE sends the client.</param>
/// <param name="IsTrusted">Whether the names that a CNAME leads to are not looked at any more.</param>
internal sealed record FirewallEffect(string? Response, string? OverrideDomain, bool IsTrusted)
{
    /// <summary>No rule says anything.</summary>
    public static FirewallEffect None { get; } = new(null, null, false);

    /// <summary>What a rule does with a query that it matches.</summary>
    public static FirewallEffect Of(FirewallRule rule) => string.Equals(rule.Action, "BLOCK", StringComparison.OrdinalIgnoreCase)
        ? new((rule.BlockResponse ?? "NODATA").ToUpperInvariant(), DomainName.Normalize(rule.BlockOverrideDomain ?? ""), false)
        : new(null, null, TrustsRedirection(rule));

    /// <summary>Whether a client could not tell the two apart. An alias leads nowhere that trust would count for.</summary>
    public bool IsLike(FirewallEffect other, bool isAlias) =>
        Response == other.Response && OverrideDomain == other.OverrideDomain && (isAlias || IsTrusted == other.IsTrusted);

    public static bool TrustsRedirection(FirewallRule rule) =>
        string.Equals(rule.FirewallDomainRedirectionAction, "TRUST_REDIRECTION_DOMAIN", StringComparison.OrdinalIgnoreCase);
}
