using System.Text.RegularExpressions;

namespace VpceTools.Model;

/// <summary>Recognises Region names by their form, so that Regions which AWS adds later are known too.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html; partitions such as <c>us-gov-west-1</c>,
/// <c>us-isob-east-1</c> and <c>eusc-de-east-1</c> included.
/// </remarks>
internal static class AwsRegion
{
    private const string Form =
        "[a-z]{2,4}(?:-(?:gov|iso[a-z]?|[a-z]{2}))?-(?:central|north|south|east|west|northeast|northwest|southeast|southwest)-[0-9]{1,2}";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly Regex Name = new($@"^{Form}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Limit);

    /// <summary>us-east-1a; Local Zones such as us-east-1-bos-1a; Wavelength Zones such as us-east-1-wl1-bos-wlz-1.</summary>
    private static readonly Regex Zone = new(
        $@"^(?<region>{Form})([a-z]\z|-)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Limit);

    /// <summary>Whether the text is a Region's name.</summary>
    public static bool IsName(string? text) => text is { Length: > 0 and < 32 } && Name.IsMatch(text);

    /// <summary>The Region of an Availability Zone, Local Zone or Wavelength Zone; null where the name has another form.</summary>
    public static string? OfZone(string? zone) =>
        zone is { Length: < 64 } && Zone.Match(zone) is { Success: true } match ? match.Groups["region"].Value : null;

    /// <summary>
    /// The Region in <c>com.amazonaws.us-east-1.sqs</c> (or <c>cn.com.amazonaws.…</c>, <c>aws.sagemaker.us-east-1.…</c>); null where there
    /// is none.
    /// </summary>
    public static string? OfServiceName(string? name) => name?.Split('.').FirstOrDefault(IsName);

    /// <summary>The Region in an ARN; null where there is none.</summary>
    public static string? OfArn(string? arn)
    {
        var parts = arn?.Split(':');
        return parts is { Length: > 5 } && parts[0] == "arn" && IsName(parts[3]) ? parts[3] : null;
    }
}
