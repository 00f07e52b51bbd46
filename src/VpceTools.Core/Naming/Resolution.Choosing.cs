using VpceTools.Model;

namespace VpceTools.Naming;

/// <content>Which rule, zone or private name takes a name on.</content>
/// <remarks>
/// The most specific domain wins, whatever it belongs to; what is associated with the VPC itself stands before what a Profile brings, and
/// a rule before a zone. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html,
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html
/// </remarks>
internal sealed partial class Resolution
{
    private NameResult? TakeOn(Question question)
    {
        var own = AutodefinedDomain(question);
        var choice = Choose(question, zonesOnly: false);
        if (choice.Winner is not { Rule: { } rule } winner)
            return Enter(choice, question, own, minimumLabels: 0);
        // A rule of the very name of one of the Resolver's own domains overrides that; a wider one does not.
        if (own is not null && DomainName.CountLabels(own) > winner.Labels && AnswersItself(question, own))
            return AnswerItself(question, own);
        if (!ResolverEndpoints.Is(rule.RuleType, "SYSTEM"))
            return Forward(winner, question)?.StartingAt(winner.Decider);
        Pass(NameStepKind.ResolverRule, question, rule.Id,
            $"{Sentence(winner.Label)} keeps the name with the VPC's resolver: no rule forwards it.");
        return Enter(Choose(question, zonesOnly: true), question, own, winner.Labels);
    }

    /// <summary>The zone that was chosen, the Resolver's own names, or public DNS.</summary>
    /// <param name="choice">The zone.</param>
    /// <param name="question">The question.</param>
    /// <param name="own">The domain of the Resolver's own that the name lies in.</param>
    /// <param name="minimumLabels">The labels of the SYSTEM rule that keeps the name here; whether it lets shorter zones answer is not
    /// documented.</param>
    private NameResult? Enter(Choice choice, Question question, string? own, int minimumLabels)
    {
        var (winner, vpc) = (choice.Winner, question.Vpc);
        var ownLabels = own is null ? -1 : DomainName.CountLabels(own);
        if (own is not null && ownLabels >= (winner?.Labels ?? 0) && AnswersItself(question, own))
        {
            if (ownLabels == winner?.Labels)
            {
                Open(NameEvidenceKind.Undocumented, winner.Id, vpc.AccountId,
                    $"{Sentence(winner.Label)} has the name of one that the Resolver answers itself; which wins is not documented.",
                    winner.Decider);
            }
            else if (ownLabels < minimumLabels)
            {
                Open(NameEvidenceKind.Undocumented, vpc.Id, vpc.AccountId, $"A SYSTEM rule is more specific than {own}; "
                    + $"whether the resolver of {vpc.Id} or public DNS answers {question.Name} is not documented.",
                    new(NameSource.Autodefined, vpc.Id));
            }

            return AnswerItself(question, own);
        }

        if (winner is null)
            return AskPublicDns(question, choice.IsSuppressed);
        if (winner.Labels < minimumLabels)
        {
            Open(NameEvidenceKind.Undocumented, winner.Id, vpc.AccountId, $"A SYSTEM rule is more specific than {winner.Label}; "
                + $"whether that zone or public DNS answers {question.Name} is not documented.", winner.Decider);
            return AskPublicDns(question, choice.IsSuppressed);
        }

        var result = winner.Zone is { } zone ? AskZone(winner, zone, question) : AskPrivateDns(winner, question);
        return result?.StartingAt(winner.Decider);
    }

    private Choice Choose(Question question, bool zonesOnly)
    {
        Candidate? winner = null;
        var isSuppressed = false;
        for (var labels = question.Name.LabelCount; labels >= 0; labels--)
        {
            // Most parents of a name have nothing.
            if (question.Vpc.At(question.Name.Suffix(labels)) is not { Count: > 0 } candidates)
                continue;
            // Those of one place together, places in the order in which they win.
            foreach (var place in candidates.Where(c => !zonesOnly || !c.IsRule).GroupBy(c => (c.Tier, c.IsRule))
                .OrderBy(g => g.Key.Tier).ThenBy(g => g.Key.IsRule ? 0 : 1))
            {
                var isFree = winner is null;
                foreach (var (candidate, state) in place.Select(c => (c, StateOf(c, question)))
                    .OrderBy(p => p.Item2.IsAtWork == true ? 0 : 1))
                {
                    isSuppressed |= state.IsSuppressed && winner is null;
                    Place(candidate, state, isFree, question, ref winner);
                }
            }
        }

        foreach (var open in question.Vpc.Open.Where(o => Matters(o, winner, question, zonesOnly)))
            Open(open.Missing, new(open.Source, null));
        return new(winner, isSuppressed && winner is null);
    }

