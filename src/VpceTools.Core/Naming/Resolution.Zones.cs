using VpceTools.Addressing;
using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>What zones, private names and public DNS answer. A zone that takes a name on never falls back to a shorter zone or to public DNS.</content>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html</remarks>
internal sealed partial class Resolution
{
    private NameResult? AskZone(Candidate candidate, Zone zone, VpcNames vpc, bool isInbound, DomainName name, bool trust)
    {
        var at = SourceOf(candidate);
        if (zone.Records is not { } records)
        {
            Step(NameStepKind.HostedZone, NameStepOutcome.Unknown, name, zone.Id, vpc, $"{Sentence(candidate.Label)} answers, and its records are not known.");
            return OpenZone(zone, $"What {candidate.Label} holds for {name} is not known{(zone.OwningService is null ? "" : $"; it belongs to {zone.OwningService}")}.", at);
        }

        if (vpc.HasDelegateRules && records.Delegation(name) is { Kind: not ZoneLookupKind.None } cut)
        {
            return cut.Kind == ZoneLookupKind.Unknown ? OpenZone(zone, $"Whether {candidate.Label} delegates {cut.Owner} is not known.", at)
                : Open(NameEvidenceKind.Undocumented, zone.Id, zone.OwnerAccount, $"{Sentence(candidate.Label)} delegates {cut.Owner} to other name servers.", at);
        }

        return LookUp(new(candidate, zone, vpc, isInbound, trust, at), name, name, 0);
    }

    /// <param name="asked">The zone and who asks it.</param>
    /// <param name="owner">The name whose records are looked for.</param>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="depth">How many aliases led here.</param>
    private NameResult? LookUp(ZoneQuestion asked, DomainName owner, DomainName name, int depth)
    {
        var found = asked.Zone.Records!.Find(owner);
        var label = asked.Candidate.Label;
        switch (found.Kind)
        {
            case ZoneLookupKind.Unknown:
                return OpenZone(asked.Zone, $"What {label} holds for {found.Owner} is not known: that part of it was not read.", asked.At);
            case ZoneLookupKind.None:
                Step(NameStepKind.HostedZone, NameStepOutcome.Decided, name, asked.Zone.Id, asked.Vpc, $"{Sentence(label)} has no record for {owner}: the name does not exist.");
                return asked.Result(NameStatus.NxDomain);
            case ZoneLookupKind.EmptyNonTerminal:
                Step(NameStepKind.HostedZone, NameStepOutcome.Decided, name, asked.Zone.Id, asked.Vpc, $"{Sentence(label)} has records below {owner} only: no data.");
                return asked.Result(NameStatus.NoData);
        }

        var sets = found.Sets.FindAll(s => s.Type == TypeName);
        var isCname = sets.Count == 0 && (sets = found.Sets.FindAll(s => s.Type == "CNAME")).Count > 0;
        if (sets.Count == 0)
        {
            Step(NameStepKind.HostedZone, NameStepOutcome.Decided, name, asked.Zone.Id, asked.Vpc, $"{Sentence(label)} has no {TypeName} record for {found.Owner}: no data.");
            return asked.Result(NameStatus.NoData);
        }

        var results = Served(sets).Select(set => set.AliasTarget is { } alias ? FollowAlias(asked, set, alias, name, depth)
            : isCname ? FollowCname(asked, set, name) : Addresses(asked, set, name)).ToList();
        return Either(results, $"{Sentence(label)} has several {sets[0].Type} records for {found.Owner} under a routing policy, and these lead to different answers.",
            asked.Zone.Id, asked.Zone.OwnerAccount, asked.At);
    }

    /// <summary>A record of weight 0 is served only where all have it: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-weighted.html</summary>
    private static List<ResourceRecordSet> Served(List<ResourceRecordSet> sets) =>
        sets.Exists(s => s.Weight > 0 && s.HealthCheckId is null) ? sets.FindAll(s => s.Weight != 0) : sets;

    private NameResult Addresses(ZoneQuestion asked, ResourceRecordSet set, DomainName name)
    {
        var addresses = set.Values.Select(v => IpAddress.TryParse(v, out var a) && a.Family == _family ? a : (IpAddress?)null).OfType<IpAddress>()
            .Select(a => _index.Addresses.Of(a, _client.VpcId)).ToValueList();
        Step(NameStepKind.Record, NameStepOutcome.Decided, name, asked.Zone.Id, asked.Vpc, $"{Sentence(asked.Candidate.Label)} answers with its record {DomainName.Normalize(set.Name)} {set.Type} {set.Values}.");
        if (addresses.Count == 0)
            return asked.Result(NameStatus.NoData);
        var endpoint = addresses[0].EndpointId;
        return asked.Result(NameStatus.Resolved) with
        {
            Addresses = addresses,
            EndpointId = addresses.All(a => a.EndpointId == endpoint) ? endpoint : null,
            Ttl = set.Ttl,
        };
    }

