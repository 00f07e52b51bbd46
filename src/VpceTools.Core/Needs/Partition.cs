using System.Text.RegularExpressions;
using VpceTools.Model;

namespace VpceTools.Needs;

/// <summary>What the names in a partition of AWS end in, and how the names of its endpoint services begin.</summary>
/// <remarks>
/// The suffixes are those of the AWS SDKs' partition data, which a test compares. The beginnings other than <c>com.amazonaws</c> are
/// those that the AWS CDK writes: in these partitions some services have one beginning and some the other, and only
/// DescribeVpcEndpointServices tells which.
/// </remarks>
public sealed record Partition
{
    /// <summary>The id, as ARNs write it: <c>aws</c>, <c>aws-cn</c>, …</summary>
    public required string Id { get; init; }

    /// <summary>The form of its Regions' names, as a regular expression.</summary>
    public required string RegionPattern { get; init; }

    /// <summary>What names end in: <c>amazonaws.com</c>.</summary>
    public required string DnsSuffix { get; init; }

    /// <summary>What most dual-stack names end in: <c>api.aws</c>.</summary>
    public required string DualStackDnsSuffix { get; init; }

    /// <summary>The Region that global services are called in.</summary>
    public required string GlobalRegion { get; init; }

    /// <summary>How the names of endpoint services begin; the most common one first.</summary>
    public ValueList<string> ServicePrefixes { get; init; } = [];

    /// <summary>Whether a Region, known to this version or not, belongs to the partition.</summary>
    public bool Contains(string region) =>
        Regex.IsMatch(region, RegionPattern, RegexOptions.CultureInvariant | RegexOptions.ECMAScript, TimeSpan.FromMinutes(1));

    /// <summary>Puts a Region, its partition's suffixes and, where it is known, an account into a pattern; other variables stay.</summary>
    public string Expand(string pattern, string region, string? account = null)
    {
        var text = pattern.Replace("{region}", region).Replace("{dnsSuffix}", DnsSuffix).Replace("{dualStackDnsSuffix}", DualStackDnsSuffix)
            .Replace("{globalRegion}", GlobalRegion).Replace("{partition}", Id).Replace("{regionWithoutDashes}", region.Replace("-", ""));
        return account is null ? text : text.Replace("{account}", account);
    }
}
