using Amazon.Runtime;
using Amazon.SimpleSystemsManagement;
using VpceTools.Aws.Connecting;
using VpceTools.Sources;

namespace VpceTools.Aws.Instances;

/// <summary>A client of Systems Manager for one account and Region.</summary>
internal sealed class SsmSession : IDisposable
{
    private readonly TimeSpan _callTimeout;

    private SsmSession(AmazonSimpleSystemsManagementClient client, string region, SecretScrubber scrubber, TimeSpan callTimeout) =>
        (Client, Region, Scrubber, _callTimeout) = (client, region, scrubber, callTimeout);

    public AmazonSimpleSystemsManagementClient Client { get; }

    public string Region { get; }

    private SecretScrubber Scrubber { get; }

    /// <summary>Finds Region and credentials and makes the client; sends nothing to Systems Manager.</summary>
    /// <param name="connection">The way to AWS.</param>
    /// <param name="endpointUrl">Another endpoint of Systems Manager than the Region's own; that of the connection is EC2's.</param>
    /// <param name="pool">The credentials of the command, which signs in once.</param>
    /// <param name="cancellationToken">Stops the look-up.</param>
    /// <exception cref="NetworkSourceException">Something needed is missing or cannot work.</exception>
    public static async Task<SsmSession> OpenAsync(AwsConnection connection, string? endpointUrl,
        CredentialPool pool, CancellationToken cancellationToken)
    {
        if (endpointUrl is not null
            && (!Uri.TryCreate(endpointUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.UserInfo.Length > 0))
            throw new NetworkSourceException(ErrorIds.EndpointUrlInvalid,
                "-SsmEndpointUrl takes an http or https URL without a user name, for example https://ssm.us-east-1.amazonaws.com.");
        var access = await AwsAccess.OpenAsync(connection, pool, cancellationToken).ConfigureAwait(false);
        var config = access.Configure(new AmazonSimpleSystemsManagementConfig());
        if (endpointUrl is not null)
        {
            // A service URL alone would be signed for the Region that its name suggests.
            config.ServiceURL = endpointUrl;
            config.AuthenticationRegion = access.Region;
        }

        return new SsmSession(new StraightClients.SystemsManager(access.Credentials, config), access.Region, access.Scrubber,
            connection.CallTimeout);
    }

    /// <summary>A call; what goes wrong is told without the SDK's own exception, whose text may hold secrets.</summary>
    /// <exception cref="NetworkSourceException">It gave no answer.</exception>
    public async Task<T> CallAsync<T>(string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(_callTimeout);
        try
        {
            return await call(end.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException
            or TimeoutException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Of(operation, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();

    private NetworkSourceException Of(string operation, Exception exception)
    {
        var code = (exception as AmazonServiceException)?.ErrorCode;
        var (id, says) = code switch
        {
            _ when Transport.IsRedirect(exception) =>
                (ErrorIds.RedirectRefused, $"{operation}: {Transport.RedirectWords($"Systems Manager in {Region}")}"),
            "AccessDeniedException" or "AccessDenied" => (ErrorIds.AccessDenied, $"IAM does not allow ssm:{operation}."),
            "ThrottlingException" or "Throttling" or "RequestLimitExceeded" =>
                (ErrorIds.Throttled, $"Systems Manager kept throttling {operation}, retries included."),
            "ExpiredTokenException" or "ExpiredToken" => (ErrorIds.ExpiredToken, "The credentials have expired."),
            "UnrecognizedClientException" or "InvalidSignatureException" or "IncompleteSignature" =>
                (ErrorIds.AuthFailure, "Systems Manager does not accept the credentials."),
            "InvalidInstanceId" =>
                (nameof(ErrorIds.ServiceError),
                $"{operation}: an instance does not exist, is not running, or has no agent that reports to Systems Manager."),
            null or "" when Transport.IsUnreachable(exception) =>
                (ErrorIds.EndpointUnreachable, $"Systems Manager in {Region} cannot be reached."),
            null or "" when Transport.IsTimeout(exception) =>
                (ErrorIds.RequestTimeout, $"{operation}: Systems Manager did not answer in time."),
            _ => (ErrorIds.ServiceError, $"{operation} failed."),
        };
        return new NetworkSourceException(id,
            Scrubber.Scrub(id == ErrorIds.RedirectRefused ? says
            : $"{says} {code}{(string.IsNullOrEmpty(code) ? "" : ": ")}{exception.Message}"));
    }
}
