namespace VpceTools.Policies;

/// <summary>The partition of a Region, as ARNs write it.</summary>
/// <remarks>https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html</remarks>
internal static class AwsPartition
{
    // The longer prefixes come first.
    private static readonly (string RegionPrefix, string Partition)[] Partitions =
    [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-isob-", "aws-iso-b"),
        ("us-isof-", "aws-iso-f"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-iso-", "aws-iso"),
        ("eusc-", "aws-eusc"),
    ];

    public static string Of(string region) =>
        Array.Find(Partitions, known => region.StartsWith(known.RegionPrefix, StringComparison.Ordinal)).Partition ?? "aws";

    /// <summary>Whether there is such a partition.</summary>
    public static bool Exists(string partition) => partition == "aws" || Array.Exists(Partitions, known => known.Partition == partition);
}
