using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>DNS Firewall sees a name before rules and zones do.</content>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html</remarks>
internal sealed partial class Resolution
{
    /// <summary>What blocks the name; null where it passes.</summary>
    private NameResult? Filter(Question question, out bool trust)
    {
        trust = question.IsTrusted;
        if (question.IsTrusted)
            return null;
        var match = FirewallMatchOf(question.Vpc, question.Name, question.IsRedirect, isAlias: false);
        trust = match.Effect.IsTrusted;
        if (match.GroupId is null)
            return null;
        var label = $"DNS Firewall rule {match.Rule} of {match.GroupId}";
        if (match.Effect.Response is not { } response)
        {
            Pass(NameStepKind.DnsFirewall, question, match.GroupId, $"{label} lets {question.Name} through.");
            return null;
        }

        var target = response == "OVERRIDE" ? match.Effect.OverrideDomain : null;
        Decide(NameStepKind.DnsFirewall, question, match.GroupId,
            $"{label} blocks {question.Name}: {(target is null ? response : $"it sends the client to {target}")}.");
        var status = response switch
        {
            "NXDOMAIN" => NameStatus.NxDomain,
            "OVERRIDE" => NameStatus.Overridden,
            _ => NameStatus.NoData,
        };
        return new(status, new(NameSource.DnsFirewall, match.GroupId)) { OverrideName = target };
    }

    /// <summary>
    /// The first rule that matches, by the priorities of groups and then of rules. A rule of which nobody knows whether it matches matters
    /// only where it would do something else than the one that is known to.
    /// </summary>
    private FirewallMatch FirewallMatchOf(VpcNames vpc, DomainName name, bool isRedirect, bool isAlias)
    {
        foreach (var missing in vpc.MissingFirewallGroups)
            Open(missing, new(NameSource.DnsFirewall, null));
        var open = new List<PossibleMatch>();
        var match = FirewallMatch.None;
        for (var i = 0; i < vpc.FirewallGroups.Count && match.GroupId is null;)
        {
            // Of a group of the VPC and one of a Profile with equal priority nobody knows which comes first.
            var priority = vpc.FirewallGroups[i].Priority;
            for (; i < vpc.FirewallGroups.Count && vpc.FirewallGroups[i].Priority == priority; i++)
            {
                var group = vpc.FirewallGroups[i];
                if (MatchIn(group, name, isRedirect, open) is not { } found)
                    continue;
                if (group.IsAtWork is null || priority is null)
                {
                    open.Add(new(found.Effect, group, NameEvidenceKind.FirewallRuleGroupAssociation,
                        $"Whether DNS Firewall rule group {group.Id} is at work in {vpc.Id}, and in which place, is not known."));
                }
                else if (match.GroupId is null)
                {
                    match = found;
                }
                else if (match.Effect != found.Effect)
                {
                    open.Add(new(found.Effect, group, NameEvidenceKind.Undocumented,
                        $"DNS Firewall rule groups {match.GroupId} and {group.Id} have the same priority in {vpc.Id}; "
                        + "which comes first is not documented."));
                }
            }
        }

        foreach (var possible in open.Where(o => o.Effect is null || !match.Effect.IsLike(o.Effect, isAlias)))
            Open(possible.Missing, new(NameSource.DnsFirewall, possible.Group.Id));
        return match;
    }

    private FirewallMatch? MatchIn(FirewallGroup group, DomainName name, bool isRedirect, List<PossibleMatch> open)
    {
        if (_index.Firewalls.MissingRulesOf(group) is { } unread)
            open.Add(new(null, group, unread));
        FirewallMatch? match = null;
        int? matchPriority = null;
        foreach (var rule in _index.Firewalls.RulesOf(group.Id).Where(r => IsAbout(r, TypeName)))
        {
            if (match is not null && rule.Priority != matchPriority)
                break;
            var (matches, missing) = _index.Firewalls.Match(rule, group, name);
            if (matches == false)
                continue;
            var (effect, label) = (FirewallEffect.Of(rule),
                $"'{rule.Name ?? rule.FirewallDomainListId}' ({rule.Action}, priority {rule.Priority})");
            if (matches is null)
            {
                open.Add(new(effect, group, missing!));
            }
            else if (isRedirect && effect.Response is not null && FirewallEffect.TrustsRedirection(rule))
            {
                // A rule that trusts redirections looks at the first name alone; whether one that blocks does so too is not documented.
                open.Add(new(effect, group, NameEvidenceKind.Undocumented,
                    $"Rule {label} of {group.Id} blocks {name} and trusts redirections; "
                    + "whether it blocks a name that a CNAME led to is not documented."));
            }
            else if (match is null)
            {
                (match, matchPriority) = (new(effect, group.Id, label), rule.Priority);
            }
            else if (match.Effect != effect)
            {
                open.Add(new(effect, group, NameEvidenceKind.Undocumented,
                    $"Two rules of DNS Firewall rule group {group.Id} have priority {rule.Priority} and match {name}."));
            }
        }

        return match;
    }

    /// <summary>A query type is a word or, for those that the console has no word for, <c>TYPE28</c>.</summary>
    private static bool IsAbout(FirewallRule rule, string type) => rule.Qtype is not { Length: > 0 } qtype
        || ResolverEndpoints.Is(qtype, type) || ResolverEndpoints.Is(qtype, type == "A" ? "TYPE1" : "TYPE28");

    /// <summary>A rule that matches a name; without a group where none does.</summary>
    private sealed record FirewallMatch(FirewallEffect Effect, string? GroupId, string Rule)
    {
        public static FirewallMatch None { get; } = new(FirewallEffect.None, null, "");
    }

    /// <summary>A rule that may match a name.</summary>
    /// <param name="Effect">What it would do; null where that is not known either.</param>
    /// <param name="Group">Its group.</param>
    /// <param name="Missing">What would tell whether it matches.</param>
    private sealed record PossibleMatch(FirewallEffect? Effect, FirewallGroup Group, MissingNameEvidence Missing)
    {
        public PossibleMatch(FirewallEffect effect, FirewallGroup group, NameEvidenceKind kind, string reason)
            : this(effect, group, new(kind, kind == NameEvidenceKind.Undocumented ? group.Id : null, group.AccountId, reason))
        {
        }
    }
}
