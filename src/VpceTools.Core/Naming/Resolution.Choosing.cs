using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>Which rule, zone or private name takes a name on.</content>
/// <remarks>
/// The most specific domain wins, whatever it belongs to; what is associated with the VPC itself stands before what a Profile brings, and a rule before a
/// zone. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html,
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html
/// </remarks>
internal sealed partial class Resolution
{
    private NameResult? TakeOn(VpcNames vpc, bool isInbound, DomainName name, bool trust)
    {
        var own = AutodefinedDomain(vpc, name);
        var choice = Choose(vpc, isInbound, name, zonesOnly: false);
        if (choice.Winner?.Rule is not { } rule)
            return Enter(choice, vpc, isInbound, name, trust, own, minimumLabels: 0);
        // A rule of the very name of one of the Resolver's own domains overrides that; a wider one does not.
        var labels = DomainName.CountLabels(choice.Winner.Domain);
        if (own is not null && DomainName.CountLabels(own) > labels && AnswersItself(vpc, own, name))
            return AnswerItself(vpc, own, name);
        if (!ResolverEndpoints.Is(rule.RuleType, "SYSTEM"))
            return Forward(choice.Winner, vpc, isInbound, name, trust);
        Step(NameStepKind.ResolverRule, NameStepOutcome.Passed, name, rule.Id, vpc, $"{Sentence(choice.Winner.Label)} keeps the name with the VPC's resolver: no rule forwards it.");
        return Enter(Choose(vpc, isInbound, name, zonesOnly: true), vpc, isInbound, name, trust, own, labels);
    }

    /// <summary>The zone that was chosen, the Resolver's own names, or public DNS.</summary>
    /// <param name="choice">The zone.</param>
    /// <param name="vpc">The VPC.</param>
    /// <param name="isInbound">Whether the question came through an inbound Resolver endpoint.</param>
    /// <param name="name">The name.</param>
    /// <param name="trust">Whether DNS Firewall trusts what the name leads to.</param>
    /// <param name="own">The domain of the Resolver's own that the name lies in.</param>
    /// <param name="minimumLabels">The labels of the SYSTEM rule that keeps the name here: whether it lets shorter zones answer is not documented.</param>
    private NameResult? Enter(Choice choice, VpcNames vpc, bool isInbound, DomainName name, bool trust, string? own, int minimumLabels)
    {
        var winner = choice.Winner;
        var labels = winner is null ? -1 : DomainName.CountLabels(winner.Domain);
        var ownLabels = own is null ? -1 : DomainName.CountLabels(own);
        if (own is not null && ownLabels >= labels && AnswersItself(vpc, own, name))
        {
            if (ownLabels == labels)
            {
                Open(NameEvidenceKind.Undocumented, winner!.Id, vpc.AccountId, $"{Sentence(winner.Label)} has the name of one that the Resolver answers itself; which wins is not documented.",
                    SourceOf(winner));
            }
            else if (ownLabels < minimumLabels)
            {
                Open(NameEvidenceKind.Undocumented, vpc.Id, vpc.AccountId,
                    $"A SYSTEM rule is more specific than {own}; whether the resolver of {vpc.Id} or public DNS answers {name} is not documented.", (NameSource.Autodefined, vpc.Id));
            }

            return AnswerItself(vpc, own, name);
        }

        if (winner is null)
            return AskPublicDns(vpc, name, choice.IsSuppressed);
        if (labels < minimumLabels)
        {
            Open(NameEvidenceKind.Undocumented, winner.Id, vpc.AccountId,
                $"A SYSTEM rule is more specific than {winner.Label}; whether that zone or public DNS answers {name} is not documented.", SourceOf(winner));
            return AskPublicDns(vpc, name, choice.IsSuppressed);
        }

        _first ??= SourceOf(winner);
        return winner.Zone is { } zone ? AskZone(winner, zone, vpc, isInbound, name, trust) : AskPrivateDns(winner, vpc, name);
    }

    private Choice Choose(VpcNames vpc, bool isInbound, DomainName name, bool zonesOnly)
    {
        Candidate? winner = null;
        var isSuppressed = false;
        for (var labels = name.LabelCount; labels >= 0; labels--)
        {
            foreach (var place in PlacesAt(vpc, name.Suffix(labels), zonesOnly))
            {
                var before = winner;
                foreach (var (candidate, state) in place.Select(c => (c, StateOf(c, vpc, isInbound))).OrderBy(p => p.Item2.IsAtWork == true ? 0 : 1))
                {
                    isSuppressed |= state.IsSuppressed && winner is null;
                    Place(candidate, state, before is null, vpc, name, ref winner);
                }
            }
        }

        foreach (var open in vpc.Open)
        {
            if (Matters(open, winner, vpc, name, zonesOnly))
                Open(open.Missing, (open.HoldsRules && !open.HoldsZones ? NameSource.ResolverRule : open.IsOfProfile ? NameSource.Profile : NameSource.PrivateHostedZone, null));
        }

        return new(winner, isSuppressed && winner is null);
    }

    /// <summary>Candidates in the order in which they win, those of one place together.</summary>
    private static IEnumerable<IEnumerable<Candidate>> PlacesAt(VpcNames vpc, string domain, bool zonesOnly)
    {
        var own = vpc.Own.At(domain);
        var all = vpc.OfProfiles.Count == 0 ? own : own.Concat(vpc.OfProfiles.SelectMany(p => p.At(domain)));
        return all.Where(c => !zonesOnly || !c.IsRule).GroupBy(c => (c.Tier, c.IsRule)).OrderBy(g => g.Key.Tier).ThenBy(g => g.Key.IsRule ? 0 : 1);
    }

