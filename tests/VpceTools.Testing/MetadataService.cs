namespace VpceTools.Testing;

/// <summary>
/// An instance metadata service of version 2: a token, a role, its keys and the Region.
/// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
/// </summary>
public static class MetadataService
{
    private const string Token = "AQAAATESTTOKEN";

    /// <summary>Starts one.</summary>
    /// <param name="keys">The keys that the role has just now.</param>
    /// <param name="region">The instance's Region.</param>
    public static LocalHttpServer Start(Func<RoleKeys> keys, string region) => new(request => request.Path.Value switch
    {
        "/latest/api/token" => request.Method == "PUT" ? (200, Token) : (405, ""),
        _ when request.Headers["x-aws-ec2-metadata-token"] != Token => (401, "Unauthorized"),
        "/latest/meta-data/iam/security-credentials/" or "/latest/meta-data/iam/security-credentials" => (200, "instance-role"),
        "/latest/meta-data/iam/security-credentials/instance-role" => (200, keys().ToMetadata()),
        "/latest/dynamic/instance-identity/document" =>
            (200, $$"""{"region":"{{region}}","instanceId":"i-0a1","accountId":"111122223333"}"""),
        "/latest/meta-data/placement/region" => (200, region),
        _ => (404, ""),
    });
}
