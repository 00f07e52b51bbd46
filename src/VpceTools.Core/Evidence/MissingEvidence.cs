using VpceTools.Model;

namespace VpceTools.Evidence;

/// <summary>Something that a decision depends on and the evidence does not hold.</summary>
/// <param name="Kind">The kind of evidence.</param>
/// <param name="ResourceId">The resource; null for the whole kind.</param>
/// <param name="Command">A CLI command that supplies it.</param>
public sealed record MissingEvidence(ResourceKind Kind, string? ResourceId, string Command)
{
    /// <summary>The account that has to be asked; null for the endpoint's own.</summary>
    public string? AccountId { get; init; }

    /// <summary>A whole kind.</summary>
    public static MissingEvidence Of(ResourceKind kind) => new(kind, null, DescribeCall.For(kind).Command);

    /// <summary>One resource of a kind.</summary>
    public static MissingEvidence Of(ResourceKind kind, string resourceId) =>
        new(kind, resourceId, EvidenceKinds.For(kind).CommandFor(CommandText.Posix(resourceId)));

    /// <summary>The same of another account or Region than the endpoint's, where the caller has to ask.</summary>
    public MissingEvidence In(string? accountId, string? region) => this with
    {
        AccountId = accountId ?? AccountId,
        Command = Command + (region is null ? "" : " --region " + region) + (accountId is null ? "" : $" (in account {accountId})"),
    };
}
