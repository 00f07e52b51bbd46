using VpceTools.Model;

namespace VpceTools.Naming;

/// <summary>Something that the answer of a name depends on and the evidence does not hold.</summary>
/// <param name="Kind">The kind of evidence; some kinds no call supplies.</param>
/// <param name="ResourceId">The VPC, zone, rule, … that it is about; null for the whole kind.</param>
/// <param name="AccountId">The account whose evidence it is; null where that is not known either.</param>
/// <param name="Reason">Why it matters, as a sentence.</param>
public sealed record MissingNameEvidence(NameEvidenceKind Kind, string? ResourceId, string? AccountId, string Reason)
{
    /// <summary>The call that supplies it; null where no call of AWS does.</summary>
    public NameEvidenceCall? Call => NameEvidenceCall.For(Kind);

    /// <summary>A CLI command that supplies it; null where none does.</summary>
    public string? Command => Call is not { } call ? null
        : ResourceId is null || call.IdOption is null ? call.Command
        : $"{call.Command} {call.IdOption} {ResourceId}";
}
