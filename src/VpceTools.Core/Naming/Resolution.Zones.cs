using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>What zones answer. A zone that takes a name on never falls back to a shorter zone or to public DNS.</content>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html</remarks>
internal sealed partial class Resolution
{
    private NameResult? AskZone(Candidate candidate, PrivateZone zone, Question question)
    {
        var at = candidate.Decider;
        var label = Sentence(candidate.Label);
        if (zone.Records is not { } records)
        {
            Step(NameStepKind.HostedZone, NameStepOutcome.Unknown, question, zone.Id, $"{label} answers, and its records are not known.");
            var owner = zone.OwningService is null ? "" : $"; it belongs to {zone.OwningService}";
            return OpenRecords(zone, $"What {candidate.Label} holds for {question.Name} is not known{owner}.", at);
        }

        if (question.Vpc.HasDelegateRules && records.Delegation(question.Name) is { Kind: not ZoneLookupKind.None } cut)
        {
            return cut.Kind == ZoneLookupKind.Unknown
                ? OpenRecords(zone, $"Whether {candidate.Label} delegates {cut.Owner} is not known.", at)
                : Open(NameEvidenceKind.Undocumented, zone.Id, zone.OwnerAccount,
                    $"{label} delegates {cut.Owner} to other name servers.", at);
        }

        return LookUp(new(zone, records, question, label, at), question.Name, 0);
    }

    /// <param name="asked">The zone and what it is asked.</param>
    /// <param name="owner">The name whose records are looked for: that of the question, or an alias target.</param>
    /// <param name="depth">How many aliases led here.</param>
    private NameResult? LookUp(ZoneQuestion asked, DomainName owner, int depth)
    {
        var found = asked.Records.Find(owner);
        switch (found.Kind)
        {
            case ZoneLookupKind.Unknown:
                return OpenRecords(asked.Zone,
                    $"What zone {asked.Zone.Id} holds for {found.Owner} is not known: that part of it was not read.", asked.At);
            case ZoneLookupKind.None:
                return Nothing(asked, NameStatus.NxDomain, $"has no record for {owner}: the name does not exist");
            case ZoneLookupKind.EmptyNonTerminal:
                return Nothing(asked, NameStatus.NoData, $"has records below {owner} only: no data");
        }

        var sets = found.Sets.FindAll(s => s.Type == TypeName);
        if (sets.Count == 0)
            sets = found.Sets.FindAll(s => s.Type == "CNAME");
        if (sets.Count == 0)
            return Nothing(asked, NameStatus.NoData, $"has no {TypeName} record for {found.Owner}: no data");
        var results = Served(sets).Select(set => set.AliasTarget is { } alias ? FollowAlias(asked, set, alias, depth)
            : set.Type == "CNAME" ? FollowCname(asked, set) : AddressesIn(asked, set)).ToList();
        return Either(results, asked.At, asked.Zone.OwnerAccount, $"{asked.Label} has several {sets[0].Type} records for {found.Owner} "
            + "under a routing policy, and these lead to different answers.");
    }

    /// <summary>A record of weight 0 is served only where all have it.</summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-weighted.html</remarks>
    private static List<ResourceRecordSet> Served(List<ResourceRecordSet> sets) =>
        sets.Exists(s => s.Weight > 0 && s.HealthCheckId is null) ? sets.FindAll(s => s.Weight != 0) : sets;

    private NameResult AddressesIn(ZoneQuestion asked, ResourceRecordSet set)
    {
        var addresses = set.Values.Select(v => IpAddress.TryParse(v, out var a) && a.Family == _family ? a : (IpAddress?)null)
            .OfType<IpAddress>().Select(a => _index.Addresses.Of(a, _client.VpcId)).ToValueList();
        Decide(NameStepKind.Record, asked.Question, asked.Zone.Id,
            $"{asked.Label} answers with its record {DomainName.Normalize(set.Name)} {set.Type} {set.Values}.");
        if (addresses.Count == 0)
            return new(NameStatus.NoData, asked.At);
        var endpoint = addresses[0].EndpointId;
        return new(NameStatus.Resolved, asked.At)
        {
            Addresses = addresses,
            EndpointId = addresses.All(a => a.EndpointId == endpoint) ? endpoint : null,
            Ttl = set.Ttl,
        };
    }

