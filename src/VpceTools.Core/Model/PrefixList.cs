using VpceTools.Addressing;

namespace VpceTools.Model;

/// <summary>A prefix list, AWS-managed or customer-managed.</summary>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PrefixList.html</remarks>
public sealed record PrefixList
{
    /// <summary>The id, <c>pl-…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name, for example <c>com.amazonaws.us-east-1.s3</c>.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// The most entries that the list may get: as many rules it counts for in the quota of a security group. Null where that is not known.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html#managed-prefix-lists-concepts</remarks>
    public int? MaxEntries { get; init; }

    /// <summary>The entries; null where they are not known (DescribeManagedPrefixLists names lists without their entries).</summary>
    public ValueList<CidrBlock>? CidrBlocks { get; init; }
}