    private NameResult? FollowCname(ZoneQuestion asked, ResourceRecordSet set, DomainName name)
    {
        if (set.Values.Count == 0 || !DomainName.TryParse(set.Values[0], out var target))
        {
            Step(NameStepKind.Cname, NameStepOutcome.Decided, name, asked.Zone.Id, asked.Vpc, $"{Sentence(asked.Candidate.Label)} has a CNAME for {name} that leads to no name: '{set.Values}'.");
            return asked.Result(NameStatus.NoAnswer);
        }

        Step(NameStepKind.Cname, NameStepOutcome.Decided, name, asked.Zone.Id, asked.Vpc, $"{Sentence(asked.Candidate.Label)} sends {name} on to {target} (CNAME).");
        return Ask(asked.Vpc, asked.IsInbound, target!, isRedirect: true, asked.Trust, asked.At) is not { } result ? null
            : result with { Redirects = [target!, .. result.Redirects], Ttl = NameResult.Shorter(set.Ttl, result.Ttl) };
    }

    /// <summary>
    /// An alias is answered as if its target's addresses were its own, so nothing sees the target's name on the wire; DNS Firewall is said to look at alias
    /// chains all the same, and how is not documented.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html</remarks>
    private NameResult? FollowAlias(ZoneQuestion asked, ResourceRecordSet set, AliasTarget alias, DomainName name, int depth)
    {
        if (!DomainName.TryParse(alias.DnsName, out var target) || depth > MaximumDepth)
            return Open(NameEvidenceKind.AliasTarget, asked.Zone.Id, asked.Zone.OwnerAccount, $"The alias {DomainName.Normalize(set.Name)} leads to '{alias.DnsName}', which nothing can resolve.", asked.At);
        Step(NameStepKind.Alias, NameStepOutcome.Decided, name, asked.Zone.Id, asked.Vpc, $"{Sentence(asked.Candidate.Label)} answers {name} as an alias of {target}.");
        if (!asked.Trust && FirewallMatchOf(asked.Vpc, target!, isRedirect: true, isAlias: true) is { Effect.Response: not null } match)
        {
            Open(NameEvidenceKind.Undocumented, match.GroupId, asked.Vpc.AccountId,
                $"DNS Firewall rule {match.Rule} of {match.GroupId} blocks the alias target {target}; whether it looks at alias targets is not documented.", (NameSource.DnsFirewall, match.GroupId));
        }

        if (NameEvidence.ZoneId(alias.HostedZoneId) == asked.Zone.Id)
            return LookUp(asked, target!, name, depth + 1);
        if (_index.Endpoints.FindOwnName(target!) is { } own)
            return OfOwnName(own, asked.Vpc, target!, asked.Result(NameStatus.NoData), asked.At);
        return EndpointDirectory.EndpointIdIn(target!.ToString()) is { } id
            ? IsGone(id) ? Gone(id, asked, name) : Open(NameEvidenceKind.VpcEndpoint, id, null, $"Endpoint {id}, the target of an alias in {asked.Candidate.Label}, is not in the evidence: it is another account's, or gone.", asked.At)
            : Open(NameEvidenceKind.AliasTarget, asked.Zone.Id, asked.Zone.OwnerAccount, $"What the alias target {target} is answered with is not in the evidence.", asked.At);
    }

    private NameResult Gone(string endpointId, ZoneQuestion asked, DomainName name)
    {
        Step(NameStepKind.Alias, NameStepOutcome.Decided, name, endpointId, asked.Vpc, $"Endpoint {endpointId}, the alias target, does not exist: no data.");
        return asked.Result(NameStatus.NoData);
    }

    private bool IsGone(string endpointId) => _index.Networks.Any(n => n.MissingEndpointIds.Contains(endpointId));

    private NameResult? AskPrivateDns(Candidate candidate, VpcNames vpc, DomainName name)
    {
        var zone = candidate.PrivateDns!;
        var at = SourceOf(candidate);
        var isApex = name.ToString() == zone.Domain;
        if (isApex ? zone.HasApex : zone.HasWildcard)
        {
            Step(NameStepKind.EndpointPrivateDns, NameStepOutcome.Decided, name, zone.Endpoint.Id, vpc, $"{Sentence(candidate.Label)} answers.");
            return OfEndpoint(zone.Endpoint, null, vpc, name, new() { Status = NameStatus.NoData, Source = at.Source, ResourceId = at.Id }, at);
        }

        Step(NameStepKind.EndpointPrivateDns, NameStepOutcome.Decided, name, zone.Endpoint.Id, vpc, isApex
            ? $"{Sentence(candidate.Label)} is for names below it only: no data."
            : $"{Sentence(candidate.Label)} takes on every name below it and has none but itself: the name does not exist.");
        return new() { Status = isApex ? NameStatus.NoData : NameStatus.NxDomain, Source = at.Source, ResourceId = at.Id };
    }