    private void Place(Candidate candidate, CandidateState state, bool isFree, VpcNames vpc, DomainName name, ref Candidate? winner)
    {
        if (state.IsAtWork == false)
        {
            Step(candidate.StepKind, NameStepOutcome.NotApplied, name, candidate.Id, vpc, $"{Sentence(candidate.Label)} does not count: {state.Reason}.");
        }
        else if (winner is null && state.IsAtWork == true)
        {
            winner = candidate;
        }
        else if (winner is null)
        {
            Step(candidate.StepKind, NameStepOutcome.Unknown, name, candidate.Id, vpc, $"Whether {candidate.Label} counts is not known: {state.Reason}.");
            Open(state.Missing!, SourceOf(candidate));
        }
        else if (state.IsAtWork == true && candidate.Id != winner.Id && IsRival(candidate, winner, isFree))
        {
            Step(candidate.StepKind, NameStepOutcome.Unknown, name, candidate.Id, vpc, $"{Sentence(candidate.Label)} has the same place as {winner.Label}.");
            Open(NameEvidenceKind.Undocumented, candidate.Id, vpc.AccountId, $"{Sentence(winner.Label)} and {candidate.Label} both claim the name; which wins is not documented.", SourceOf(winner));
        }
        else
        {
            Step(candidate.StepKind, NameStepOutcome.NotApplied, name, candidate.Id, vpc, candidate.Domain == winner.Domain
                ? $"{Sentence(candidate.Label)} does not count: {winner.Label} stands before it."
                : $"{Sentence(candidate.Label)} does not count: {winner.Label} is more specific.");
        }
    }

    /// <summary>Two of one place, or of two Profiles whose order nobody knows.</summary>
    private static bool IsRival(Candidate candidate, Candidate winner, bool isFree) =>
        candidate.Domain == winner.Domain && candidate.Tier == winner.Tier && (isFree || candidate.ProfileId != winner.ProfileId);

    private static CandidateState StateOf(Candidate candidate, VpcNames vpc, bool isInbound)
    {
        var kind = candidate.IsRule ? NameEvidenceKind.ResolverRuleAssociation : candidate.Zone is not null ? NameEvidenceKind.ProfileResourceAssociation : NameEvidenceKind.VpcEndpoint;
        var state = new CandidateState(candidate.IsAtWork, candidate.Reason, candidate.IsAtWork is not null ? null
            : new(kind, candidate.ProfileId is not null && kind == NameEvidenceKind.ProfileResourceAssociation ? candidate.ProfileId : candidate.Id,
                vpc.AccountId, $"Whether {candidate.Label} counts in {vpc.Id} is not known: {candidate.Reason}."), false);
        if (candidate.IsRule || candidate.IsAtWork == false)
            return state;
        // For clients in the VPC the names stay public, so that they keep the gateway endpoint:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns
        if (candidate is { ProfileId: null, PrivateDns.Endpoint.PrivateDnsOnlyForInboundResolverEndpoint: true } && !isInbound)
            return new(false, "its private DNS answers through inbound Resolver endpoints only", null, false);
        if (vpc.HasDnsHostnames == false)
            return new(false, $"enableDnsHostnames of {vpc.Id} is false", null, candidate.IsAtWork == true);
        return vpc.HasDnsHostnames is not null ? state : new(null, $"enableDnsHostnames of {vpc.Id} is not known",
            new(NameEvidenceKind.VpcAttribute, vpc.Id, vpc.AccountId, $"Whether zones and private names count in {vpc.Id} is not known: enableDnsHostnames is not."), false);
    }

    /// <summary>
    /// Whether what an unknown list could hold would win. A VPC has one rule and one zone of a name, so that nothing unseen wins over what has the whole
    /// name and is associated with the VPC itself, but a rule over a zone.
    /// </summary>
    private static bool Matters(OpenList open, Candidate? winner, VpcNames vpc, DomainName name, bool zonesOnly)
    {
        var isWhole = winner is { Tier: 0 } && DomainName.CountLabels(winner.Domain) == name.LabelCount;
        var byRules = open.HoldsRules && !zonesOnly && !(isWhole && (winner!.IsRule || open.IsOfProfile));
        return byRules || (open.HoldsZones && vpc.HasDnsHostnames != false && !isWhole);
    }

    private static (NameSource Source, string? Id) SourceOf(Candidate candidate) =>
        candidate.ProfileId is not null ? (NameSource.Profile, candidate.ProfileId)
        : candidate.IsRule ? (NameSource.ResolverRule, candidate.Id)
        : candidate.Zone is not null ? (NameSource.PrivateHostedZone, candidate.Id) : (NameSource.EndpointPrivateDns, candidate.Id);

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    /// <summary>What takes a name on.</summary>
    /// <param name="Winner">The candidate; null for none.</param>
    /// <param name="IsSuppressed">Whether one would have, had the VPC DNS hostnames.</param>
    private sealed record Choice(Candidate? Winner, bool IsSuppressed);

    private sealed record CandidateState(bool? IsAtWork, string Reason, MissingNameEvidence? Missing, bool IsSuppressed);
}
