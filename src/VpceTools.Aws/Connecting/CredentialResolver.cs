using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using VpceTools.Model;

namespace VpceTools.Aws.Connecting;

/// <summary>Finds the credentials: the parameters, in the order of the AWS Tools for PowerShell, else the SDK's default chain.</summary>
internal sealed class CredentialResolver(AwsConnection connection, ProfileStore profiles, SecretScrubber scrubber)
{
    // Fetching may mean a role, an SSO session or a process: seconds, not minutes.
    private static readonly TimeSpan FetchLimit = TimeSpan.FromSeconds(30);

    /// <summary>The credentials and where they come from. They have been fetched once, so that what cannot work is said here.</summary>
    /// <exception cref="NetworkSourceException">There are none, or they cannot be fetched.</exception>
    public async Task<(AWSCredentials Credentials, string Source)> ResolveAsync(CancellationToken cancellationToken)
    {
        var (credentials, source) = FromParameters() is { } given
            ? given
            : (await FromChainAsync(cancellationToken).ConfigureAwait(false), "the default chain");
        scrubber.Learn(await FetchAsync(credentials, source, cancellationToken).ConfigureAwait(false));
        return (credentials, source);
    }

    private (AWSCredentials Credentials, string Source)? FromParameters()
    {
        if (FromKeys() is { } keys)
            return (keys, "the parameters -AccessKey and -SecretKey");
        if (connection.ProfileName is { } profile)
            return (profiles.Credentials(profile), $"the profile '{profile}'");
        if (connection.Credential is { } credential)
        {
            return ForeignCredentials.Of(credential) is { } given
                ? (given, "the parameter -Credential")
                : throw new NetworkSourceException(
                    ErrorIds.CredentialsInvalid, $"-Credential takes AWS credentials, not an object of type '{credential.GetType().FullName}'.");
        }

        return profiles.ProfileName is { } name ? (profiles.Credentials(name), $"the profile '{name}'") : null;
    }

    private AWSCredentials? FromKeys()
    {
        var (access, secret, token) = (connection.AccessKey, connection.SecretKey, connection.SessionToken);
        if (string.IsNullOrWhiteSpace(access) && string.IsNullOrWhiteSpace(secret) && string.IsNullOrWhiteSpace(token))
            return null;
        if (string.IsNullOrWhiteSpace(access) || string.IsNullOrWhiteSpace(secret))
        {
            var missing = string.IsNullOrWhiteSpace(access) ? "-AccessKey" : "-SecretKey";
            throw new NetworkSourceException(
                ErrorIds.CredentialsInvalid, $"Keys were given without {missing}: -AccessKey and -SecretKey belong together, -SessionToken with both.", missing);
        }

        return string.IsNullOrWhiteSpace(token) ? new BasicAWSCredentials(access, secret) : new SessionAWSCredentials(access, secret, token);
    }

    private async Task<AWSCredentials> FromChainAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Deadline.RunAsync(() => DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(), FetchLimit, cancellationToken).ConfigureAwait(false);
        }
        catch (ProfileNotFoundException)
        {
            throw profiles.NotFound(Environment.GetEnvironmentVariable("AWS_PROFILE") ?? "default");
        }
        catch (Exception e) when (e is AmazonClientException or TimeoutException)
        {
            throw Missing();
        }
    }

    private async Task<ImmutableCredentials> FetchAsync(AWSCredentials credentials, string source, CancellationToken cancellationToken)
    {
        // Outside EC2 the metadata address answers nothing at all, and the SDK would ask for half a minute.
        var isMetadata = credentials.GetType().Name.Contains("InstanceProfile"); // The default chain's own type is internal.
        try
        {
            return await Deadline.RunAsync(credentials.GetCredentialsAsync, isMetadata ? connection.MetadataTimeout : FetchLimit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw isMetadata ? Missing() : new NetworkSourceException(
                ErrorIds.CredentialsInvalid, $"The credentials from {source} could not be fetched: {scrubber.Scrub(e.Message)}{Hint(credentials)}");
        }
    }

    private string Hint(AWSCredentials credentials) =>
        credentials is SSOAWSCredentials ? $" Sign in with 'aws sso login{(profiles.ProfileName is { } name ? $" --profile {name}" : "")}'." : "";

    private static NetworkSourceException Missing() => new(
        ErrorIds.CredentialsMissing,
        "No AWS credentials were found. Tried: the parameters -AccessKey with -SecretKey, -ProfileName and -Credential; the environment variables "
        + "AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY; a web identity token; the profile "
        + $"'{Environment.GetEnvironmentVariable("AWS_PROFILE") ?? "default"}'; the container's credentials; the instance's metadata"
        + (Amazon.Util.EC2InstanceMetadata.IsIMDSEnabled ? ". " : " (switched off by AWS_EC2_METADATA_DISABLED). ")
        + "Give -ProfileName, set the variables, or run 'aws configure' or 'aws configure sso'.");
}
