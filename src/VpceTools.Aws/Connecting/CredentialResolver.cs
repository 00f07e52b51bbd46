using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using VpceTools.Sources;

namespace VpceTools.Aws.Connecting;

/// <summary>
/// Finds the credentials: the parameters, then the session, in the order of the AWS Tools for PowerShell
/// (https://docs.aws.amazon.com/powershell/v5/userguide/creds-assign.html), else the SDK's default chain.
/// </summary>
internal sealed class CredentialResolver(AwsConnection connection, ProfileStore profiles, string region)
{
    // Fetching may mean a role, an SSO session or a process: seconds, not minutes.
    private static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(30);
    // What CloudTrail shows of whoever assumes a role.
    private const string SessionName = "VpceTools";
    private const string AccessKeyVariable = "AWS_ACCESS_KEY_ID";
    private const string SecretKeyVariable = "AWS_SECRET_ACCESS_KEY";
    private const string TokenVariable = "AWS_SESSION_TOKEN";
    private readonly SecretScrubber _scrubber = new(connection);

    // A program of the user's has its own limit, as long as that of everything, and says more: the one around it must not end first.
    private static readonly TimeSpan GraceForProcess = TimeSpan.FromSeconds(5);

    private TimeSpan FetchLimit => connection.RequestTimeout < LongestFetch ? connection.RequestTimeout : LongestFetch;

    /// <summary>The credentials and where they come from. They have been fetched once, so that what cannot work is said here.</summary>
    /// <exception cref="NetworkSourceException">There are none, or they cannot be fetched.</exception>
    public async Task<ResolvedCredentials> ResolveAsync(CancellationToken cancellationToken)
    {
        TokenServices.Use();
        var (found, source) = FromParameters() ?? FromSession() ?? FromSharedProfile()
            ?? await FromChainAsync(cancellationToken).ConfigureAwait(false);
        var owned = RoleCredentials.Own(found, region, connection.Proxy is { } proxy ? AwsAccess.ProxyOf(proxy) : null, _scrubber);
        var credentials = new ScrubbedCredentials(owned, _scrubber);
        await FetchAsync(credentials, found, source, cancellationToken).ConfigureAwait(false);
        return new(credentials, source, _scrubber);
    }

    /// <summary>The credentials of a role that is assumed with others. It has been assumed once, so that a refusal is said here.</summary>
    /// <exception cref="NetworkSourceException">It cannot be assumed.</exception>
    public async Task<ResolvedCredentials> AssumeAsync(string roleArn, ResolvedCredentials with, CancellationToken cancellationToken)
    {
        TokenServices.Use();
        var role = new AssumeRoleAWSCredentials(
            new ScrubbedCredentials(with.Credentials, _scrubber), roleArn, SessionName, new AssumeRoleAWSCredentialsOptions());
        var credentials = new ScrubbedCredentials(
            RoleCredentials.Own(role, region, connection.Proxy is { } proxy ? AwsAccess.ProxyOf(proxy) : null, _scrubber), _scrubber);
        var source = $"the role {roleArn}, assumed with {with.Source},";
        await FetchAsync(credentials, role, source, cancellationToken).ConfigureAwait(false);
        return new(credentials, source.TrimEnd(','), _scrubber);
    }

    private (AWSCredentials Credentials, string Source)? FromParameters()
    {
        if (FromKeys() is { } keys)
            return (keys, "the parameters -AccessKey and -SecretKey");
        if (connection.ProfileName is { } profile)
            return (profiles.Credentials(profile), $"the profile '{profile}'");
        if (connection.Credential is { } credential)
            return (ForeignCredentials.Of(credential) ?? throw NoCredentials("-Credential", credential), "the parameter -Credential");
        return profiles.ProfileName is { } name ? (profiles.Credentials(name), $"the profile '{name}'") : null;
    }

    private (AWSCredentials Credentials, string Source)? FromSession()
    {
        if (connection.SessionCredential is not { } stored)
            return null;
        var name = ForeignCredentials.NameOf(stored) is { } given ? $" ('{given}')" : "";
        return (ForeignCredentials.Of(stored)
            ?? throw NoCredentials("$StoredAWSCredentials", stored), $"the session's $StoredAWSCredentials{name}");
    }

    private static NetworkSourceException NoCredentials(string what, object value) => new(
        ErrorIds.CredentialsInvalid, $"{what} takes AWS credentials, not an object of type '{value.GetType().FullName}'.");

    /// <summary>
    /// The profile that the environment names, else the default, else that of early versions of the AWS Tools; what comes before them in
    /// the SDK's chain comes before them here. The chain itself would pass over a profile that cannot work, and ask the instance's
    /// metadata.
    /// </summary>
    private (AWSCredentials Credentials, string Source)? FromSharedProfile()
    {
        if (HasEnvironmentKeys() || HasWebIdentity)
            return null;
        var name = IsSet("AWS_PROFILE") ? ProfileStore.DefaultName
            : new[] { ProfileStore.Default, ProfileStore.OldDefault }.FirstOrDefault(profiles.HasCredentials);
        return name is null ? null : (profiles.Credentials(name), $"the profile '{name}'");
    }

