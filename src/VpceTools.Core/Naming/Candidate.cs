using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>What can take on the names of a domain: a Resolver rule, a private hosted zone, or the private names of an endpoint.</summary>
internal sealed record Candidate
{
    public required string Domain { get; init; }

    /// <summary>The rule; null for a zone.</summary>
    public ResolverRule? Rule { get; init; }

    public PrivateZone? Zone { get; init; }

    public PrivateDnsZone? PrivateDns { get; init; }

    /// <summary>The Route 53 Profile that brings it; null for what is associated with the VPC itself.</summary>
    public string? ProfileId { get; init; }

    /// <summary>The place of the Profile among those of the VPC; 0 for what is associated with the VPC itself.</summary>
    public int Tier { get; init; }

    /// <summary>Whether it is at work in the VPC; null where that is not known.</summary>
    public bool? IsAtWork { get; init; } = true;

    /// <summary>Why it is not at work, or why that is not known.</summary>
    public string Reason { get; init; } = "";

    public bool IsRule => Rule is not null;

    public int Labels => DomainName.CountLabels(Domain);

    public Decider Decider => ProfileId is not null ? new(NameSource.Profile, ProfileId)
        : new(IsRule ? NameSource.ResolverRule : Zone is not null ? NameSource.PrivateHostedZone : NameSource.EndpointPrivateDns, Id);

    public string Id => Rule?.Id ?? Zone?.Id ?? PrivateDns!.Endpoint.Id;

    public NameStepKind StepKind =>
        IsRule ? NameStepKind.ResolverRule : Zone is not null ? NameStepKind.HostedZone : NameStepKind.EndpointPrivateDns;

    /// <summary>For people.</summary>
    public string Label => (Rule is not null ? $"{Rule.RuleType} rule {Rule.Id} for {Domain}"
        : Zone is not null ? $"private hosted zone {Zone.Id} ({Domain})"
        : $"the private name {Domain} of endpoint {PrivateDns!.Endpoint.Id}") + (ProfileId is null ? "" : $" of Profile {ProfileId}");
}

/// <summary>A list that could hold further candidates, and that is not known.</summary>
/// <param name="Missing">What would tell.</param>
/// <param name="HoldsRules">Whether it could hold a rule.</param>
/// <param name="HoldsZones">Whether it could hold a zone.</param>
/// <param name="IsOfProfile">Whether what it holds would stand behind what is associated with the VPC itself.</param>
internal sealed record OpenList(MissingNameEvidence Missing, bool HoldsRules, bool HoldsZones, bool IsOfProfile)
{
    public NameSource Source => IsOfProfile ? NameSource.Profile : HoldsRules ? NameSource.ResolverRule : NameSource.PrivateHostedZone;
}

/// <summary>Candidates by domain.</summary>
internal sealed class CandidateTable
{
    private readonly Dictionary<string, List<Candidate>> _byDomain = new(StringComparer.Ordinal);

    public void Add(Candidate candidate)
    {
        if (!_byDomain.TryGetValue(candidate.Domain, out var list))
            _byDomain[candidate.Domain] = list = [];
        list.Add(candidate);
    }

    public IReadOnlyList<Candidate> At(string domain) => _byDomain.TryGetValue(domain, out var list) ? list : [];
}
