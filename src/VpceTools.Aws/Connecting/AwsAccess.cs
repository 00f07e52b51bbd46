using Amazon;
using Amazon.Runtime;
using VpceTools.Sources;

namespace VpceTools.Aws.Connecting;

/// <summary>A Region and the credentials of an account, ready for the client of any service.</summary>
internal sealed class AwsAccess
{
    private const string ApplicationId = "VpceTools";
    private readonly AwsConnection _connection;

    private AwsAccess(AwsConnection connection, (string Name, string Source) region, ResolvedCredentials resolved)
    {
        _connection = connection;
        (Region, RegionSource) = region;
        (Credentials, CredentialSource, Scrubber) = resolved;
    }

    /// <summary>The Region.</summary>
    public string Region { get; }

    /// <summary>Where the Region comes from, for a reader.</summary>
    public string RegionSource { get; }

    /// <summary>The credentials, which renew themselves where they can.</summary>
    public AWSCredentials Credentials { get; }

    /// <summary>Where the credentials come from, for a reader.</summary>
    public string CredentialSource { get; }

    /// <summary>Knows the secrets of the credentials.</summary>
    public SecretScrubber Scrubber { get; }

    /// <summary>Finds Region and credentials. Nothing is sent, except where fetching credentials takes it.</summary>
    /// <exception cref="NetworkSourceException">Something needed is missing or cannot work.</exception>
    public static async Task<AwsAccess> OpenAsync(AwsConnection connection, CredentialPool pool, CancellationToken cancellationToken)
    {
        var region = await RegionResolver.ResolveAsync(connection, new ProfileStore(connection), cancellationToken).ConfigureAwait(false);
        return new AwsAccess(connection, region, await pool.GetAsync(connection, region.Region, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sets up a client of this Region: patience, proxy, and who calls.</summary>
    public TConfig Configure<TConfig>(TConfig config)
        where TConfig : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = _connection.MaximumRetries;
        config.Timeout = _connection.RequestTimeout;
#if NET8_0_OR_GREATER
        config.ConnectTimeout = _connection.ConnectTimeout;
#endif
        if (_connection.Proxy is { } proxy)
            config.SetWebProxy(ProxyOf(proxy));
        if (string.IsNullOrEmpty(config.ClientAppId))
            config.ClientAppId = ApplicationId;
        return config;
    }

    /// <summary>A proxy as the SDK takes it.</summary>
    public static System.Net.WebProxy ProxyOf(AwsProxy proxy) => new(proxy.HostName, proxy.Port)
    {
        Credentials = proxy.Credentials,
        BypassList = [.. proxy.BypassList],
        BypassProxyOnLocal = proxy.BypassOnLocal,
    };
}