    private NameResult? FollowCname(ZoneQuestion asked, ResourceRecordSet set)
    {
        if (set.Values.Count == 0 || !DomainName.TryParse(set.Values[0], out var target))
            return Nothing(asked, NameStatus.NoAnswer, $"has a CNAME for {asked.Question.Name} that leads to no name: '{set.Values}'");
        Decide(NameStepKind.Cname, asked.Question, asked.Zone.Id, $"{asked.Label} sends {asked.Question.Name} on to {target} (CNAME).");
        return Ask(asked.Question with { Name = target!, IsRedirect = true }, asked.At) is not { } result ? null : result with
        {
            Redirects = [target!, .. result.Redirects],
            Ttl = NameResult.Shorter(set.Ttl, result.Ttl),
        };
    }

    /// <summary>
    /// An alias is answered as if its target's addresses were its own, so nothing sees the target's name on the wire; DNS Firewall is said
    /// to look at alias chains all the same, and how is not documented.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html</remarks>
    private NameResult? FollowAlias(ZoneQuestion asked, ResourceRecordSet set, AliasTarget alias, int depth)
    {
        var (zone, question) = (asked.Zone, asked.Question);
        if (!DomainName.TryParse(alias.DnsName, out var target) || depth > MaximumDepth)
        {
            return Open(NameEvidenceKind.AliasTarget, zone.Id, zone.OwnerAccount,
                $"The alias {DomainName.Normalize(set.Name)} leads to '{alias.DnsName}', which nothing can resolve.", asked.At);
        }

        Decide(NameStepKind.Alias, question, zone.Id, $"{asked.Label} answers {question.Name} as an alias of {target}.");
        if (!question.IsTrusted
            && FirewallMatchOf(question.Vpc, target!, isRedirect: true, isAlias: true) is { Effect.Response: not null } match)
        {
            Open(NameEvidenceKind.Undocumented, match.GroupId, question.Vpc.AccountId,
                $"DNS Firewall rule {match.Rule} of {match.GroupId} blocks the alias target {target}; "
                + "whether it looks at alias targets is not documented.", new(NameSource.DnsFirewall, match.GroupId));
        }

        if (NameEvidence.ZoneId(alias.HostedZoneId) == zone.Id)
            return LookUp(asked, target!, depth + 1);
        if (_index.Endpoints.FindOwnName(target!) is { } own)
            return OfOwnName(own, question with { Name = target! }, asked.At);
        if (EndpointDirectory.EndpointIdIn(target!.ToString()) is not { } id)
        {
            return Open(NameEvidenceKind.AliasTarget, zone.Id, zone.OwnerAccount,
                $"What the alias target {target} is answered with is not in the evidence.", asked.At);
        }

        return _index.Networks.Any(n => n.MissingEndpointIds.Contains(id))
            ? Nothing(asked, NameStatus.NoData, $"leads to endpoint {id}, which does not exist: no data")
            : Open(NameEvidenceKind.VpcEndpoint, id, null,
                $"Endpoint {id}, the target of an alias in zone {zone.Id}, is not in the evidence: it is another account's, or gone.",
                asked.At);
    }

    private NameResult Nothing(ZoneQuestion asked, NameStatus status, string why)
    {
        Decide(NameStepKind.HostedZone, asked.Question, asked.Zone.Id, $"{asked.Label} {why}.");
        return new(status, asked.At);
    }

    private NameResult? OpenRecords(PrivateZone zone, string reason, Decider at) =>
        Open(NameEvidenceKind.ResourceRecordSet, zone.Id, zone.OwnerAccount, reason, at);

    /// <summary>A zone that takes a name on, and what it is asked.</summary>
    private sealed record ZoneQuestion(PrivateZone Zone, ZoneRecords Records, Question Question, string Label, Decider At);
}