    /// <summary>Half a pair is an error: whose credentials would be used in its stead is not for us to guess.</summary>
    private static bool HasEnvironmentKeys()
    {
        var (id, secret) = (IsSet(AccessKeyVariable), IsSet(SecretKeyVariable));
        if (id && secret)
            return true;
        if (id || secret)
            throw Half(id ? AccessKeyVariable : SecretKeyVariable, id ? SecretKeyVariable : AccessKeyVariable, "Set both or none.");
        return IsSet(TokenVariable) ? throw Half(TokenVariable, $"{AccessKeyVariable} and {SecretKeyVariable}", "Set all of them or none.")
            : false;
    }

    private static NetworkSourceException Half(string set, string missing, string advice) =>
        new(ErrorIds.CredentialsInvalid, $"The environment variable {set} is set without {missing}. {advice}", missing);

    private static bool HasWebIdentity => IsSet("AWS_WEB_IDENTITY_TOKEN_FILE") && IsSet("AWS_ROLE_ARN");

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    private AWSCredentials? FromKeys()
    {
        var (access, secret, token) = (connection.AccessKey, connection.SecretKey, connection.SessionToken);
        if (string.IsNullOrWhiteSpace(access) && string.IsNullOrWhiteSpace(secret) && string.IsNullOrWhiteSpace(token))
            return null;
        if (string.IsNullOrWhiteSpace(access) || string.IsNullOrWhiteSpace(secret))
        {
            var missing = string.IsNullOrWhiteSpace(access) ? "-AccessKey" : "-SecretKey";
            throw new NetworkSourceException(
                ErrorIds.CredentialsInvalid,
                    $"Keys were given without {missing}: -AccessKey and -SecretKey belong together, -SessionToken with both.", missing);
        }

        return string.IsNullOrWhiteSpace(token) ? new BasicAWSCredentials(access, secret)
            : new SessionAWSCredentials(access, secret, token);
    }

    private async Task<(AWSCredentials Credentials, string Source)> FromChainAsync(CancellationToken cancellationToken)
    {
        // Where nothing is set up the chain ends at the instance's metadata, and outside EC2 that address answers nothing at all: the SDK
        // would ask for half a minute.
        var isSetUp = HasEnvironmentKeys() || HasWebIdentity || IsSet("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
            || IsSet("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        try
        {
            var found = await Deadline.RunAsync(
                () => DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync(), isSetUp ? FetchLimit
                    : connection.MetadataTimeout, cancellationToken).ConfigureAwait(false);
            return (found, SourceOf(found));
        }
        catch (Exception e) when (e is AmazonClientException or TimeoutException)
        {
            throw Missing();
        }
    }

    private async Task FetchAsync(AWSCredentials credentials, AWSCredentials found, string source, CancellationToken cancellationToken)
    {
        var isMetadata = IsMetadata(found);
        try
        {
            var limit = isMetadata ? connection.MetadataTimeout : ProcessCredentials.IsAtWorkIn(found) ? FetchLimit
                + GraceForProcess : FetchLimit;
            await Deadline.RunAsync(credentials.GetCredentialsAsync, limit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            if (isMetadata)
                throw Missing();
            var (id, why) = Transport.IsRedirect(e)
                ? (ErrorIds.RedirectRefused, Transport.RedirectWords("AWS STS or the sign-in service"))
                : (ErrorIds.CredentialsInvalid, _scrubber.Scrub(Reason(e)) + Hint(found));
            throw new NetworkSourceException(id, $"The credentials from {source} could not be fetched: {why}");
        }
    }

    /// <summary>
    /// What went wrong, with the cause: the SDK says which role could not be assumed, and what AWS STS said of it is inside.
    /// </summary>
    private static string Reason(Exception exception)
    {
        var cause = exception;
        while (cause is not AmazonServiceException && cause.InnerException is { } inner)
            cause = inner;
        var says = cause is AmazonServiceException { ErrorCode: { Length: > 0 } code } ? $"{code}: {cause.Message}" : cause.Message;
        return cause == exception || exception.Message.Contains(cause.Message) ? exception.Message : $"{exception.Message} {says}";
    }

    // Some of the chain's classes are internal.
    private static string SourceOf(AWSCredentials found) => found switch
    {
        EnvironmentVariablesAWSCredentials => "the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        AssumeRoleWithWebIdentityCredentials => "the web identity of AWS_WEB_IDENTITY_TOKEN_FILE",
        _ when IsMetadata(found) => "the instance's metadata",
        _ => "the container's credentials",
    };

    private static bool IsMetadata(AWSCredentials credentials) => credentials.GetType().Name.Contains("InstanceProfile");

    private string Hint(AWSCredentials credentials) =>
        credentials is SSOAWSCredentials ? $" Sign in with 'aws sso login{(profiles.ProfileName is { } name ? $" --profile {name}" : "")}'."
            : "";

    private static NetworkSourceException Missing() => new(
        ErrorIds.CredentialsMissing,
        "No AWS credentials were found. Tried: the parameters -AccessKey with -SecretKey, -ProfileName and -Credential; the session's "
            + "$StoredAWSCredentials; "
        + "the environment variables AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY; a web identity token; the profile "
        + $"'{ProfileStore.DefaultName}'; the container's credentials; the instance's metadata"
        + (Amazon.Util.EC2InstanceMetadata.IsIMDSEnabled ? ". " : " (switched off by AWS_EC2_METADATA_DISABLED). ")
        + "Give -ProfileName or -Credential, run Set-AWSCredential, set the variables, or run 'aws configure' or 'aws configure sso'.");
}
