using System.Text.RegularExpressions;
using Amazon;
using Amazon.Runtime;
using Amazon.Util;
using VpceTools.Sources;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Finds the Region: the parameter, the session, the named profile or that of the session's credentials, the environment, the default
/// profile, the instance's metadata.
/// </summary>
internal static class RegionResolver
{
    private static readonly Regex Form = new("^[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));
    private static readonly Regex Label = new("^[a-z0-9]([a-z0-9-]*[a-z0-9])?\\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromMinutes(1));

    /// <summary>The Region and where it comes from.</summary>
    /// <exception cref="NetworkSourceException">There is none, or it cannot be one.</exception>
    public static async Task<(string Region, string Source)> ResolveAsync(AwsConnection connection,
        ProfileStore profiles, CancellationToken cancellationToken)
    {
        var (region, source) = FirstOf(
            (connection.Region, "the parameter -Region"),
            (connection.SessionRegion, "the session's $StoredAWSRegion"),
            (profiles.Region, $"the profile '{profiles.ProfileName}'"),
            (profiles.ProfileName is null ? profiles.Session.Region
                : null, $"the profile '{profiles.Session.Name}' of the session's credentials"),
            (Environment.GetEnvironmentVariable("AWS_REGION"), "AWS_REGION"),
            (Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION"), "AWS_DEFAULT_REGION"),
            (OfDefaultProfile(), "the default profile"))
            ?? (await OfInstanceAsync(connection.MetadataTimeout, cancellationToken).ConfigureAwait(false), "the instance's metadata");
        if (region is null)
        {
            throw new NetworkSourceException(
                ErrorIds.RegionMissing,
                "No AWS Region was found. Tried: the parameter -Region, the session's $StoredAWSRegion, the profile, the environment "
                    + "variables AWS_REGION and "
                + "AWS_DEFAULT_REGION, the instance's metadata. Give -Region, for example -Region us-east-1, or run 'Set-DefaultAWSRegion "
                    + "us-east-1' or "
                + "'aws configure set region us-east-1'.");
        }

        // The Region becomes part of a host name, so it must be a label; behind an endpoint URL any label will do.
        if (!(connection.EndpointUrl is null ? Form : Label).IsMatch(region))
            throw new NetworkSourceException(ErrorIds.RegionInvalid,
                $"'{region}' (from {source}) is not an AWS Region such as us-east-1.{Suggestion(region)}", region);
        return (region, source);
    }

    private static (string? Region, string Source)? FirstOf(params (string? Region, string Source)[] candidates)
    {
        foreach (var (region, source) in candidates)
        {
            if (!string.IsNullOrWhiteSpace(region))
                return (region!.Trim().ToLowerInvariant(), source);
        }

        return null;
    }

    private static string? OfDefaultProfile()
    {
        // The factory remembers its first answer, while a session may change AWS_PROFILE or the file at any time.
        FallbackRegionFactory.Reset();
        return FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName;
    }

    private static async Task<string?> OfInstanceAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!EC2InstanceMetadata.IsIMDSEnabled)
            return null;
        try
        {
            return await Deadline.RunAsync(() => Task.FromResult(EC2InstanceMetadata.Region?.SystemName), limit, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or AmazonClientException or HttpRequestException or System.Net.WebException)
        {
            // Not on an instance: then there is no Region, which the caller says.
            return null;
        }
    }

    private static string Suggestion(string region)
    {
        var letters = region.Replace("-", "");
        var near = RegionEndpoint.EnumerableAllRegions.FirstOrDefault(r => r.SystemName.Replace("-", "") == letters);
        return near is null ? "" : $" Did you mean {near.SystemName}?";
    }
}
