using System.Text.RegularExpressions;
using VpceTools.Policies;

namespace VpceTools.Checks;

/// <summary>Takes the name of an AWS service's endpoint service apart: <c>com.amazonaws.us-east-1.ecr.api</c> is <c>ecr.api</c> in <c>us-east-1</c>.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html</remarks>
internal static class ServiceCode
{
    private static readonly Regex ZoneName = new(
        @"^(?<region>[a-z]{2,4}-[a-z-]+-[0-9]+)[a-z]$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>The code, FIPS variants under their plain one; null for what is no service of AWS.</summary>
    public static string? Of(string serviceName) => EndpointServices.Parse(serviceName)?.Service.Replace("-fips", "");

    /// <summary>The Region in the name; null without one.</summary>
    public static string? RegionOf(string serviceName) => EndpointServices.Parse(serviceName)?.Region;

    /// <summary>The Region of an Availability Zone's name; null for Local Zones and the like.</summary>
    public static string? RegionOfZone(string? zone) => zone is not null && ZoneName.Match(zone) is { Success: true } match ? match.Groups["region"].Value : null;
}
