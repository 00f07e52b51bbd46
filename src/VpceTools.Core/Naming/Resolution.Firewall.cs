using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>DNS Firewall sees a name before rules and zones do.</content>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html</remarks>
internal sealed partial class Resolution
{
    /// <summary>What blocks the name; null where it passes.</summary>
    private NameResult? Filter(VpcNames vpc, DomainName name, bool isRedirect, bool isTrusted, out bool trust)
    {
        trust = isTrusted;
        if (isTrusted)
            return null;
        var match = FirewallMatchOf(vpc, name, isRedirect, isAlias: false);
        trust = match.Effect.IsTrusted;
        if (match.GroupId is null)
            return null;
        if (match.Effect.Response is not { } response)
        {
            Step(NameStepKind.DnsFirewall, NameStepOutcome.Passed, name, match.GroupId, vpc, $"DNS Firewall rule {match.Rule} of {match.GroupId} lets {name} through.");
            return null;
        }

        var target = match.Effect.OverrideDomain;
        Step(NameStepKind.DnsFirewall, NameStepOutcome.Decided, name, match.GroupId, vpc,
            $"DNS Firewall rule {match.Rule} of {match.GroupId} blocks {name}: {(response == "OVERRIDE" ? $"it sends the client to {target}" : response)}.");
        return new()
        {
            Status = response switch { "NXDOMAIN" => NameStatus.NxDomain, "OVERRIDE" => NameStatus.Overridden, _ => NameStatus.NoData },
            Source = NameSource.DnsFirewall,
            ResourceId = match.GroupId,
            OverrideName = response == "OVERRIDE" ? target : null,
        };
    }

    /// <summary>
    /// The first rule that matches, by the priorities of groups and then of rules. A rule of which nobody knows whether it matches matters only where it
    /// would do something else than the one that is known to.
    /// </summary>
    private FirewallMatch FirewallMatchOf(VpcNames vpc, DomainName name, bool isRedirect, bool isAlias)
    {
        foreach (var missing in vpc.MissingFirewallGroups)
            OpenFirewall(missing, null);
        var open = new List<(FirewallEffect? Effect, MissingNameEvidence Missing, string Group)>();
        var match = new FirewallMatch(FirewallEffect.None, null, "");
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
                    open.Add((found.Effect, new(NameEvidenceKind.FirewallRuleGroupAssociation, null, group.AccountId,
                        $"Whether DNS Firewall rule group {group.Id} is at work in {vpc.Id}, and in which place, is not known."), group.Id));
                }
                else if (match.GroupId is null)
                {
                    match = found;
                }
                else if (match.Effect != found.Effect)
                {
                    open.Add((found.Effect, new(NameEvidenceKind.Undocumented, group.Id, group.AccountId,
                        $"DNS Firewall rule groups {match.GroupId} and {group.Id} have the same priority in {vpc.Id}; which comes first is not documented."), group.Id));
                }
            }
        }

        foreach (var (effect, missing, group) in open)
        {
            if (effect is null || effect.Response != match.Effect.Response || effect.OverrideDomain != match.Effect.OverrideDomain
                || (effect.IsTrusted != match.Effect.IsTrusted && !isAlias))
                OpenFirewall(missing, group);
        }

        return match;
    }

    private FirewallMatch? MatchIn(FirewallGroup group, DomainName name, bool isRedirect, List<(FirewallEffect? Effect, MissingNameEvidence Missing, string Group)> open)
    {
        if (_index.Firewalls.MissingRulesOf(group) is { } unread)
            open.Add((null, unread, group.Id));
        FirewallMatch? match = null;
        int? matchPriority = null;
        foreach (var rule in _index.Firewalls.RulesOf(group.Id))
        {
            if (match is not null && rule.Priority != matchPriority)
                break;
            if (!IsAbout(rule, TypeName))
                continue;
            var (matches, missing) = _index.Firewalls.Match(rule, group, name);
            if (matches == false)
                continue;
            var effect = FirewallEffect.Of(rule);
            // A rule that trusts redirections looks at the first name alone; whether one that blocks does so too is not documented.
            if (matches == true && isRedirect && effect.Response is not null && FirewallEffect.TrustsRedirection(rule))
            {
                (matches, missing) = (null, new(NameEvidenceKind.Undocumented, group.Id, group.AccountId,
                    $"Rule {LabelOf(rule)} of {group.Id} blocks {name} and trusts redirections; whether it blocks a name that a CNAME led to is not documented."));
            }

            if (matches is null)
            {
                open.Add((effect, missing!, group.Id));
            }
            else if (match is null)
            {
                (match, matchPriority) = (new(effect, group.Id, LabelOf(rule)), rule.Priority);
            }
            else if (match.Effect != effect)
            {
                open.Add((effect, new(NameEvidenceKind.Undocumented, group.Id, group.AccountId,
                    $"Two rules of DNS Firewall rule group {group.Id} have priority {rule.Priority} and match {name}."), group.Id));
            }
        }

        return match;
    }

    private void OpenFirewall(MissingNameEvidence missing, string? group) => Open(missing, (NameSource.DnsFirewall, group));

    /// <summary>A query type is a word or, for those that the console has no word for, <c>TYPE28</c>.</summary>
    private static bool IsAbout(FirewallRule rule, string type) => rule.Qtype is not { Length: > 0 } qtype
        || ResolverEndpoints.Is(qtype, type) || ResolverEndpoints.Is(qtype, type == "A" ? "TYPE1" : "TYPE28");

    private static string LabelOf(FirewallRule rule) => $"'{rule.Name ?? rule.FirewallDomainListId}' ({rule.Action}, priority {rule.Priority})";

    /// <summary>A rule that matches a name.</summary>
    private sealed record FirewallMatch(FirewallEffect Effect, string? GroupId, string Rule);
}
