using System.Globalization;

namespace VpceTools.Testing;

/// <summary>Temporary keys, as STS, the metadata services and credential processes hand them out.</summary>
/// <param name="AccessKeyId">The key.</param>
/// <param name="SecretAccessKey">The secret.</param>
/// <param name="SessionToken">The token.</param>
/// <param name="Expiration">Until when they are good.</param>
public sealed record RoleKeys(string AccessKeyId, string SecretAccessKey, string SessionToken, DateTimeOffset Expiration)
{
    /// <summary>The expiration as AWS writes it.</summary>
    public string Until => Expiration.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>As the metadata services of instances and containers give them.</summary>
    public string ToMetadata() => $$"""
        {"Code":"Success","Type":"AWS-HMAC","LastUpdated":"2026-01-01T00:00:00Z","AccessKeyId":"{{AccessKeyId}}","SecretAccessKey":"{{SecretAccessKey}}","Token":"{{SessionToken}}","Expiration":"{{Until}}"}
        """;

    /// <summary>
    /// As a credential process prints them: https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html.
    /// </summary>
    public string ToProcess() => $$"""
        {"Version":1,"AccessKeyId":"{{AccessKeyId}}","SecretAccessKey":"{{SecretAccessKey}}","SessionToken":"{{SessionToken}}","Expiration":"{{Until}}"}
        """;
}