    private NameResult? AskPublicDns(VpcNames vpc, DomainName name, bool isSuppressed)
    {
        if (_index.Endpoints.FindOwnName(name) is { } own)
        {
            var at = (NameSource.EndpointPublicName, own.Endpoint.Id);
            _first ??= at;
            Step(NameStepKind.EndpointPublicName, NameStepOutcome.Decided, name, own.Endpoint.Id, vpc, $"Public DNS has {name}, a name of endpoint {own.Endpoint.Id}.");
            return OfOwnName(own, vpc, name, new() { Status = NameStatus.NoData, Source = NameSource.EndpointPublicName, ResourceId = own.Endpoint.Id }, at);
        }

        if (EndpointDirectory.EndpointIdIn(name.ToString()) is { } id)
        {
            Step(NameStepKind.EndpointPublicName, NameStepOutcome.Unknown, name, id, vpc, $"Public DNS may have {name}, a name of an endpoint that is not in the evidence.");
            return Open(NameEvidenceKind.VpcEndpoint, id, null, $"Endpoint {id} is not in the evidence under this name: it is another account's, or gone.", (NameSource.EndpointPublicName, id));
        }

        Step(NameStepKind.Public, NameStepOutcome.Decided, name, null, vpc, $"Nothing in {vpc.Id} answers {name}: public DNS does.");
        return new() { Status = NameStatus.Public, Source = isSuppressed ? NameSource.VpcDns : NameSource.Public, ResourceId = isSuppressed ? vpc.Id : null };
    }

    private NameResult? OfOwnName(OwnName own, VpcNames vpc, DomainName name, NameResult nothing, (NameSource Source, string? Id) at)
    {
        if (own.Endpoint.State is EndpointState.Deleted)
        {
            Step(NameStepKind.Addresses, NameStepOutcome.Decided, name, own.Endpoint.Id, vpc, $"Endpoint {own.Endpoint.Id} is deleted: it has no addresses.");
            return nothing;
        }

        if (own.Endpoint.State != EndpointState.Available)
        {
            Open(NameEvidenceKind.VpcEndpoint, own.Endpoint.Id, own.Endpoint.OwnerId,
                $"Endpoint {own.Endpoint.Id} is {(own.Endpoint.StateName.Length == 0 ? "in a state that is not known" : own.Endpoint.StateName)}; whether its names are answered now is not documented.", at);
        }

        return OfEndpoint(own.Endpoint, own.AvailabilityZone, vpc, name, nothing, at);
    }

    private NameResult? OfEndpoint(VpcEndpoint endpoint, string? zone, VpcNames vpc, DomainName name, NameResult nothing, (NameSource Source, string? Id) at)
    {
        var found = _index.Endpoints.AddressesOf(endpoint, _family, name.ToString(), zone);
        if (found.HasRecords is null)
            return Open(found.Missing!, at);
        if (found.HasRecords == false)
        {
            Step(NameStepKind.Addresses, NameStepOutcome.Decided, name, endpoint.Id, vpc, $"Endpoint {endpoint.Id} has no {TypeName} records (DNS record type {endpoint.DnsRecordIpType ?? endpoint.IpAddressType ?? "unknown"}): no data.");
            return nothing;
        }

        Step(NameStepKind.Addresses, NameStepOutcome.Decided, name, endpoint.Id, vpc, found.Addresses.Count == 0
            ? $"The addresses of endpoint {endpoint.Id} answer; they are not in the evidence."
            : $"The addresses of endpoint {endpoint.Id} answer: {found.Addresses}{(found.IsWhole ? "" : ", and those of interfaces that are not in the evidence")}.");
        return nothing with { Status = NameStatus.Resolved, Addresses = found.Addresses, HasAllAddresses = found.IsWhole, EndpointId = endpoint.Id };
    }

    private NameResult? OpenZone(Zone zone, string reason, (NameSource Source, string? Id) at) =>
        Open(NameEvidenceKind.ResourceRecordSet, zone.Id, zone.OwnerAccount, reason, at);

    /// <summary>A zone that takes a name on, and who asks it.</summary>
    private sealed record ZoneQuestion(Candidate Candidate, Zone Zone, VpcNames Vpc, bool IsInbound, bool Trust, (NameSource Source, string? Id) At)
    {
        public NameResult Result(NameStatus status) => new() { Status = status, Source = At.Source, ResourceId = At.Id };
    }
}
