using Amazon.EC2;
using VpceTools.Aws.Calling;
using VpceTools.Sources;

namespace VpceTools.Aws.Connecting;

/// <summary>A client for one account and Region, and what must be known to speak about it.</summary>
internal sealed class Ec2Session : IDisposable
{
    private Ec2Session(AmazonEC2Client client, AwsAccess access, TimeSpan callTimeout)
    {
        CallTimeout = callTimeout;
        Client = client;
        Region = access.Region;
        Scrubber = access.Scrubber;
    }

    /// <summary>The client.</summary>
    public AmazonEC2Client Client { get; }

    /// <summary>The Region.</summary>
    public string Region { get; }

    /// <summary>Knows the secrets of this session.</summary>
    public SecretScrubber Scrubber { get; }

    /// <summary>How long one call may take, with its retries.</summary>
    public TimeSpan CallTimeout { get; }

    /// <summary>Where the calls go.</summary>
    public string Address => Client.Config.ServiceURL ?? $"EC2 in {Region}";

    /// <summary>Whom the calls ask.</summary>
    public CallTarget Target => new("EC2", "ec2", Address, Client.Config.Timeout, CallTimeout, Scrubber);

    /// <summary>Finds Region and credentials and makes the client; sends nothing to EC2.</summary>
    /// <exception cref="NetworkSourceException">Something needed is missing or cannot work.</exception>
    public static async Task<Ec2Session> OpenAsync(AwsConnection connection, CredentialPool pool,
        CallReporter reporter, CancellationToken cancellationToken)
    {
        if (connection.EndpointUrl is not null
            && (!Uri.TryCreate(connection.EndpointUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
                || url.UserInfo.Length > 0))
        {
            throw new NetworkSourceException(
                ErrorIds.EndpointUrlInvalid,
                "-EndpointUrl takes an http or https URL without a user name, for example https://ec2.us-east-1.amazonaws.com.");
        }

        var access = await AwsAccess.OpenAsync(connection, pool, cancellationToken).ConfigureAwait(false);
        reporter.Connected(access.Region, access.RegionSource, access.CredentialSource, connection.EndpointUrl);
        var config = access.Configure(new AmazonEC2Config());
        if (connection.EndpointUrl is not null)
        {
            // A service URL alone would be signed for the Region that its name suggests.
            config.ServiceURL = connection.EndpointUrl;
            config.AuthenticationRegion = access.Region;
        }

        return new Ec2Session(new PatientEc2Client(access.Credentials, config), access, connection.CallTimeout);
    }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}
