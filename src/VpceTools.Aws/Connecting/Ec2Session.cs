using Amazon;
using Amazon.EC2;
using Amazon.Runtime;
using VpceTools.Aws.Calling;
using VpceTools.Model;

namespace VpceTools.Aws.Connecting;

/// <summary>A client for one account and Region, and what must be known to speak about it.</summary>
internal sealed class Ec2Session : IDisposable
{
    private const string ApplicationId = "VpceTools";

    private Ec2Session(AmazonEC2Client client, string region, SecretScrubber scrubber)
    {
        Client = client;
        Region = region;
        Scrubber = scrubber;
    }

    /// <summary>The client.</summary>
    public AmazonEC2Client Client { get; }

    /// <summary>The Region.</summary>
    public string Region { get; }

    /// <summary>Knows the secrets of this session.</summary>
    public SecretScrubber Scrubber { get; }

    /// <summary>Where the calls go.</summary>
    public string Address => Client.Config.ServiceURL ?? $"EC2 in {Region}";

    /// <summary>Finds Region and credentials and makes the client; sends nothing to EC2.</summary>
    /// <exception cref="NetworkSourceException">Something needed is missing or cannot work.</exception>
    public static async Task<Ec2Session> OpenAsync(AwsConnection connection, CallReporter reporter, CancellationToken cancellationToken)
    {
        var scrubber = new SecretScrubber(connection);
        var profiles = new ProfileStore(connection);
        var (region, regionSource) = await RegionResolver.ResolveAsync(connection, profiles, cancellationToken).ConfigureAwait(false);
        var config = Configure(connection, region);
        var (credentials, source) = await new CredentialResolver(connection, profiles, scrubber).ResolveAsync(cancellationToken).ConfigureAwait(false);
        reporter.Connected(region, regionSource, source, connection.EndpointUrl);
        return new Ec2Session(new PatientEc2Client(credentials, config), region, scrubber);
    }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();

    private static AmazonEC2Config Configure(AwsConnection connection, string region)
    {
        var config = new AmazonEC2Config
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = connection.MaximumRetries,
            Timeout = connection.RequestTimeout,
        };
#if NET8_0_OR_GREATER
        config.ConnectTimeout = connection.ConnectTimeout;
#endif
        if (string.IsNullOrEmpty(config.ClientAppId))
            config.ClientAppId = ApplicationId;
        if (connection.EndpointUrl is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
            return config;
        }

        if (!Uri.TryCreate(connection.EndpointUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            throw new NetworkSourceException(
                ErrorIds.EndpointUrlInvalid,
                "-EndpointUrl takes an http or https URL without a user name, for example https://ec2.us-east-1.amazonaws.com.");
        }

        // A service URL alone would be signed for the Region that its name suggests.
        config.ServiceURL = connection.EndpointUrl;
        config.AuthenticationRegion = region;
        return config;
    }
}
