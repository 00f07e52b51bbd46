using System.Text.RegularExpressions;

namespace VpceTools.Checks;

/// <summary>Takes the name of an AWS service's endpoint service apart: <c>com.amazonaws.us-east-1.ecr.api</c> is <c>ecr.api</c> in <c>us-east-1</c>.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html</remarks>
internal static class ServiceCode
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // China's names begin with cn.; services of customers (com.amazonaws.vpce.…) have no code.
    private static readonly Regex Name = new(
        @"^(?:cn\.)?com\.amazonaws\.(?<region>[a-z]{2,5}(?:-[a-z]+)+-\d+)\.(?<code>[a-z0-9.-]+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);

    private static readonly Regex ZoneName = new(
        @"^(?<region>[a-z]{2,5}(?:-[a-z]+)+-\d+)[a-z]$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Patience);

    /// <summary>The code, FIPS variants under their plain one; null for what is no service of AWS.</summary>
    public static string? Of(string serviceName) => Name.Match(serviceName) is { Success: true } match ? match.Groups["code"].Value.Replace("-fips", "") : null;

    /// <summary>The Region in the name; null without one.</summary>
    public static string? RegionOf(string serviceName) => Name.Match(serviceName) is { Success: true } match ? match.Groups["region"].Value : null;

    /// <summary>The Region of an Availability Zone's name; null for Local Zones and the like.</summary>
    public static string? RegionOfZone(string? zone) => zone is not null && ZoneName.Match(zone) is { Success: true } match ? match.Groups["region"].Value : null;
}
