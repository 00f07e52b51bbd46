using System.Management.Automation;
using VpceTools.Sources;

namespace VpceTools.Parameters;

/// <summary>
/// What Set-AWSCredential, Set-DefaultAWSRegion, Initialize-AWSDefaultConfiguration and Set-AWSProxy of AWS.Tools left in the session.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/powershell/v5/userguide/pstools-installing-specifying-region.html</remarks>
internal static class SessionDefaults
{
    /// <summary>
    /// The connection with the session's credentials, Region and proxy, as the caller's scope sees them. Clear-AWSCredential leaves null.
    /// </summary>
    public static AwsConnection With(this AwsConnection connection, PSVariableIntrinsics variables) => connection with
    {
        SessionCredential = AwsToolsObject.Unwrap(variables.GetValue("StoredAWSCredentials")),
        SessionRegion = AwsToolsObject.RegionOf(variables.GetValue("StoredAWSRegion")) is { } region && !string.IsNullOrWhiteSpace(region)
            ? region : null,
        Proxy = AwsToolsObject.ProxyOf(variables.GetValue("AWSProxy")),
    };
}