    private void Place(Candidate candidate, CandidateState state, bool isFree, Question question, ref Candidate? winner)
    {
        var label = Sentence(candidate.Label);
        if (state.IsAtWork == false)
        {
            Step(candidate.StepKind, NameStepOutcome.NotApplied, question, candidate.Id, $"{label} does not count: {state.Reason}.");
        }
        else if (winner is null && state.IsAtWork == true)
        {
            winner = candidate;
        }
        else if (winner is null)
        {
            Step(candidate.StepKind, NameStepOutcome.Unknown, question, candidate.Id,
                $"Whether {candidate.Label} counts is not known: {state.Reason}.");
            Open(state.Missing!, candidate.Decider);
        }
        else if (state.IsAtWork == true && candidate.Id != winner.Id && IsRival(candidate, winner, isFree))
        {
            Step(candidate.StepKind, NameStepOutcome.Rival, question, candidate.Id, $"{label} has the same place as {winner.Label}.");
            Open(NameEvidenceKind.Undocumented, candidate.Id, question.Vpc.AccountId,
                $"{Sentence(winner.Label)} and {candidate.Label} both claim the name; which wins is not documented.", winner.Decider);
        }
        else
        {
            var why = candidate.Domain == winner.Domain ? "stands before it" : "is more specific";
            Step(candidate.StepKind, NameStepOutcome.NotApplied, question, candidate.Id, $"{label} does not count: {winner.Label} {why}.");
        }
    }

    /// <summary>Two of one place, or of two Profiles whose order nobody knows.</summary>
    private static bool IsRival(Candidate candidate, Candidate winner, bool isFree) =>
        candidate.Domain == winner.Domain && candidate.Tier == winner.Tier && (isFree || candidate.ProfileId != winner.ProfileId);

    private CandidateState StateOf(Candidate candidate, Question question)
    {
        var vpc = question.Vpc;
        if (candidate.IsAtWork == false)
            return new(false, candidate.Reason);
        // For clients in the VPC the names stay public, so that they keep the gateway endpoint:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns
        if (candidate is { ProfileId: null, PrivateDns.Endpoint.PrivateDnsOnlyForInboundResolverEndpoint: true } && !question.IsInbound)
            return new(false, "its private DNS answers through inbound Resolver endpoints only");
        if (!candidate.IsRule && HasDnsHostnames(vpc) == false)
            return new(false, $"enableDnsHostnames of {vpc.Id} is false", IsSuppressed: candidate.IsAtWork == true);
        if (!candidate.IsRule && HasDnsHostnames(vpc) is null)
        {
            return new(null, $"enableDnsHostnames of {vpc.Id} is not known", new(NameEvidenceKind.VpcAttribute, vpc.Id, vpc.AccountId,
                $"Whether zones and private names count in {vpc.Id} is not known: enableDnsHostnames is not."));
        }

        if (candidate.IsAtWork == true)
            return new(true, "");
        var (kind, id) = candidate.IsRule ? (NameEvidenceKind.ResolverRuleAssociation, candidate.Id)
            : candidate.Zone is not null ? (NameEvidenceKind.ProfileResourceAssociation, candidate.ProfileId)
            : (NameEvidenceKind.VpcEndpoint, candidate.Id);
        return new(null, candidate.Reason, new(kind, id, vpc.AccountId,
            $"Whether {candidate.Label} counts in {vpc.Id} is not known: {candidate.Reason}."));
    }

    /// <summary>
    /// Whether what an unknown list could hold would win. A VPC has one rule and one zone of a name, so that nothing unseen wins over what
    /// has the whole name and is associated with the VPC itself, but a rule over a zone.
    /// </summary>
    private bool Matters(OpenList open, Candidate? winner, Question question, bool zonesOnly)
    {
        var isWhole = winner is { Tier: 0 } && winner.Labels == question.Name.LabelCount;
        var byRules = open.HoldsRules && !zonesOnly && !(isWhole && (winner!.IsRule || open.IsOfProfile));
        return byRules || (open.HoldsZones && HasDnsHostnames(question.Vpc) != false && !isWhole);
    }

    private bool? HasDnsHostnames(VpcNames vpc) => _client.AssumesVpcDns ? true : vpc.HasDnsHostnames;

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    /// <summary>What takes a name on.</summary>
    /// <param name="Winner">The candidate; null for none.</param>
    /// <param name="IsSuppressed">Whether one would have, had the VPC DNS hostnames.</param>
    private sealed record Choice(Candidate? Winner, bool IsSuppressed);

    private sealed record CandidateState(bool? IsAtWork, string Reason, MissingNameEvidence? Missing = null, bool IsSuppressed = false);
}
