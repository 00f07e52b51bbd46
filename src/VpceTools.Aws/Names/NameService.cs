using Amazon;

namespace VpceTools.Aws.Names;

/// <summary>
/// A service that knows what decides names. Its calls go through the SDK's own pipeline; what the SDK's package of the service would add,
/// where it is and which protocol it speaks, stands here and in <see cref="NameOperation"/>, and is held to the service's model by a test.
/// </summary>
/// <param name="Id">The service's id in SDKs, which its environment variable for another address is named for.</param>
/// <param name="Prefix">Its name in host names, signatures and IAM actions.</param>
/// <param name="Version">The version of its API.</param>
/// <param name="TargetPrefix">The first part of the header <c>X-Amz-Target</c>; null where the path tells the operation.</param>
internal sealed record NameService(string Id, string Prefix, string Version, string? TargetPrefix = null)
{
    /// <summary>Hosted zones and records: one for all Regions of a partition, REST with XML.</summary>
    public static NameService Route53 { get; } = new("Route 53", "route53", "2013-04-01");

    /// <summary>The Resolver and DNS Firewall, JSON.</summary>
    public static NameService Resolver { get; } = new("Route53Resolver", "route53resolver", "2018-04-01", "Route53Resolver");

    /// <summary>Profiles, REST with JSON.</summary>
    public static NameService Profiles { get; } = new("Route53Profiles", "route53profiles", "2018-05-10");

    /// <summary>The accounts of an organization, JSON: one for all Regions of a partition.</summary>
    public static NameService Organizations { get; } = new("Organizations", "organizations", "2016-11-28", "AWSOrganizationsV20161128");

    /// <summary>All that know what decides names.</summary>
    public static IReadOnlyList<NameService> All { get; } = [Route53, Resolver, Profiles];

    /// <summary>The name for people.</summary>
    public string Title => this == Organizations ? "AWS Organizations"
        : this == Resolver ? "Route 53 Resolver" : this == Profiles ? "Route 53 Profiles" : "Route 53";

    /// <summary>Where the service is, and the Region that requests are signed for.</summary>
    /// <remarks>https://docs.aws.amazon.com/general/latest/gr/r53.html, https://docs.aws.amazon.com/general/latest/gr/ao.html</remarks>
    public (string Url, string SigningRegion) EndpointOf(RegionEndpoint region, bool useFips)
    {
        var suffix = region.PartitionDnsSuffix;
        var isGov = region.PartitionName == "aws-us-gov";
        // The endpoints of GovCloud are FIPS endpoints as they are; only those of Profiles have a name of their own.
        var host = Prefix + (useFips && !(isGov && this != Profiles) ? "-fips" : "");
        if (this == Organizations)
            return OrganizationsIn(region, useFips);
        if (this != Route53)
            return ($"https://{host}.{region.SystemName}.{suffix}", region.SystemName);
        return region.PartitionName switch
        {
            "aws" => ($"https://{host}.{suffix}", "us-east-1"),
            "aws-cn" => ($"https://{host}.{suffix}", "cn-northwest-1"),
            "aws-us-gov" => ($"https://{host}.us-gov.{suffix}", "us-gov-west-1"),
            "aws-iso" => ($"https://{host}.{suffix}", "us-iso-east-1"),
            "aws-iso-b" => ($"https://{host}.{suffix}", "us-isob-east-1"),
            "aws-iso-e" => ($"https://{host}.{suffix}", "eu-isoe-west-1"),
            "aws-iso-f" => ($"https://{host}.{suffix}", "us-isof-south-1"),
            _ => ($"https://{host}.{suffix}", region.SystemName),
        };
    }

    /// <summary>One Region of each partition has the service; in GovCloud its endpoint is a FIPS endpoint as it is.</summary>
    private static (string Url, string SigningRegion) OrganizationsIn(RegionEndpoint region, bool useFips)
    {
        var home = region.PartitionName switch
        {
            "aws" => "us-east-1",
            "aws-cn" => "cn-northwest-1",
            "aws-us-gov" => "us-gov-west-1",
            "aws-iso" => "us-iso-east-1",
            "aws-iso-b" => "us-isob-east-1",
            "aws-iso-f" => "us-isof-south-1",
            _ => region.SystemName,
        };
        // Partitions without a FIPS endpoint of the service get the name that it would have in the Region.
        if (useFips && region.PartitionName is not ("aws" or "aws-us-gov"))
            home = region.SystemName;
        var name = useFips && region.PartitionName != "aws-us-gov" ? "organizations-fips" : "organizations";
        return ($"https://{name}.{home}.{region.PartitionDnsSuffix}", home);
    }
}
